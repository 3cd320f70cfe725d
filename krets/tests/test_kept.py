"""Each row of the retention table has a job that carries it out: what is older goes, what is younger stays."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.utils import timezone

from krets import recurring
from krets.activity.actions import record
from krets.activity.models import Notice
from krets.asks import actions as asks
from krets.asks.models import Answer, AnswerDraft, Ask, AskWriter, Draft, Enough, Suggestion
from krets.db import clock
from krets.db.clock import now
from krets.home.commands import check, export_all
from krets.mail.models import Incoming, Letter, Silence
from krets.networks.models import (
    AdmissionRule,
    Application,
    Ballot,
    Chain,
    DatePoll,
    Decision,
    Exemption,
    Founding,
    Import,
    Mandate,
    Membership,
    Restart,
    RollEntry,
    Topic,
    Vote,
)
from krets.people.actions import register
from krets.people.models import Account, Attempt, EntryRequest, Session, Token
from krets.records import actions, jobs, rules, sealing
from krets.records.keeping import keeps
from krets.records.models import Removal, Trace
from krets.search.models import Document
from krets.tests.cast import Cast

Gone = Callable[[], bool]


def row(model: Any, **fields: Any) -> Gone:
    made = model.objects.create(**fields)
    return lambda: not model.objects.filter(pk=made.pk).exists()


def letter(cast: Cast) -> Letter:
    number = Letter.objects.count()
    return Letter.objects.create(
        person=cast.bo, to="bo@bjorkfors.example", language="sv", subject="s", text="t", html="h",
        message_id=f"m{number}", reply_token=f"r{number}",
    )  # fmt: skip


def received(fate: str = "taken", why: str = "") -> Incoming:
    number = Incoming.objects.count()
    return Incoming.objects.create(digest=f"d{number}", recipient="r", raw=b"x", fate=fate, why=why, handled=now())


def emptied(made: Any, field: str, nothing: Any) -> Gone:
    def gone() -> bool:
        made.refresh_from_db()
        value = getattr(made, field)
        return bool((bytes(value) if isinstance(value, memoryview) else value) == nothing)

    return gone


def ask(cast: Cast, **more: Any) -> Ask:
    return asks.post(by=cast.anna, title="Hur?", body="Så?", units=[cast.units["hallbart-inkop"]], **more)


def taken_down(cast: Cast) -> Gone:
    made = ask(cast)
    asks.withdraw(by=None, ask=made)
    return emptied(made, "body", "")


def a_trace(cast: Cast) -> Gone:
    actions.exported(by=cast.bo, kind="my_data", key=str(now()))
    sealing.seal()
    return emptied(Trace.objects.latest("pk"), "by_id", None)


def a_notice(cast: Cast) -> Gone:
    entry = record(verb="asks.post", kind="ask", key="k2", by=None, tell=[cast.bo.pk])
    return lambda: not Notice.objects.filter(entry=entry).exists()


def an_account(cast: Cast) -> Gone:
    person = register(by=None, name="Ny", email=f"ny{Account.objects.count()}@example.org")
    return lambda: not Account.objects.filter(person=person).exists()


def a_session() -> Gone:
    name = f"s{Session.objects.count()}"
    return row(
        Session,
        session_key=name,
        key=name,
        session_data="",
        since=now(),
        expire_date=timezone.now() - timedelta(1),
    )


def turned_down(cast: Cast) -> Gone:
    unit = cast.units["krets-norr"]
    chain = Chain.objects.create(association=cast.units["kretsens-inkopare"], version=Chain.objects.count() + 1)
    return row(Founding, unit=unit, chain=chain, letter="…", outcome="no", ended=now())


def a_ballot(cast: Cast) -> Gone:
    decision = Decision.objects.create(unit=cast.units["krets-norr"], matter="m")
    vote = Vote.objects.create(decision=decision, how="open", closed=now())
    return row(Ballot, entry=RollEntry.objects.create(vote=vote, person=cast.bo), choice="yes")


def applied(cast: Cast, state: str) -> Gone:
    unit = cast.units["kategori-it"]
    rule = AdmissionRule.objects.create(unit=unit, version=AdmissionRule.objects.count() + 1)
    person = [cast.bo, cast.anna][Application.objects.count() % 2]
    return row(Application, unit=unit, person=person, rule=rule, name=person.name, state=state)


def exempted(cast: Cast) -> Gone:
    unit = cast.units["kategori-it"]
    rule = AdmissionRule.objects.create(unit=unit, version=AdmissionRule.objects.count() + 1)
    return row(Exemption, unit=unit, person=cast.bo, rule=rule, why="w", readers=unit.readers)


def asked_in(**more: Any) -> Gone:
    email = f"ny{EntryRequest.objects.count()}@example.org"
    return row(EntryRequest, name="Ny", email=email, employer="Granköping", **more)


def rested(cast: Cast) -> Gone:
    return row(Membership, person=cast.bo, unit=cast.units["kategori-it"], ended=now(), resting=now())


KINDS: dict[str, Callable[[Cast], Gone]] = {
    "application_drafts": lambda cast: applied(cast, "draft"),
    "applications": lambda cast: applied(cast, "declined"),
    "asker_names": lambda cast: emptied(ask(cast), "writer_id", None),
    "attempts": lambda cast: row(Attempt, cache_key=str(now()), value="1", expires=now()),
    "ballots": a_ballot,
    "date_polls": lambda cast: row(DatePoll, unit=cast.units["krets-norr"], what="w"),
    "entry_requests": lambda cast: asked_in(proved=now(), decided=now(), let_in=False),
    "exemptions": exempted,
    "foundings": turned_down,
    "imports": lambda cast: row(Import, unit=cast.units["hallbart-inkop"], name="medlemmar.csv"),
    "drafts": lambda cast: row(AnswerDraft, person=cast.bo, ask=ask(cast)),
    "enough": lambda cast: row(Enough, person=cast.bo, title="t", kind="ask", key="k2"),
    "entries": lambda cast: emptied(record(verb="asks.post", kind="ask", key="k2", by=cast.bo), "by_id", None),
    "keys": lambda cast: row(Token, account=cast.bo.account, name="n", digest=str(now()), expires=now()),
    "letter_log": lambda cast: row(Letter, **fields_of(letter(cast))),
    "letters": lambda cast: emptied(letter(cast), "text", ""),
    "agendas": lambda cast: row(Topic, unit=cast.units["uppfoljning"], title="t", done=now()),
    "mandates": lambda cast: row(
        Mandate, person=cast.bo, unit=cast.units["hallbart-inkop"], kind="mentor", ended=now()
    ),
    "memberships": lambda cast: row(Membership, person=cast.bo, unit=cast.units["hallbart-inkop"], ended=now()),
    "notices": a_notice,
    "received": lambda cast: emptied(received(), "raw", b""),
    "received_log": lambda cast: gone_of(received()),
    "requests": lambda cast: row(Suggestion, person=cast.bo, ask=ask(cast), wave=1),
    "restarts": lambda cast: row(Restart, unit=cast.units["krets-norr"], sent=now()),
    "resting": rested,
    "sign_ins": lambda cast: a_session(),
    "silences": lambda cast: row(Silence, email=f"{now()}@example.org", why="full", until=now()),
    "taken_down": taken_down,
    "traces": a_trace,
    "unconfirmed": lambda cast: emptied(received("refused", "not confirmed"), "raw", b""),
    "unproved_entries": lambda cast: asked_in(),
    "unused_accounts": an_account,
}  # fmt: skip


def fields_of(made: Letter) -> dict[str, Any]:
    return {
        "person": made.person, "to": made.to, "language": "sv", "subject": "s", "text": "", "html": "",
        "message_id": made.message_id + "x", "reply_token": made.reply_token + "x",
    }  # fmt: skip


def gone_of(made: Any) -> Gone:
    return lambda: not type(made).objects.filter(pk=made.pk).exists()


def test_every_kind_is_here_and_has_its_job_in_the_night() -> None:
    carried = {kind for kind, keep in keeps().items() if keep.by}
    assert set(KINDS) == carried
    queued = {name for name in recurring.app.tasks if name.startswith("clock:records.carry_out:")}
    assert queued == {f"clock:records.carry_out:{kind}" for kind in carried}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_older_goes_and_what_is_younger_stays(kind: str, cast: Cast) -> None:
    days: Any = keeps()[kind].days
    with clock.shifted(timedelta(days=-days, hours=-1)):
        old = KINDS[kind](cast)
    with clock.shifted(timedelta(days=-days, hours=1)):
        young = KINDS[kind](cast)
    jobs.carry_out(kind)
    assert (old(), young()) == (True, False)
    removal = Removal.objects.filter(kind=kind).latest("pk")
    assert (removal.why, removal.count > 0) == (f"older than {days} days", True)
    before = Removal.objects.count()
    jobs.carry_out(kind)
    assert Removal.objects.count() == before, "a second run finds nothing"


def test_a_part_at_a_time(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    queued: list[Any] = []
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    monkeypatch.setattr(actions, "later", lambda name, kind: queued.append((name, kind)))
    with clock.shifted(timedelta(days=-900)):
        for _ in range(3):
            KINDS["enough"](cast)
    assert [actions.carry_out(by=None, kind="enough") for _ in range(2)] == [2, 1]
    assert queued == [("records.carry_out", "enough")]


def test_the_operator_sets_other_days(cast: Cast) -> None:
    with clock.shifted(timedelta(days=-40)):
        draft = row(Draft, person=cast.bo)
    jobs.carry_out("drafts")
    assert not draft()
    actions.set_retention(by=None, kind="drafts", days=30)
    jobs.carry_out("drafts")
    assert draft()


def test_an_authority_keeps_everything_it_has_not_decided_on(cast: Cast, settings: Any) -> None:
    settings.RUN_BY_AUTHORITY = True
    with clock.shifted(timedelta(days=-10_000)):
        gone = {kind: make(cast) for kind, make in KINDS.items()}
    for kind in KINDS:
        jobs.carry_out(kind)
    assert [kind for kind, one in gone.items() if one()] == []
    assert not Removal.objects.exists()
    assert not any(row.may_go for row in rules.retention_table())


def test_an_ask_without_its_askers_name_is_shown_as_any_unnamed_one(cast: Cast) -> None:
    with clock.shifted(timedelta(days=-2000)):
        named, hidden = ask(cast), ask(cast, unnamed=True)
        added = asks.answer(by=cast.anna, ask=named, body="Det blev så här.")
        others = asks.answer(by=cast.bo, ask=named, body="Hos oss …")
        asks.thank(by=cast.anna, ask=named, helped=[others])
        asks.close(by=cast.anna, ask=named)
    jobs.carry_out("asker_names")
    for item in (named, added):
        item.refresh_from_db()
        assert (item.writer, item.organisation, bool(item.shown_as)) == (None, None, True)
    others.refresh_from_db()
    assert others.writer == cast.bo
    assert not AskWriter.objects.filter(ask=hidden).exists()
    assert (Ask.objects.get(pk=named.pk).closing.by, Answer.objects.get(pk=others.pk).thanks.by) == (None, None)
    assert "person" not in Document.objects.get(kind="ask", key=named.key).facets


@pytest.mark.django_db(databases=["default", "owner"])
def test_check_names_what_an_authority_has_not_decided_on(cast: Cast, settings: Any) -> None:
    def said() -> str:
        return CliRunner().invoke(check, []).output

    assert "KIND" not in said()
    settings.RUN_BY_AUTHORITY = True
    actions.set_retention(by=None, kind="drafts", decision="KS 2026/114", decided=date(2026, 3, 2))
    undecided = next(line for line in said().splitlines() if "--decision" in line)
    kinds = undecided.rpartition(": ")[2].rstrip(".").split(", ")
    assert "notices" in kinds and "drafts" not in kinds


def test_an_archive_copy_holds_the_trail_and_what_was_removed(cast: Cast, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    KINDS["traces"](cast)
    actions.removed(by=None, kind="drafts", why="older than 180 days", count=7)
    assert CliRunner().invoke(export_all, [str(tmp_path / "out"), "--trail"]).exit_code == 0
    trail, seals, removals = (
        [json.loads(line) for line in (tmp_path / "out" / f"{name}.jsonl").read_text().splitlines()]
        for name in ("trail", "seals", "removals")
    )
    assert (removals[0]["kind"], removals[0]["count"]) == ("drafts", 7)
    sealed = [bytes.fromhex(row["digest"]) for row in trail if row["seal_id"] == seals[0]["id"]]
    assert (
        sealing.seal_of(sealing.FIRST, datetime.fromisoformat(seals[0]["at"]), sealed).hex() == seals[0]["digest"]
    )
    CliRunner().invoke(export_all, [str(tmp_path / "plain")])
    assert not (tmp_path / "plain" / "trail.jsonl").exists()
