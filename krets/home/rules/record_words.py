"""What is said of a record, in the reader's language."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from krets.cases.models import Case
from krets.networks.models import Phase, TakenDown

KINDS = {
    ("ask", "written"): _("Ask, written here"),
    ("answer", "written"): _("Answer, written here"),
    ("answer", "received"): _("Answer, received"),
    ("case", "written"): _("Case, written here"),
    ("letter", "received"): _("E-mail from Krets to staff"),
    ("request", "received"): _("Request to help, received"),
    ("question", "written"): _("Question, written here"),
    ("question", "received"): _("Question, received"),
    ("reuse", "written"): _("Use of a case, told here"),
}
ROLES: dict[str, Any] = {
    TakenDown.Role.WRITER: _("its writer"),
    TakenDown.Role.COORDINATOR: _("a coordinator of the network"),
    TakenDown.Role.REGISTRAR: _("the registrar"),
    TakenDown.Role.OPERATOR: _("whoever runs Krets"),
}
LABELS = {
    "body": _("Text"),
    "reply": _("Reply"),
    "effect_sought": _("What it should lead to"),
    "topic": _("Topic"),
    "adapted": _("How it was adapted"),
    "result": _("What came of it"),
    "summary": _("In short"),
    "phase": _("Phase"),
    "subject": _("Subject"),
    "cpv": _("CPV"),
    "themes": _("Theme"),
    "aim": _("Aim"),
    "what_we_did": _("What we did"),
    "outcome": _("How it went"),
    "award_date": _("Awarded or cancelled"),
    "what_went_wrong": _("What went wrong"),
    "why": _("Why"),
    "early_signs": _("Early signs"),
    "pitfall": _("Pitfall"),
    "advice": _("Advice to others"),
    "background": _("Background and need"),
    "choices": _("Choices and why"),
    "criteria_used": _("Requirements and criteria"),
    "procedure": _("Procedure"),
    "instrument": _("Contract form"),
    "value": _("Value"),
    "resources": _("Effort: time and cost"),
    "suppliers_view": _("Suppliers' view"),
    "transferability": _("Conditions for repeating"),
    "notice_link": _("Notice"),
    "case_ref": _("Case reference"),
    "contact": _("Contact"),
    "effects": _("Effects"),
}
_CHOICES: dict[str, Any] = {
    "phase": Phase,
    "outcome": Case.Outcome,
    "themes": Case.Theme,
    "procedure": Case.Procedure,
    "instrument": Case.Instrument,
    "value": Case.Value,
}


def shown_of(record: dict[str, Any]) -> dict[str, Any]:
    """What a template draws of it."""
    return {
        "record": record,
        "kind": kind_of(record),
        "texts": list(texts_of(record)),
        "taken_down_by": taken_down_by(record),
    }


def kind_of(record: dict[str, Any]) -> str:
    return str(KINDS[record["kind"], record["direction"]])


def taken_down_by(record: dict[str, Any]) -> str:
    """By name where it is known, else as what."""
    down = record.get("taken_down") or {}
    return str(down.get("by") or ROLES.get(str(down.get("as")), ""))


def texts_of(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What stands in it, each with its heading; codes in words."""
    for name, value in record.get("texts", {}).items():
        if name in LABELS:
            yield str(LABELS[name]), _in_words(name, value)


def _in_words(name: str, value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    if name in _CHOICES:
        known = dict(_CHOICES[name].choices)
        values = [known.get(one, one) for one in values]
    return ("\n\n" if name == "effects" else ", ").join(str(one) for one in values)
