"""What somebody new is shown, and the week of whoever runs something."""

from krets.people.models import FirstHourStep
from krets.tests.leaks.looking import Look, Seen


def first_hour_step(seen: Seen) -> list[Look]:
    """Any step; and that an ask or a case can't be fetched through it that one may not read."""
    step = seen.chance.choice(FirstHourStep.TAKEN)
    looks = [Look(f"/first-hour/{step}/")]
    ask, case = seen.ask(), seen.case()
    if ask is not None:
        looks.append(_taken("ask", ask.key, seen.model.reads_ask(ask)))
    if case is not None:
        looks.append(_taken("case", case.key, seen.model.reads_case(case)))
    return looks


def _taken(step: str, key: str, may: set[str]) -> Look:
    return Look(f"/first-hour/{step}/", method="post", data={"how": "done", "key": key}, may=may)


def week_of(seen: Seen) -> list[Look]:
    """Of a unit only for who coordinates it or works for it, as if there were none for the others."""
    slug = seen.chance.choice(["hallbart-inkop", "security-of-supply"])
    may = seen.model.coordinators[slug] | seen.model.secretariats[slug]
    return [Look("/week/"), Look(f"/week/?unit={slug}", may=may, absent="/week/?unit=finns-inte")]
