"""Who may know of a unit, and what a reader holds."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, JSONObject

from krets.db import readers
from krets.db.clock import today
from krets.db.identity import reaching
from krets.db.prepared import Rows, prepared
from krets.db.readers import STRANGER, Reader
from krets.networks.models import ContactLine, Mandate, Membership, Unit
from krets.networks.rules import counts
from krets.networks.rules.states import MEANS, SHARING
from krets.people import rules as people
from krets.people.models import Account, Person


def reader_of(account: Account | AnonymousUser) -> Reader:
    """What this account reads with: public, buyers, its own rows, and each unit it is a member of.

    No query for the account of a session, else one. An account without a person, or closed, is a stranger.
    """
    if not isinstance(account, Account) or account.person_id is None or not account.is_active:
        return STRANGER
    units = getattr(account, "units", None)  # see `adapter.Backend`
    if units is not None and account.person is not None:
        return _reader(account.person.pk, account.person.name, people.is_buyer(account.person), units)
    return reader_of_person(account.person_id)


def reader_of_person(pk: int) -> Reader:
    """The same for a person's number: how a letter's addressee or a command's `--as` reads."""
    with reaching("networks.reader_of"):
        rows = list(
            Person.objects.filter(pk=pk).values_list(
                "name", "organisation__covered", "memberships__unit_id", "memberships__ended"
            )
        )
    if not rows:
        return STRANGER
    units = sorted({row[2] for row in rows if row[2] is not None and row[3] is None})
    return _reader(pk, rows[0][0], bool(rows[0][1]), units)


def _reader(pk: int, name: str, is_buyer: bool, units: Iterable[int]) -> Reader:
    tokens = [readers.PUBLIC, readers.person(pk), *map(readers.unit, units)]
    if is_buyer:
        tokens.append(readers.BUYERS)
    return Reader(pk, tuple(tokens), name=name)


def visible(reader: Reader) -> "QuerySet[Unit]":
    """Units the reader may know of: public ones, and their own."""
    units: QuerySet[Unit] = Unit.objects.readable(reader)
    return units


def listed(reader: Reader, words: str = "", *, kind: str = "", state: str = "") -> "QuerySet[Unit]":
    """Those units, the reader's own first (`mine`), each with how many `members` it has.

    state: "" for all but closed ones.
    """
    current = Membership.objects.filter(unit=OuterRef("pk"), ended=None)
    units = visible(reader).filter(state=state) if state else visible(reader).exclude(state=Unit.State.CLOSED)
    units = units.filter(kind=kind) if kind else units
    for word in words.split()[:8]:
        units = units.filter(Q(name__icontains=word) | Q(purpose__icontains=word))
    return units.annotate(
        mine=Exists(current.filter(person_id=reader.person or 0)),
        members=Coalesce(Subquery(current.values("unit").annotate(n=Count("pk")).values("n")), 0),
    ).order_by("-mine", "sort_key", "id")


@prepared
def _listed(reader: Reader) -> "QuerySet[Unit]":
    current = Membership.objects.filter(unit=OuterRef("pk"), ended=None, person_id=reader.person or 0)
    known = visible(reader).exclude(state=Unit.State.CLOSED)
    return known.annotate(mine=Exists(current)).order_by("-mine", "sort_key", "id")


def listed_lately(
    reader: Reader, words: str = "", kind: str = "", state: str = ""
) -> "QuerySet[Unit] | Rows[Unit]":
    """The same for pages, `members` still to be told by `count_members`."""
    narrowed = words or kind or state
    return listed(reader, words, kind=kind, state=state) if narrowed else _listed.rows(reader)


def count_members(units: Iterable[Unit]) -> None:
    """Give each unit how many `members` it has and for how many `organisations` they write, as of a minute ago at
    most: people and organisations are two counts. One query that reaches everybody, or none."""
    rows = list(units)
    if unknown := counts.unknown([unit.pk for unit in rows]):
        with reaching("networks.count_readers"):
            found = {unit: (people, organisations) for unit, people, organisations in _members_in(unknown)}
        counts.keep({unit: found.get(unit, (0, 0))[0] for unit in unknown})
        counts.keep({("organisations", unit): found.get(unit, (0, 0))[1] for unit in unknown})
    for unit in rows:
        unit.members = counts.known(unit.pk)  # type: ignore[attr-defined] # as `listed` annotates it
        unit.organisations = counts.known(("organisations", unit.pk))  # type: ignore[attr-defined]


@prepared
def _members_in(units: list[int]) -> "QuerySet[Membership, tuple[int, int, int]]":
    current = Membership.objects.filter(unit_id__within=units, ended=None).order_by()
    counted = current.values("unit_id").annotate(
        people=Count("pk"), organisations=Count("person__organisation", distinct=True)
    )
    return counted.values_list("unit_id", "people", "organisations")


def is_member(reader: Reader, unit: Unit) -> bool:
    """Whether the reader reads what is shared in the unit."""
    return readers.unit(unit.pk) in reader.tokens


def one(reader: Reader, slug: str) -> Unit | None:
    """A unit that the reader may know of, with its parent, its `card` and whether it is `mine`. One query."""
    found = next(iter(_named(reader, slug)), None)
    if found is not None:
        found.mine = is_member(reader, found)  # type: ignore[attr-defined]
    return found


@prepared
def _named(reader: Reader, slug: str) -> "QuerySet[Unit]":
    lines = ContactLine.objects.readable(reader).filter(unit=OuterRef("pk"))
    card = ArraySubquery(lines.values(line=JSONObject(name="name", text="text")))
    return visible(reader).filter(slug=slug).select_related("parent").annotate(card=card)


def members(reader: Reader, unit: Unit, some: int) -> list[Membership]:
    """Some of who is in a unit, coordinators first: told to its members, with the people they may know of.

    Two queries, each read off an index however many there are.
    """
    if not is_member(reader, unit):
        return []
    leading = _members(reader, unit.pk, leads=True, some=some)
    return (leading + _members(reader, unit.pk, leads=False, some=some))[:some]


@prepared
def _members(reader: Reader, unit: int, *, leads: bool, some: int) -> "QuerySet[Membership]":
    current = Membership.objects.filter(unit_id=unit, ended=None, person__in=people.visible(reader))
    lead = Membership.Role.COORDINATOR
    rows = current.filter(role=lead) if leads else current.exclude(role=lead)
    return rows.select_related("person__organisation").order_by("person__sort_key", "person_id")[:some]


def whom_to_ask(reader: Reader, unit: Unit) -> "QuerySet[Person]":
    """Whom to turn to about a unit, as far as the reader may know of them: coordinators and contact person."""
    last = Q(mandates__until=None) | Q(mandates__until__gte=today())
    contact = Q(last, mandates__unit=unit, mandates__ended=None, mandates__kind=Mandate.Kind.CONTACT)
    leads = Q(memberships__unit=unit, memberships__ended=None, memberships__role=Membership.Role.COORDINATOR)
    return people.visible(reader).filter(contact | leads).distinct()


def may_invite(reader: Reader, unit: Unit) -> bool:
    """Its coordinators bring new members in, while members come in at all; an operator does it by command."""
    return MEANS[unit.state].joined and leads(reader, unit)


def leads(reader: Reader, unit: Unit) -> bool:
    """Whether the reader coordinates this unit. One query."""
    return coordinates(reader, [readers.unit(unit.pk)])


def unit_tokens(person: int) -> list[str]:
    """The tokens of the units that a person is in."""
    current = Membership.objects.filter(person_id=person, ended=None)
    return [readers.unit(pk) for pk in current.order_by("unit_id").values_list("unit_id", flat=True)]


def may_post_in(reader: Reader) -> "QuerySet[Unit]":
    """Units the reader is a member of, where an ask or a case can be put in their present state."""
    return _is_in(reader).filter(state__in=SHARING)


def own_units(reader: Reader) -> list[Unit]:
    """Units the reader is a member of, for pages; dormant ones too, for what was shared there. One query."""
    return _own_units(reader) if reader.person is not None else []


@prepared
def _own_units(reader: Reader) -> "QuerySet[Unit]":
    return _is_in(reader).exclude(state__in=[Unit.State.PROPOSED, Unit.State.CLOSED])


def _is_in(reader: Reader) -> "QuerySet[Unit]":
    if reader.person is None:
        return Unit.objects.none()
    units: QuerySet[Unit] = Unit.objects.filter(memberships__person_id=reader.person, memberships__ended=None)
    return units


def counted_units(reader: Reader, kept: Iterable[int] = ()) -> "QuerySet[Unit]":
    """Where the reader may share, each with how many `people` read there; a subgroup follows its parent.

    kept: numbers of units that it is shared in already, which stay when they have fallen asleep.
    """
    current = Q(memberships__ended=None)  # without a look at the people: those who are hidden read too
    inside = Q(kind__in=Unit.INSIDE, parent__isnull=False)
    after = Case(When(inside, then=F("parent__sort_key")), default=F("sort_key"), output_field=CharField())
    chosen = Q(state__in=SHARING) | Q(pk__in=list(kept))
    units: QuerySet[Unit] = Unit.objects.filter(chosen, pk__in=_is_in(reader).values("pk"))
    units = units.annotate(people=Count("memberships", filter=current, distinct=True))
    return units.order_by(after, Case(When(inside, then=1), default=0), "sort_key", "pk")


def within(units: Iterable[int]) -> "QuerySet[Unit]":
    """These units and the subgroups under them."""
    numbers = list(units)
    return Unit.objects.filter(Q(pk__in=numbers) | Q(parent_id__in=numbers) | Q(parent__parent_id__in=numbers))


def coordinates(reader: Reader, shared: Iterable[str]) -> bool:
    """Whether the reader coordinates a unit that something is shared in. One query."""
    return reader.person is not None and _coordinated(reader.person, _units_in(shared)) != []


@prepared
def _coordinated(person: int, units: list[int]) -> "QuerySet[Membership, int]":
    current = Membership.objects.filter(unit_id__within=units, person_id=person, ended=None)
    return current.filter(role=Membership.Role.COORDINATOR).values_list("pk", flat=True)


def _units_in(tokens: Iterable[str]) -> list[int]:
    return sorted(int(token.removeprefix("unit:")) for token in tokens if token.startswith("unit:"))


def may_know(reader: Reader, unit: Unit) -> bool:
    """Whether the reader may know that the unit exists."""
    return bool(reader.system) or not set(reader.tokens).isdisjoint(unit.readers)


def units_in_common(reader: Reader, person: Person) -> "QuerySet[Unit]":
    """Units where both the reader and this person are members: the only memberships that are told."""
    return _is_in(reader).filter(pk__in=person.memberships.filter(ended=None).values("unit_id"))


def in_unit(found: "QuerySet[Person]", unit: Unit) -> "QuerySet[Person]":
    """Those of these people who are members of the unit. Only for a unit whose members the reader may see."""
    return found.filter(pk__in=Membership.objects.filter(unit=unit, ended=None).values("person_id"))
