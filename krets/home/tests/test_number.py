"""Under which number an organisation keeps what one wrote."""

import pytest

from krets.api.tests.calling import Caller
from krets.asks import actions as asks
from krets.asks.models import Ask
from krets.cases import actions as cases
from krets.cases.tests.filled import IN_FORCE, filled
from krets.people.models import RecordsNumber
from krets.tests.cast import MEMBERS, Cast, client_of

TYPED = {"title": "Zinkask", "body": "Vad fungerade?", "units": ["hallbart-inkop"], "phase": "none"}


def numbers() -> dict[tuple[str, str], str]:
    return {(row.kind, row.organisation.slug): row.number for row in RecordsNumber.objects.all()}


def test_it_is_typed_in_each_form(cast: Cast) -> None:
    client_of(cast.anna).post("/asks/post/", TYPED | {"number": " GRK  2026/1 ", "step": "post"})
    ask = Ask.objects.get()
    client_of(cast.bo).post(f"/asks/{ask.key}/answer/", {"body": "Så.", "audience": "same", "phase": "none",
                                                        "number": "BJK 7"})  # fmt: skip
    case = filled(cast.anna)
    cases.publish(by=cast.anna, case=case, audience="buyers", check=IN_FORCE, number="GRK 2")
    assert numbers() == {
        ("ask", "grankoping"): "GRK 2026/1", ("answer", "bjorkfors"): "BJK 7", ("case", "grankoping"): "GRK 2",
    }  # fmt: skip


def test_programs_give_it_too(cast: Cast) -> None:
    Caller(cast.anna).post("/asks", {**TYPED, "number": "GRK 3"}, 201)
    assert numbers() == {("ask", "grankoping"): "GRK 3"}


@pytest.mark.parametrize("unnamed", [False, True])
@pytest.mark.parametrize("name", MEMBERS)
def test_its_writer_alone_sees_and_sets_it(cast: Cast, name: str, unnamed: bool) -> None:
    ask = asks.post(
        by=cast.anna,
        title="Zinkask",
        body="Vad?",
        units=[cast.units["hallbart-inkop"]],
        unnamed=unnamed,
        number="G 1",
    )
    client, page = client_of(cast.people.get(name)), f"/my-data/numbers/ask/{ask.key}/"
    expected = 200 if name == "anna" else 302 if name == "stranger" else 404
    assert client.get(page).status_code == expected
    assert ("G 1" in client.get(page).content.decode()) == (name == "anna")
    client.post(page, {"number": "G 2"})
    assert numbers() == {("ask", "grankoping"): "G 2" if name == "anna" else "G 1"}
    assert "G 1" not in client.get(f"/asks/{ask.key}/").content.decode()


def test_an_empty_one_takes_it_away(cast: Cast) -> None:
    ask = asks.post(by=cast.anna, title="Zinkask", body="Vad?", units=[cast.units["hallbart-inkop"]], number="G 1")
    client_of(cast.anna).post(f"/my-data/numbers/ask/{ask.key}/", {"number": ""})
    assert numbers() == {}


def test_who_belongs_to_no_organisation_has_none(cast: Cast) -> None:
    assert client_of(cast.lea).get("/my-data/numbers/ask/aaaaaaaaaaaa/").status_code == 404
