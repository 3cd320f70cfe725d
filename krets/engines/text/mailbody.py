"""Cuts a mail reply down to what the person wrote.

Each line gets a label: own, quoted, heading (of a quote), signature or footer (what a program added). When
nothing of the person's own would be left although something unmarked is there, that is given, marked unsure.
"""

import re
from dataclasses import dataclass

from krets.engines.text import mailmarks as marks
from krets.engines.text.mailhtml import html_text as html_text

OWN, QUOTED, HEADING, SIGNATURE, FOOTER = "own", "quoted", "heading", "signature", "footer"
SIGNATURE_LINES = 20  # a longer tail after "Hälsningar" is a letter that greets first
BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\x00"))


@dataclass(frozen=True, slots=True)
class Cut:
    """`sure` is False when `text` may be the quoted text itself: better to ask the sender than to guess."""

    text: str
    quoted: str
    signature: str
    sure: bool = True


def reply_text(plain: str, *, marker: str = "", is_reply: bool = True) -> Cut:
    """`marker` is a line of our own letters ("write above this line"): all below it is quoted.

    With `is_reply=False` (the first letter of a thread) quotes stay in the text: they were meant to be read.
    """
    lines = _lines(plain)
    labels = _Reading(lines, marker, is_reply).labels()
    text = _join(lines, labels, OWN)
    quoted = _join(lines, labels, QUOTED, HEADING)
    signature = _join(lines, labels, SIGNATURE, FOOTER)
    if text:
        return Cut(text, quoted, signature)
    return _unsure(lines, labels, marker) or Cut("", quoted, signature)


def _lines(plain: str) -> list[str]:
    whole = BREAKS.sub("\n", plain).replace("\u00a0", " ").translate(UNSEEN)
    return [line.rstrip() if line != "-- " else line for line in whole.split("\n")]


class _Reading:
    """One pass over the lines; looks ahead by a bounded number of non-empty lines only."""

    def __init__(self, lines: list[str], marker: str, is_reply: bool) -> None:
        self.lines = lines
        self.marker = " ".join(marker.split())
        self.is_reply = is_reply
        self.following = _following(lines)
        self.bound = -1  # the nearest line that ends a signature, once it was looked for
        self.bars = False  # this letter's quotes begin with "|"
        self.written = False  # something of the person's own was met

    def labels(self) -> list[str]:
        labels: list[str] = []
        mode = OWN
        while len(labels) < len(self.lines):
            at = len(labels)
            line = self.lines[at][: marks.LINE]
            if self.is_reply and mode != QUOTED and (size := self._heading(at)):
                labels += [HEADING] * size
                mode = OWN if self._quote_marks_follow(at + size) else QUOTED
            elif mode == QUOTED:
                labels.append(QUOTED)
            elif self._is_quoted(line):
                labels.append(QUOTED if self.is_reply else OWN)
                mode = OWN
            else:
                mode, label = self._unquoted(at, line, mode)
                labels.append(label)
                self.written = self.written or (label == OWN and bool(line.strip()))
        return labels

    def _unquoted(self, at: int, line: str, mode: str) -> tuple[str, str]:
        """The mode after this line, and its label."""
        if marks.MOBILE.match(line):
            return mode, FOOTER
        if marks.FOOTER.match(line) or self._is_list_footer(at, line):
            return FOOTER, FOOTER
        if mode in (SIGNATURE, FOOTER):
            return (OWN, OWN) if marks.POSTSCRIPT.match(line) else (mode, mode)
        if marks.DASHES.match(line):
            return SIGNATURE, SIGNATURE
        closing = marks.CLOSING.match(line) or marks.CLOSING_WORD.match(line)
        if closing and self._is_signed_off(at):
            return SIGNATURE, SIGNATURE
        return OWN, OWN

    def _heading(self, at: int) -> int:
        """How many lines from `at` head a quote: 0 when none."""
        line = self.lines[at][: marks.LINE]
        if not line or self._is_quoted(line):
            return 0
        if self.marker and self.marker in " ".join(line.split()):
            return 1
        if marks.BELOW.match(line):
            return 1 + self._fields(self.following[at + 1])
        if marks.RULE.match(line) and (after := self.following[at + 1]) - at <= 2:
            fields = self._fields(after)
            return fields + after - at if fields else 0
        return self._fields(at) or self._attribution(at)

    def _fields(self, at: int) -> int:
        """Lines of an Outlook heading "Från: … Skickat: … Till: … Ämne: …"."""
        if at >= len(self.lines) or not marks.FROM.match(self.lines[at][: marks.LINE]):
            return 0
        last, found = at, 0
        for place in range(at + 1, min(at + 9, len(self.lines))):
            if marks.FIELD.match(self.lines[place][: marks.LINE]):
                last, found = place, found + 1
        return last - at + 1 if found >= 2 else 0

    def _attribution(self, at: int) -> int:
        joined = ""
        for size in (1, 2, 3):
            if at + size > len(self.lines) or not self.lines[at + size - 1]:
                return 0
            joined = f"{joined} {self.lines[at + size - 1]}".strip()
            if len(joined) > marks.LINE or self._is_quoted(self.lines[at + size - 1]):
                return 0
            if joined.endswith(":") and marks.SAID.search(joined) and self._is_by_program(joined, at + size):
                return size
            if size == 1 and not marks.SAID_BEGINS.match(joined):
                return 0
        return 0

    def _is_by_program(self, said: str, after: int) -> bool:
        stamped = "@" in said or (marks.CLOCK.search(said) and marks.DAY.search(said))
        return bool(stamped) or self._quote_marks_follow(after)

    def _quote_marks_follow(self, at: int) -> bool:
        place = self.following[at] if at < len(self.lines) else len(self.lines)
        if place >= len(self.lines):
            return False
        self.bars = self.bars or bool(marks.BAR.match(self.lines[place]))
        return self._is_quoted(self.lines[place])

    def _is_quoted(self, line: str) -> bool:
        return bool(marks.QUOTED.match(line) or (self.bars and marks.BAR.match(line)))

    def _is_list_footer(self, at: int, line: str) -> bool:
        return bool(marks.RULE.match(line)) and any(
            marks.LIST_FOOTER.search(ahead[: marks.LINE]) for ahead in self.lines[at + 1 : at + 4]
        )

    def _is_signed_off(self, at: int) -> bool:
        """Whether a closing phrase at `at` closes: what follows is short, and something was said before."""
        end = self._bound(at + 1)
        tail = [line for line in self.lines[at + 1 : min(end, at + 4 * SIGNATURE_LINES)] if line.strip()]
        if len(tail) > SIGNATURE_LINES or end - at > 4 * SIGNATURE_LINES:
            return False
        return self.written or not any(_is_sentence(line) for line in tail)

    def _bound(self, at: int) -> int:
        """The next quote, heading or footer; found once for all closing phrases before it."""
        if self.bound < at:
            self.bound = at
            while self.bound < len(self.lines) and not self._ends_signature(self.bound):
                self.bound += 1
        return self.bound

    def _ends_signature(self, at: int) -> bool:
        line = self.lines[at][: marks.LINE]
        return bool(self._is_quoted(line) or marks.FOOTER.match(line) or self._heading(at))


def _following(lines: list[str]) -> list[int]:
    """For each line the number of the first non-empty line from it on; one more at the end."""
    following = [len(lines)] * (len(lines) + 1)
    for at in range(len(lines) - 1, -1, -1):
        following[at] = at if lines[at].strip() else following[at + 1]
    return following


def _unsure(lines: list[str], labels: list[str], marker: str) -> Cut | None:
    """Nothing stood above: what stands, unmarked, below a heading, or sentences taken for a signature."""
    own_marker = bool(marker) and any(" ".join(marker.split()) in " ".join(line.split()) for line in lines)
    below = [
        QUOTED if label == QUOTED and not marks.QUOTED.match(line) else ""
        for line, label in zip(lines, labels, strict=True)
    ]
    text = _join(lines, below, QUOTED)
    if text and not own_marker:
        rest = [label if not at else "" for label, at in zip(labels, below, strict=True)]
        inner = reply_text(text, is_reply=False)
        signature = f"{inner.signature}\n{_join(lines, labels, SIGNATURE, FOOTER)}".strip("\n")
        if inner.text:
            return Cut(inner.text, _join(lines, rest, QUOTED, HEADING), signature, sure=False)
    quoted, signed = _join(lines, labels, QUOTED, HEADING), _join(lines, labels, SIGNATURE)
    if any(_is_sentence(line) for line in signed.split("\n")):
        return Cut(signed, quoted, _join(lines, labels, FOOTER), sure=False)
    return None


def _is_sentence(line: str) -> bool:
    count = len(line.split())
    return count >= 10 or (count >= 3 and line.endswith((".", "!", "?")))


def _join(lines: list[str], labels: list[str], *wanted: str) -> str:
    kept = "\n".join(line for line, label in zip(lines, labels, strict=True) if label in wanted)
    return re.sub(r"\n{3,}", "\n\n", kept).strip("\n ").rstrip()
