"""Other ways to say the same, in the trade: DIS is a dynamiskt inköpssystem. A list that hosts add to.

One group a line, its ways separated by tabs. What is written in capitals counts only where it is typed so, or
alone: "lov" is also leave.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources

from krets.engines.text.grams import WORD, folded_word, words


@dataclass(frozen=True, slots=True)
class Way:
    """What was typed, folded, and one other way to say it."""

    said: tuple[str, ...]
    other: tuple[str, ...]


class Synonyms:
    def __init__(self, lines: Iterable[str]) -> None:
        self._groups: dict[tuple[str, ...], list[tuple[str, list[str]]]] = {}
        for line in lines:
            group = [way.strip() for way in line.split("\t") if way.strip()]
            if line.startswith("#") or len(group) < 2:
                continue
            for way in group:
                self._groups.setdefault(tuple(words(way)), []).append((way, group))
        self._longest = max(map(len, self._groups), default=0)

    def ways(self, text: str) -> list[Way]:
        """Every other way to say what stands in the text, the longest that was said first."""
        typed = [(match.group(), folded_word(match.group())) for match in WORD.finditer(text)]
        found = []
        for size in range(self._longest, 0, -1):
            for start in range(len(typed) - size + 1):
                written, said = zip(*typed[start : start + size], strict=True)
                for way, group in self._groups.get(said, []):
                    if _counts(way, written, alone=size == len(typed)):
                        found += [Way(said, tuple(words(other))) for other in group if other != way]
        return list(dict.fromkeys(found))


def ours() -> list[str]:
    """The lines of our own list."""
    return resources.files(__package__).joinpath("synonyms.tsv").read_text(encoding="utf-8").splitlines()


def _counts(way: str, written: Sequence[str], *, alone: bool) -> bool:
    return alone or not way.isupper() or "".join(written).isupper()
