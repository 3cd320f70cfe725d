"""Who is trusted with what, and hands it over: see `acts.py`."""

from krets.networks import actions as networks
from krets.networks.models import Mandate
from krets.tests.leaks.acting import UNITS
from krets.tests.leaks.question_acts import QuestionActs
from krets.tests.leaks.written import Handover, Item, Noted


class MandateActs(QuestionActs):
    def hand_over(self) -> list[Item] | None:
        """Who coordinates a unit gives that to somebody, who becomes a member if they are none; with a note."""
        unit = self._one(UNITS)
        who = self._who(self.model.coordinators[unit])
        to = self._who(self.cast.people.keys() - {who})
        if who is None or to is None:
            return None
        note = self.model.word()
        held = Mandate.objects.filter(unit=self.cast.units[unit], person=self._person(who), ended=None)
        done = networks.hand_over(
            by=self._person(who), unit=self.cast.units[unit], predecessor=self._person(who),
            successor=self._person(to), mandates=list(held.filter(kind=Mandate.Kind.COORDINATOR)),
            note=f"Tänk på {note} först.",
        )  # fmt: skip
        self.model.coordinators[unit].discard(who)
        self.model.coordinators[unit].add(to)
        self.model.let_in(to, unit)
        self.model.handovers.append(Handover(done.key, who, words={"note": note}, unit=unit, to=to))
        return self._of(unit, f"{who} hands {unit} over to {to}")

    def appoint(self) -> list[Item] | None:
        """Somebody becomes the secretariat, and reads nothing by it; or coordinates, and reads what members do."""
        unit, who = self._one(UNITS), self._who(self.cast.people)
        by = self._one(sorted(self.model.coordinators[unit]))
        kind = self._one([Mandate.Kind.SECRETARIAT, Mandate.Kind.SECRETARIAT, Mandate.Kind.COORDINATOR])
        if by is None:
            return None
        networks.appoint(by=self._person(by), unit=self.cast.units[unit], person=self._person(who), kind=kind)
        if kind == Mandate.Kind.COORDINATOR:
            self.model.let_in(who, unit)
            self.model.coordinators[unit].add(who)
        else:
            self.model.secretariats[unit].add(who)
        return self._of(unit, f"{by} appoints {who} in {unit}: {kind}")

    def put_forward(self) -> list[Item] | None:
        """In a subgroup, for its members."""
        unit = "uppfoljning"
        who, words = self._who(self.model.members[unit]), self._words("title", "why")
        if who is None:
            return None
        row = networks.put_forward(
            by=self._person(who), unit=self.cast.units[unit], title=f"Punkt {words['title']}", why=words["why"]
        )
        self.model.noted.append(Noted(row.key, who, words=words, unit=unit))
        return self._of(unit, f"{who} puts {row.key} forward in {unit}")

    def watch(self) -> list[Item] | None:
        """For the subgroup, or the whole network."""
        unit, wide = "uppfoljning", self._one([True, False])
        who, words = self._who(self.model.members[unit]), self._words("title", "why")
        if who is None:
            return None
        row = networks.watch(
            by=self._person(who), unit=self.cast.units[unit], title=f"Nytt {words['title']}", why=words["why"],
            wide=wide,
        )  # fmt: skip
        self.model.noted.append(Noted(row.key, who, words=words, unit=unit, wide=wide))
        return self._of(unit, f"{who} notes {row.key} in {unit}, wide={wide}")
