from collections import Counter

import pytest

from krets.asks.models import Answer, Ask, Thanks
from krets.asks.rules import visible_answers
from krets.cases import rules as cases
from krets.cases.models import Case
from krets.home.demo.asks import load_asks
from krets.home.demo.cases import load_cases, load_question
from krets.home.demo.content import RealPeople, load_content
from krets.home.demo.foundings import load_foundings
from krets.home.demo.mandates import load_mandates
from krets.networks import rules as networks
from krets.networks.models import Founding, Membership
from krets.people.models import Account, Organisation
from krets.people.rules import outline_of
from krets.tests.cast import STRANGER, Cast, client_of, reader


def test_twelve_cases_of_every_outcome_are_told_once(cast: Cast) -> None:
    load_cases(cast)
    load_cases(cast)
    outcomes = Counter(Case.objects.values_list("outcome", flat=True))
    assert outcomes == {"worked_well": 4, "partly": 5, "not_as_intended": 2, "stopped": 1}
    assert not Case.objects.filter(published=None).exists()


def test_nothing_is_invented_among_real_people(db: None) -> None:
    Account.objects.create(email="eva@example.org")
    with pytest.raises(RealPeople):
        load_content()
    assert Account.objects.count() == 1


def test_the_unnamed_case_names_nobody_and_is_read_in_its_network(cast: Cast) -> None:
    case = load_cases(cast)["verksamhetssystem"]
    assert (case.writer, case.organisation) == (None, None)
    assert cases.visible(reader(cast.ida)).filter(pk=case.pk).exists()
    assert cases.visible(reader(cast.david)).filter(pk=case.pk).exists()
    assert not cases.visible(reader(cast.anna)).filter(pk=case.pk).exists()
    told = " ".join(str(getattr(case, field.name)) for field in Case._meta.concrete_fields)
    assert "Mittland" not in told


def test_what_grew_old_is_marked(cast: Cast) -> None:
    assert [name for name, case in load_cases(cast).items() if case.has_lapsed] == ["lumityot"]


def test_the_start_page_has_cases_like_the_next_purchase(cast: Cast) -> None:
    load_cases(cast)
    found = {case.title: case.because for case in cases.like_mine(reader(cast.bo))}
    assert len(found) >= 2
    assert any("Snöröjning" in reason for reason in found["Lumityöt: halvin tuntihinta, kallein talvi"])


def test_the_network_is_as_large_as_the_pages_say(cast: Cast) -> None:
    load_cases(cast)
    members = Membership.objects.filter(unit__slug="hallbart-inkop", ended=None)
    assert members.count() == 25
    assert len(set(members.values_list("person__organisation", flat=True))) == 17


def test_eight_asks_are_asked_and_answered_once(cast: Cast) -> None:
    load_asks(cast)
    asks = load_asks(cast)
    counts = {name: ask.answers.count() for name, ask in asks.items()}
    assert counts == {
        "uppfoljning": 11, "avtalstrohet": 6, "mobler": 4, "stadupphandling": 3, "bonus": 3, "lahtokynnys": 5,
        "vuosikello": 0, "beredskap": 4,
    }  # fmt: skip
    assert Ask.objects.count() == 8
    first = asks["uppfoljning"]
    assert len(set(first.answers.values_list("organisation", flat=True))) == 9
    assert Thanks.objects.filter(answer__ask=first).count() == 3
    assert first.write_ups.get().case.title == "En avtalscontroller betalade sig på ett halvår"


def test_one_answer_is_unnamed_and_the_nordic_ones_stay_there(cast: Cast) -> None:
    asks = load_asks(cast)
    assert Answer.objects.filter(writer=None).count() == 1
    nordic = asks["beredskap"].answers.all()
    for who, sees in ((None, 0), (cast.anna, 0), (cast.nora, 4)):
        found = visible_answers(reader(who) if who else STRANGER).filter(pk__in=nordic)
        assert found.count() == sees


def test_what_bo_has_typed_waits_for_the_gate(cast: Cast) -> None:
    load_asks(cast)
    assert "Vi fick två anbud" in cast.bo.ask_draft.typed["body"][0]


def test_what_is_told_without_a_name_is_shown_with_kind_and_size(cast: Cast) -> None:
    load_asks(cast)
    assert Answer.objects.get(writer=None).outline == "Kommun, 10 000–25 000 invånare, Sverige"
    kinds = ("municipality", "region", "joint_body")
    swedish = [one for one in Organisation.objects.filter(country="SE") if one.kind in kinds]
    assert len(swedish) > 25 and all(outline_of(one)["kind"] == one.kind for one in swedish)
    towns = [one for one in swedish if one.kind == "municipality"]
    assert {len(outline_of(one)["sizes"]) for one in towns} == {1}


def test_an_unnamed_writer_is_asked_and_has_replied(cast: Cast) -> None:
    loaded = load_cases(cast)
    question = load_question(cast, loaded)
    assert load_question(cast, loaded) == question
    page = client_of(cast.david).get(f"/cases/questions/{question.key}/").content.decode()
    assert "fast prisavdrag" in page and "Ida" not in page and "Inköp Mittland" not in page


def test_krets_vast_is_applied_for_and_waits_for_the_annual_meeting(cast: Cast) -> None:
    load_cases(cast)  # and the neighbours, of whom four sign
    load_mandates(cast)
    load_foundings(cast)
    load_foundings(cast)
    founding = Founding.objects.get()
    assert (founding.unit, founding.unit.state, founding.is_open) == (cast.units["krets-vast"], "proposed", True)
    assert founding.signatures.filter(signed__isnull=False).count() == 4
    assert [(step.kind, step.outcome, step.by) for step in founding.steps.all()] == [
        ("recommend", "yes", cast.cilla)
    ]
    matter = founding.decisions.get()
    assert matter.is_draft and matter.date is not None and matter.date.month == 3
    assert client_of(cast.nora).get(f"/foundings/{founding.key}/").status_code == 404
    assert [one.says for one in networks.votes_waiting(reader(cast.anna))] == [
        "Rösta: Två dagträffar om året i stället för fyra"
    ]
