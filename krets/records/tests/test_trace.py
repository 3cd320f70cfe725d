"""A trace is left with what is done, and nobody takes it back."""

import pytest
from django.db import ProgrammingError, connection, transaction

from krets.asks import actions as asks
from krets.db.identity import acting_as
from krets.records import actions, sealing
from krets.records.models import Trace
from krets.tests.cast import Cast, reader


def test_every_verb_leaves_one_without_being_asked(cast: Cast) -> None:
    ask = asks.post(by=cast.anna, title="Hur följer ni upp?", body="…", units=[cast.units["hallbart-inkop"]])
    trace = Trace.objects.get(kind="ask", key=ask.key)
    assert (trace.by, trace.act, trace.verb) == (cast.anna, "changed", "asks.post")


def test_an_unnamed_writer_stands_in_none(cast: Cast) -> None:
    ask = asks.post(by=cast.anna, title="Utan namn", body="…", units=[cast.units["hallbart-inkop"]], unnamed=True)
    trace = Trace.objects.get(kind="ask", key=ask.key)
    assert (trace.by, trace.part) == (None, "asks.post")


def test_it_is_gone_with_what_did_not_happen(cast: Cast) -> None:
    with pytest.raises(LookupError), transaction.atomic():
        asks.post(by=cast.anna, title="Ångrat", body="…", units=[cast.units["hallbart-inkop"]])
        raise LookupError
    assert not Trace.objects.filter(verb="asks.post").exists()


def test_who_saw_is_kept_once_a_day(cast: Cast) -> None:
    with acting_as(reader(cast.bo)):
        actions.saw(by=cast.bo, kind="ask", key="k2")
        actions.saw(by=cast.bo.pk, kind="ask", key="k2")
        actions.saw(by=cast.bo, kind="ask", key="k3")
    actions.saw(by=None, kind="ask", key="k2")
    assert list(Trace.objects.filter(act="saw").values_list("by", "key")) == [
        (cast.bo.pk, "k2"),
        (cast.bo.pk, "k3"),
    ]


def test_nobody_leaves_one_in_anothers_name_or_reads_it(cast: Cast) -> None:
    with acting_as(reader(cast.bo)):
        actions.saw(by=cast.bo, kind="ask", key="k2")
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            actions.saw(by=cast.anna, kind="ask", key="k2")
        assert Trace.objects.count() == Trace.objects.filter(by=cast.bo).count() > 0
    with acting_as(reader(cast.anna)):
        assert not Trace.objects.filter(act="saw").exists()


@pytest.mark.parametrize(
    "statement",
    ["delete from records_trace", "update records_trace set at = now()", "delete from records_seal",
     "update records_seal set count = 1"],
)  # fmt: skip
def test_the_application_has_no_right_to_change_it(cast: Cast, statement: str) -> None:
    actions.exported(by=cast.bo, kind="my_data", key=cast.bo.key)
    sealing.seal()
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("change", ["by_id = null", "verb = 'other'", "seal_id = null", "salt = null"])
def test_what_it_may_update_is_kept_whole_by_the_database(cast: Cast, change: str) -> None:
    actions.exported(by=cast.bo, kind="my_data", key=cast.bo.key)
    sealing.seal()
    refused = pytest.raises(ProgrammingError, match="neither changed nor removed")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"update records_trace set {change}")
