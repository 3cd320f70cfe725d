"""What a form field needs to be drawn: its kind, and the ids that tie label, help and error to it."""

from collections.abc import Iterator
from typing import Any

from django.forms import BaseForm, widgets
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

BOXES = (widgets.Input, widgets.Textarea, widgets.Select)
TYPED = (widgets.TextInput, widgets.Textarea)


def kind(widget: widgets.Widget) -> str:
    if isinstance(widget, widgets.RadioSelect):  # covers CheckboxSelectMultiple, which inherits from it
        return "checks" if widget.allow_multiple_selected else "radios"
    if isinstance(widget, widgets.CheckboxInput):
        return "check"
    if isinstance(widget, widgets.SelectDateWidget | widgets.MultiWidget):
        return "group"
    return "file" if isinstance(widget, widgets.FileInput) else "box"


def kept_by(bound: BoundField) -> tuple[Any, ...] | None:
    """All that the look of an empty field depends on; None for one that was filled in, which is drawn anew."""
    field, widget = bound.field, bound.field.widget
    choices = getattr(field, "choices", [])
    # Widgets of our own may draw more than their attributes say; rows of the database are nobody's constants.
    known = type(widget).__module__ == widgets.__name__ or getattr(widget, "plain", False)
    if bound.form.is_bound or not known or not isinstance(choices, list):
        return None
    value = bound.value()
    if isinstance(value, list) or (value and value is not True and value not in [code for code, words in choices]):
        return None
    return (
        *(type(bound.form), bound.html_name, bound.auto_id, str(bound.label), str(bound.help_text), value),
        *(field.required, field.disabled, getattr(field, "called_up", False), type(widget)),
        *(tuple(widget.attrs.items()), tuple((code, str(words)) for code, words in choices)),
    )


def context(bound: BoundField) -> dict[str, object]:
    widget = bound.field.widget
    help_id, error_id = f"{bound.auto_id}_helptext", f"{bound.auto_id}_error"
    described = " ".join(
        part for part in (help_id if bound.help_text else "", error_id if bound.errors else "") if part
    )
    limit = widget.attrs.get("maxlength") if isinstance(widget, TYPED) else None
    return {
        "field": bound,
        "kind": kind(widget),
        # A question that another answer calls up is not optional once it is there; its form sees to it.
        "required": bound.field.required or getattr(bound.field, "called_up", False),
        "help_id": help_id,
        "error_id": error_id,
        "described": described,
        "control": _control(bound, described, limit),
        "limit": limit if limit and int(limit) >= 60 else None,
        "toolbar": "data-markdown" in widget.attrs,
    }


def errors(form: BaseForm) -> Iterator[dict[str, str]]:
    """One entry per message: its text, and the label and id of the control that it is about, if any."""
    for name, messages in form.errors.items():
        if name in form.fields and not form[name].is_hidden:
            bound = form[name]
            target = bound.auto_id
            if kind(bound.field.widget) in ("radios", "checks"):
                target = f"{bound.auto_id}_0"
            for message in messages:
                yield {"label": str(bound.label), "id": target, "text": str(message)}
        else:
            for message in messages:
                yield {"label": "", "id": "", "text": str(message)}


def _control(bound: BoundField, described: str, limit: str | int | None) -> SafeString | str:
    if kind(bound.field.widget) in ("radios", "checks"):
        return ""
    attrs: dict[str, str | bool] = {"class": f"ds-input {bound.field.widget.attrs.get('class', '')}".strip()}
    if isinstance(bound.field.widget, widgets.Textarea):
        attrs["cols"] = False  # the style sheet knows how wide the column is
    if described:
        attrs["aria-describedby"] = described
    if limit:
        # A browser cuts a pasted text at maxlength without a word: count instead, and let the form say it.
        attrs |= {"maxlength": False, "data-limit": str(limit)}
    return bound.as_widget(attrs=attrs)
