"""The command line's contract: names, JSON, exit codes."""

import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from krets.asks.commands import ask, bench_routing, solve_routing
from krets.asks.models import Ask, Draft
from krets.cli import BENCHES, COMMANDS, IMPORTS, SOLVES, krets
from krets.home.commands import check, find
from krets.mail.models import Letter
from krets.networks.commands import found, invite, units
from krets.networks.models import Membership, Unit
from krets.people.models import Account
from krets.search.models import Document
from krets.tests.cast import Cast
from krets.tests.searching import CatchUp
from krets.tests.world import build


def run(command: click.Command, *arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments), catch_exceptions=False)


def data(command: click.Command, *arguments: str) -> Any:
    done = run(command, *arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_every_command_in_the_table_exists_and_says_what_it_does(db: None) -> None:
    groups = {name: krets.get_command(click.Context(krets), name) for name in ("import", "bench", "solve")}
    listed = (
        (COMMANDS, krets),
        (IMPORTS, groups["import"]),
        (BENCHES, groups["bench"]),
        (SOLVES, groups["solve"]),
    )
    for names, group in listed:
        assert isinstance(group, click.Group)
        for name in names:
            command = group.get_command(click.Context(group), name)
            assert command is not None and command.help, name


def test_units_are_listed_with_slug_and_name(cast: Cast) -> None:
    listed = data(units)
    assert {"slug": "hallbart-inkop", "name": "Hållbart inköp"}.items() <= {
        key: value for row in listed if row["slug"] == "hallbart-inkop" for key, value in row.items()
    }.items()
    assert len(listed) == Unit.objects.count()


def test_find_looks_with_the_eyes_of_the_person_it_is_for(cast: Cast, searching: CatchUp) -> None:
    build(cast)
    searching()
    assert "Zinkask om uppföljning" in [
        hit["title"] for hit in data(find, "zinkask", "--as", "bo@bjorkfors.example")
    ]
    assert data(find, "zinkask", "--as", "nora@northlake.example") == []
    assert data(find, "zinkask") == []


def test_find_as_somebody_unknown_says_so(cast: Cast) -> None:
    done = run(find, "avtal", "--as", "nobody@example.org")
    assert done.exit_code == 1
    assert "nobody@example.org" in done.output


def test_a_preview_shows_what_was_said_and_leaves_no_trace(cast: Cast, searching: CatchUp) -> None:
    build(cast)
    searching()
    before = (Ask.objects.count(), Draft.objects.count(), Document.objects.count(), Letter.objects.count())
    shown = data(ask, "--preview", "Zinkask om uppföljning: vad fungerade?", "--as", "bo@bjorkfors.example")
    assert "Zinkask om uppföljning" in [hit["title"] for hit in shown["asks"]]
    assert all(hit["because"] for kind in ("asks", "cases", "people") for hit in shown[kind])
    assert before == (Ask.objects.count(), Draft.objects.count(), Document.objects.count(), Letter.objects.count())


def test_a_preview_hints_at_nothing_that_is_not_for_the_person(cast: Cast, searching: CatchUp) -> None:
    build(cast)
    searching()
    shown = data(ask, "--preview", "Kobaltask om lager: vad fungerade hos er?", "--as", "bo@bjorkfors.example")
    assert "Kobaltask" not in json.dumps(shown)


def test_the_first_coordinator_comes_in_by_command(cast: Cast) -> None:
    assert run(found, "ny-krets", "--name", "Ny krets").exit_code == 0
    options = ["--name", "Åsa Ny", "--unit", "ny-krets", "--organisation", "Nya kommun", "--coordinator"]
    assert run(invite, "asa@nya.example", *options).exit_code == 0
    person = Account.objects.get(email="asa@nya.example").person
    assert person is not None and person.organisation is not None and person.organisation.slug == "nya-kommun"
    assert Membership.objects.get(person=person).role == Membership.Role.COORDINATOR
    assert Letter.objects.filter(to="asa@nya.example").count() == 1


@pytest.mark.parametrize("command", [invite])
def test_a_unit_that_does_not_exist_is_refused_and_nothing_is_left(cast: Cast, command: click.Command) -> None:
    done = run(command, "asa@nya.example", "--name", "Åsa", "--unit", "finns-inte", "--organisation", "Nya")
    assert done.exit_code == 1
    assert "finns-inte" in done.output
    assert not Account.objects.filter(email="asa@nya.example").exists()


@pytest.mark.django_db(databases=["default", "owner"])
def test_going_live_with_the_embedded_database_is_advised_against(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KRETS_DATABASE_URL", raising=False)
    done = run(check, "--json")
    points = {point["what"]: point["ok"] for point in json.loads(done.stdout)}
    assert done.exit_code == 1
    assert points["The database is your own."] is False
    assert points["The application role owns no tables."] is True


def test_an_engine_runs_on_a_file(tmp_path: Path) -> None:
    problem = {
        "asker": "bo", "asker_organisation": "bjorkfors", "today": "2026-03-02", "exploration": 0,
        "candidates": [{"person": "eva", "organisation": "vasa", "p": 0.5, "load": 0, "budget": 4}],
    }  # fmt: skip
    (tmp_path / "problem.json").write_text(json.dumps(problem))
    done = run(solve_routing, str(tmp_path / "problem.json"))
    assert done.exit_code == 0
    assert [pick["person"] for pick in json.loads(done.stdout)["picks"]] == ["eva"]
    (tmp_path / "problem.json").write_text("{}")
    assert run(solve_routing, str(tmp_path / "problem.json")).exit_code == 2


def test_a_list_is_replayed(tmp_path: Path) -> None:
    letter = "From x@list.example Mon Jan {day:2} 10:00:00 2024\nFrom: {who}@list.example\nDate: {day} Jan 2024 10:00 +0000\nMessage-ID: <{id}@x>\nIn-Reply-To: {to}\nSubject: {subject}\n\n{text}\n\n"  # noqa: E501
    letters = [
        letter.format(day=3 * n + k, who=who, id=f"{n}.{k}", to=f"<{n}.0@x>" if k else "", subject=f"Avtal {n}", text="Hur gör ni?")  # noqa: E501
        for n in range(6)
        for k, who in enumerate(("bo", "eva"), 1 if not n else 0)
    ]  # fmt: skip
    (tmp_path / "list.mbox").write_text("".join(letters))
    found = data(bench_routing, str(tmp_path / "list.mbox"), "--from", "2024-01-05")
    assert set(found) == {"judged", "ranking", "budget", "waves"}
    assert found["judged"] == 4
    assert found["ranking"]["hit@1"] == 1
