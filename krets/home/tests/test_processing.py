"""The register of processing says of every table with people in it what it is for, and for how long."""

import json
from typing import Any

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.db.models import BinaryField, CharField, EmailField, JSONField, TextField
from django.test import Client

from krets.home.commands import processing
from krets.home.rules.processing import REGISTER
from krets.people.models import Account, Person
from krets.records import actions
from krets.records.keeping import keeps

# Tables with room for words, but none of or about people.
WITHOUT_PEOPLE = {
    "account.EmailConfirmation": "unused",
    "asks.Wave": "numbers",
    "auth.Group": "nobody here has any",
    "auth.Permission": "nobody here has any",
    "codes.Code": "public lists",
    "contenttypes.ContentType": "names of tables",
    "records.Retention": "days and decisions",
    "codes.Outline": "shapes of regions",
    "records.Seal": "digests of digests",
}
TABLES = {table for row in REGISTER for table in row.tables}


def with_people() -> set[str]:
    """Tables that point at a person or an account, or hold words."""
    found = set()
    for model in apps.get_models():
        fields = model._meta.concrete_fields
        points = any(field.related_model in (Person, Account) for field in fields if field.is_relation)
        words = (CharField, TextField, EmailField, JSONField, BinaryField)
        if points or any(isinstance(field, words) for field in fields):
            found.add(model._meta.label)
    return {label for label in found if not label.startswith("procrastinate")}


def test_each_table_with_people_stands_in_it() -> None:
    missing = with_people() - TABLES - set(WITHOUT_PEOPLE)
    assert not missing, "say in krets/home/rules/processing.py what they are for"


def test_it_names_no_table_that_is_not_there() -> None:
    assert {model._meta.label for model in apps.get_models()} >= TABLES


def test_each_kind_of_the_retention_table_stands_in_one_row() -> None:
    assert sorted(kind for row in REGISTER for kind in row.kinds) == sorted(keeps())
    assert all(row.kinds or row.otherwise for row in REGISTER)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", ["Personuppgiftsansvarig", "180 dagar efter att de senast ändrades, sedan: tas bort helt."]),
        ("fi", ["Rekisterinpitäjä", "180 päivää niiden viimeisestä muutoksesta, sitten: poistetaan kokonaan."]),
        ("en", ["Controller", "180 days after they were last changed, then removed altogether."]),
    ],
)
def test_the_page_is_for_everybody_in_three_languages(
    db: None, settings: Any, language: str, words: list[str]
) -> None:
    settings.CONTROLLER = "Föreningen Inköp Mitt, 802400-1234"
    page = Client().get("/privacy/processing/", headers={"accept-language": language}).content.decode()
    for word in [*words, "Föreningen Inköp Mitt, 802400-1234"]:
        assert word in page
    assert "/privacy/processing/" in Client().get("/privacy/").content.decode()


def test_it_follows_what_the_operator_sets(db: None, settings: Any) -> None:
    actions.set_retention(by=None, kind="drafts", days=31)
    page = Client().get("/privacy/processing/", headers={"accept-language": "en"}).content.decode()
    assert "31 days after they were last changed" in page
    settings.RUN_BY_AUTHORITY = True
    page = Client().get("/privacy/processing/", headers={"accept-language": "en"}).content.decode()
    assert "kept, since no retention decision covers it" in page and "31 days" not in page


def test_the_command_prints_the_same(db: None) -> None:
    printed = CliRunner().invoke(processing, ["--language", "fi"]).output
    assert printed.startswith("# Seloste käsittelytoimista\n") and "- Oikeusperuste: " in printed
    register = json.loads(CliRunner().invoke(processing, ["--language", "sv", "--json"]).output)
    assert [row["tables"] for row in register["processing"]] == [list(row.tables) for row in REGISTER]
