"""Which column holds what, by its heading in Swedish, Finnish, English, Norwegian and Danish."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from krets.engines.tables.cells import Row

LOOKED_AT = 40  # rows from the top, among which the headings stand

# What a heading may be called, folded by `_folded`. The first list is what an export writes.
MEMBERS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "namn", "nimi", "name", "navn", "fullstandigtnamn", "forochefternamn", "fornamnochefternamn",
        "efternamnfornamn", "fornamnefternamn", "medlem", "kontaktperson", "person", "kokonimi", "koko nimi",
        "sukunimietunimi", "etunimisukunimi", "jasen", "yhteyshenkilo", "fullname", "fulltnavn", "fuldenavn",
        "etternavnfornavn", "efternavnfornavn", "kontakt", "contact", "member",
    ),
    "first": ("fornamn", "tilltalsnamn", "etunimi", "firstname", "givenname", "fornavn"),
    "last": ("efternamn", "sukunimi", "lastname", "surname", "familyname", "etternavn", "efternavn"),
    "email": (
        "epost", "epostadress", "mail", "mejl", "mejladress", "mailadress", "sahkoposti", "sahkopostiosoite",
        "email",
        "emailaddress", "epostadresse", "mailadresse", "jobbmejl", "tjanstemail", "epostarbete",
    ),
    "organisation": (
        "organisation", "organisaatio", "organization", "organisasjon", "myndighet", "kommun", "arbetsgivare",
        "upphandlandemyndighet", "forvaltning", "organisationsnamn", "kunta", "tyonantaja", "hankintayksikko",
        "employer", "company", "authority", "kommune", "virksomhet", "virksomhed", "arbeidsgiver", "arbejdsgiver",
        "oppdragsgiver", "ordregiver",
    ),
    "title": (
        "titel", "nimike", "title", "tittel", "befattning", "yrkestitel", "roll", "tjanst", "tehtavanimike",
        "tehtava",
        "asema", "jobtitle", "position", "role", "stilling", "rolle",
    ),
    "phone": (
        "telefon", "puhelin", "phone", "telefonnummer", "tel", "mobil", "mobiltelefon", "mobilnummer", "tfn",
        "puhelinnumero", "matkapuhelin", "gsm", "telephone", "mobile", "tlf", "phonenumber",
    ),
    "unit": (
        "natverk", "verkosto", "network", "nettverk", "netvaerk", "netvark", "avdelning", "lokalavdelning",
        "undergrupp",
        "grupp", "jaosto", "alaryhma", "ryhma", "chapter", "subgroup", "group", "unit", "gruppe", "undergruppe",
        "avdeling", "afdeling",
    ),
    "since": (
        "medlemsedan", "jasenalkaen", "membersince", "medlemsiden", "medlemfrom", "startdatum", "intrade",
        "intradesdatum", "sedan", "datum", "liittynyt", "liittymispaiva", "alkaen", "joined", "since",
        "startdate", "innmeldt",
        "indmeldt", "startdato", "fran",
    ),
}  # fmt: skip

ORGANISATIONS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "namn", "nimi", "name", "navn", "organisation", "organisationsnamn", "organisaatio", "organization",
        "organisasjon", "myndighet", "kommun", "upphandlandemyndighet", "kunta", "hankintayksikko", "authority",
        "kommune", "virksomhet", "virksomhed", "oppdragsgiver", "ordregiver", "medlem", "medlemsorganisation",
    ),
    "kind": (
        "typ", "tyyppi", "kind", "type", "organisationstyp", "organisaatiotyyppi", "slag", "myndighetstyp",
        "organisationtype", "organisasjonstype",
    ),
    "country": ("land", "maa", "country"),
    "nuts": ("nuts", "region", "alue", "nutskod", "lan", "maakunta", "nutscode", "fylke"),
    "inhabitants": (
        "invanare", "asukkaat", "inhabitants", "antalinvanare", "folkmangd", "vakiluku", "asukasluku",
        "population",
        "innbyggere", "indbyggere", "befolkning",
    ),
    "website": ("webbplats", "verkkosivut", "website", "hemsida", "webb", "url", "nettsted", "hjemmeside", "www"),
    "domains": (
        "maildomaner", "sahkopostiverkkotunnukset", "maildomains", "epostdoman", "epostdomaner", "doman",
        "domaner",
        "maildoman", "verkkotunnus", "verkkotunnukset", "domain", "domains", "domene", "domener", "domaene",
    ),
}  # fmt: skip

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss", "ð": "d", "þ": "th"})


@dataclass(frozen=True)
class Columns:
    """at: field to the column's place, from 0; header: the number of the row with the headings, 0 for none.

    sure: whether all that is needed was found by its heading; commas: names stand as "Efternamn, Förnamn".
    """

    at: Mapping[str, int]
    header: int = 0
    sure: bool = False
    commas: bool = False


def recognise(rows: Sequence[Row], fields: Mapping[str, tuple[str, ...]] = MEMBERS) -> Columns:
    """By the row, among the first, whose cells are headings for most fields; else, addresses by their looks."""
    best: dict[str, int] = {}
    header = 0
    for number, cells in rows[:LOOKED_AT]:
        found = header_of(cells, fields)
        if len(found) > len(best) and not any("@" in cell for cell in cells):
            best, header = found, number
    if not best and "email" in fields:
        best = _by_looks(rows)
    named = "name" in best or ("first" in best and "last" in best)
    sure = header > 0 and named and ("email" in best or "email" not in fields)
    return Columns(best, header, sure, _commas(rows, best, header))


def header_of(cells: Sequence[str], fields: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Fields whose heading stands in these cells, each with the first place where it does."""
    found: dict[str, int] = {}
    folded = [_folded(cell) for cell in cells]
    for exact in (True, False):
        for place, words in enumerate(folded):
            if not words or place in found.values() or len(words) > 60:
                continue
            for field, names in fields.items():
                if field not in found and _is_called(words, names, exact):
                    found[field] = place
                    break
    return found


def with_commas(rows: Sequence[Row], at: Mapping[str, int], header: int) -> bool:
    """Whether names are written "Efternamn, Förnamn": the heading says so, or most of them are."""
    return _commas(rows, at, header)


def _is_called(words: str, names: Sequence[str], exact: bool) -> bool:
    if exact:
        return words in names
    # "E-post (arbete)", "Namn på kontaktperson": it begins with a name that is long enough to mean something.
    return any(len(name) >= 4 and words.startswith(name) for name in names)


def _folded(cell: str) -> str:
    """Letters only, without their marks: "E-postadress:" becomes "epostadress"."""
    plain = unicodedata.normalize("NFKD", cell.casefold().translate(_LETTERS))
    return "".join(re.findall(r"[a-z0-9]", plain))


def _by_looks(rows: Sequence[Row]) -> dict[str, int]:
    counts: dict[int, int] = {}
    for _, cells in rows[:LOOKED_AT]:
        for place, cell in enumerate(cells):
            counts[place] = counts.get(place, 0) + ("@" in cell)
    best = max(counts, key=lambda place: counts[place], default=0)
    return {"email": best} if counts.get(best) else {}


def _commas(rows: Sequence[Row], at: Mapping[str, int], header: int) -> bool:
    if "name" not in at:
        return False
    names = []
    for number, cells in rows:
        cell = cells[at["name"]] if at["name"] < len(cells) else ""
        if number == header:
            last = re.match(r"(efternamn|sukunimi|last ?name|surname|etternavn|efternavn)\b.*,", cell.casefold())
            if last:
                return True
        elif number > header and cell:
            names.append(cell)
    return bool(names) and sum(name.count(",") == 1 for name in names) > 0.6 * len(names)
