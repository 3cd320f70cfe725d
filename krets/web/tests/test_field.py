"""A field's label, help and error are tied to it on the server."""

import re

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation


class AskForm(forms.Form):
    title = forms.CharField(label="Title", max_length=90, help_text="One question.")
    need = forms.CharField(label="Need", widget=forms.Textarea(attrs={"data-markdown": True}))
    until = forms.DateField(label="Until", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    outcome = forms.ChoiceField(
        label="Outcome",
        help_text="Pick.",
        choices=[("worked_well", "good"), ("partly", "<partly>")],
        widget=forms.RadioSelect,
    )
    themes = forms.MultipleChoiceField(
        label="Themes", required=False, choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple
    )
    unnamed = forms.BooleanField(label="Unnamed", required=False, help_text="No name.")
    token = forms.CharField(widget=forms.HiddenInput)


def draw(template: str, form: forms.Form, **more: object) -> str:
    with translation.override("en"):
        return Template(template).render(Context({"form": form, **more}))


@pytest.fixture
def refused() -> AskForm:
    return AskForm({"title": "", "outcome": "nonsense", "unnamed": ""})


def test_help_and_error_describe_the_box(refused: AskForm) -> None:
    html = draw("{% field form.title %}", refused)
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<label class="ds-label" for="id_title">' in html
    for target in ("id_title_helptext", "id_title_error", "id_title"):
        assert html.count(f'id="{target}"') == 1


def test_a_field_without_faults_says_nothing_of_faults() -> None:
    html = draw("{% field form.title %}", AskForm())
    assert "aria-invalid" not in html
    assert "validation" not in html


def test_what_may_be_left_out_is_marked_in_words() -> None:
    assert "(optional)" in draw("{% field form.until %}", AskForm())
    assert "(optional)" not in draw("{% field form.title %}", AskForm())
    assert "*" not in draw("{% field form.title %}", AskForm())


def test_radios_are_one_group_with_a_legend(refused: AskForm) -> None:
    html = draw("{% field form.outcome %}", refused)
    assert re.search(r'<fieldset[^>]* role="radiogroup"[^>]* aria-invalid="true"', html)
    assert 'aria-describedby="id_outcome_helptext id_outcome_error"' in html
    assert html.count('<input class="ds-input" type="radio"') == 2
    assert 'for="id_outcome_1">&lt;partly&gt;</label>' in html


def test_what_was_chosen_stays_chosen() -> None:
    form = AskForm({"outcome": "partly", "themes": ["b"], "title": "<b>", "unnamed": "on"})
    assert 'value="partly" id="id_outcome_1" checked' in draw("{% field form.outcome %}", form)
    assert 'value="b" id="id_themes_1" checked' in draw("{% field form.themes %}", form)
    assert 'value="&lt;b&gt;"' in draw("{% field form.title %}", form)
    assert "checked" in draw("{% field form.unnamed %}", form)


def test_outcomes_carry_their_marks() -> None:
    html = draw('{% field form.outcome variant="outcomes" %}', AskForm())
    assert 'class="ds-label outcome" data-outcome="worked_well"' in html


def test_a_long_text_is_counted_not_cut() -> None:
    html = draw("{% field form.title %}", AskForm())
    assert "maxlength" not in html
    assert 'data-limit="90"' in html
    assert 'data-counter="id_title"' in html


def test_who_can_read_stands_above_the_text_box() -> None:
    html = draw('{% field form.need readers="25 people in X" %}', AskForm())
    assert html.index("Read by 25 people in X") < html.index("<textarea")


def test_a_markdown_box_has_a_toolbar_that_waits_for_its_script() -> None:
    html = draw("{% field form.need %}", AskForm())
    assert re.search(r'role="toolbar" hidden data-toolbar="id_need"', html)


def test_the_summary_links_to_every_fault(refused: AskForm) -> None:
    refused.add_error(None, "Whole form.")
    html = draw("{% errors form %}", refused)
    assert 'href="#id_title"' in html
    assert 'href="#id_outcome_0"' in html
    assert "Whole form." in html
    assert "#id_token" not in html


def test_a_form_that_was_not_sent_has_no_summary() -> None:
    assert draw("{% errors form %}", AskForm()).strip() == ""


def test_a_whole_form_has_one_primary_button(refused: AskForm) -> None:
    html = draw('{% include "web/form.html" with submit="Ask" cancel_url="/x" %}', refused)
    assert len(re.findall(r'class="ds-button"(?! data-variant)', html)) == 1
    assert "novalidate" in html
    assert '<input type="hidden" name="token"' in html
    assert html.index('id="errors"') < html.index('id="id_title"')
