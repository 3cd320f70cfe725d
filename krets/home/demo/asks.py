"""Eight asks with their answers, thanks and closings, and one draft that shows the gate's question."""

from contextlib import AbstractContextManager
from datetime import date, timedelta

from krets.asks import actions
from krets.asks.models import Answer, Ask, Draft, WriteUp
from krets.cases.models import Case
from krets.db import clock
from krets.files.actions import keep
from krets.home.demo import neighbours
from krets.home.demo.cases import load_cases
from krets.home.demo.cast import Cast
from krets.home.demo.texts.asks import ASKS, BO_TYPES, Asked, Said


def load_asks(cast: Cast) -> dict[str, Ask]:
    """Ask, answer, thank and close as the cast did, once. By name."""
    neighbours.load(cast)
    cases = load_cases(cast)
    asks = {}
    for asked in ASKS:
        known = Ask.objects.filter(title=asked.title).first()
        asks[asked.name] = known or _tell(asked, cast, cases)
    if not Draft.objects.filter(person=cast.bo).exists():
        actions.draft(by=cast.bo, typed=dict(BO_TYPES))
    return asks


def _tell(asked: Asked, cast: Cast, cases: dict[str, Case]) -> Ask:
    asker = cast.people[asked.who]
    with _days_ago(asked.days_ago):
        ask = actions.post(
            by=asker,
            title=asked.title,
            body=asked.body,
            units=[cast.units[slug] for slug in asked.units],
            language=asked.language,
            topic=asked.topic,
            cpv=asked.cpv,
            effect_sought=asked.effect_sought,
            deadline=_in_days(asked.open_days),
            tentative=asked.tentative,
            failures_welcome=asked.failures_welcome,
        )
    answers = [(said, _answer(said, asked, ask, cast, cases)) for said in asked.answers]
    helped = [answer for said, answer in answers if said.helped]
    if asked.closed_after:
        with _days_ago(asked.days_ago - asked.closed_after):
            actions.close(by=asker, ask=ask, used_for=asked.used_for, helped=helped)
    elif helped:
        with _days_ago(asked.days_ago - 10):
            actions.thank(by=asker, ask=ask, helped=helped)
    if asked.became:
        # It was written up before the ask was loaded: what `write_up` does, around a case that is there.
        WriteUp.objects.create(ask=ask, case=cases[asked.became], invited_by=asker)
    return ask


def _answer(said: Said, asked: Asked, ask: Ask, cast: Cast, cases: dict[str, Case]) -> Answer:
    with _days_ago(asked.days_ago - said.days):
        files = [keep(name=said.file[0], content=said.file[1].encode())] if said.file else []
        return actions.answer(
            by=cast.people[said.who],
            ask=ask,
            body=said.body,
            language=said.language,
            no_effect=said.no_effect,
            unnamed=said.unnamed,
            case=cases[said.case] if said.case else None,
            files=files,
        )


def _days_ago(days: int) -> AbstractContextManager[None]:
    return clock.shifted(timedelta(days=-days))


def _in_days(days: int) -> date | None:
    return clock.today() + timedelta(days=days) if days else None
