"""How a surface is looked at: one request, what must be in its answer, and what there is to ask for."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from random import Random
from typing import Any, TypeVar

from krets.tests.cast import Cast
from krets.tests.leaks.model import Model
from krets.tests.leaks.written import Admission, Answer, Application, Ask, Case, Item, Matter, Question

Kind = TypeVar("Kind", bound=Item)

ABSENT = "aaaaaaaaaaaa"


@dataclass(frozen=True)
class Look:
    """sure: what must be told to those who may; absent: the same address with nothing behind it, where what is
    hidden must look like it; tells: what the address itself gives a right to; ever: shows what its reader was
    told at some time; people: whose names may stand there, where that is known; but: who does not look; knows:
    who may know what it belongs to, and is refused without ado; word: what is searched for, of which nobody finds
    anything who may not read it.
    """

    path: str
    may: Collection[str] | None = None  # None: everybody
    method: str = "get"
    data: Any = None
    sure: Callable[[str], set[str]] = lambda member: set()
    absent: str = ""
    tells: Collection[str] = ()
    ever: bool = False
    people: Callable[[str], set[str]] | None = None
    but: str = ""
    knows: Collection[str] = ()
    word: str = ""


@dataclass
class Seen:
    """What there is to look at."""

    cast: Cast
    model: Model
    chance: Random
    about: Item | None = None

    def ask(self) -> Ask | None:
        if isinstance(self.about, Answer):
            return self.about.ask
        return self.about if isinstance(self.about, Ask) else self._any(self.model.every(Ask))

    def answer(self) -> Answer | None:
        return self.about if isinstance(self.about, Answer) else self._any(self.model.every(Answer))

    def question(self) -> Question | None:
        return self.about if isinstance(self.about, Question) else self._any(self.model.every(Question))

    def case(self) -> Case | None:
        if isinstance(self.about, Question):
            return self.about.case
        return self.about if isinstance(self.about, Case) else self._any(self.model.every(Case))

    def admission(self) -> Admission | None:
        return self.about if isinstance(self.about, Admission) else self._any(self.model.every(Admission))

    def of(self, kind: type[Kind]) -> Kind | None:
        """The item that was touched, if it is of this kind; else any."""
        return self.about if isinstance(self.about, kind) else self._any(self.model.every(kind))

    def word(self) -> str:
        """Of the item, or of a profile."""
        told = [told.word for told in (*self.model.fields.values(), *self.model.names.values())]
        item = self.about or self._any(
            [
                one
                for kind in (Ask, Answer, Case, Question, Admission, Application, Matter)
                for one in self.model.every(kind)
            ]
        )
        if item is None or self.chance.random() < 0.15:
            return self.chance.choice(told)
        return self.chance.choice(sorted(item.words.values()))

    def _any(self, among: list[Any]) -> Any:
        return self.chance.choice(among) if among else None


Surface = Callable[[Seen], list[Look]]
