"""Who acts: the cast as it begins, and how an act picks people, words and rows."""

from collections.abc import Callable
from random import Random
from typing import Any

from krets.asks import models as ask_models
from krets.cases import models as case_models
from krets.files import actions as files
from krets.files.models import File
from krets.networks.models import Check, Phase
from krets.people import actions as people
from krets.people.models import Person, ProfileField
from krets.tests.cast import MEMBERS, Cast
from krets.tests.leaks.model import Model
from krets.tests.leaks.written import Ask, Case, Item, Told

UNITS = ("hallbart-inkop", "kategori-it", "security-of-supply", "uppfoljning")
AUDIENCES = ("me", "units", "buyers", "public")
EARLY = Check(phase=Phase.PREPARATION, awarded=False)
ACTORS = frozenset({*MEMBERS, "cilla"}) - {"stranger"}  # the fewer, the more they have to do with each other
FIELDS = ("experience", "topics", "phone", "email")
assert {*FIELDS, "formal_name"} == set(ProfileField.Name.values)  # of whoever has two, acts stand apart


class Acting:
    def __init__(self, cast: Cast, model: Model, chance: Random) -> None:
        self.cast, self.model, self.chance = cast, model, chance
        self.told: list[str] = []  # what was done, for whoever reads of a leak

    def do(self, name: str) -> list[Item] | None:
        act: Callable[[], list[Item] | None] = getattr(self, name)
        return act()

    def _own(self, who: str, word: str) -> None:
        self.model.own.setdefault(who, set()).add(word)

    def _of(self, unit: str, what: str) -> list[Item]:
        """What is shared in a unit is touched by who comes and goes."""
        inside: list[Item] = [one for one in (*self.model.asks, *self.model.cases) if unit in one.units]
        answers = [one for one in self.model.answers if one.ask in inside]
        return self._did(what, *inside[-2:], *answers[-1:])

    def _did(self, what: str, *touched: Item) -> list[Item]:
        self.told.append(what)
        return list(touched)

    def _words(self, *what: str) -> dict[str, str]:
        return {one: self.model.word() for one in what}

    def _file(self, word: str) -> File:
        return files.keep(name=f"{word}.txt", content=word.encode())

    def _person(self, name: str) -> Person:
        found: Person = Person.objects.select_related("account", "organisation").get(pk=self.cast.people[name].pk)
        return found

    def _mostly(self) -> bool:
        return self.chance.random() < 0.7

    def _one(self, among: Any) -> Any:
        return self.chance.choice(list(among)) if among else None

    def _who(self, among: Any) -> Any:
        return self._one(sorted(set(among) & ACTORS))

    def _named(self, but: str) -> frozenset[str]:
        """People chosen one by one; mostly none."""
        if self._mostly():
            return frozenset()
        return frozenset(self._some(sorted(ACTORS & self.cast.people.keys() - {but}), 3))

    def _narrower(self, ask: Ask, who: str) -> tuple[str, tuple[frozenset[str], frozenset[str]] | None]:
        """How wide an answer is, and of whom. A subgroup too, whose members need not read the ask."""
        width = self._one(["same", "same", "asker", "units"])
        if width != "units":
            return width, None
        units = [unit for unit in (*sorted(ask.units), "uppfoljning") if who in self.model.members[unit]]
        reading = sorted(self.model.reads_ask(ask) & self.cast.people.keys())  # who asked may be erased
        people = self._some(reading, 2) if reading else []
        return width, (frozenset(self._some(units, 1) if units and self._mostly() else []), frozenset(people))

    def _given(self, width: str, only: tuple[frozenset[str], frozenset[str]] | None) -> dict[str, Any]:
        """The same as a verb takes it."""
        units, people = only or ((), ())
        return {
            "audience": width,
            "units": [self.cast.units[unit] for unit in sorted(units)],
            "people": [self._person(one) for one in sorted(people)],
        }

    def _some(self, among: Any, most: int) -> list[Any]:
        return self.chance.sample(list(among), self.chance.randint(1, min(most, len(among))))


def name_of(who: str, word: str) -> str:
    return f"{who.capitalize()} {word}"


def begin(cast: Cast) -> Model:
    """The cast as it stands, before anybody has written anything."""
    buyers = {name for name, person in cast.people.items() if person.organisation_id}
    people.appoint_registrar(by="tests", person=cast.lea, organisation=cast.organisations["bjorkfors"])
    model = Model(
        everybody=frozenset({*cast.people, "stranger"}),
        buyers=frozenset(buyers),
        members={slug: set() for slug in cast.units},
        coordinators={slug: set() for slug in cast.units},
        secretariats={slug: set() for slug in cast.units},
        parents={slug: unit.parent.slug for slug, unit in cast.units.items() if unit.parent},
        secret_units={
            slug: (cast.units[slug].name.casefold(), slug)
            for slug in ("security-of-supply", "hyvinvointialueet", "palveluasuminen", "krets-vast")
        },
    )
    model.parents = {slug: unit.parent.slug for slug, unit in cast.units.items() if unit.parent}
    for name, person in cast.people.items():
        for slug, role in person.memberships.filter(ended=None).values_list("unit__slug", "role"):
            model.members[slug].add(name)
            if role == "coordinator":
                model.coordinators[slug].add(name)
        model.names[name] = Told(model.word(), "buyers")
        people.update_profile(
            by=person,
            person=person,
            name=name_of(name, model.names[name].word),
            title="Upphandlare",
            languages=["sv"],
        )
    model.members["krets-vast"].add("eva")  # no member, but a proposal is known to whoever decides above it
    return model


def ask_row(item: Ask) -> ask_models.Ask:
    found: ask_models.Ask = ask_models.Ask.objects.get(key=item.key)
    return found


def case_row(item: Case) -> case_models.Case:
    found: case_models.Case = case_models.Case.objects.get(key=item.key)
    return found
