"""What somebody new is shown."""

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
