"""Reads a list that was brought, and what its columns hold."""

from itertools import islice
from typing import Any

from django import forms
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from krets.engines.tables import LARGEST, MEMBERS, ORGANISATIONS, Row, Sheet, Unreadable, read
from krets.networks.models import Import
from krets.networks.rules import fault

LABELS: dict[str, Any] = {
    "name": _("Name"),
    "first": _("First name"),
    "last": _("Last name"),
    "email": _("E-mail"),
    "organisation": _("Organisation"),
    "title": _("Job title"),
    "phone": _("Phone"),
    "unit": _("Network"),
    "since": _("Member since"),
    "kind": _("Kind of organisation"),
    "country": _("Country"),
    "nuts": _("Region (NUTS)"),
    "inhabitants": _("Inhabitants"),
    "website": _("Website"),
    "domains": _("Mail domains"),
}
NEEDED = {Import.Kind.MEMBERS: ("name", "email"), Import.Kind.ORGANISATIONS: ("name",)}
SHOWN = 20  # rows among which the headings are chosen


class ImportForm(forms.Form):
    """A file; cleaned to its name and its rows."""

    file = forms.FileField(
        label=_("The list"),
        allow_empty_file=True,  # `read` says so
        help_text=_("Excel (.xlsx) or CSV, at most 10 MB and 20,000 rows. Nothing is changed yet: first you see"
                    " what would become of each row."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("What is in it?"), choices=Import.Kind, initial=Import.Kind.MEMBERS, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, organisations: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not organisations:
            del self.fields["kind"]

    def clean_file(self) -> tuple[str, Sheet]:
        return sheet_of(self.cleaned_data["file"])

    @property
    def wanted(self) -> dict[str, Any]:
        name, sheet = self.cleaned_data["file"]
        return {"name": name, "sheet": sheet, "kind": self.cleaned_data.get("kind") or Import.Kind.MEMBERS}


class ColumnsForm(forms.Form):
    """What each column holds, and in which row the headings stand."""

    def __init__(self, *args: Any, imported: Import, rows: list[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.imported = imported
        first = [(number, " · ".join(cell for cell in cells if cell)[:90]) for number, cells in rows[:SHOWN]]
        self.fields["header"] = forms.TypedChoiceField(
            label=_("The headings stand in"), coerce=int, initial=imported.header,
            choices=[(0, _("no row: the list has none")), *((row, f"{row}: {text}") for row, text in first)],
        )  # fmt: skip
        width = max((len(cells) for _number, cells in rows), default=0)
        named = dict(rows).get(imported.header, ())
        columns = [(place, self._called(place, named, rows)) for place in range(width)]
        fields = ORGANISATIONS if imported.kind == Import.Kind.ORGANISATIONS else MEMBERS
        for name in fields:
            self.fields[f"at_{name}"] = forms.TypedChoiceField(
                label=LABELS[name], required=False, coerce=int, empty_value=None,
                initial=imported.columns.get(name, ""), choices=[("", _("not in the list")), *columns],
            )  # fmt: skip

    def _called(self, place: int, named: tuple[str, ...], rows: list[Row]) -> str:
        """A column as Excel calls it, with its heading or what stands first in it."""
        letters = chr(65 + place) if place < 26 else f"{chr(64 + place // 26)}{chr(65 + place % 26)}"
        heading = named[place] if place < len(named) else ""
        below = (cells[place] for number, cells in rows if number > self.imported.header and place < len(cells))
        some = list(islice(filter(None, below), 2))
        return f"{letters}: {' · '.join(filter(None, (heading, *some)))}"[:80]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        at = self.at
        if len(set(at.values())) < len(at):
            self.add_error(None, _("Two fields have the same column. Each column holds one thing."))
        parts = "first" in at and "last" in at
        for name in NEEDED[Import.Kind(self.imported.kind)]:
            if name not in at and not (name == "name" and parts):
                self.add_error(f"at_{name}", _("This is needed."))
        return cleaned

    @property
    def at(self) -> dict[str, int]:
        return {
            name.removeprefix("at_"): place
            for name, place in self.cleaned_data.items()
            if name.startswith("at_") and place is not None
        }


def sheet_of(file: "File[Any]") -> tuple[str, Sheet]:
    """The file's name and rows. Raises ValidationError that says why not, and what to do."""
    try:
        return (file.name or "")[:200], read(file.read(LARGEST + 1))
    except Unreadable as fault_:
        raise forms.ValidationError(fault(fault_.code)) from fault_
