"""Who may know of a unit, and what a reader holds."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from krets.db import readers
from krets.db.readers import STRANGER, Reader
from krets.networks.models import Audience, Membership, Shared, Unit
from krets.people import rules as people
from krets.people.models import Account, Person


def reader_of(account: Account | AnonymousUser) -> Reader:
    """What this account reads with: public, buyers, its own rows, and each unit it is a member of.

    No query for the account of a session, else one. An account without a person, or closed, is a stranger.
    """
    if not isinstance(account, Account) or account.person_id is None or not account.is_active:
        return STRANGER
    person, units = account.person, getattr(account, "units", None)  # see `adapter.Backend`
    if person is not None and units is not None:
        return _reader(person.pk, person.name, person.organisation_id, units)
    return reader_of_person(account.person_id)


def reader_of_person(pk: int) -> Reader:
    """The same for a person's number: how a letter's addressee or a command's `--as` reads."""
    rows = list(
        Person.objects.filter(pk=pk).values_list(
            "name", "organisation_id", "memberships__unit_id", "memberships__ended"
        )
    )
    if not rows:
        return STRANGER
    units = sorted({row[2] for row in rows if row[2] is not None and row[3] is None})
    return _reader(pk, rows[0][0], rows[0][1], units)


def _reader(pk: int, name: str, organisation: int | None, units: Iterable[int]) -> Reader:
    tokens = [readers.PUBLIC, readers.person(pk), *map(readers.unit, units)]
    if organisation is not None:
        tokens.append(readers.BUYERS)
    return Reader(pk, tuple(tokens), name=name)


def visible(reader: Reader) -> "QuerySet[Unit]":
    """Units the reader may know of: public ones, and their own."""
    units: QuerySet[Unit] = Unit.objects.readable(reader)
    return units


def listed(reader: Reader, words: str = "") -> "QuerySet[Unit]":
    """Those units, the reader's own first (`mine`), each with how many `members` it has."""
    current = Membership.objects.filter(unit=OuterRef("pk"), ended=None)
    units = visible(reader)
    for word in words.split()[:8]:
        units = units.filter(Q(name__icontains=word) | Q(purpose__icontains=word))
    return units.annotate(
        mine=Exists(current.filter(person_id=reader.person or 0)),
        members=Coalesce(Subquery(current.values("unit").annotate(n=Count("pk")).values("n")), 0),
    ).order_by("-mine", "sort_key", "id")


def is_member(reader: Reader, unit: Unit) -> bool:
    """Whether the reader reads what is shared in the unit."""
    return readers.unit(unit.pk) in reader.tokens


def members(reader: Reader, unit: Unit) -> "QuerySet[Membership]":
    """Who is in a unit, coordinators first: told to its members, with the people they may know of."""
    if not is_member(reader, unit):
        return Membership.objects.none()
    return (
        Membership.objects.filter(unit=unit, ended=None, person__in=people.visible(reader))
        .select_related("person__organisation")
        .annotate(leads=Case(When(role=Membership.Role.COORDINATOR, then=0), default=1))
        .order_by("leads", "person__sort_key", "id")
    )


def coordinators(reader: Reader, unit: Unit) -> "QuerySet[Person]":
    """Whom to turn to about a unit, as far as the reader may know of them."""
    return people.visible(reader).filter(
        memberships__unit=unit, memberships__ended=None, memberships__role=Membership.Role.COORDINATOR
    )


def may_invite(reader: Reader, unit: Unit) -> bool:
    """Its coordinators bring new members in; an operator does it by command."""
    return coordinates(reader, unit)


def unit_tokens(person: int) -> list[str]:
    """The tokens of the units that a person is in."""
    current = Membership.objects.filter(person_id=person, ended=None)
    return [readers.unit(pk) for pk in current.order_by("unit_id").values_list("unit_id", flat=True)]


def may_post_in(reader: Reader) -> "QuerySet[Unit]":
    """Units the reader is a member of: where an ask or a case can be put."""
    if reader.person is None:
        return Unit.objects.none()
    units: QuerySet[Unit] = Unit.objects.filter(memberships__person_id=reader.person, memberships__ended=None)
    return units


def tokens_of(units: Iterable[Unit]) -> list[str]:
    """The reader tokens of what is shared in these units."""
    return readers.clean(readers.unit(unit.pk) for unit in units)


def count_readers(tokens: Iterable[str]) -> int:
    """How many people these tokens let read, each counted once. One query."""
    return Person.objects.filter(_reading(tokens), account__is_active=True).values("pk").distinct().count()


def readers_among(people: Iterable[int], tokens: Iterable[str]) -> set[int]:
    """Those of these people whom the tokens let read now: whoever has left since is not written to. One query."""
    wanted, everybody = set(tokens), set(people)
    if readers.PUBLIC in wanted:
        return everybody
    return set(Person.objects.filter(_reading(wanted), pk__in=everybody).values_list("pk", flat=True))


def audience(tokens: Iterable[str], reader: Reader, *, count: bool = True) -> Audience:
    """Who these tokens let read, told to this reader: units they may not know of are only counted.

    At most two queries; one without `count`, which is what lists want.
    """
    wanted = set(tokens)
    if readers.PUBLIC in wanted:
        return Audience(everybody=True)
    if reader.person is not None and wanted == {readers.person(reader.person)}:
        return Audience(only_me=True)
    people = count_readers(wanted) if count else None
    if readers.BUYERS in wanted:
        return Audience(buyers=True, count=people)
    units = _units_in(wanted)
    known = tuple(visible(reader).filter(pk__in=units).values_list("name", flat=True)) if units else ()
    return Audience(count=people, units=known, others=len(units) - len(known))


def name_audiences(items: Iterable[Shared], reader: Reader) -> None:
    """Give each row of a list its `read_by`, without counting people. One query."""
    rows = list(items)
    every = {pk for row in rows for pk in _units_in(row.readers)}
    known = dict(visible(reader).filter(pk__in=every).values_list("pk", "name")) if every else {}
    for row in rows:
        tokens, units = set(row.readers), _units_in(row.readers)
        row.read_by = Audience(
            everybody=readers.PUBLIC in tokens,
            buyers=readers.BUYERS in tokens,
            only_me=reader.person is not None and tokens == {readers.person(reader.person)},
            units=tuple(known[pk] for pk in units if pk in known),
            others=sum(pk not in known for pk in units),
        )


def _reading(tokens: Iterable[str]) -> Q:
    wanted = set(tokens)
    people = [int(token.removeprefix("person:")) for token in wanted if token.startswith("person:")]
    reading = Q(memberships__unit_id__in=_units_in(wanted), memberships__ended=None) | Q(pk__in=people)
    return reading | Q(organisation__isnull=False) if wanted & {readers.PUBLIC, readers.BUYERS} else reading


def _units_in(tokens: Iterable[str]) -> list[int]:
    return sorted(int(token.removeprefix("unit:")) for token in tokens if token.startswith("unit:"))


def coordinates(reader: Reader, unit: Unit) -> bool:
    """Whether the reader is a network coordinator of the unit."""
    return (
        reader.person is not None
        and Membership.objects.filter(
            unit=unit, person_id=reader.person, role=Membership.Role.COORDINATOR, ended=None
        ).exists()
    )


def may_know(reader: Reader, unit: Unit) -> bool:
    """Whether the reader may know that the unit exists."""
    return bool(reader.system) or not set(reader.tokens).isdisjoint(unit.readers)


def units_in_common(reader: Reader, person: Person) -> "QuerySet[Unit]":
    """Units where both the reader and this person are members: the only memberships that are told."""
    return may_post_in(reader).filter(pk__in=person.memberships.filter(ended=None).values("unit_id"))


def in_unit(found: "QuerySet[Person]", unit: Unit) -> "QuerySet[Person]":
    """Those of these people who are members of the unit. Only for a unit whose members the reader may see."""
    return found.filter(pk__in=Membership.objects.filter(unit=unit, ended=None).values("person_id"))
