"""Who comes and goes, and what they tell about themselves: see `acts.py`."""

from krets.activity import actions as activity
from krets.home.actions import erase
from krets.networks import actions as networks
from krets.networks.rules import unit_tokens
from krets.people import actions as people
from krets.tests.leaks.acting import AUDIENCES, FIELDS, UNITS, name_of
from krets.tests.leaks.mandate_acts import MandateActs
from krets.tests.leaks.written import Item, Told


class PeopleActs(MandateActs):
    def join(self) -> list[Item] | None:
        unit = self._one(UNITS)
        who = self._who(self.cast.people.keys() - self.model.members[unit])
        if who is None:
            return None
        networks.join(by=None, unit=self.cast.units[unit], person=self._person(who))
        self.model.let_in(who, unit)
        return self._of(unit, f"{who} joins {unit}")

    def leave(self) -> list[Item] | None:
        unit = self._one(UNITS)
        who = self._who(self.model.members[unit])
        if who is None:
            return None
        networks.leave(by=self._person(who), unit=self.cast.units[unit], person=self._person(who))
        for one in self.model.within(unit):
            self.model.members[one].discard(who)
            self.model.coordinators[one].discard(who)
        return self._of(unit, f"{who} leaves {unit} and what belongs to it")

    def erase(self) -> list[Item] | None:
        """Somebody who opens no doors here asks to be erased. What they wrote stays, and nobody is told whose."""
        who, model = "cilla", self.model
        if who not in self.cast.people or self.chance.random() < 0.7:
            return None
        self.give_replies()
        erase(by=self._person(who), leave_units=True)
        del self.cast.people[who], model.names[who]
        model.forget(who)
        return self._did(f"{who} is erased", *model.left[-4:])

    def tell(self) -> list[Item] | None:
        """A name or a field of a profile gets another text or another audience."""
        who = self._who(self.cast.people)
        name, audience = self._one(FIELDS), self._one(AUDIENCES)
        self.model.fields[who, name] = Told(self.model.word(), audience)
        told = self.model.names[who] = Told(self.model.names[who].word, self._one(["buyers", "buyers", "public"]))
        texts = {
            one: (f"Kan {field.word} väl", field.audience)
            for (by, one), field in self.model.fields.items()
            if by == who
        }
        person = self._person(who)
        people.update_profile(
            by=person,
            person=person,
            name=name_of(who, told.word),
            title="Upphandlare",
            languages=["sv"],
            audience=told.audience,
            fields=texts,
            units=unit_tokens(person.pk),
        )
        return self._did(f"{who} tells {name} to {audience}, the name to {told.audience}")

    def hear(self) -> list[Item] | None:
        """In general, or of one's own units."""
        who, how = self._who(self.cast.people), self._one(["each", "daily", "weekly"])
        unit = self._one([None, *(slug for slug in UNITS if who in self.model.members[slug])])
        number = self.cast.units[unit].pk if unit else None
        activity.choose(by=self._person(who), person=self._person(who), unit=number, how=how)
        return self._did(f"{who} hears {how} of {unit}")
