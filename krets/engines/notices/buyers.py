"""What a buyer's name tells."""

import re
import unicodedata

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "œ": "oe"})


def slug_of(name: str) -> str:
    """A name in the letters of an address: "Søllerød Å/S" becomes "sollerod-a-s"."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return "-".join(words)[:80].strip("-") or "organisation"


# What a buyer's name tells in the Nordic languages; the first that fits counts.
_KINDS = (
    (r"hyvinvointialue|välfärdsområde|wellbeing services", "wellbeing_county"),
    (r"kommunalförbund|kuntayhtymä|samkommun|interkommunal|\bIKS\b", "joint_body"),
    (r"\bhansel\b|\bski\b|kammarkollegiet|inköpscentral|adda ", "central_body"),
    (r"^region |\bregion$|fylkeskommune|landsting|maakunta", "region"),
    (r"\b(ab|oy|oyj|a/s|as|aps|asa|ky|hf)\b", "company"),
    (r"kommun(e|en)?\b|\bkunta\b|kunnan|kaupunki|kaupungin|\bstad\b", "municipality"),
    (
        r"verket\b|myndighet|styrelsen\b|virasto|ministeri|ministry|direktorat|laitos\b|politi\b",
        "state",
    ),
)


def kind_of(name: str) -> str:
    """What kind of buyer a name speaks of; 'other' when it does not say."""
    folded = name.casefold()
    return next((kind for words, kind in _KINDS if re.search(words, folded, re.I)), "other")
