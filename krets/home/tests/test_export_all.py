"""What an installation holds goes into a folder, and out of it into an empty one, byte for byte."""

import json
import mailbox
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.db import connection

from krets.activity import actions as activity
from krets.activity.models import Notice
from krets.asks import actions as asks
from krets.asks.commands import import_mail
from krets.asks.models import Answer, Ask, AskWriter, Suggestion
from krets.asks.tests.an_archive import import_ as take_in
from krets.codes.models import Code
from krets.db.clock import now
from krets.engines.notices import Bought, files
from krets.files import actions as kept
from krets.home.commands import export_all, import_all
from krets.mail.models import Letter, Silence
from krets.mail.tests.archives import archive, letter
from krets.networks import actions as networks
from krets.networks.models import Ballot, Check, DatePoll, Decision, Founding, Guarantee, Phase, Unit, Vote
from krets.networks.tests.lived import lived
from krets.people import actions as people
from krets.people.models import Account, Person, ProfileField, Purchase
from krets.people.tests.test_record_purchases import MEALS
from krets.search.models import Document
from krets.tests import trial
from krets.tests.cast import Cast, reader
from krets.tests.world import World, build

DONE = Check(phase=Phase.CONTRACT, awarded=True, award_date=now().date() - timedelta(days=400))
STRANGE = "Rad ett\r\nFrom here\n>From there\n\n--krets-\n  inryckt\t\u2028slut \u00a0\U0001f600\n\n"


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


@pytest.fixture
def world(cast: Cast, media: Path) -> World:
    """The cast and what it wrote, with something of everything that is taken along."""
    world = build(cast)
    Account.objects.filter(person__in=[cast.anna, cast.bo, cast.cilla]).update(last_login=now())
    inside = cast.units["uppfoljning"]
    topic = networks.put_forward(by=cast.david, unit=inside, title="Vite", why="Vem har prövat?")
    networks.tick_off(by=cast.eva, topic=topic)
    networks.watch(by=cast.david, unit=inside, title="Ny vägledning", why="Rör vite.", wide=True)
    networks.tell_next_meeting(by=cast.david, unit=inside, text="Torsdag.")
    networks.appoint(by=cast.eva, unit=inside, person=cast.lea, kind="secretariat", firm="Kansli AB")
    lived(cast)
    helped = asks.answer(
        by=cast.bo, ask=world.ask, body=STRANGE, no_effect=True, check=DONE, message_id="<bo.1@post.example>",
        files=[kept.keep(name="Å – kalkyl.csv", content=b"a;b\n\xff\x00"), kept.keep(name="b.txt", content=b"b")],
    )  # fmt: skip
    asks.answer(
        by=cast.david, ask=world.ask, body="Namnlöst svar.", unnamed=True, message_id="<david@mittland.example>"
    )
    asks.answer(by=cast.bo, ask=world.unnamed_ask, body="Bara till dig.", audience="asker")
    asks.answer(by=cast.eva, ask=world.unnamed_ask, body="Också.", audience="asker", unnamed=True)
    asks.close(by=cast.anna, ask=world.ask, used_for="Till nämnden.\nTack!", helped=[helped])
    asks.close(by=cast.cilla, ask=world.unnamed_ask, used_for="Hemligt vem.")
    asks.write_up(by=cast.anna, ask=world.ask, answer=helped)
    both = [cast.units["transporter"], cast.units["cirkulart"]]
    asks.post(
        by=cast.cilla, title='  =?utf-8?q?x?= "Två"  undergrupper: Ö ', body="", units=both, cpv=["55523100"],
        files=[kept.keep(name="Å – krav.txt", content=b"krav\xff"), kept.keep(name="a.csv", content=b"1;2")],
    )  # fmt: skip
    people.record_purchases(by=None, notices=[[Bought((MEALS,), version=3)]])
    people.update_profile(by=cast.bo, person=cast.bo, name="Bo Björk", fields={"experience": ("Städ", "units")})
    people.set_availability(by=cast.bo, person=cast.bo, monthly_requests=1, not_before=now().date())
    activity.choose(by=cast.bo, person=cast.bo, unit=cast.units["hallbart-inkop"].pk, how="weekly")
    Silence.objects.create(email=cast.bo.account.email, kind="digest", why="unsubscribed")
    people.create_token(by=cast.bo, account=cast.bo.account, name="hemlig nyckel", scopes=["read"], expires=now())
    Code.objects.create(list="cpv", code="55523100", labels={"sv": "Skolmåltider", "fi": "Koulu"})
    Code.objects.create(list="nuts", code="SE322", labels={"sv": "Jämtland"})
    return world


def export(folder: Path) -> dict[str, bytes]:
    result = CliRunner().invoke(export_all, [str(folder)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def import_(folder: Path) -> dict[str, Any]:
    result = CliRunner().invoke(import_all, [str(folder), "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    counts: dict[str, Any] = json.loads(result.stdout.splitlines()[-1])
    return counts


def empty(settings: Any, folder: Path) -> None:
    """Another installation: no rows, other numbers, no files."""
    tables = [model._meta.db_table for model in apps.get_models() if model.__module__.startswith("krets.")]
    many = [field.m2m_db_table() for model in apps.get_models() for field in model._meta.local_many_to_many]
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(f"truncate {', '.join([*tables, *many])} cascade")
    settings.MEDIA_ROOT = folder / "elsewhere"


def test_out_and_in_and_out_again_is_the_same_byte_for_byte(world: World, settings: Any, tmp_path: Path) -> None:
    first = export(tmp_path / "first")
    empty(settings, tmp_path)
    assert import_(tmp_path / "first")["skipped"] == []
    second = export(tmp_path / "second")
    assert first.keys() == second.keys()
    for name, content in first.items():
        assert content.decode().split("\n") == second[name].decode().split("\n"), name
    assert len(first) >= 9
    taken = [json.loads(row) for row in first["units.jsonl"].decode().splitlines()]
    assert {name for row in taken for name in row} >= {"handovers", "welcomes", "quiet", "restarts"}


def test_a_second_import_adds_nothing(world: World, settings: Any, tmp_path: Path) -> None:
    export(tmp_path / "first")
    before = {model: model.objects.count() for model in (Ask, Answer, Person, Unit, Purchase, Suggestion)}
    counts = import_(tmp_path / "first")
    assert (counts["new"], counts["changed"], counts["skipped"]) == (0, 0, [])
    assert {model: model.objects.count() for model in before} == before


def test_unnamed_writers_are_not_in_it_and_stay_unnamed(world: World, settings: Any, tmp_path: Path) -> None:
    said = export(tmp_path / "first")
    with open(tmp_path / "mail.mbox", "wb") as whole:
        for name, content in said.items():
            whole.write(content if name.startswith("mail/") else b"")
    unnamed = [one for one in mailbox.mbox(tmp_path / "mail.mbox") if one["X-Krets-Shown-As"]]
    assert len(unnamed) == 3
    for one in unnamed:
        whole_letter = one.as_string() + (one.get_from() or "")
        for person in (world.cast.cilla, world.cast.david, world.cast.eva):
            for trace in (person.name, person.key, person.account.email, person.account.email.partition("@")[2]):
                assert trace not in whole_letter
        assert one["From"] == "Unnamed <unnamed@krets.invalid>"
    empty(settings, tmp_path)
    import_(tmp_path / "first")
    ask = Ask.objects.get(title="Nickelask utan namn")
    assert (ask.writer, ask.unnamed, AskWriter.objects.count()) == (None, True, 0)
    assert ask.shown_as == world.unnamed_ask.shown_as


def test_passwords_keys_and_sessions_stay_behind(world: World, settings: Any, tmp_path: Path) -> None:
    whole = b"".join(export(tmp_path / "first").values())
    for secret in (world.cast.bo.account.password, world.cast.bo.account.tokens.get().digest, "hemlig nyckel"):
        assert secret.encode() not in whole
    assert b"is_operator" not in whole
    empty(settings, tmp_path)
    import_(tmp_path / "first")
    account = Account.objects.get(email="bo@bjorkfors.example")
    assert not account.has_usable_password() and not account.has_signed_in
    assert not Account.objects.filter(is_operator=True).exists()


def test_drafts_stay_behind(world: World, tmp_path: Path) -> None:
    assert world.draft.key.encode() not in b"".join(export(tmp_path / "first").values())


def test_who_could_read_what_still_can(world: World, settings: Any, tmp_path: Path) -> None:
    def seen() -> dict[str, set[str]]:
        found = {}
        for person in Person.objects.all():
            tokens = list(reader(person).tokens)
            found[person.key] = {
                *Ask.objects.filter(readers__overlap=tokens).values_list("key", flat=True),
                *Answer.objects.filter(readers__overlap=tokens, narrowed=False).values_list("key", flat=True),
                *Unit.objects.filter(readers__overlap=tokens).values_list("slug", flat=True),
                *(f"{one.person.key} {one.field}" for one in ProfileField.objects.filter(readers__overlap=tokens)),
                *Person.objects.filter(readers__overlap=tokens).values_list("key", flat=True),
                *Document.objects.filter(readers__overlap=tokens, deleted=False)
                .exclude(kind="answer")
                .values_list("key", flat=True),
            }
        return found

    before = seen()
    export(tmp_path / "first")
    empty(settings, tmp_path)
    import_(tmp_path / "first")
    assert seen() == before


def test_an_import_notifies_nobody(world: World, settings: Any, tmp_path: Path) -> None:
    export(tmp_path / "first")
    empty(settings, tmp_path)
    import_(tmp_path / "first")
    assert not Notice.objects.exists()
    assert not Letter.objects.exists()


def test_an_unnamed_ask_that_came_in_is_answered_like_any_other(
    world: World, settings: Any, tmp_path: Path
) -> None:
    """Nobody here knows who asked, so nobody is told."""
    export(tmp_path / "first")
    empty(settings, tmp_path)
    import_(tmp_path / "first")
    eva, ask = Person.objects.get(name="Eva Kretz"), Ask.objects.get(title="Nickelask utan namn")
    ask.closing.delete()
    ask = Ask.objects.get(pk=ask.pk)
    given = asks.answer(by=eva, ask=ask, body="Ett svar till.")
    asks.suggest(ask=ask)
    asks.answer(by=eva, ask=ask, body="Bara till dig.", audience="asker")
    assert given in ask.answers.all()


def test_the_folder_is_for_its_owner_only_and_must_be_empty(world: World, tmp_path: Path) -> None:
    export(tmp_path / "first")
    assert (tmp_path / "first").stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "first").rglob("*"))
    again = CliRunner().invoke(export_all, [str(tmp_path / "first")])
    assert again.exit_code == 1 and "is not empty" in again.output


def test_a_letter_that_names_what_is_not_here_is_left_out_with_its_thread(
    world: World, settings: Any, tmp_path: Path
) -> None:
    export(tmp_path / "first")
    empty(settings, tmp_path)
    (tmp_path / "first" / "units.jsonl").unlink()
    (tmp_path / "first" / "cases.jsonl").unlink()
    (tmp_path / "first" / "mail" / "zz.mbox").write_bytes(letter("a"))
    why = {one["why"] for one in import_(tmp_path / "first")["skipped"]}
    assert "its unit is not here" in why
    assert "not written by Krets: KeyError" in why
    assert not Ask.objects.exists()


def test_an_exported_archive_is_not_taken_for_anybodys(world: World, tmp_path: Path) -> None:
    export(tmp_path / "first")
    path = tmp_path / "first" / "mail" / "hallbart-inkop.mbox"
    result = CliRunner().invoke(import_mail, [str(path), "--unit", "hallbart-inkop"])
    assert result.exit_code == 1 and "krets import all" in result.output


def test_its_parts_are_what_the_other_imports_read(world: World, tmp_path: Path) -> None:
    export(tmp_path / "first")
    found = [one for _, one in files.read(tmp_path / "first" / "notices.csv")]
    assert [bought.rows for notice in found for bought in notice] == [(MEALS,)]  # type: ignore[union-attr]
    letters = list(mailbox.mbox(tmp_path / "first" / "mail" / "hallbart-inkop.mbox"))
    assert {one["X-Krets-Kind"] for one in letters} == {"ask", "answer"}
    first = {one["Message-ID"]: one for one in letters}
    assert all(one["In-Reply-To"] in first for one in letters if one["X-Krets-Kind"] == "answer")


@pytest.mark.slow
def test_a_real_archive_goes_out_and_in_and_out_the_same(
    cast: Cast, media: Path, settings: Any, tmp_path: Path
) -> None:
    take_in(trial.data("lists", "r-sig-epi.mbox.gz"))
    take_in(archive(tmp_path / "own.mbox", [letter("a"), letter("b", answers="x", subject="Re: y")]))
    first = export(tmp_path / "first")
    empty(settings, tmp_path)
    assert import_(tmp_path / "first")["skipped"] == []
    assert export(tmp_path / "second") == first


def test_what_was_founded_and_voted_on_goes_along_and_a_secret_vote_as_its_count(
    world: World, settings: Any, tmp_path: Path
) -> None:
    cast, unit = world.cast, world.cast.units["krets-mitt"]
    for how in ("open", "secret"):
        vote = networks.open_vote(
            by=cast.eva, decision=networks.draft_decision(by=cast.eva, unit=unit, matter=f"Tulium {how}"), how=how
        )
        networks.vote(by=cast.bo, vote=vote, choice="no")
        if how == "secret":
            networks.close_vote(by=cast.eva, vote=vote)
    first = export(tmp_path / "first")
    empty(settings, tmp_path)
    assert import_(tmp_path / "first")["skipped"] == []
    assert export(tmp_path / "second")["units.jsonl"] == first["units.jsonl"]
    assert "person:" not in first["units.jsonl"].decode()
    founding = Founding.objects.get(key=world.founding.key)
    named = {person.name.split()[0]: person for person in Person.objects.all()}
    assert founding.readers == sorted(f"person:{named[name].pk}" for name in ("Bo", "Eva"))
    assert founding.signatures.filter(signed__isnull=False).get().person == named["Bo"]
    votes = {vote.decision.matter: vote for vote in Vote.objects.select_related("decision")}
    assert votes.keys() == {"Tulium open", "Tulium secret"}  # the one that runs in secret stayed with its urn
    assert Decision.objects.get(key=world.voted_on.key).is_draft
    secret, running = votes["Tulium secret"], votes["Tulium open"]
    assert (secret.yes, secret.no, secret.abstain, secret.everybody, secret.roll.count()) == (0, 1, 0, 4, 0)
    assert Ballot.objects.get().entry.person == named["Bo"]
    assert networks.close_vote(by=named["Eva"], vote=running).count.no == 1
    assert DatePoll.objects.get().dates.count() == 2 and Guarantee.objects.get().why == "Palladiumgaranti"
