"""What becomes of each row, before anything is changed: who is meant, what is new, what a person must decide."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from krets.engines.notices.buyers import kind_of
from krets.engines.tables.lines import Line, Note, folded_name

NEW, SAME, CHANGE, DOUBLE, UNSURE, REFUSED = "new", "same", "change", "double", "unsure", "refused"
KNOWN, OTHER, SKIP, BACK = "known", "other", "skip", "back"  # what can be decided about a doubtful row


@dataclass(frozen=True)
class Somebody:
    """A person here. units: of those that are imported into, where they are now; left: unit to the day they left;
    rests: of those, where their membership rests and is woken.

    covered: whether they may be a member at all; claimed: they have signed in, and keep what is
    told of them themselves.
    """

    pk: int
    name: str
    email: str
    title: str = ""
    claimed: bool = False
    employers: Mapping[int, str] = field(default_factory=dict)
    covered: bool = True
    units: frozenset[int] = frozenset()
    left: Mapping[int, str] = field(default_factory=dict)
    rests: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Place:
    """An organisation; covered: by procurement law, so that its people can be members; facts: what is known."""

    pk: int
    name: str
    covered: bool = True
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class World:
    """What is here, as far as whoever imports may know of it.

    unit: where rows go that name none; units: folded names of those that may be imported into; emails, names
    (`folded_name`): people; places: organisations by folded name; hosts: where people with addresses there
    work; own: the address of whoever imports.
    """

    unit: int
    units: Mapping[str, int]
    emails: Mapping[str, Somebody]
    names: Mapping[str, tuple[Somebody, ...]]
    places: Mapping[str, Place]
    hosts: Mapping[str, Place]
    own: str = ""


@dataclass(frozen=True)
class Verdict:
    """What becomes of one row. before: field to what it is here and what it will be; options: what can be decided.

    email: the address that counts of those in the row; person: who is meant, None for somebody new.
    """

    number: int
    fate: str
    notes: tuple[Note, ...] = ()
    email: str = ""
    person: int | None = None
    unit: int | None = None
    place: int | None = None
    before: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    options: tuple[str, ...] = ()


def folded_place(name: str) -> str:
    return " ".join(name.casefold().replace(".", " ").replace(",", " ").split())


def judge(lines: Iterable[Line], world: World) -> list[Verdict]:
    """One verdict a line, in their order. The same lines and the same world give the same verdicts."""
    taken: dict[str, list[tuple[Verdict, Line]]] = {}
    names: dict[str, tuple[int, str]] = {}
    found = []
    for line in lines:
        verdict = _judge(line, world, taken, names)
        found.append(verdict)
        if verdict.fate not in (REFUSED, DOUBLE):
            taken.setdefault(verdict.email, []).append((verdict, line))
            names.setdefault(folded_name(line.values.get("name", "")), (line.number, verdict.email))
    return found


def _judge(
    line: Line, world: World, taken: Mapping[str, list[tuple[Verdict, Line]]], names: Mapping[str, tuple[int, str]]
) -> Verdict:
    if line.is_bad:
        return Verdict(line.number, REFUSED, line.notes)
    email = next((one for one in line.emails if one in world.emails), line.emails[0])
    notes, name = list(line.notes), line.values["name"]
    somebody = world.emails.get(email)
    unit = world.units.get(folded_place(line.values.get("unit", ""))) if line.values.get("unit") else world.unit
    place, fault = _place(line, email, world, known=somebody is not None)

    def refuse(code: str, about: str = "") -> Verdict:
        return Verdict(line.number, REFUSED, (*notes, Note(code, about, bad=True)), email)

    if unit is None:
        return refuse("no_unit", line.values["unit"])
    if fault is not None:
        return Verdict(line.number, REFUSED, (*notes, fault), email)
    before = [one for one in taken.get(email, ()) if one[0].unit == unit and one[0].place == (place and place.pk)]
    for earlier, other in taken.get(email, ()):
        if folded_name(other.values["name"]) != folded_name(name):
            return refuse("shared_address", str(earlier.number))
    if before:
        note = Note("double", str(before[0][0].number))
        return Verdict(line.number, DOUBLE, (*notes, note), email, before[0][0].person, unit)
    if place is None and somebody is not None and not somebody.covered:
        return refuse("not_covered", ", ".join(somebody.employers.values()))
    if email == world.own and (somebody is None or unit not in somebody.units):
        return refuse("own_row")
    if email in taken:
        notes.append(Note("further", str(taken[email][0][0].number)))
    return _matched(line, email, name, unit, place, world, notes, names)


def _matched(
    line: Line,
    email: str,
    name: str,
    unit: int,
    place: Place | None,
    world: World,
    notes: list[Note],
    names: Mapping[str, tuple[int, str]],
) -> Verdict:
    somebody, number = world.emails.get(email), place.pk if place else None
    folded = folded_name(name)
    if somebody is None:
        alike = world.names.get(folded, ())
        if alike:
            best = max(alike, key=lambda one: (unit in one.units, number in one.employers, -one.pk))
            note = Note("same_name", f"{best.name}, {', '.join(best.employers.values())}".rstrip(", "))
            return Verdict(
                line.number, UNSURE, (*notes, note), email, best.pk, unit, number, {}, (KNOWN, OTHER, SKIP)
            )
        if folded in names and names[folded][1] != email:
            note = Note("same_name_row", str(names[folded][0]))
            return Verdict(line.number, UNSURE, (*notes, note), email, None, unit, number, {}, (OTHER, SKIP))
        return Verdict(line.number, NEW, tuple(notes), email, None, unit, number)
    if folded_name(somebody.name) != folded:
        note = Note("other_name", somebody.name)
        return Verdict(line.number, UNSURE, (*notes, note), email, somebody.pk, unit, number, {}, (KNOWN, SKIP))
    if unit in somebody.left and unit not in somebody.units:
        note = Note("rests" if unit in somebody.rests else "left", somebody.left[unit])
        return Verdict(line.number, UNSURE, (*notes, note), email, somebody.pk, unit, number, {}, (BACK, SKIP))
    changes = _changes(line, somebody, unit, place, notes)
    fate = NEW if unit not in somebody.units else CHANGE if changes else SAME
    return Verdict(line.number, fate, tuple(notes), email, somebody.pk, unit, number, changes)


def _changes(
    line: Line, somebody: Somebody, unit: int, place: Place | None, notes: list[Note]
) -> dict[str, tuple[str, str]]:
    """Where they work is added to, never taken away; the rest only of members who have not signed in."""
    changes: dict[str, tuple[str, str]] = {}
    if place is not None and place.pk not in somebody.employers:
        if somebody.claimed and somebody.employers:
            notes.append(Note("other_employer", ", ".join(somebody.employers.values())))
        else:
            changes["organisation"] = (", ".join(somebody.employers.values()), place.name)
    title = line.values.get("title", "")
    if title and title != somebody.title:
        if somebody.claimed or unit not in somebody.units:
            notes.append(Note("keeps_title", somebody.title) if somebody.title else Note("own_title"))
        else:
            changes["title"] = (somebody.title, title)
    return changes


def _place(line: Line, email: str, world: World, *, known: bool) -> tuple[Place | None, Note | None]:
    """Where somebody works, by name, else by the host of the address; or why they can't be a member."""
    named = line.values.get("organisation", "")
    if named:
        place = world.places.get(folded_place(named))
        if place is None:
            return None, Note("no_organisation", named, bad=True)
    else:
        place = None if known else world.hosts.get(email.rpartition("@")[2])
        if place is None and not known:
            return None, Note("no_employer", bad=True)
    if place is not None and not place.covered:
        return None, Note("not_covered", place.name, bad=True)
    return place, None


_KINDS = {
    "municipality": ("kommun", "kunta", "kaupunki", "municipality", "kommune", "stad"),
    "region": ("region", "maakunta", "fylkeskommune", "county"),
    "wellbeing_county": ("hyvinvointialue", "välfärdsområde", "wellbeing services county"),
    "joint_body": ("kommunalförbund", "kuntayhtymä", "samkommun", "joint purchasing body", "fællesindkøb"),
    "central_body": ("inköpscentral", "yhteishankintayksikkö", "central purchasing body", "indkøbscentral"),
    "state": ("myndighet", "statlig myndighet", "valtio", "virasto", "state authority", "stat"),
    "company": ("kommunalt bolag", "bolag", "yhtiö", "publicly owned company", "aksjeselskap", "selskab"),
    "other": ("annan", "muu", "other", "andre", "anden"),
}
_COUNTRIES = {
    "SE": ("sverige", "ruotsi", "sweden"), "FI": ("finland", "suomi"), "NO": ("norge", "norja", "norway"),
    "DK": ("danmark", "tanska", "denmark"), "IS": ("island", "islanti", "iceland"), "AX": ("åland", "ahvenanmaa"),
    "FO": ("färöarna", "færøyene", "føroyar"), "GL": ("grönland", "grønland"), "EE": ("estland", "viro", "eesti"),
    "LV": ("lettland", "latvia"), "LT": ("litauen", "liettua", "lithuania"),
}  # fmt: skip
_OF_LANGUAGE = {"fi": "FI", "nb": "NO", "da": "DK"}


def judge_places(
    lines: Iterable[Line], places: Mapping[str, Place], language: str, *, free: bool
) -> list[Verdict]:
    """The same for organisations. free: whether what is known of them may be changed, not only added to."""
    seen: dict[str, int] = {}
    found = []
    for line in lines:
        folded = folded_place(line.values["name"])
        if line.is_bad:
            found.append(Verdict(line.number, REFUSED, line.notes))
            continue
        notes = list(line.notes)
        facts = facts_of(line, language, notes)
        if line.values.get("domains") and not free:
            notes.append(Note("operators"))
        if folded in seen:
            note = Note("double", str(seen[folded]))
            found.append(Verdict(line.number, DOUBLE, (*notes, note)))
            continue
        seen[folded] = line.number
        place = places.get(folded)
        if place is None:
            found.append(Verdict(line.number, NEW, tuple(notes)))
            continue
        changes: dict[str, tuple[str, str]] = {}
        for name, value in facts.items():
            known = place.facts.get(name, "")
            if not line.values.get(name) or known == value:
                continue
            if known and not free:
                notes.append(Note("keeps_fact", known))
            else:
                changes[name] = (known, value)
        fate = CHANGE if changes else SAME
        found.append(Verdict(line.number, fate, tuple(notes), place=place.pk, before=changes))
    return found


def facts_of(line: Line, language: str, notes: list[Note]) -> dict[str, str]:
    """What a row says of an organisation, in our own words; kind and country are guessed where it is silent."""
    values = line.values

    def word(field: str, known: Mapping[str, Iterable[str]], otherwise: str) -> str:
        said = values.get(field, "").casefold()
        if not said:
            return otherwise
        match = next((one for one, words in known.items() if said == one.casefold() or said in words), None)
        if match is None:
            notes.append(Note("bad_place", values[field][:60]))
        return match or otherwise

    nuts = values.get("nuts", "").upper()
    if nuts and not re.fullmatch(r"[A-Z]{2}[0-9A-Z]{0,3}", nuts):
        notes.append(Note("bad_place", values["nuts"][:60]))
        nuts = ""
    website = values.get("website", "")
    if website and not re.match(r"https?://", website):
        website = f"https://{website}"
    if not re.fullmatch(r"(https?://[\w.-]+\.[a-z]{2,}(/[\w./%?=&#~-]*)?)?", website) or len(website) > 200:
        notes.append(Note("bad_place", values["website"][:60]))
        website = ""
    return {
        "kind": word("kind", _KINDS, kind_of(values["name"])),
        "country": word("country", _COUNTRIES, _OF_LANGUAGE.get(language, "SE")),
        "nuts": nuts,
        "inhabitants": values.get("inhabitants", ""),
        "website": website,
    }
