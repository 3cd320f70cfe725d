"""A prepared query answers as the queryset that it was written from."""

from datetime import timedelta

import pytest
from django.db.models import Exists, OuterRef, QuerySet

from krets.asks.models import Answer, Ask
from krets.asks.tests.an_ask import answered, posted
from krets.db.clock import now
from krets.db.prepared import NotPrepared, prepared
from krets.db.readers import Reader, person
from krets.networks.models import Unit
from krets.people.models import Person
from krets.tests.cast import STRANGER, Cast, reader
from krets.tests.counting import counting


@prepared
def open_asks(reader: Reader, units: list[int], *, show: str) -> QuerySet[Ask]:
    rows = Ask.objects.readable(reader).filter(units__in=Unit.objects.filter(pk__within=units))
    rows = rows.annotate(answered=Exists(Answer.objects.filter(ask=OuterRef("pk"))))
    rows = rows.select_related("writer__organisation", "closing").prefetch_related("units").defer("body")
    return rows.filter(answered=False) if show == "unanswered" else rows


def shown(asks: list[Ask]) -> list[object]:
    return [
        (
            ask,
            ask.writer.organisation.name,
            ask.is_open,
            ask.answered,
            list(ask.units.all()),
            ask.cpv,
            ask.shown_as,
        )
        for ask in asks
    ]


def test_each_reader_gets_their_own(cast: Cast) -> None:
    answered(cast, posted(cast))
    posted(cast, by="ida", unit="kategori-it", cpv=["48000000"])
    units = list(Unit.objects.values_list("pk", flat=True))
    seen = {}
    for name in ("anna", "ida", "david", "nora"):
        for show in ("all", "unanswered"):
            one = reader(cast.people[name])
            seen[name, show] = open_asks(one, units, show=show)
            assert shown(seen[name, show]) == shown(list(open_asks.write(one, units, show=show)))
    assert [len(seen[name, "all"]) for name in ("anna", "ida", "david", "nora")] == [1, 1, 2, 0]
    assert open_asks(STRANGER, units, show="all") == []
    assert len(open_asks(Reader.of_system("test"), units, show="all")) == 2


def test_it_is_written_once(cast: Cast) -> None:
    calls = []

    @prepared
    def named(pk: int) -> QuerySet[Person]:
        calls.append(pk)
        return Person.objects.filter(pk=pk)

    with counting() as queries:
        found = [named(one.pk)[0] for one in (cast.anna, cast.bo, cast.eva)]
    assert found == [cast.anna, cast.bo, cast.eva]
    assert (len(calls), len(queries)) == (1, 3)


def test_tuples_and_values_come_as_the_query_says(cast: Cast) -> None:
    rows = prepared(lambda pk: Person.objects.filter(pk=pk).values_list("name", "languages"))
    names = prepared(
        lambda since: Person.objects.filter(created__gt=since).order_by("pk").values_list("pk", flat=True)
    )
    assert rows(cast.anna.pk) == [("Anna Granlund", ["sv", "en"])]
    assert names(now() - timedelta(days=1)) == list(Person.objects.order_by("pk").values_list("pk", flat=True))
    assert names(now() + timedelta(days=1)) == []
    named = prepared(lambda name: Person.objects.filter(name=name).values_list("pk", flat=True))
    assert (named("Anna Granlund"), named("Nobody")) == ([cast.anna.pk], [])


def test_what_can_match_nothing_gives_nothing(cast: Cast) -> None:
    assert prepared(lambda pk: Person.objects.filter(pk=pk).none())(cast.anna.pk) == []


@pytest.mark.parametrize(
    "write",
    [
        lambda pk: Person.objects.filter(pk=pk, created__lt=now()),  # would ask about the first day for ever
        lambda pk: Person.objects.filter(pk=pk + 1),
        lambda pk: Person.objects.filter(readers__contains=[person(pk)]),
        lambda pk: Person.objects.all(),
    ],
)
def test_a_query_that_would_keep_its_first_arguments_is_refused(cast: Cast, write: object) -> None:
    with pytest.raises(NotPrepared):
        prepared(write)(cast.anna.pk)  # type: ignore[arg-type]
