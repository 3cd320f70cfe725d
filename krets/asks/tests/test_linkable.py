"""An answer points at a case that is found by words."""

import pytest

from krets.asks import actions
from krets.asks.models import Answer, Ask
from krets.cases.models import Case
from krets.cases.tests.filled import published
from krets.tests.cast import Cast, client_of
from krets.tests.searching import CatchUp


@pytest.fixture
def ask(cast: Cast) -> Ask:
    return actions.post(by=cast.anna, title="Vem mäter?", body="Hur?", units=[cast.units["hallbart-inkop"]])


@pytest.fixture
def case(cast: Cast, searching: CatchUp) -> Case:
    hidden = {"audience": "units", "units": [cast.units["security-of-supply"]]}
    published(cast.nora, title="Handskar i lager", **hidden)
    found: Case = published(cast.david, title="Handskar som åt besparingen")
    published(cast.bo, title="Taxi på landet", subject="taxi", summary="Taxi.", pitfall="", cpv=["60120000"])
    searching()
    return found


def test_without_scripts_a_button_searches_and_everything_typed_stays(cast: Cast, ask: Ask, case: Case) -> None:
    typed = {
        "body": "Vi har skrivit om det.",
        "case": "handskar",
        "phase": "none",
        "unnamed": "on",
        "step": "link",
    }
    shown = client_of(cast.bo).post(f"/asks/{ask.key}/answer/", typed)
    html = shown.content.decode()
    assert shown.status_code == 200 and not Answer.objects.exists()
    assert f'type="radio" name="case" value="{case.key}"' in html
    assert "Vi har skrivit om det.</textarea>" in html and 'value="handskar"' in html
    assert shown.context["form"]["unnamed"].value() and "i lager" not in html


def test_the_chosen_case_is_linked(cast: Cast, ask: Ask, case: Case) -> None:
    typed = {"body": "Vi har skrivit om det.", "case": ["handskar", case.key], "phase": "none"}
    client_of(cast.bo).post(f"/asks/{ask.key}/answer/", typed)
    assert Answer.objects.get().case == case


def test_words_alone_are_no_choice_but_show_what_there_is_to_choose(cast: Cast, ask: Ask, case: Case) -> None:
    typed = {"body": "Vi har skrivit om det.", "case": "handskar", "phase": "none"}
    html = client_of(cast.bo).post(f"/asks/{ask.key}/answer/", typed).content.decode()
    assert not Answer.objects.exists()
    assert "Välj en av erfarenheterna nedan" in html and f'value="{case.key}"' in html


def test_while_one_types_cases_come_up_and_none_that_one_may_not_read(cast: Cast, case: Case) -> None:
    found = client_of(cast.bo).get("/asks/cases/?case=handskar").content.decode()
    assert case.title in found and "i lager" not in found and "<html" not in found
    assert "Handskar i lager" in client_of(cast.nora).get("/asks/cases/?case=handskar").content.decode()
    own = client_of(cast.bo).get("/asks/cases/?case=").content.decode()
    assert "Taxi på landet" in own and case.title not in own
    assert "Ingen erfarenhet" in client_of(cast.bo).get("/asks/cases/?case=xqzwv").content.decode()
