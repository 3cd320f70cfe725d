"""Refusals have one shape, and say what to do."""

from krets.api.tests.calling import Caller, faults
from krets.tests.cast import Cast


def test_what_is_no_json_can_t_be_read(anna: Caller) -> None:
    for body in (b"{", b"\xff", b"[" * 100_000):
        assert anna("post", "/asks", body).status_code == 400


def test_what_is_too_large_is_not_read(anna: Caller) -> None:
    assert anna("post", "/asks", b'"' + b"x" * 6_000_000 + b'"').status_code == 413


def test_a_null_byte_is_refused_where_it_stands(anna: Caller) -> None:
    given = {"title": "a\x00b", "body": "x", "units": ["hallbart-inkop"]}
    assert faults(anna.post("/asks", given, 422)) == {"title"}
    assert faults(anna.get("/find?q=a%00b", 422)) == {"q"}
    assert faults(anna.get("/asks/a%00b", 422)) == {"key"}
    assert faults(anna.get("/units/a%00b", 422)) == {"slug"}
    assert faults(anna.get("/asks?cursor=a%00", 422)) == {"cursor"}


def test_half_a_character_is_refused(anna: Caller) -> None:
    body = b'{"title": "\\ud800", "body": "x", "units": ["hallbart-inkop"]}'
    response = anna("post", "/asks", body)
    assert response.status_code == 422
    assert faults(response.json()) == {"title"}  # type: ignore[attr-defined]


def test_every_fault_is_named_with_what_to_do(anna: Caller) -> None:
    given = {"title": "x" * 161, "phase": "later", "titel": "x"}
    problem = anna.post("/asks", given, 422)
    told = {error["field"]: error["detail"] for error in problem["errors"]}
    assert told["title"] == "At most 160 characters."
    assert told["body"] == "This is needed."
    assert told["titel"] == "There is no such field."
    assert told["phase"].startswith("Choose one of 'need'")
    assert set(told) == {"title", "body", "phase", "titel"}
    assert faults(anna.post("/asks", {"title": "x", "body": "x", "units": []}, 422)) == {"units"}


def test_a_number_is_no_day_and_a_word_no_yes(anna: Caller) -> None:
    given = {"title": "x", "body": "x", "units": ["hallbart-inkop"], "deadline": 0, "unnamed": "yes"}
    told = {error["field"]: error["detail"] for error in anna.post("/asks", given, 422)["errors"]}
    assert told == {"deadline": "Write a day as YYYY-MM-DD.", "unnamed": "Write true or false."}
    assert faults(anna.post("/asks", given | {"deadline": "2026-02-30", "unnamed": False}, 422)) == {"deadline"}


def test_faults_are_told_in_swedish_and_finnish(cast: Cast) -> None:
    told = {
        code: Caller(cast.anna, **{"Accept-Language": code}).post("/asks", {}, 422)["errors"][0]["detail"]
        for code in ("sv", "fi", "en")
    }
    assert len(set(told.values())) == 3


def test_a_cursor_comes_back_unchanged_or_not_at_all(anna: Caller) -> None:
    assert faults(anna.get("/asks?cursor=made-up", 422)) == {"cursor"}
    assert faults(anna.get("/asks?limit=0", 422)) == {"limit"}
    assert faults(anna.get("/asks?limit=101", 422)) == {"limit"}


def test_what_is_not_there_is_a_problem_too(anna: Caller) -> None:
    for path in ("/", "/nothing", "/asks/", "/asks/a/b/c"):
        assert anna.get(path, 404)["status"] == 404


def test_a_method_that_nobody_offers_is_refused_with_those_that_are(anna: Caller) -> None:
    response = anna("put", "/asks")
    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"
    assert response["Allow"] == "GET, POST"
    assert anna("post", "/openapi.json").status_code == 405
