"""The trail is sealed, and whoever alters it is found: here as the owner of the tables, who may do anything."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result
from django.db import connection

from krets.asks import actions as asks
from krets.db import clock, places
from krets.records import actions, checking, jobs, sealing
from krets.records.commands import trail
from krets.records.models import Seal, Trace
from krets.tests.cast import Cast, client_of

pytestmark = pytest.mark.django_db(transaction=True)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(trail, list(arguments))


def as_owner(*statements: str) -> None:
    """What somebody with all rights to the database does by hand."""
    with psycopg.connect(places.owner().of(connection.settings_dict["NAME"]).url()) as owner:
        owner.execute("select set_config('krets.system', 'by hand', true)")
        for table in ("records_trace", "records_seal"):
            owner.execute(f"alter table {table} disable trigger user")
        for statement in statements:
            assert owner.execute(statement).rowcount > 0, statement
        owner.execute("set constraints all immediate")
        for table in ("records_trace", "records_seal"):
            owner.execute(f"alter table {table} enable trigger user")


def leave(count: int, kind: str = "case") -> None:
    for number in range(count):
        actions.exported(by=None, kind=kind, key=f"k{number}")
    sealing.seal()


@pytest.fixture(autouse=True)
def sealed() -> Iterator[None]:
    """Four traces of three days ago, three of now."""
    with clock.shifted(timedelta(days=-3)):
        leave(4)
    leave(3)
    yield


def first(number: int = 0) -> int:
    return Trace.objects.order_by("pk").values_list("pk", flat=True)[number]


def test_it_holds_as_it_was_written() -> None:
    done = run("check")
    assert (done.exit_code, done.output) == (0, "The trail is as it was written: 7 traces under 2 seals.\n")


def test_nothing_new_needs_no_seal() -> None:
    assert sealing.seal() is None
    assert Seal.objects.count() == 2


def test_an_altered_trace_is_found_with_its_day() -> None:
    as_owner(f"update records_trace set verb = 'other' where id = {first(1)}")
    done = run("check")
    day = Trace.objects.get(pk=first(1)).day
    assert done.exit_code == 1
    assert done.output.splitlines()[0] == f"{day}: Trace {first(1)} of {day} was altered (seal 1)."


def test_another_name_with_a_new_digest_is_found_too() -> None:
    trace = Trace.objects.get(pk=first(1))
    new = sealing.digest_of(
        bytes(trace.salt or b""), trace.at, trace.day, 17, "", trace.act, trace.kind, trace.key, trace.verb
    )
    as_owner(f"update records_trace set by_id = 17, digest = '\\x{new.hex()}' where id = {trace.pk}")
    assert "exchanged or put in another order" in run("check").output


@pytest.mark.parametrize("number", [0, 2, 3, 6])
def test_a_removed_trace_is_found(number: int) -> None:
    trace = Trace.objects.get(pk=first(number))
    as_owner(f"delete from records_trace where id = {trace.pk}")
    done = run("check")
    assert done.exit_code == 1
    assert f"{trace.day}: 1 of " in done.output


def test_an_added_trace_is_found() -> None:
    copied = "at, day, by_id, part, act, kind, key, verb, salt, digest, seal_id"
    as_owner(f"insert into records_trace ({copied}) select {copied} from records_trace where id = {first()}")
    assert "1 traces of " in run("check").output


def test_one_written_in_afterwards_waits_for_no_seal_to_be_found() -> None:
    with clock.shifted(timedelta(days=-3)):
        actions.exported(by=None, kind="case", key="late")
    assert "was written in afterwards (not sealed)" in run("check").output
    sealing.seal()
    assert "was written in afterwards (seal 3)" in run("check").output


def test_another_order_is_found() -> None:
    one, two = first(1), first(2)
    as_owner(
        f"update records_trace set id = -1 where id = {one}",
        f"update records_trace set id = {one} where id = {two}",
        f"update records_trace set id = {two} where id = -1",
    )
    assert "another order" in run("check").output


def test_a_trace_moved_to_another_seal_is_found() -> None:
    as_owner(f"update records_trace set seal_id = 2 where id = {first()}")
    assert "are gone" in run("check").output and "were added" in run("check").output


def test_a_removed_or_altered_seal_is_found() -> None:
    as_owner("update records_seal set at = at - interval '1 hour' where id = 1")
    assert "or their seal was" in run("check").output
    as_owner("delete from records_trace where seal_id = 1", "delete from records_seal where id = 1")
    assert "1 seals before" in run("check").output


def test_whoever_rewrites_all_of_it_is_found_by_a_seal_that_was_kept_elsewhere() -> None:
    kept = run("seal").output.strip()
    assert run("check", "--seal", kept).output.endswith("Nothing up to the seal you kept was rewritten.\n")
    rewritten(f"id = {first(1)}")
    assert run("check").exit_code == 0
    done = run("check", "--seal", kept)
    assert (done.exit_code, "was rewritten" in done.output) == (1, True)


def test_and_so_is_who_cuts_off_its_end() -> None:
    kept = run("seal").output.strip()
    as_owner("delete from records_trace where seal_id = 2", "delete from records_seal where id = 2")
    assert run("check").exit_code == 0
    assert "Seal 2, which was kept, is gone" in run("check", "--seal", kept).output


@pytest.mark.parametrize("wrong", ["1", "1:9f86", "x:9f86d081884c7d659a2feaa0c55ad015"])
def test_what_is_no_seal_is_said(wrong: str) -> None:
    done = run("check", "--seal", wrong)
    assert (done.exit_code, "is not a seal" in done.output) == (1, True)


def test_it_can_be_typed_from_paper() -> None:
    number, short = run("seal").output.strip().split(":")
    assert run("check", "--seal", f" {number}: {short.upper().replace('-', ' ')}").exit_code == 0


def test_what_commits_late_is_sealed_later() -> None:
    with psycopg.connect(places.application().of(connection.settings_dict["NAME"]).url()) as late:
        late.execute("select set_config('krets.system', 'late', false)")
        late.execute("select nextval('records_trace_id_seq')")
        copied = "at, day, by_id, part, act, kind, key, verb, salt, digest"
        late.execute(
            f"insert into records_trace ({copied}) select now(), day, by_id, part, act, kind, 'late', verb, salt,"
            f" digest from records_trace where id = {first(6)}"
        )
        leave(2)
        late.commit()
    trace = Trace.objects.get(key="late")
    assert trace.seal is None and trace.pk < Trace.objects.latest("pk").pk
    made: Any = sealing.seal()
    trace.refresh_from_db()
    assert trace.seal == made


def test_a_great_many_are_sealed_a_part_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    queued: list[str] = []
    monkeypatch.setattr(sealing, "AT_ONCE", 2)
    monkeypatch.setattr(jobs, "later", lambda name, once: queued.append(name))
    for number in range(3):
        actions.exported(by=None, kind="case", key=f"more{number}")
    jobs.seal()
    jobs.seal()
    assert (queued, Trace.objects.filter(seal=None).count()) == (["records.seal"], 0)


def test_the_operator_sees_who_did_what_and_that_is_written_down_too(cast: Cast) -> None:
    ask = asks.post(by=cast.anna, title="Utan namn", body="…", units=[cast.units["hallbart-inkop"]], unnamed=True)
    client_of(cast.bo).get(f"/asks/{ask.key}/")
    shown = json.loads(run("show", "--kind", "ask", "--key", ask.key, "--json").output)
    assert [(row["by"], row["act"]) for row in shown] == [(cast.bo.name, "saw"), ("asks.post", "changed")]
    assert cast.anna.name not in run("show", "--kind", "ask").output, "who wrote without a name stands in no trace"
    assert f"saw  ask:{ask.key}" in run("show", "--person", cast.bo.key).output
    looks = Trace.objects.filter(kind="trail").values_list("part", "key")
    assert list(looks) == [("trail", f"ask:{ask.key}"), ("trail", "ask:"), ("trail", f"person:{cast.bo.key}")]


def test_it_is_asked_of_something() -> None:
    assert run("show").exit_code == 2


def test_old_ones_are_emptied_and_the_seals_still_hold() -> None:
    assert empty(3) == 3
    assert empty(3) == 1
    assert empty(3) == 0
    assert [trace.kind for trace in Trace.objects.order_by("pk")] == ["", "", "", "", "case", "case", "case"]
    with clock.shifted(timedelta(days=800)):
        assert run("check").exit_code == 0
    assert "was emptied before its time" in run("check").output


def empty(at_most: int) -> int:
    return sealing.empty(by=None, before=clock.now() - timedelta(days=1), at_most=at_most)


def rewritten(which: str) -> None:
    """Alter a trace and make every digest and seal anew, as somebody who knows the program would."""
    as_owner(f"update records_trace set verb = 'other' where {which}")
    before = sealing.FIRST
    for trace in Trace.objects.all():
        new = sealing.digest_of(
            bytes(trace.salt or b""), trace.at, trace.day, trace.by_id, trace.part, trace.act, trace.kind,
            trace.key, trace.verb,
        )  # fmt: skip
        as_owner(f"update records_trace set digest = '\\x{new.hex()}' where id = {trace.pk}")
    for seal in Seal.objects.all():
        digests = [bytes(one) for one in seal.traces.order_by("pk").values_list("digest", flat=True)]
        before = sealing.seal_of(before, seal.at, digests)
        as_owner(f"update records_seal set digest = '\\x{before.hex()}' where id = {seal.pk}")
    assert list(checking.find_faults()) == []
