"""What the members of the cast do: each act is a verb of the product, and what it means in the model.

An act that can't be done now (nobody could, or nothing is there) returns nothing; else the items that it touched.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from krets.activity import actions as activity
from krets.asks import actions as asks
from krets.asks import models as ask_models
from krets.cases import actions as cases
from krets.cases import models as case_models
from krets.db.clock import today
from krets.files import actions as files
from krets.files.models import File
from krets.networks import actions as networks
from krets.networks.models import Check, Phase
from krets.networks.rules import unit_tokens
from krets.people import actions as people
from krets.people.models import Person, ProfileField
from krets.tests.cast import MEMBERS, Cast
from krets.tests.leaks.model import Answer, Ask, Case, Item, Model, Told
from krets.tests.world import DONE, WELL

T = TypeVar("T")
UNITS = ("hallbart-inkop", "kategori-it", "security-of-supply", "uppfoljning")
AUDIENCES = ("me", "units", "buyers", "public")
EARLY = Check(phase=Phase.PREPARATION, awarded=False)
ACTORS = frozenset({*MEMBERS, "cilla"}) - {"stranger"}  # the fewer, the more they have to do with each other
FIELDS = ("experience", "topics", "phone", "email")


class Acts:
    def __init__(self, cast: Cast, model: Model, chance: Random) -> None:
        self.cast, self.model, self.chance = cast, model, chance
        self.told: list[str] = []  # what was done, for whoever reads of a leak

    def do(self, name: str) -> list[Item] | None:
        act: Callable[[], list[Item] | None] = getattr(self, name)
        return act()

    def join(self) -> list[Item] | None:
        unit = self._one(UNITS)
        who = self._who(self.cast.people.keys() - self.model.members[unit])
        if who is None:
            return None
        networks.join(by=None, unit=self.cast.units[unit], person=self._person(who))
        self.model.members[unit].add(who)
        return self._of(unit, f"{who} joins {unit}")

    def leave(self) -> list[Item] | None:
        unit = self._one(UNITS)
        who = self._who(self.model.members[unit])
        if who is None:
            return None
        networks.leave(by=self._person(who), unit=self.cast.units[unit], person=self._person(who))
        self.model.members[unit].discard(who)
        self.model.coordinators[unit].discard(who)
        return self._of(unit, f"{who} leaves {unit}")

    def post(self) -> list[Item] | None:
        units = self._some(UNITS, 2)
        who = self._who(set.intersection(*(self.model.members[unit] for unit in units)))
        if who is None:
            return None
        words = self._words("title", "body", "file")
        named, check = self._mostly(), self._one([Check.NONE, Check.NONE, DONE, EARLY])
        file = self._file(words["file"])
        row = asks.post(
            by=self._person(who),
            title=f"Fråga {words['title']} om uppföljning",
            body=f"Vad fungerade {words['body']} hos er?",
            units=[self.cast.units[unit] for unit in units],
            unnamed=not named,
            files=[file],
            check=check,
            own_organisation_too=True,
        )
        made = Ask(row.key, who, named, words, frozenset(units), before_award=check == EARLY, file=file.key)
        self.model.asks.append(made)
        return self._did(f"{who} posts {made.key} in {units}, named={named}", made)

    def suggest(self) -> list[Item] | None:
        """The clock asks three to help; who follows each ask is written to."""
        ask = self._one([ask for ask in self.model.asks if ask.open])
        if ask is None:
            return None
        asks.suggest(ask=_ask(ask))
        asks.announce(ask=_ask(ask))
        return self._did(f"the clock suggests for {ask.key}", ask)

    def answer(self) -> list[Item] | None:
        ask = self._one([ask for ask in self.model.asks if ask.open])
        if ask is None:
            return None
        who = self._who(self.model.reads_ask(ask))
        if who is None:
            return None
        named = self._mostly() and not (who == ask.writer and not ask.named)
        only, check = self.chance.random() < 0.3, self._one([Check.NONE, Check.NONE, EARLY])
        words = self._words("body", "file")
        file = self._file(words["file"])
        case = self._one(
            [case for case in self.model.cases if case.audience and who in self.model.reads_case(case)]
        )
        row = asks.answer(
            by=self._person(who),
            ask=_ask(ask),
            body=f"Vi gjorde {words['body']} och det gick bra.",
            unnamed=not named,
            only_asker=only,
            files=[file],
            case=None if case is None or self._mostly() else _case(case),
            check=check,
        )
        made = Answer(row.key, who, named, words, ask, only, check == EARLY, file.key)
        self.model.answers.append(made)
        return self._did(f"{who} answers {ask.key} with {made.key}, named={named}, only_asker={only}", made, ask)

    def draft_answer(self) -> list[Item] | None:
        ask = self._one([ask for ask in self.model.asks if ask.open])
        if ask is None:
            return None
        who, word = self._who(self.model.reads_ask(ask)), self.model.word()
        if who is None:
            return None
        asks.draft_answer(by=self._person(who), ask=_ask(ask), typed={"body": [f"Ännu inte {word}"]})
        self._own(who, word)
        return self._did(f"{who} types an answer to {ask.key}", ask)

    def draft_ask(self) -> list[Item] | None:
        who, word = self._who(self.cast.people), self.model.word()
        asks.draft(by=self._person(who), typed={"title": [f"Ännu inte {word}"]})
        self._own(who, word)
        return self._did(f"{who} types an ask")

    def thank(self) -> list[Item] | None:
        answer = self._answer_that_its_asker_reads()
        if answer is None or answer.ask is None:
            return None
        by = self._person(answer.ask.writer)
        asks.thank(by=by, ask=_ask(answer.ask), helped=[ask_models.Answer.objects.get(key=answer.key)])
        return self._did(f"{answer.ask.writer} thanks for {answer.key}", answer, answer.ask)

    def close(self) -> list[Item] | None:
        ask = self._one([ask for ask in self.model.asks if ask.open])
        if ask is None or self._mostly():
            return None
        ask.words |= self._words("used_for")
        ask.open = False
        asks.close(
            by=self._person(ask.writer), ask=_ask(ask), used_for=f"Vi lärde {ask.words['used_for']} av det."
        )
        asks.give_back(ask=_ask(ask))
        return self._did(f"{ask.writer} closes {ask.key}", ask)

    def draft_case(self) -> list[Item] | None:
        who = self._who(self.model.buyers)
        words = self._words("title", "summary", "document")
        row = cases.draft(by=self._person(who), title=f"Erfarenhet {words['title']}", language="sv")
        decided = self._mostly()
        fields = WELL | {"summary": f"Kort sagt {words['summary']} gick det bra."}
        if not decided:
            fields |= {"outcome": "", "phase": Phase.PREPARATION}
        cases.save(by=self._person(who), case=row, **fields)
        document = cases.attach(
            by=self._person(who), case=row, file=self._file(words["document"]), title=f"Mall {words['document']}"
        )
        made = Case(row.key, who, True, words, document=document.key, decided=decided)
        self.model.cases.append(made)
        return self._did(f"{who} drafts {made.key}", made)

    def save_case(self) -> list[Item] | None:
        """Of a published case nothing changes for readers until it is published anew."""
        case = self._one(self.model.cases)
        if case is None:
            return None
        word = self.model.word()
        cases.save(by=self._person(case.writer), case=_case(case), advice=f"Råd {word} till andra.")
        if case.audience:
            case.pending = {"advice": word}
        else:
            case.words = case.words | {"advice": word}
        return self._did(f"{case.writer} saves {case.key}", case)

    def publish(self) -> list[Item] | None:
        """For the first time, or anew: for more readers or for fewer, with a name or without."""
        case = self._one(self.model.cases)
        if case is None:
            return None
        mine = [unit for unit in UNITS if case.writer in self.model.members[unit]]
        audience = self._one(["units", "units", "buyers", "public"] if mine else ["buyers", "public"])
        units, named = self._some(mine, 2) if audience == "units" else [], self._mostly()
        early = not case.decided
        cases.publish(
            by=self._person(case.writer),
            case=_case(case),
            audience=audience,
            units=[self.cast.units[unit] for unit in units],
            unnamed=not named,
            award_expected=today() + timedelta(days=30) if early else None,
            check=EARLY if early else DONE,
        )
        cases.announce(case=case.key)
        case.audience, case.units, case.named = audience, frozenset(units), named
        case.words, case.pending, case.before_award = case.words | case.pending, {}, early
        return self._did(f"{case.writer} publishes {case.key} for {audience} {units}, named={named}", case)

    def withdraw(self) -> list[Item] | None:
        case = self._one([case for case in self.model.cases if case.audience])
        if case is None:
            return None
        case.own |= self._words("why")
        cases.withdraw(by=self._person(case.writer), case=_case(case), why=f"Därför {case.own['why']}")
        case.audience = ""
        return self._did(f"{case.writer} takes {case.key} down", case)

    def award(self) -> list[Item] | None:
        case = self._one([case for case in self.model.cases if not case.decided])
        if case is None:
            return None
        by = self._person(case.writer)
        cases.award(by=by, case=_case(case), decided=True, on=date(2026, 3, 2))
        cases.save(by=by, case=_case(case), outcome=case_models.Case.Outcome.WORKED_WELL)
        case.decided = True
        return self._did(f"{case.writer} says that {case.key} is decided", case)

    def reuse(self) -> list[Item] | None:
        case = self._one([case for case in self.model.cases if case.audience])
        who = case and self._who(self.model.reads_case(case) & self.model.buyers - {case.writer})
        if case is None or who is None:
            return None
        words = {f"reused by {who}": self.model.word()}
        cases.reuse(
            by=self._person(who), case=_case(case), adapted=f"Vi ändrade {words[f'reused by {who}']} lite."
        )
        case.words = case.words | words
        return self._did(f"{who} reuses {case.key}", case)

    def review(self) -> list[Item] | None:
        case = self._one([case for case in self.model.cases if case.audience])
        if case is None:
            return None
        case.words = case.words | self._words("review")
        note = f"Numera {case.words['review']} också."
        cases.review(by=self._person(case.writer), case=_case(case), still_valid=True, note=note)
        return self._did(f"{case.writer} reviews {case.key}", case)

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

    def _answer_that_its_asker_reads(self) -> Answer | None:
        return self._one(
            [
                one
                for one in self.model.answers
                if one.ask is not None and one.ask.writer in self.model.reads_answer(one) - {one.writer}
            ]
        )

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

    def _some(self, among: Any, most: int) -> list[Any]:
        return self.chance.sample(list(among), self.chance.randint(1, min(most, len(among))))


def name_of(who: str, word: str) -> str:
    return f"{who.capitalize()} {word}"


def begin(cast: Cast) -> Model:
    """The cast as it stands, before anybody has written anything."""
    buyers = {name for name, person in cast.people.items() if person.organisation_id}
    model = Model(
        everybody=frozenset({*cast.people, "stranger"}),
        buyers=frozenset(buyers),
        members={slug: set() for slug in cast.units},
        coordinators={slug: set() for slug in cast.units},
        secret_units={
            slug: (cast.units[slug].name.casefold(), slug)
            for slug in ("security-of-supply", "hyvinvointialueet", "palveluasuminen")
        },
    )
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
    return model


ACTS = {
    # how often, in relation to the others
    "join": 2, "leave": 3, "post": 4, "suggest": 1, "answer": 6, "draft_answer": 1, "draft_ask": 1, "thank": 1,
    "close": 1, "draft_case": 2, "save_case": 2, "publish": 6, "withdraw": 1, "award": 1, "reuse": 1, "review": 1,
    "tell": 2, "hear": 1,
}  # fmt: skip


def _ask(item: Ask) -> ask_models.Ask:
    found: ask_models.Ask = ask_models.Ask.objects.get(key=item.key)
    return found


def _case(item: Case) -> case_models.Case:
    found: case_models.Case = case_models.Case.objects.get(key=item.key)
    return found


assert set(FIELDS) == set(ProfileField.Name.values)
