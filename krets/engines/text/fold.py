"""One spelling for all ways to write the same Nordic word."""

import unicodedata

KEPT = frozenset("åäö")
NORDIC = {
    "ø": "ö",
    "æ": "ä",
    "œ": "ö",
    "ð": "d",
    "þ": "th",
    "đ": "d",
    "ħ": "h",
    "ŋ": "n",
    "ŧ": "t",
    "ł": "l",
    "ı": "i",
}
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphen, zero widths: typesetting, not spelling


def fold(text: str) -> str:
    """NFKC, casefold, ø→ö, æ→ä, accents off all letters but å ä ö. Idempotent; the length may change.

    å ä ö stay: in Swedish and Finnish they are letters of their own, and "län" is not "lan".
    """
    if text.isascii():
        return text.lower()
    # Casefolding can undo the composition, and composing can bring back a capital: hence both, twice.
    for _ in range(2):
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_TABLE)
    return text


class _Letters(dict[int, str]):
    """Filled with each character the first time it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _letter(chr(code))
        return folded


def _letter(letter: str) -> str:
    if letter in KEPT:
        return letter
    if letter in NORDIC:
        return NORDIC[letter]
    if letter in UNSEEN or _is_accent(letter):
        return ""
    bare = "".join(part for part in unicodedata.normalize("NFD", letter) if not _is_accent(part))
    return NORDIC.get(bare, bare)


def _is_accent(letter: str) -> bool:
    # Only the general accents: marks in other scripts (Devanagari, Thai) spell vowels.
    return "\u0300" <= letter <= "\u036f"


_TABLE = _Letters()
