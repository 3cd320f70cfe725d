"""Who reads what is shared: how many, of which kinds, and who, as far as whoever asks may know of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Value
from django.utils.translation import ngettext_lazy

from krets.db import readers
from krets.db.identity import reaching
from krets.db.prepared import prepared
from krets.db.readers import Reader
from krets.networks.models import Audience, Membership, Shared, Unit
from krets.networks.rules import counts
from krets.networks.rules.units import visible
from krets.people import rules as people
from krets.people.models import Organisation, Person

NAMEABLE = 8  # people shown to choose from
LONGEST = 200  # characters of a typed name
SHOWN = 20
_KIND = Organisation.Kind
OF_KINDS: dict[str, Any] = {
    _KIND.MUNICIPALITY: ngettext_lazy("%(n)d municipality", "%(n)d municipalities", "n"),
    _KIND.REGION: ngettext_lazy("%(n)d region", "%(n)d regions", "n"),
    _KIND.WELLBEING_COUNTY: ngettext_lazy(
        "%(n)d wellbeing services county", "%(n)d wellbeing services counties", "n"
    ),
    _KIND.JOINT_BODY: ngettext_lazy("%(n)d joint purchasing body", "%(n)d joint purchasing bodies", "n"),
    _KIND.CENTRAL_BODY: ngettext_lazy("%(n)d central purchasing body", "%(n)d central purchasing bodies", "n"),
    _KIND.STATE: ngettext_lazy("%(n)d state authority", "%(n)d state authorities", "n"),
    _KIND.COMPANY: ngettext_lazy("%(n)d publicly owned company", "%(n)d publicly owned companies", "n"),
    _KIND.OTHER: ngettext_lazy("%(n)d other public buyer", "%(n)d other public buyers", "n"),
}


def tokens_of(units: Iterable[Unit], people: Iterable[Person] = ()) -> list[str]:
    """The reader tokens of what is shared in these units and with these people."""
    named = [readers.person(person.pk) for person in people]
    return readers.clean([*(readers.unit(unit.pk) for unit in units), *named])


def named_in(tokens: Iterable[str]) -> list[int]:
    """The numbers of the people whom these tokens name."""
    return sorted(int(token.removeprefix("person:")) for token in tokens if token.startswith("person:"))


def units_in(tokens: Iterable[str]) -> list[int]:
    """The numbers of the units."""
    return sorted(int(token.removeprefix("unit:")) for token in tokens if token.startswith("unit:"))


def lets_in_more(tokens: Collection[str], than: Collection[str]) -> bool:
    """Whether somebody reads with these tokens now who does not with the others. At most one query."""
    if not are_wider(tokens, than):
        return False
    if readers.PUBLIC in tokens:
        return True
    with reaching("networks.count_readers"):
        return Person.objects.filter(_let_by(tokens), account__is_active=True).exclude(_let_by(than)).exists()


def are_wider(tokens: Iterable[str], than: Collection[str]) -> bool:
    """Whether somebody may read with these tokens whom the others did not let; a subgroup is somebody else."""
    if readers.PUBLIC in than:
        return False
    return not set(tokens) <= {*than} and (readers.BUYERS not in than or readers.PUBLIC in set(tokens))


def count_readers(tokens: Iterable[str], within: Iterable[str] = ()) -> int:
    """How many people these tokens let read, each counted once; `within`: those must let them too. One query."""
    wanted, also = set(tokens), set(within)
    units = units_in(wanted)
    with reaching("networks.count_readers"):
        if not also and len(units) == len(wanted):  # as a rule; then nothing need be read but who is in them
            return sum(_readers_in(units))
        return _reading(wanted, also).filter(account__is_active=True).count()


@prepared
def _readers_in(units: list[int]) -> "QuerySet[Membership, int]":
    current = Membership.objects.filter(unit_id__within=units, ended=None, person__account__is_active=True)
    counted = current.order_by().values(all=Value(1)).annotate(n=Count("person", distinct=True))
    return counted.values_list("n", flat=True)


def readers_among(people: Iterable[int], tokens: Iterable[str]) -> set[int]:
    """Those of these people whom the tokens let read now: whoever has left since is not written to. One query."""
    wanted, everybody = set(tokens), set(people)
    if readers.PUBLIC in wanted:
        return everybody
    return set(_reading(wanted).filter(pk__in=everybody).values_list("pk", flat=True))


def audience(
    tokens: Iterable[str],
    reader: Reader,
    *,
    count: bool = True,
    lately: bool = False,
    mine: bool = True,
    within: Iterable[str] = (),
) -> Audience:
    """Who reads something, in words for this reader: units they may not know of are only counted.

    `lately`: people as of a minute ago at most, for pages that are read; whoever is about to share gets the
    number of now. `mine`: the reader wrote it, so that their own token alone means nobody else. `within`: only
    those whom these tokens let read too. At most two queries; one without `count`, which is what lists want.
    """
    wanted = set(tokens)
    if readers.PUBLIC in wanted:
        return Audience(everybody=True)
    if mine and reader.person is not None and wanted == {readers.person(reader.person)}:
        return Audience(only_me=True)
    people = None
    if count:
        usual = lately and not within
        people = counts.lately(frozenset(wanted), count_readers) if usual else count_readers(wanted, within)
    if readers.BUYERS in wanted:
        return Audience(buyers=True, count=people)
    units, named = units_in(wanted), len(named_in(wanted))
    known = tuple(name for _, name in _known(reader, units)) if units else ()
    return Audience(count=people, units=known, others=len(units) - len(known), named=named)


@prepared
def _known(reader: Reader, units: list[int]) -> "QuerySet[Unit, tuple[int, str]]":
    return visible(reader).filter(pk__within=units).values_list("pk", "name")


def name_audiences(items: Iterable[Shared], reader: Reader) -> None:
    """Give each row of a list its `read_by`, without counting people. One query."""
    rows = list(items)
    every = {pk for row in rows for pk in units_in(row.readers)}
    known = dict(_known(reader, sorted(every))) if every else {}
    for row in rows:
        tokens, units = set(row.readers), units_in(row.readers)
        row.read_by = Audience(
            everybody=readers.PUBLIC in tokens,
            buyers=readers.BUYERS in tokens,
            only_me=reader.person is not None
            and tokens == {readers.person(reader.person)}
            and row.writer_id == reader.person,
            units=tuple(known[pk] for pk in units if pk in known),
            others=sum(pk not in known for pk in units),
            named=len(named_in(tokens)),
        )


@dataclass(frozen=True)
class WhoReads:
    """kinds: of the readers' organisations, with how many there are; people: whom the reader may know to read
    it, by the alphabet; unknown: how many more there are."""

    audience: Audience
    kinds: list[tuple[str, int]]
    people: "QuerySet[Person]"
    unknown: int

    def __str__(self) -> str:
        """The kinds in words: 12 municipalities, 3 regions."""
        return ", ".join(OF_KINDS[kind] % {"n": n} for kind, n in self.kinds)

    @property
    def some(self) -> list[Person]:
        """The first of the people, for a page that shows more than them."""
        return list(self.people[:SHOWN])

    @property
    def more(self) -> int:
        """How many there are that `some` does not show."""
        return self.unknown + max(0, (self.audience.count or 0) - self.unknown - SHOWN)


def who_reads(tokens: Iterable[str], reader: Reader, *, mine: bool, within: Iterable[str] = ()) -> WhoReads:
    """All that a reader is told of who else reads: who is in a unit is told to its members alone.

    Five queries, and those of a page of `people`.
    """
    wanted, also = set(tokens), set(within)
    told = audience(wanted, reader, mine=mine, within=also)
    if readers.PUBLIC in wanted and not also:
        return WhoReads(told, [], Person.objects.none(), 0)
    known = _reading(_told_to(reader, wanted), _told_to(reader, also) if also else set(), also != set())
    known = known.filter(pk__in=people.visible(reader).values("pk"), account__is_active=True)
    known = known.select_related("organisation").order_by("sort_key", "pk")
    with reaching("networks.count_readers"):
        found = _reading(wanted, also).filter(account__is_active=True).order_by()
        kinds = Organisation.objects.filter(people__in=found.values("pk")).order_by().values_list("kind")
        counted = sorted(kinds.annotate(n=Count("pk", distinct=True)), key=lambda row: (-row[1], row[0]))
    return WhoReads(told, counted, known, (told.count or 0) - known.count())


def nameable(reader: Reader, typed: str, among: Iterable[str] = ()) -> list[Person]:
    """People whom the reader may know, by all words of a name or by a whole address; a few, to choose from.

    among: tokens of what is read: only those whom the reader may know to read it. Somebody who may not be known
    and somebody who is not there are not found alike. One query.
    """
    words = typed[:LONGEST].replace("\x00", "").split()
    if not words or reader.person is None:
        return []
    by_name = Q()
    for word in words[:8]:
        by_name &= Q(name__icontains=word)
    found = _may_name(reader, among).filter(by_name | Q(account__email__iexact=" ".join(words)))
    return list(found.order_by("sort_key", "pk")[:NAMEABLE])


def of_keys(reader: Reader, keys: Iterable[str], among: Iterable[str] = ()) -> list[Person]:
    """Those of the people of these keys whom the reader may name, by the alphabet. At most one query."""
    wanted = [key for key in keys if "\x00" not in key]
    if not wanted or reader.person is None:
        return []
    return list(_may_name(reader, among).filter(key__in=wanted).order_by("sort_key", "pk"))


def _may_name(reader: Reader, among: Iterable[str]) -> "QuerySet[Person]":
    tokens = set(among)
    found = people.visible(reader).filter(account__is_active=True).exclude(pk=reader.person or 0)
    if tokens:
        found = found.filter(pk__in=_reading(_told_to(reader, tokens)).values("pk"))
    return found.select_related("organisation")


def _told_to(reader: Reader, tokens: Collection[str]) -> set[str]:
    """Those of the tokens of which the reader may know whom they let read: not of units they are no member of."""
    return {token for token in tokens if not token.startswith("unit:") or token in reader.tokens}


def _reading(tokens: Collection[str], within: Collection[str] = (), narrowed: bool = False) -> "QuerySet[Person]":
    found: QuerySet[Person] = Person.objects.filter(_let_by(tokens))
    return found.filter(_let_by(within)) if within or narrowed else found


def _let_by(tokens: Collection[str]) -> Q:
    wanted = set(tokens)
    members = Membership.objects.filter(unit_id__in=units_in(wanted), ended=None).values("person")
    reading = Q(pk__in=named_in(wanted)) | Q(pk__in=members)
    return reading | Q(organisation__covered=True) if wanted & {readers.PUBLIC, readers.BUYERS} else reading
