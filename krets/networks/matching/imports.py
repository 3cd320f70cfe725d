"""The bridge to `engines.tables`: rows of a list and who is here, into what becomes of each row."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db.models import Q
from django.utils import timezone

from krets.db.clock import today
from krets.db.keys import sort_key
from krets.db.readers import Reader
from krets.engines.notices.buyers import slug_of
from krets.engines.tables import Columns, Line, Place, Somebody, Verdict, World
from krets.engines.tables import judging as judge
from krets.engines.tables import lines as read
from krets.networks import rules
from krets.networks.models import Import, ImportRow, Membership
from krets.people import rules as people_rules
from krets.people.models import Account, Belonging, Organisation, Person

Told = Callable[[int], None]


def judged_rows(imported: Import, reader: Reader) -> list[tuple[ImportRow, Line, Verdict]]:
    """Each row below the headings, what it says, and what becomes of it. As many queries for any list."""
    rows = {row.number: row for row in imported.rows.order_by("number")}
    columns = Columns(imported.columns, imported.header, True, imported.commas)
    cells = [(row.number, tuple(row.cells)) for row in rows.values()]
    if imported.kind == Import.Kind.ORGANISATIONS:
        lines = list(read.places(cells, columns))
        verdicts = judge.judge_places(lines, _places(lines), imported.unit.language, free=imported.operators)
    else:
        lines = list(read.people(cells, columns, today()))
        verdicts = judge.judge(lines, _world(lines, imported, reader))
    return [(rows[line.number], line, verdict) for line, verdict in zip(lines, verdicts, strict=True)]


def _world(lines: Sequence[Line], imported: Import, reader: Reader) -> World:
    units = rules.imported_into(reader, imported.unit)
    numbers = [unit.pk for unit in units]
    named = {judge.folded_place(name): unit.pk for unit in reversed(units) for name in (unit.slug, unit.name)}
    known = rules.known_people(reader, numbers)
    emails = {email for line in lines for email in line.emails}
    names = {sort_key(line.values["name"]) for line in lines}
    hosts = {email.rpartition("@")[2] for email in emails}
    rows = Person.objects.filter(known).select_related("account", "organisation")
    found = {person.pk: person for person in rows.filter(account__email__within=sorted(emails))}
    found |= {person.pk: person for person in rows.filter(sort_key__within=sorted(names))}
    people = sorted(found.values(), key=lambda person: person.pk)
    here, left, rests = _memberships(people, numbers)
    employers = _employers(people)
    by_email: dict[str, Somebody] = {}
    by_name: dict[str, tuple[Somebody, ...]] = {}
    for person in people:
        one = _somebody(
            person, employers.get(person.pk, ()), here.get(person.pk, frozenset()), left.get(person.pk, {}),
            rests.get(person.pk, frozenset()),
        )  # fmt: skip
        if one.email:
            by_email[one.email] = one
        folded = read.folded_name(person.name)
        by_name[folded] = (*by_name.get(folded, ()), one)
    own = Account.objects.filter(person_id=reader.person or 0).values_list("email", flat=True).first()
    return World(
        unit=imported.unit_id, units=named, emails=by_email, names=by_name, places=_places(lines, "organisation"),
        hosts=_hosts(hosts), own=own or "",
    )  # fmt: skip


def _somebody(
    person: Person,
    employers: Iterable[tuple[int, str]],
    units: frozenset[int],
    left: dict[int, str],
    rests: frozenset[int],
) -> Somebody:
    account = getattr(person, "account", None)
    return Somebody(
        person.pk, person.name, account.email if account else "", person.title,
        account is not None and account.has_signed_in, dict(employers), people_rules.may_be_member(person), units,
        left, rests,
    )  # fmt: skip


def _memberships(
    people: Iterable[Person], units: list[int]
) -> tuple[dict[int, frozenset[int]], dict[int, dict[int, str]], dict[int, frozenset[int]]]:
    """Where each is, left and on which day, and of those rests."""
    here: dict[int, frozenset[int]] = {}
    rests: dict[int, frozenset[int]] = {}
    left: dict[int, dict[int, str]] = {}
    rows = Membership.objects.filter(person_id__within=[one.pk for one in people], unit_id__in=units).order_by(
        "since", "pk"
    )
    for person, unit, ended, resting in rows.values_list("person_id", "unit_id", "ended", "resting"):
        if ended is None:
            here[person] = here.get(person, frozenset()) | {unit}
        else:
            left.setdefault(person, {})[unit] = _day(timezone.localtime(ended).date())
            rests[person] = rests.get(person, frozenset()) - {unit} | ({unit} if resting else frozenset())
    return here, left, rests


def _employers(people: Iterable[Person]) -> dict[int, list[tuple[int, str]]]:
    rows = Belonging.objects.filter(person_id__within=[one.pk for one in people], ended=None)
    found: dict[int, list[tuple[int, str]]] = {}
    for person, pk, name in rows.values_list("person_id", "organisation_id", "organisation__name"):
        found.setdefault(person, []).append((pk, name))
    return found


def _day(day: date) -> str:
    return day.isoformat()


def _places(lines: Iterable[Line], field: str = "name") -> dict[str, Place]:
    """Organisations that these lines name, by their names as they are folded, and as their slugs are."""
    names = {line.values.get(field, "") for line in lines} - {""}
    slugs = {slug_of(name): judge.folded_place(name) for name in names}
    keys = {sort_key(name): judge.folded_place(name) for name in names}
    found: dict[str, Place] = {}
    rows = Organisation.objects.filter(Q(sort_key__in=keys) | Q(slug__in=slugs)).order_by("-pk")
    for row in rows:
        place = Place(row.pk, row.name, row.covered, _facts(row))
        for folded in {slugs.get(row.slug), keys.get(row.sort_key)} - {None}:
            found[str(folded)] = place
    return found


def _facts(row: Organisation) -> dict[str, str]:
    number = "" if row.inhabitants is None else str(row.inhabitants)
    return {
        "kind": row.kind,
        "country": row.country,
        "nuts": row.nuts,
        "inhabitants": number,
        "website": row.website,
    }


def _hosts(hosts: Iterable[str]) -> dict[str, Place]:
    """Where colleagues with addresses at these hosts work, where that is one and the same place."""
    found: dict[str, set[tuple[int, str]]] = {}
    rows = Account.objects.filter(person__organisation__isnull=False).order_by()
    wanted = {host for host in hosts if not people_rules.is_public_provider(host)}
    covered = dict(Organisation.objects.filter(covered=False).values_list("pk", "covered"))
    for email, pk, name in rows.values_list(
        "email", "person__organisation_id", "person__organisation__name"
    ).iterator():
        host = email.rpartition("@")[2]
        if host in wanted:
            found.setdefault(host, set()).add((pk, name))
    only = {host: next(iter(places)) for host, places in found.items() if len(places) == 1}
    return {host: Place(pk, name, covered.get(pk, True)) for host, (pk, name) in only.items()}
