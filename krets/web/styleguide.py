"""Forms and rows with which the style guide shows the components; the content is invented and in Swedish."""

from datetime import timedelta

from django import forms
from django.core.paginator import Paginator

from krets.db import clock

OUTCOME_CHOICES = [
    ("worked_well", "gick bra"),
    ("partly", "delvis"),
    ("not_as_intended", "inte som tänkt"),
    ("stopped", "avbrutet"),
]


class AskForm(forms.Form):
    title = forms.CharField(
        label="Vad behöver du veta?",
        max_length=90,
        help_text="En fråga, så som du skulle ställa den till en kollega.",
    )
    need = forms.CharField(
        label="Berätta kort",
        max_length=1200,
        help_text="Vad ska du använda svaren till? Skriv inget om pågående anbud.",
        widget=forms.Textarea(attrs={"rows": 5, "data-markdown": True}),
    )
    unit = forms.ChoiceField(label="Var", choices=[("hallbart", "Hållbart inköp"), ("it", "Kategori IT")])
    code = forms.CharField(
        label="Ämne", required=False, max_length=120, help_text="Vanliga ord, eller en CPV-kod med 2–8 siffror."
    )
    until = forms.DateField(label="Svar senast", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    file = forms.FileField(label="Bilaga", required=False)
    failures = forms.BooleanField(label="Misslyckade exempel är särskilt välkomna", required=False)
    unnamed = forms.BooleanField(
        label="Visa inte mitt namn",
        required=False,
        help_text="Läsarna ser typ och storlek på organisationen, inte vem du är.",
    )


class CaseForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Hur gick det?",
        choices=OUTCOME_CHOICES,
        widget=forms.RadioSelect,
        help_text="Alla fyra hjälper andra.",
    )
    went_wrong = forms.CharField(label="Det som gick snett", widget=forms.Textarea(attrs={"rows": 4}))
    readers = forms.ChoiceField(
        label="Vem får se",
        choices=[("unit", "Hållbart inköp, 25 personer"), ("buyers", "Alla köpare i Krets"), ("public", "Alla")],
        widget=forms.RadioSelect,
        initial="unit",
    )
    themes = forms.MultipleChoiceField(
        label="Tema",
        required=False,
        choices=[("follow_up", "Uppföljning"), ("circular", "Cirkulärt"), ("social", "Sociala villkor")],
        widget=forms.CheckboxSelectMultiple,
    )


def context() -> dict[str, object]:
    """What the pages show: an empty form, a refused one, moments near and far, a page in the middle."""
    now = clock.now()
    refused = AskForm({"title": "", "need": "Vi vill veta mer. " * 80, "unit": "hallbart", "until": "14 dec"})
    refused.is_valid()
    return {
        "ask_form": AskForm(),
        "case_form": CaseForm(),
        "refused": refused,
        "hours_ago": now - timedelta(hours=2),
        "days_ago": now - timedelta(days=12),
        "soon": now + timedelta(days=11, hours=3),
        "page": Paginator(range(140), 20).page(2),
        "answer_text": ANSWER,
    }


ANSWER = """Hos oss betalade det sig. Vi satte en avtalscontroller på heltid på de **40 största avtalen**:

- stickprov på fakturor mot avtal, varje månad
- ett möte med förvaltningen när något avvek
- krediteringar bokförda på ett eget konto, så att summan går att visa

Efter tolv månader var 1,40 mnkr återbetalt. Det som gick snett: två förvaltningar kände sig granskade och \
slutade svara. Börja där verksamheten själv klagar."""
