"""Who may know of a unit, and what a reader holds."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from krets.db import readers
from krets.db.readers import STRANGER, Reader
from krets.networks.models import Audience, Membership, Shared, Unit
from krets.people.models import Account, Person


def reader_of(account: Account | AnonymousUser) -> Reader:
    """What this account reads with: public, buyers, its own rows, and each unit it is a member of.

    One query. An account without a person, or closed, is a stranger.
    """
    if not isinstance(account, Account) or account.person_id is None or not account.is_active:
        return STRANGER
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
    tokens = [readers.PUBLIC, readers.person(pk), *map(readers.unit, units)]
    if rows[0][1] is not None:
        tokens.append(readers.BUYERS)
    return Reader(pk, tuple(tokens), name=rows[0][0])


def visible(reader: Reader) -> "QuerySet[Unit]":
    """Units the reader may know of: public ones, and their own."""
    units: QuerySet[Unit] = Unit.objects.readable(reader)
    return units


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
    wanted = set(tokens)
    units = _units_in(wanted)
    people = [int(token.removeprefix("person:")) for token in wanted if token.startswith("person:")]
    reading = Q(memberships__unit_id__in=units, memberships__ended=None) | Q(pk__in=people)
    if wanted & {readers.PUBLIC, readers.BUYERS}:
        reading |= Q(organisation__isnull=False)
    return Person.objects.filter(reading, account__is_active=True).distinct().count()


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
