"""The parts of a case in the order they are written, and where each field stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from krets.cases.forms import PARTS, AttachForm, EffectForm
from krets.cases.models import Case

LABELS = {
    "purchase": _("The purchase"),
    "course": _("How it went"),
    "organisation": _("Your organisation"),
    "effects": _("Effects"),
    "documents": _("Documents"),
    "more": _("More"),
    "publish": _("Who can read it"),
}
EXTRA = ("effects", "documents", "more")
# A short case is these and then "who can read it"; whoever wants goes through the rest too.
SHORT = ("purchase", "course", "organisation", "publish")


@dataclass(frozen=True)
class Step:
    label: Any
    url: str
    current: bool
    extra: bool


def of(case: Case, part: str) -> list[Step]:
    return [Step(label, url(name, case), name == part, name in EXTRA) for name, label in LABELS.items()]


def url(part: str, case: Case, after: str = "") -> str:
    """The address of a part; of the one that follows `after` when `part` names none."""
    if part not in LABELS:
        part = SHORT[SHORT.index(after) + 1] if after in SHORT[:-1] else "publish"
    if part in ("publish", "documents"):
        return reverse({"documents": "attach"}.get(part, part), args=[case.key])
    return reverse("save", args=[case.key]) if part == "purchase" else reverse("save_part", args=[case.key, part])


def url_of_field(name: str, case: Case) -> str:
    if name == "held_back":
        return reverse("case", args=[case.key])
    part = next((part for part, form in PARTS.items() if name in form.base_fields), name)
    return f"{url(part, case)}#id_{name}" if part in LABELS else reverse("profile")


def links(faults: Mapping[str, str], case: Case) -> list[tuple[Any, str, str]]:
    """For each field its label, what to do, and where."""
    return [(label(name), message, url_of_field(name, case)) for name, message in faults.items()]


def label(name: str) -> Any:
    if name == "held_back":
        return _("Taken down")
    shown: list[type[Form]] = [*(form for form in PARTS.values() if form is not EffectForm), AttachForm]
    for form in shown:
        if name in form.base_fields:
            return form.base_fields[name].label
    return LABELS.get(name, _("Organisation"))
