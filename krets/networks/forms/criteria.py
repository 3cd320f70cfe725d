"""Reads a rule as it is put together: clauses are added, moved and taken away, without scripts."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from krets.db.readers import Reader
from krets.networks.models import AdmissionRule, Unit
from krets.networks.rules.admission import units_of_alumni
from krets.networks.rules.criteria import INVITERS, KINDS
from krets.people.models import Organisation

MOST = 20  # clauses; a longer form is not filled in
GROUPS = (
    ("", _("This must hold")),
    ("a", _("One of those marked A is enough")),
    ("b", _("One of those marked B is enough")),
)


class RuleForm(forms.Form):
    """How one joins, and whether it is asked about each year."""

    way = forms.ChoiceField(
        label=_("How one joins"), choices=AdmissionRule.Way.choices, widget=forms.RadioSelect, initial="apply"
    )
    yearly = forms.BooleanField(
        label=_("Ask members once a year whether it still holds"),
        required=False,
        help_text=_("Who has not answered after 60 days rests, and comes back by a click."),
    )


class _Lines(forms.CharField):
    """One a line; cleaned to a list without doubles."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        found = list(dict.fromkeys(filter(None, lines)))
        if any(len(one) > 120 for one in found) or len(found) > 40:
            raise forms.ValidationError(gettext("At most 40 lines of 120 characters."))
        return found


class ClauseForm(forms.Form):
    """One clause; `clause` is what is kept of it, once valid. The prefix is its id."""

    group = forms.ChoiceField(label=_("How it counts"), required=False, choices=GROUPS)

    def __init__(self, data: Any = None, *, kind: str, unit: Unit, reader: Reader, **more: Any) -> None:
        super().__init__(data, **more)
        self.kind, self.unit, self.reader = kind, unit, reader
        fields = _fields(kind)
        self.fields = fields | self.fields
        self.said = KINDS[kind]

    @property
    def clause(self) -> dict[str, Any]:
        read = self.cleaned_data
        row: dict[str, Any] = {"id": self.prefix, "kind": self.kind, "among": read.get("among", [])}
        row |= {name: read[name] for name in ("least", "topic", "question", "optional", "group") if read.get(name)}
        if self.kind == "alumni":
            row |= {"among": [one.slug for one in read["among"]], "names": [one.name for one in read["among"]]}
        if row.get("group"):
            row.pop("optional", None)
        return row

    def clean_among(self) -> Any:
        among = self.cleaned_data["among"]
        if self.kind != "alumni":
            return among
        known = {}
        for unit in units_of_alumni(self.reader, self.unit).filter(name__in=among):
            known[unit.name] = unit
        if unknown := [name for name in among if name not in known]:
            told = gettext("No network that everybody here may know of is called: {names}.")
            raise forms.ValidationError(told.format(names=", ".join(unknown)))
        return [known[name] for name in among]


class Composer:
    """A rule on its way: what was typed, clauses in their order. `step` changes it, `is_valid` reads it."""

    def __init__(self, unit: Unit, reader: Reader, data: QueryDict | None = None) -> None:
        self.unit, self.reader, self.data = unit, reader, data
        kept: list[dict[str, Any]] = unit.admission.get("clauses", [])
        known = {"way": unit.admission.get("way", "apply"), "yearly": unit.admission.get("yearly", False)}
        self.full = False
        self.form = RuleForm(data, initial=known)
        self.rows = (
            [self._row(one["id"], one["kind"], one) for one in kept] if data is None else [*self._typed(data)]
        )

    def step(self, what: str) -> None:
        """`add:KIND`, `up:ID`, `down:ID` or `remove:ID`; nothing is judged yet."""
        act, _colon, of = what.partition(":")
        assert self.data is not None
        self.form = RuleForm(initial={"way": self.data.get("way", "apply"), "yearly": "yearly" in self.data})
        self.rows = [self._row(one.prefix or "", one.kind, _values(one)) for one in self.rows]
        places = [one.prefix for one in self.rows]
        if act == "add" and of in KINDS:
            self.full = len(self.rows) >= MOST
            self.rows += [] if self.full else [self._row(_free(places), of, {})]
        elif of in places:
            row = self.rows.pop(places.index(of))
            if act != "remove":
                self.rows.insert(max(0, places.index(of) + (-1 if act == "up" else 1)), row)

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(one.is_valid() for one in self.rows)])

    @property
    def forms(self) -> list[forms.Form]:
        return [self.form, *self.rows]

    @property
    def rule(self) -> dict[str, Any]:
        """What the verb takes."""
        return self.form.cleaned_data | {"clauses": [one.clause for one in self.rows]}

    def _typed(self, data: QueryDict) -> Iterator[ClauseForm]:
        """Which clauses there are is said by hidden boxes, "c1:share", in their order."""
        seen: set[str] = set()
        for said in data.getlist("clause")[:MOST]:
            name, _colon, kind = said.partition(":")
            if kind in KINDS and name.isalnum() and len(name) <= 8 and name not in seen:
                seen.add(name)
                yield self._row(name, kind, {}, data)

    def _row(self, name: str, kind: str, initial: Mapping[str, Any], data: Any = None) -> ClauseForm:
        given = dict(initial)
        if kind == "alumni" and "names" in given:
            given["among"] = given["names"]
        return ClauseForm(data, kind=kind, unit=self.unit, reader=self.reader, prefix=name, initial=given)


def _fields(kind: str) -> dict[str, forms.Field]:
    question = forms.CharField(label=_("The question"), max_length=300)
    optional = forms.BooleanField(label=_("May be left without an answer"), required=False)
    topic = forms.CharField(
        label=pgettext_lazy("of a post", "Work with what"),
        max_length=160,
        help_text=_("As it ends this: “At least 80 % of your post is about …”"),
    )
    match kind:
        case "share":
            least = forms.IntegerField(label=_("At least, per cent"), min_value=1, max_value=100, initial=80)
            return {"least": least, "topic": topic}
        case "employer":
            return {"among": _checks(_("Kinds that are let in"), Organisation.Kind.choices)}
        case "level":
            return {"among": _checks(_("Levels that are let in"), Unit.Level.choices)}
        case "invited":
            return {"among": _checks(_("Who may invite"), list(INVITERS.items()))}
        case "region":
            return {"among": _Lines(label=_("Regions or areas"), help_text=_("One a line."))}
        case "role":
            help_text = _("One a line. Without any, the applicant tells and somebody reads it.")
            return {"among": _Lines(label=_("Roles or titles"), required=False, help_text=help_text)}
        case "alumni":
            help_text = _("Their whole names, one a line.")
            return {
                "among": _Lines(label=_("Networks whose members, now or once, are let in"), help_text=help_text)
            }
        case "yes_no":
            return {"question": question}
        case "text":
            return {"question": question, "optional": optional}
    return {}


def _checks(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple)


def _values(row: ClauseForm) -> dict[str, Any]:
    return {name: row[name].value() for name in row.fields}


def _free(places: list[str | None]) -> str:
    return next(name for name in (f"c{n}" for n in range(1, MOST + 2)) if name not in places)
