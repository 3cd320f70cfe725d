"""Which of the five languages a short text is in: letter trigrams, small words, and None when in doubt.

The trigrams (`trigrams.tsv`, made by `learn.py`) come from sentences we wrote ourselves (`samples/`).
Right on .96 to 1.0 of other people's questions of at least four words in sv, fi and en, on .93 in da and .89 in
nb, which often differ by one letter. Of labels of one to three nouns it knows .9 in fi and en, .7 in sv and .6 in
nb and da: too little said to tell.
"""

import re
import unicodedata
from importlib import resources
from typing import Literal

from krets.engines.text.stopwords import LANGUAGES, STOP_WORDS, TRADE_WORDS

Language = Literal["sv", "fi", "nb", "da", "en"]

READ = 3000  # characters; more changes nothing
OWN_WORD, SHARED_WORD = 50, 25  # a small word of one language, of several; in tenths of nats like the trigrams
NAME = 0.3  # capitals inside a sentence are names, and names have no language
LEAST = 4  # total evidence under which it is a guess in the dark
BEFORE = 20  # of it, that the best must have before languages that are nothing alike
ALIKE = {"sv": "north", "nb": "north", "da": "north", "fi": "fi", "en": "en"}

LETTERS = re.compile(r"[^\W\d_]+")


def guess(text: str) -> Language | None:
    """None when there is too little to go by (numbers, names, "Magnesium", another language's letters)."""
    scores = _scores(text)
    best = max(LANGUAGES, key=lambda language: scores[language])
    unlike = max(scores[language] for language in LANGUAGES if ALIKE[language] != ALIKE[best])
    return best if scores[best] >= max(LEAST, unlike + BEFORE) else None  # type: ignore[return-value]


def likeliest(text: str) -> Language | None:
    """Even of a word or two, for what costs little when it is wrong. None when nothing speaks for any."""
    scores = _scores(text)
    best = max(LANGUAGES, key=lambda language: scores[language])
    return best if scores[best] > 0 else None  # type: ignore[return-value]


def trigrams(word: str) -> list[str]:
    padded = f"_{word}_"
    return [padded[place : place + 3] for place in range(len(padded) - 2)]


def _scores(text: str) -> dict[str, float]:
    scores = dict.fromkeys(LANGUAGES, 0.0)
    for place, word in enumerate(LETTERS.findall(unicodedata.normalize("NFKC", text[:READ]))):
        share = NAME if place and word[0].isupper() else 1.0
        for gram in trigrams(word.lower()[:40]):
            for language, weight in zip(LANGUAGES, _WEIGHTS.get(gram, ()), strict=False):
                scores[language] += share * weight
        tongues = _TONGUES.get(word.lower(), ())
        for tongue in tongues:
            scores[tongue] += OWN_WORD if len(tongues) == 1 else SHARED_WORD
    return scores


def _read_weights() -> dict[str, tuple[int, ...]]:
    lines = resources.files(__package__).joinpath("trigrams.tsv").read_text(encoding="utf-8").splitlines()
    return {gram: tuple(map(int, weights)) for gram, *weights in (line.split("\t") for line in lines[1:])}


def _by_word() -> dict[str, tuple[str, ...]]:
    every = {tongue: STOP_WORDS[tongue] | TRADE_WORDS[tongue] for tongue in LANGUAGES}
    return {
        word: tuple(tongue for tongue in LANGUAGES if word in every[tongue])
        for word in frozenset().union(*every.values())
    }


_WEIGHTS = _read_weights()
_TONGUES = _by_word()
