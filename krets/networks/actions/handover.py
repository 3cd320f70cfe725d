"""Units and their members, taken along to another installation."""

from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate

from krets.db import readers
from krets.db.identity import verb
from krets.db.keys import sort_key
from krets.db.rows import Row, fields, values
from krets.db.tally import Tally
from krets.networks import search
from krets.networks.actions.admission_rows import admission_rows, restore_admission
from krets.networks.actions.founding_rows import founding_rows, restore_foundings
from krets.networks.actions.knowing import know_anew
from krets.networks.actions.life_rows import life_rows, restore_life
from krets.networks.actions.start_rows import restore_start, start_rows
from krets.networks.actions.subgroup_rows import restore_subgroups, subgroup_rows
from krets.networks.models import ContactLine, Mandate, Membership, StateChange, Unit
from krets.people.models import Person
from krets.search import index

NAMED = ("sort_key", "readers")  # said in other words


def export_units(*, by: Person | None) -> Iterator[Row]:
    slugs = dict(Unit.objects.values_list("pk", "slug"))
    names = {readers.unit(pk): f"unit:{slug}" for pk, slug in slugs.items()}
    for unit in Unit.objects.select_related("parent").order_by("slug"):
        row = values(unit, without=NAMED)
        # Who knows of a proposal follows from who decides above it, and is found anew.
        plain = [token for token in unit.readers if not token.startswith("person:")]
        row["readers"] = sorted(names.get(token, token) for token in plain)
        row["parent"] = unit.parent.slug if unit.parent else None
        members = unit.memberships.select_related("person", "added_by").order_by("since", "person__key")
        row["states"] = [
            values(change) | {"by": change.by.key if change.by else None}
            for change in unit.state_changes.select_related("by")
        ]
        lines = unit.contact_lines.order_by("name")
        row["contact"] = [
            values(line) | {"readers": sorted(names.get(token, token) for token in line.readers)} for line in lines
        ]
        row["members"] = [_member(membership) for membership in members]
        mandates = unit.mandates.select_related("person", "appointed_by", "ended_by").order_by("since", "key")
        row |= subgroup_rows(by=by, unit=unit) | admission_rows(by=by, unit=unit)
        row |= founding_rows(by=by, unit=unit) | start_rows(by=by, unit=unit)
        row |= life_rows(by=by, unit=unit, slugs=slugs)
        row["mandates"] = [_mandate(mandate) for mandate in mandates]
        yield row


@verb
def restore_units(*, by: Person | None, rows: Sequence[Row]) -> Tally:
    """Add units whose slug is not there, without their members; the others stay as they are."""
    tally = Tally()
    known = set(Unit.objects.values_list("slug", flat=True))
    new: list[tuple[Unit, Row]] = []
    for row in rows:
        if row.get("slug") in known:
            tally.count("unchanged")
            continue
        try:
            unit = Unit(**fields(Unit, row, without=NAMED))
            unit.full_clean(exclude=["sort_key", "readers", "parent"])
        except (ValidationError, TypeError, ValueError) as fault:
            tally.skip(f"unit {row.get('slug')}: {type(fault).__name__}")
            continue
        unit.sort_key = sort_key(unit.name)
        unit.save()
        known.add(unit.slug)
        new.append((unit, row))
        tally.count("new")
    numbers = dict(Unit.objects.values_list("slug", "pk"))
    for unit, row in new:
        unit.parent_id = numbers.get(row.get("parent") or "")
        slugs = {f"unit:{slug}": readers.unit(pk) for slug, pk in numbers.items()}
        tokens = [slugs.get(name, name) for name in row.get("readers", [])]
        unit.readers = [token for token in tokens if not token.startswith("unit:") or token in slugs.values()]
        unit.save()
        for change in row.get("states", []):
            StateChange.objects.create(unit=unit, **fields(StateChange, change))
        for line in row.get("contact", []):
            told = [slugs.get(name, name) for name in line.get("readers", [])]
            plain = fields(ContactLine, line, without=["readers"])
            ContactLine.objects.create(unit=unit, readers=told, **plain)
    index.put_many(search.document(unit) for unit, _ in new)
    return tally


@verb
def restore_members(*, by: Person | None, rows: Sequence[Row]) -> Tally:
    """Add the members of these units, once both are there."""
    tally = Tally()
    units = {unit.slug: unit for unit in Unit.objects.all()}
    numbers = dict(Person.objects.values_list("key", "pk"))
    there = set(Membership.objects.values_list("unit__slug", "person__key", "since"))
    new: list[Membership] = []
    for row in rows:
        for member in row.get("members", []):
            known = fields(Membership, member)
            if (row["slug"], member["person"], known["since"]) in there:
                tally.count("unchanged")
            elif member["person"] not in numbers or row["slug"] not in units:
                tally.skip("a member who is not here")
            else:
                added_by = numbers.get(member.get("added_by") or "")
                person = numbers[member["person"]]
                new.append(Membership(unit=units[row["slug"]], person_id=person, added_by_id=added_by, **known))
                tally.count("new")
    Membership.objects.bulk_create(new, ignore_conflicts=True)
    _restore_mandates(rows, units, numbers, tally)
    _name_changes(rows, units, numbers)
    restore_foundings(by=by, rows=rows, units=units, people=numbers, tally=tally)
    restore_start(by=by, rows=rows, units=units, people=numbers, tally=tally)
    for unit in units.values():
        know_anew(by=by, unit=unit)  # by who decides above it, signed it and holds mandates in it
    restore_life(by=by, rows=rows, units=units, people=numbers, tally=tally)
    restore_subgroups(by=by, rows=rows, units=units, people=numbers, tally=tally)
    restore_admission(by=by, rows=rows, units=units, people=numbers, tally=tally)
    return tally


def _restore_mandates(rows: Sequence[Row], units: dict[str, Unit], people: dict[str, int], tally: Tally) -> None:
    """Who is trusted with what; by an older export, whoever coordinates has that mandate from then on."""
    there = set(Mandate.objects.values_list("key", flat=True))
    new: list[Mandate] = []
    for row in rows:
        for given in row.get("mandates", []):
            if given["key"] in there:
                tally.count("unchanged")
            elif given["person"] not in people or row["slug"] not in units:
                tally.skip("a mandate of somebody who is not here")
            else:
                by, ended_by = (people.get(given.get(name) or "") for name in ("appointed_by", "ended_by"))
                known = fields(Mandate, given)
                numbers = {"person_id": people[given["person"]], "appointed_by_id": by, "ended_by_id": ended_by}
                new.append(Mandate(unit=units[row["slug"]], **numbers, **known))
                tally.count("new")
    Mandate.objects.bulk_create(new, ignore_conflicts=True)
    named = Mandate.objects.filter(unit=OuterRef("unit"), person=OuterRef("person"), kind__in=Mandate.RUNS)
    slugs = [row["slug"] for row in rows if "mandates" not in row]
    old = Membership.objects.filter(~Exists(named), unit__slug__in=slugs, ended=None, role="coordinator")
    kind = Mandate.Kind.COORDINATOR
    Mandate.objects.bulk_create(
        Mandate(unit_id=one.unit_id, person_id=one.person_id, kind=kind, since=localdate(one.since)) for one in old
    )


def _name_changes(rows: Sequence[Row], units: dict[str, Unit], people: dict[str, int]) -> None:
    """Who brought a unit into a state: people are there later than units."""
    for row in rows:
        for given in row.get("states", []):
            if given.get("by") in people and row["slug"] in units:
                same = units[row["slug"]].state_changes.filter(by=None, **fields(StateChange, given))
                same.update(by_id=people[given["by"]])


def _mandate(mandate: Mandate) -> Row:
    people = {name: getattr(mandate, name) for name in ("person", "appointed_by", "ended_by")}
    since = {"since": mandate.since.isoformat()}  # also where it is today, which is what the field begins with
    return values(mandate) | since | {name: person.key if person else None for name, person in people.items()}


def _member(membership: Membership) -> Row:
    added_by = membership.added_by.key if membership.added_by else None
    return values(membership) | {"person": membership.person.key, "added_by": added_by}
