"""What is removed is written down, and an authority decides before."""

from datetime import date
from typing import Any

import pytest

from krets.records import actions, keeping, rules
from krets.records.keeping import Keep
from krets.records.models import Removal, Trace
from krets.tests.cast import Cast


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    keep = Keep("Old things", "they were made", 90, Keep.REMOVED, "…")
    monkeypatch.setattr(rules, "keeps", lambda: {"things": keep})


def test_it_says_what_how_much_and_why(cast: Cast, kinds: None) -> None:
    actions.removed(by=cast.anna, kind="things", why="asked for it", count=3)
    removal = Removal.objects.get()
    assert (removal.kind, removal.count, removal.why, removal.by) == ("things", 3, "asked for it", cast.anna)
    assert Trace.objects.get(act="removed").by == cast.anna


def test_an_authority_removes_nothing_without_a_decision(cast: Cast, kinds: None, settings: Any) -> None:
    settings.RUN_BY_AUTHORITY = True
    assert not rules.may_remove("things")
    with pytest.raises(rules.NoDecision):
        actions.removed(by=None, kind="things", why="90 days")
    actions.set_retention(by=None, kind="things", decision="KS 2026/114", decided=date(2026, 3, 2))
    assert rules.may_remove("things")
    removal = actions.removed(by=None, kind="things", why="90 days")
    assert (removal.decision, removal.decided) == ("KS 2026/114", date(2026, 3, 2))


def test_a_kind_that_no_room_names_can_not_be_removed(cast: Cast) -> None:
    assert "nothing" not in keeping.keeps()
    with pytest.raises(KeyError):
        actions.removed(by=None, kind="nothing", why="…")
