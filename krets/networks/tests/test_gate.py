"""The gate's two questions, as every form that shares procurement facts asks them."""

from datetime import timedelta

import pytest
from django import forms
from django.template.loader import render_to_string

from krets.db.clock import today
from krets.networks.forms import GateFields
from krets.networks.models import Check, Phase


class AskForm(GateFields, forms.Form):
    title = forms.CharField()


def filled(**answers: str) -> AskForm:
    return AskForm({"title": "Hur gick det?", **answers})


def test_a_question_about_no_single_procurement_needs_no_answers() -> None:
    form = filled(phase="none", awarded="yes", award_date="")
    assert form.is_valid()
    assert form.check == Check.NONE


@pytest.mark.parametrize("phase", ["need", "procurement", "award", "follow_up"])
def test_one_procurement_needs_both_answers(phase: str) -> None:
    form = filled(phase=phase)
    assert not form.is_valid()
    assert {"awarded", "supplier_secrets"} <= set(form.errors)


def test_yes_needs_its_date() -> None:
    form = filled(phase="contract", awarded="yes", supplier_secrets="no")
    assert list(form.errors) == ["award_date"]


def test_a_day_to_come_is_not_an_award() -> None:
    tomorrow = today() + timedelta(days=1)
    form = filled(phase="award", awarded="yes", award_date=tomorrow.isoformat(), supplier_secrets="no")
    assert list(form.errors) == ["award_date"]


def test_a_phase_after_the_award_can_not_be_before_it() -> None:
    form = filled(phase="contract", awarded="no", supplier_secrets="no")
    assert list(form.errors) == ["awarded"]


def test_business_secrets_can_not_be_shared() -> None:
    form = filled(phase="need", awarded="no", supplier_secrets="yes")
    assert list(form.errors) == ["supplier_secrets"]


def test_the_answers_reach_the_verb() -> None:
    form = filled(phase="contract", awarded="yes", award_date="2026-03-02", supplier_secrets="no")
    assert form.is_valid()
    assert form.check.phase == Phase.CONTRACT
    assert str(form.check.award_date) == "2026-03-02"
    assert form.check.supplier_secrets is False
    assert not form.check.before_award


def test_before_the_award_is_known_to_the_letters() -> None:
    form = filled(phase="procurement", awarded="no", award_date="2026-03-02", supplier_secrets="no")
    assert form.is_valid()
    assert form.check.before_award
    assert form.check.award_date is None


def test_a_phase_that_does_not_exist_is_refused() -> None:
    assert list(filled(phase="whatever").errors) == ["phase"]


def test_the_questions_are_drawn_with_the_law_of_the_country() -> None:
    form = AskForm()
    form.ask_as_in("SE")
    html = render_to_string("networks/gate.html", {"form": form})
    assert all(f'name="{name}"' in html for name in ("phase", "awarded", "award_date", "supplier_secrets"))
    assert "OSL" in html
    assert "frivilligt" not in html
    form = AskForm()
    form.ask_as_in("XX")
    assert "OSL" not in render_to_string("networks/gate.html", {"form": form})
