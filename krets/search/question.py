"""What somebody typed, read as a question: words, phrases in quotes, what to leave out, CPV codes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from krets.engines.text import grams
from krets.search import schema

LONGEST = 20_000  # characters that are read
WORDS = 400  # different words that are kept

PARTS = re.compile(
    r"""(?:^|(?<=\s))(?P<minus>[-−–])?     # a minus counts only before a word, not between two
        (?: ["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]? | (?P<word>[^\s"“”„«»]+) )""",
    re.VERBOSE,
)
CODE = re.compile(r"\d{2,8}|\d{8}-\d")


@dataclass(frozen=True, slots=True)
class Question:
    """`words` are folded, each once, those of phrases too; `text` is what to look for, as it was typed."""

    text: str
    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    codes: tuple[str, ...] = ()
    told: bool = False  # a whole text, not something typed to search
    order: tuple[str, ...] = ()  # the words as they follow each other, with repeats
    language: str = ""  # it is written in, where that is known
    means: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # its words in other languages
    otherwise: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # synonyms of its words, by their words

    def in_language(self, language: str) -> str:
        """What to look for in a text of this language."""
        return " ".join([self.text, *(word for words in self.said_as(language).values() for word in words)])

    def said_as(self, language: str) -> Mapping[str, tuple[str, ...]]:
        """Its words to others that answer them in a text of this language."""
        return self.otherwise if language == self.language else {**self.means, **self.otherwise}

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.codes)


def typed(text: str) -> Question:
    """A question from the box: OR between words, "a phrase", -without, and 2 to 8 digits as a CPV code."""
    wanted: list[str] = []
    phrases, without, codes = [], [], []
    for part in PARTS.finditer(text[:LONGEST]):
        said = part["word"] if part["phrase"] is None else part["phrase"]
        words = tuple(grams.words(said))
        if not words:
            continue
        if part["minus"]:
            without.append(words)
            continue
        wanted.append(said)
        if part["phrase"] is not None:
            phrases.append(words)
        elif CODE.fullmatch(said):
            codes.append(schema.cpv(said))
    order = tuple(grams.words(" ".join(wanted))[:WORDS])
    return Question(" ".join(wanted), _once(order), tuple(phrases), tuple(without), _once(codes), order=order)


def told(text: str, cpv: Iterable[str] = ()) -> Question:
    """Somebody's own text as a question: no sign in it means anything else than itself."""
    text = text[:LONGEST]
    words = grams.words(text)[:WORDS]
    return Question(
        text, _once(words), order=tuple(words), codes=_once(schema.cpv(code) for code in cpv), told=True
    )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))[:WORDS]
