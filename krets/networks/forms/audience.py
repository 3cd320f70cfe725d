"""The part of a form that says who can read what is shared. A face: other rooms' forms use it.

Take `AudienceFields`, say in `widths` which choices there are, and call `offer` at the end of `__init__`:

    class QuestionForm(AudienceFields, LookedOver):
        widths = (Width.SAME, Width.UNITS)

    self.offer(reader, same=case.readers)

Draw it with `{% include "networks/audience.html" %}`. `form.tokens` says who reads by what is chosen now, also
while something else in the form must be mended. A button `name="step" value="whom"` looks up who was typed: give
the form what was typed as `initial` and draw it again.
"""

from collections.abc import Collection, Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from krets.db import readers
from krets.db.readers import Reader
from krets.networks import rules
from krets.networks.models import Unit, Width
from krets.people.models import Person

WORDS = {
    Width.PUBLIC: _("Everybody, also without signing in"),
    Width.BUYERS: _("All buyers in Krets"),
    Width.SAME: _("Everybody who reads what it belongs to"),
    Width.UNITS: _("The networks and people that I choose"),
    Width.ASKER: _("Only the one who asks"),
}
MOST = 200  # people in one choice


class UnitsInput(forms.CheckboxSelectMultiple):
    """Subgroups stand under what they belong to."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        unit = getattr(value, "instance", None)
        option["under"] = isinstance(unit, Unit) and unit.kind in Unit.INSIDE
        return option


class UnitsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Each choice says how many read there; see `rules.counted_units`."""

    widget = UnitsInput
    called_up = True

    def label_from_instance(self, unit: Any) -> str:
        n = number_format(unit.people, use_l10n=True, force_grouping=True)
        return ngettext("{unit} – {n} person", "{unit} – {n} people", unit.people).format(unit=unit.name, n=n)


class WidthField(forms.TypedChoiceField):
    """The usual one is chosen beforehand, and by who says nothing."""

    widget = forms.RadioSelect
    called_up = True

    def offer(self, choices: list[tuple[str, Any]]) -> None:
        self.choices = choices
        self.initial = self.empty_value = choices[0][0]


class PeopleField(forms.MultipleChoiceField):
    """People by their public names; cleaned to people. `AudienceFields.offer` says who may be named."""

    widget = forms.CheckboxSelectMultiple
    called_up = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.known: dict[str, Person] = {}

    def offer(self, people: Iterable[Person]) -> None:
        self.known = self.known | {person.key: person for person in people}  # anew: the class keeps its own
        self.choices = [(key, _in_short(person)) for key, person in self.known.items()]

    def clean(self, value: Any) -> Any:
        keys = [str(key) for key in value or ()]
        if len(keys) > MOST or not set(keys) <= self.known.keys():
            raise forms.ValidationError(str(NOT_FOUND))
        return [self.known[key] for key in dict.fromkeys(keys)]


NOT_FOUND = _("Nobody whom you may know and who could read it has that name or address.")


class AudienceFields(forms.Form):
    """Who can read it: how wide, and for `Width.UNITS` which units and people."""

    widths: ClassVar[tuple[Width, ...]] = ()  # the usual one first; none: units and people alone
    called: ClassVar[dict[Width, Any]] = {}  # what a choice is called where the general words don't fit

    audience = WidthField(label=_("Who can read it?"), required=False)
    units = UnitsField(label=_("Networks"), queryset=Unit.objects.none(), to_field_name="slug", required=False)
    people = PeopleField(label=_("People by name"))
    whom = forms.CharField(
        label=_("Somebody in particular"),
        required=False,
        max_length=200,
        help_text=_("Name, or a whole e-mail address."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    same: Collection[str] = ()
    somebody = True  # whether there must be one; else what takes the choice sees to it
    not_found = False
    _found: list[Person] = []
    offered = False  # whether units and people can be chosen on this page

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.widths:
            choices = [(width.value, self.called.get(width) or WORDS[width]) for width in self.widths]
            self.fields["audience"].offer(choices)  # type: ignore[attr-defined]
        else:
            del self.fields["audience"]

    def offer(
        self, reader: Reader, units: "QuerySet[Unit] | None" = None, *, same: Collection[str] = (), among: Any = ()
    ) -> None:
        """Let units and people be chosen, and look up who was typed.

        units: counted ones, the reader's own if not said. same: the tokens of what this belongs to. among: tokens
        of whose readers alone people are chosen. Two or three queries.
        """
        self.same, self.offered = same, True
        chosen = rules.counted_units(reader) if units is None else units
        self.fields["units"].queryset = chosen  # type: ignore[attr-defined]
        field, keys = self._people(), [str(key) for key in self._typed("people") or ()]
        typed = str(self._typed("whom") or "")
        found = rules.nameable(reader, typed, among)
        field.offer(rules.of_keys(reader, keys[: MOST + 1], among))
        field.offer(found)
        self._found, self.not_found = found, bool(typed.strip()) and not found
        if not self.is_bound and len(found) == 1:
            self.initial = {**self.initial, "people": [*keys, found[0].key], "whom": ""}

    @property
    def chosen_units(self) -> list[Unit]:
        slugs = {getattr(one, "slug", one) for one in self["units"].value() or ()}
        return [unit for unit in self.fields["units"].queryset or () if unit.slug in slugs]  # type: ignore[attr-defined]

    @property
    def chosen_people(self) -> list[Person]:
        known = self._people().known
        return [known[key] for key in self["people"].value() or () if key in known]

    @property
    def tokens(self) -> list[str]:
        """Who reads by what is chosen now. Of `Width.ASKER` the caller knows who that is."""
        width = self["audience"].value() or self.widths[0] if self.widths else Width.UNITS
        if width == Width.UNITS:
            return rules.tokens_of(self.chosen_units, self.chosen_people)
        plain = {Width.PUBLIC: [readers.PUBLIC], Width.BUYERS: [readers.BUYERS], Width.SAME: list(self.same)}
        return plain.get(width, [])

    @property
    def has_named(self) -> bool:
        """Whether the part for people holds something, so that it stands open."""
        return bool(self["people"].value() or self["whom"].value())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.widths and cleaned.get("audience") != Width.UNITS:
            return cleaned | {"units": [], "people": []}
        if cleaned.get("whom") and "people" in cleaned:
            cleaned["people"] = self._with_typed(cleaned["people"])
        nobody = self.somebody and not cleaned.get("units") and not cleaned.get("people")
        if nobody and not {"units", "people", "whom"} & self.errors.keys():
            self.add_error("units", gettext("Choose at least one network, or somebody by name."))
        return cleaned

    def _with_typed(self, people: list[Person]) -> list[Person]:
        """Whoever was typed and not yet added: only if it can be nobody else."""
        if len(self._found) == 1:
            return list({person.pk: person for person in (*people, *self._found)}.values())
        several = gettext("Several people have that name. Choose among them.")
        self.add_error("whom", several if self._found else str(NOT_FOUND))
        return people

    def _typed(self, name: str) -> Any:
        """A field's value; a bound field would keep what stands there before `offer` adds to it."""
        field = self.fields[name]
        if not self.is_bound:
            return self.get_initial_for_field(field, name)
        return field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def _people(self) -> PeopleField:
        field = self.fields["people"]
        assert isinstance(field, PeopleField)
        return field


def chosen_in(form: type[forms.Form], data: QueryDict) -> dict[str, Any]:
    """What was typed, as `initial` of the same form drawn again while people are looked up."""
    fields = {name: field for name, field in form.base_fields.items() if name != "confirmed"}
    return {name: field.widget.value_from_datadict(data, {}, name) for name, field in fields.items()}


def _in_short(person: Person) -> str:
    return f"{person.name}, {person.organisation}" if person.organisation else person.name
