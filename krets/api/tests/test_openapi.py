"""The description itself, for programs and for people."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from krets.api.commands import openapi
from krets.api.describe import markdown
from krets.api.tests.calling import Caller
from krets.urls import api

DOCS = Path(__file__).resolve().parents[3] / "docs" / "api.md"


@pytest.fixture
def schema() -> Any:
    return json.loads(CliRunner().invoke(openapi).output)


def test_the_document_is_up_to_date(schema: Any) -> None:
    assert DOCS.read_text() == markdown(schema), "Run bin/api-docs."
    assert CliRunner().invoke(openapi, ["--markdown"]).output == DOCS.read_text()


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_programs_get_the_same_words_whoever_asks(db: None, schema: Any, language: str) -> None:
    assert Caller(None, **{"Accept-Language": language}).get("/openapi.json") == schema


def test_every_operation_says_what_it_does_which_scope_it_needs_and_how_it_refuses(schema: Any) -> None:
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            assert operation["description"], (method, path)
            assert operation["security"][0]["Bearer"], (method, path)
            refusals = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
            assert {"401", "403"} <= set(refusals)
            assert all("application/problem+json" in answer["content"] for answer in refusals.values())


def test_every_text_that_is_taken_has_a_limit(schema: Any) -> None:
    """A text without a bound, or that may hold a null byte, is a fault of ours waiting to be found."""
    loose = [
        f"{name}.{field}"
        for name, shape in schema["components"]["schemas"].items()
        if name.endswith("Given")
        for field, details in shape["properties"].items()
        if details.get("type") == "string" and "enum" not in details and "pattern" not in details
    ]
    assert loose == []
    assert api.get_openapi_schema(path_prefix="")["openapi"] == "3.1.0"
