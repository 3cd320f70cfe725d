"""What a registrar is told: all that staff wrote and received, but never who wrote without a name.

Lea keeps the records of Bo's organisation from the beginning of each history.
"""

from krets.tests.leaks.looking import ABSENT, Look, Seen, Surface
from krets.tests.leaks.model import Model
from krets.tests.leaks.written import Answer, Ask, Case, Item, Question

REGISTRAR, SLUG = "lea", "bjorkfors"
HERE = f"/organisations/{SLUG}/records/"


def of_records(tail: str, method: str = "get") -> Surface:
    def looks(seen: Seen) -> list[Look]:
        kept = records(seen)
        return [_look(f"{HERE}{tail}", seen, kept, method)]

    return looks


def of_record(tail: str = "") -> Surface:
    """One of staff's, or one of others' that is not there."""

    def looks(seen: Seen) -> list[Look]:
        kept = records(seen)
        mine = [one for one in kept if not isinstance(one, Case) or one.audience or one.own]
        item = seen.chance.choice([*mine[-6:], *_items(seen.model)[-6:]] or [None])  # type: ignore[list-item]
        if item is None:
            return [Look(f"{HERE}ask/{ABSENT}/{tail}", may=())]
        kind = type(item).__name__.lower()
        look = _look(f"{HERE}{kind}/{item.key}/{tail}", seen, kept)
        return [look if item in mine else Look(look.path, may=(), absent=f"{HERE}{kind}/{ABSENT}/{tail}")]

    return looks


def of_number(seen: Seen) -> list[Look]:
    """Whoever wrote it, named or not, and nobody else; of buyers only, who have an organisation."""
    item = seen.chance.choice([*_items(seen.model)[-8:]] or [None])  # type: ignore[list-item]
    if item is None:
        return [Look(f"/my-data/numbers/ask/{ABSENT}/", may=())]
    kind = type(item).__name__.lower()
    may = {item.writer} & seen.model.buyers
    return [Look(f"/my-data/numbers/{kind}/{item.key}/", may=may, absent=f"/my-data/numbers/{kind}/{ABSENT}/")]


def records(seen: Seen) -> list[Item]:
    staff = {name for name, person in seen.cast.people.items() if _works_there(seen, name)}
    written = [one for one in _items(seen.model) if one.writer in staff]
    received = [one for one in seen.model.every(Answer) if one.ask in written and one not in written]
    return [*written, *received]


def _works_there(seen: Seen, name: str) -> bool:
    return name in seen.cast.people and seen.cast.people[name].organisation == seen.cast.organisations[SLUG]


def _look(path: str, seen: Seen, kept: list[Item], method: str = "get") -> Look:
    tells: set[str] = set()
    for one in kept:
        tells |= _told(one, seen)
    for question in seen.model.every(Question):
        if question.case is not None and any(_own(one, seen) for one in (question, question.case)):
            tells |= _asked(question, question.case, seen)
    for case in seen.model.every(Case):
        for name in seen.cast.people:
            if _works_there(seen, name) and f"reused by {name}" in case.words:
                tells |= {case.key, case.words["title"], case.words[f"reused by {name}"]}
    # What she opens in office stands among her own data: that she did is kept.
    seen.model.ever.setdefault(REGISTRAR, set()).update(tells)
    return Look(path, may={REGISTRAR}, absent=path.replace(SLUG, "finns-inte"), method=method, tells=tells)


def _told(one: Item, seen: Seen) -> set[str]:
    if isinstance(one, Case) and not one.audience and not one.own:
        return set()  # a draft is no record
    told = {one.key} | (set() if isinstance(one, Answer) and one.taken_down and not _own(one, seen) else one.marks)
    told |= set(getattr(one, "own", {}).values()) | {getattr(one, "file", "") or getattr(one, "document", "")}
    units = one.units if isinstance(one, Ask | Case) else frozenset()
    if isinstance(one, Answer) and one.ask is not None:
        told |= {one.ask.key, one.ask.words["title"]}
        units = one.ask.units
    told |= {text for unit in units for text in seen.model.secret_units.get(unit, ())}
    # Coordinators take down in their own name, which stays when they are none any more.
    people = {
        *({one.writer} if one.named else ()),
        one.taken_by,
        *(name for unit in units for name in seen.model.coordinators[unit]),
    }
    return told | {seen.model.names[name].word for name in people & seen.model.names.keys()}


def _asked(question: Question, case: Case, seen: Seen) -> set[str]:
    """Staff asked somebody who wrote a case, or were asked."""
    reply = {question.reply} if question.out or _own(case, seen) else set()
    named = {seen.model.names[one.writer].word for one in (question, case) if one.named}
    return question.marks | reply | named | {case.key, case.words["title"]}


def _own(one: Item, seen: Seen) -> bool:
    return _works_there(seen, one.writer)


def _items(model: Model) -> list[Item]:
    return [*model.asks, *model.answers, *model.cases]
