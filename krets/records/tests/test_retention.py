"""How long things are kept, shown and set by command."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from krets.records import actions
from krets.records.commands import retention
from krets.records.keeping import keeps
from krets.records.models import Retention, Trace

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    return CliRunner().invoke(retention, list(arguments))


def shown(kind: str) -> Any:
    return next(row for row in json.loads(run("--json").output) if row["kind"] == kind)


def test_it_shows_every_kind_with_days_end_and_reason() -> None:
    output = run().output
    for kind, keep in keeps().items():
        assert f"\n{kind}: " in f"\n{output}", kind
        assert bool(keep.by) == (keep.days is not None), kind
    assert "180 days after they were last changed: removed altogether." in output


def test_it_sets_days_and_leaves_a_trace() -> None:
    assert run("set", "drafts", "30").exit_code == 0
    assert (shown("drafts")["days"], shown("notices")["days"]) == (30, 365)
    assert Trace.objects.get(verb="records.set_retention").key == "drafts"


def test_a_decision_keeps_the_days_that_were_set() -> None:
    run("set", "drafts", "30")
    assert run("set", "drafts", "--decision", "KS 2026/114", "--decided", "2026-03-02").exit_code == 0
    assert {"days": 30, "decision": "KS 2026/114", "decided": "2026-03-02"}.items() <= shown("drafts").items()


def test_an_authority_sees_what_is_not_decided(settings: Any) -> None:
    settings.RUN_BY_AUTHORITY = True
    assert not shown("drafts")["carried_out"]
    assert "kept until there is a retention decision" in run().output
    done = run("set", "drafts", "--decision", "KS 2026/114", "--decided", "2026-03-02")
    assert "krets export DIR --trail" in done.output, "an archive copy is offered before anything goes"
    assert shown("drafts")["carried_out"]


@pytest.mark.parametrize("wrong", [["nothing", "30"], ["drafts"], ["drafts", "-1"], ["drafts", "--decision", "x"]])
def test_what_can_not_be_set_is_refused(wrong: list[str]) -> None:
    done = run("set", *wrong)
    assert done.exit_code in (1, 2)
    assert not Retention.objects.exists()


def test_removals_are_listed_with_their_decision() -> None:
    run("set", "drafts", "--decision", "KS 2026/114", "--decided", "2026-03-02")
    actions.removed(by=None, kind="drafts", why="older than 180 days", count=7)
    assert "7 drafts : older than 180 days, decision KS 2026/114 of 2026-03-02" in run("removals").output
    assert json.loads(run("removals", "--json").output)[0]["count"] == 7
