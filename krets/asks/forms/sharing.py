"""Reads who shall read an ask or an answer from now on."""

from collections.abc import Collection
from typing import Any

from krets.asks import rules
from krets.asks.forms.answering import OF_READERS
from krets.asks.models import Answer, Ask
from krets.db.readers import Reader
from krets.engines.text.secrets import Hint, looks_secret
from krets.networks.forms import AudienceFields, GateFields
from krets.networks.models import Width
from krets.networks.rules import counted_units, lets_in_more, named_in, units_in
from krets.people.models import Person

GATE = ("phase", "awarded", "award_date", "supplier_secrets", "award_expected")


class _ShareForm(AudienceFields, GateFields):
    """The gate asks again, with the words of the text, when somebody may read who did not before."""

    before: Collection[str] = ()

    def begin(self, item: Ask | Answer, person: Person) -> None:
        self.item = item
        self.ask_as_in(person.organisation.country if person.organisation else "")
        check = getattr(item, "secrecy_check", None)
        if not self.is_bound and check is not None:
            self.initial = {
                "phase": check.phase,
                "awarded": None if check.awarded is None else "yes" if check.awarded else "no",
                "award_date": check.award_date,
                **self.initial,
            }

    @property
    def wider(self) -> bool:
        return lets_in_more(self.tokens, self.before)

    @property
    def after_award(self) -> bool:
        return not self.wider or super().after_award

    @property
    def secrets(self) -> list[Hint]:
        if not self.is_bound or not self.is_valid() or self.cleaned_data["confirmed"] or self.after_award:
            return []
        return looks_secret("\n".join([getattr(self.item, "title", ""), self.item.body]))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.wider:
            for name in GATE:
                self.errors.pop(name, None)
            cleaned["check"] = None
        return cleaned


class ShareForm(_ShareForm):
    """`shared` is what `actions.share` takes."""

    def __init__(self, *args: Any, ask: Ask, reader: Reader, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = list(ask.readers)
        if not self.is_bound and "units" not in self.initial:
            people = Person.objects.filter(pk__in=named_in(ask.readers)).values_list("key", flat=True)
            units = ask.units.values_list("slug", flat=True)
            self.initial = {**self.initial, "units": list(units), "people": list(people)}
        self.begin(ask, person)
        self.offer(reader, counted_units(reader, units_in(ask.readers)))

    @property
    def shared(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("units", "people", "check")}


class ShareAnswerForm(_ShareForm):
    """`shared` is what `actions.share_answer` takes."""

    widths = (Width.SAME, Width.ASKER, Width.UNITS)
    called = OF_READERS

    def __init__(self, *args: Any, answer: Answer, reader: Reader, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask = answer.ask
        hidden = {rules.person_behind(ask), rules.person_behind(answer)}
        units = rules.narrower_units(reader, ask)
        self.before = list(answer.readers)
        if not self.is_bound and "audience" not in self.initial:
            named = [pk for pk in named_in(answer.readers) if pk not in hidden]
            width = Width.ASKER if answer.only_asker else Width.UNITS if answer.narrowed else Width.SAME
            self.initial = {
                **self.initial,
                "audience": width.value,
                "units": list(units.filter(pk__in=units_in(answer.readers)).values_list("slug", flat=True)),
                "people": list(Person.objects.filter(pk__in=named).values_list("key", flat=True)),
            }
        self.begin(answer, person)
        self.offer(reader, units, same=ask.readers, among=ask.readers)

    @property
    def wider(self) -> bool:
        width = self["audience"].value() or Width.SAME
        if not self.item.narrowed or width == Width.ASKER:  # type: ignore[union-attr]
            return False
        return width == Width.SAME or super().wider

    @property
    def shared(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("audience", "units", "people", "check")}
