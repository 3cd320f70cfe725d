"""Who may know of a unit, and what a reader holds."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from krets.db import readers
from krets.db.readers import STRANGER, Reader
from krets.networks.models import Membership, Unit
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
    units: QuerySet[Unit] = Unit.objects.filter(memberships__person_id=reader.person, memberships__ended=None)
    return units


def tokens_of(units: Iterable[Unit]) -> list[str]:
    """The reader tokens of what is shared in these units."""
    return readers.clean(readers.unit(unit.pk) for unit in units)


def count_readers(tokens: Iterable[str]) -> int:
    """How many people these tokens let read, each counted once. One query."""
    wanted = set(tokens)
    units = [int(token.removeprefix("unit:")) for token in wanted if token.startswith("unit:")]
    people = [int(token.removeprefix("person:")) for token in wanted if token.startswith("person:")]
    reading = Q(memberships__unit_id__in=units, memberships__ended=None) | Q(pk__in=people)
    if wanted & {readers.PUBLIC, readers.BUYERS}:
        reading |= Q(organisation__isnull=False)
    return Person.objects.filter(reading, account__is_active=True).distinct().count()


def coordinates(reader: Reader, unit: Unit) -> bool:
    """Whether the reader is a network coordinator of the unit."""
    return (
        reader.person is not None
        and Membership.objects.filter(
            unit=unit, person_id=reader.person, role=Membership.Role.COORDINATOR, ended=None
        ).exists()
    )
