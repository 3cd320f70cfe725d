"""Whether a text names who wrote it: finds their name, addresses, telephone and organisation in it.

It asks once and never blocks, so it may be wrong in both directions: "Björk" is a name and a tree.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

READ = 60_000  # characters
LEAST = 4  # letters of a stem that is looked for inside longer words: "Sjöhamn" in "Sjöhamnsmodellen"
DIGITS = 7  # of a telephone's end, however the rest is written

# What names of organisations are made of, and what a text about purchases says anyway.
_GENERIC = """
    kommun kommuns kommunens stad stads staden region regionen regionens landsting förbund förbundet
    kommunalförbund kommunalförbundet inköp inköps inköpsförbundet inköpscentralen upphandling välfärdsområde
    välfärdsområdet myndighet myndigheten universitet högskola kaupunki kaupungin kunta kunnan hyvinvointialue
    hyvinvointialueen kuntayhtymä hankinta hankinnat kommune fylkeskommune indkøb indkøbsfællesskab innkjøp
    city municipality council county purchasing partnership procurement agency the of and och ja og för
"""
GENERIC = frozenset(_GENERIC.split())
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NUMBER = re.compile(r"\+?\d[\d ()/.–-]{5,24}\d")


@dataclass(frozen=True, slots=True)
class Identity:
    """What would name somebody: their name, addresses, telephones and the name of their organisation."""

    name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    organisation: str = ""


def named_in(text: str, who: Identity) -> list[str]:
    """The words of the text that name them, each once, in the order of the text."""
    text = text[:READ]
    found = [*_names(text, who.name), *_addresses(text, who.emails), *_numbers(text, who.phones)]
    found += _organisation(text, who.organisation)
    return list(dict.fromkeys(words for _place, words in sorted(found)))


Found = tuple[int, str]


def _names(text: str, name: str) -> Iterator[Found]:
    """As names are written: "Bo" is one and "bo" is not. With the genitive."""
    for part in _WORD.findall(name):
        for hit in re.finditer(rf"(?<!\w){re.escape(part)}(?:s|:s|n|in|en)?(?!\w)", text):
            yield hit.start(), hit[0]


def _addresses(text: str, emails: Iterable[str]) -> Iterator[Found]:
    """The address, or the host that the organisation alone has. What is no address names nobody."""
    hosts = {email.partition("@")[2].strip() for email in emails}
    for host in filter(None, hosts):
        for hit in re.finditer(rf"[\w.+-]*@?{re.escape(host)}(?!\w)", text, re.IGNORECASE):
            yield hit.start(), hit[0]


def _numbers(text: str, phones: Iterable[str]) -> Iterator[Found]:
    ends = {_digits(phone)[-DIGITS:] for phone in phones if len(_digits(phone)) >= DIGITS}
    for hit in _NUMBER.finditer(text):
        if _digits(hit[0])[-DIGITS:] in ends:
            yield hit.start(), hit[0]


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _organisation(text: str, organisation: str) -> Iterator[Found]:
    for part in _WORD.findall(organisation):
        if part.casefold() in GENERIC or len(part) < LEAST:
            continue
        stem = re.sub(r"(?:s|n|in|en)$", "", part) if len(part) > LEAST + 1 else part
        for hit in re.finditer(rf"(?<!\w){re.escape(stem)}\w*", text, re.IGNORECASE):
            yield hit.start(), hit[0]
