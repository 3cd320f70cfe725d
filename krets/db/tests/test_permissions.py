"""docs/permissions.md says what rules and row policies say, in words for those who write no programs."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection

from krets.db import permissions
from krets.db.commands import permissions as command
from krets.db.policies import POLICY

DOCS = Path(__file__).resolve().parents[3] / "docs" / "permissions.md"
ROOMS = ("people", "networks", "asks", "cases")


def test_the_document_is_what_the_rules_say_now() -> None:
    assert DOCS.read_text() == permissions.markdown(), "Run bin/permissions-docs."


def test_the_command_prints_it() -> None:
    assert CliRunner().invoke(command).output == permissions.markdown()


@pytest.mark.parametrize("room", ROOMS)
def test_each_noun_says_who_sees_it_and_who_may_do_what(room: str) -> None:
    kinds = {kind for kind, _name, _text in permissions.told(room)}
    assert {"sees", "does"} <= kinds


def test_each_rule_is_told_in_a_sentence_without_code() -> None:
    """A rule whose docstring speaks to programmers only is mended there: one plain sentence first."""
    untold = [
        f"{room}: {name}"
        for room in permissions.NOUNS
        for _kind, name, text in permissions.told(room)
        if not re.match(r"[A-Z].{15,}", text)
    ]
    assert untold == []


def test_a_rule_that_lets_somebody_act_is_never_left_out() -> None:
    said = permissions.markdown()
    folder = Path(permissions.KRETS)
    for path in [*folder.glob("*/rules.py"), *folder.glob("*/rules/*.py")]:
        for name in re.findall(r"^def (may_\w+|visible\w*)\(", path.read_text(), re.MULTILINE):
            assert f"(`{name}`)" in said, f"{path}: {name}"


def test_each_table_that_the_database_holds_is_named(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select polrelid::regclass::text from pg_policy where polname = %s", [POLICY])
        held = {name for (name,) in cursor.fetchall()}
    assert held
    assert {table for table, _who in permissions.held()} == held
