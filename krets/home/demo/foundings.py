"""Krets Väst is applied for: four have signed, the board has said yes, and the annual meeting is to decide."""

from datetime import date, timedelta

from krets.db import clock
from krets.home.demo.cast import Cast
from krets.networks import actions
from krets.networks.models import Founding, Vote

LETTER = (
    "Den värld som vi inköpare lever i är hårt ansatt. Att mötas och utbyta är en förutsättning för att klara jobbet,"
    " och i väst är det långt till närmaste träff. Vi vill ha dagträffar utan stora kostnader, på olika platser, två"
    " gånger om året. Den första håller Solstrandens stad i."
)
SIGN = ("cecilia", "tomas", "helena")  # besides Sara, who began
REASON = "Fyra namn från tre organisationer, och en plats för första träffen. Styrelsen tillstyrker."
PROPOSAL = "Styrelsen tillstyrker. Ansökan ligger med i sin helhet. Kretsen öppnas när årsmötet har sagt ja."


def load_foundings(cast: Cast) -> None:
    """Apply, sign, take the first step and draft what the meeting decides, once; and one vote that is open."""
    association = cast.units["kretsens-inkopare"]
    if Founding.objects.exists():
        return
    for who in ("sara", *SIGN):
        with clock.shifted(timedelta(days=-300)):
            actions.join(by=cast.eva, unit=association, person=cast.people[who])
    with clock.shifted(timedelta(days=-40)):
        unit = cast.units["krets-vast"]
        founding = actions.propose(
            by=cast.sara, association=association, name=unit.name, purpose=unit.purpose, letter=LETTER,
            area=unit.area, unit=unit,
        )  # fmt: skip
    for days, who in zip((38, 37, 33), SIGN, strict=True):
        with clock.shifted(timedelta(days=-days)):
            one = cast.people[who]
            asked = actions.ask_to_sign(
                by=cast.sara,
                founding=founding,
                email=one.account.email,
                name=one.name,
                organisation=one.organisation,
            )
            actions.sign(by=one, signature=asked)
    with clock.shifted(timedelta(days=-30)):
        actions.send_in(by=cast.sara, founding=founding)
    with clock.shifted(timedelta(days=-12)):
        actions.take_step(by=cast.cilla, founding=founding, outcome=Founding.Outcome.YES, reason=REASON)
    with clock.shifted(timedelta(days=-10)):
        actions.draft_decision(
            by=cast.eva, unit=association, matter="Ansökan om att bilda Krets Väst", proposal=PROPOSAL,
            date=_annual_meeting(), place="Norrvik", founding=founding,
        )  # fmt: skip
    _in_mitt(cast)


def _in_mitt(cast: Cast) -> None:
    """Krets Mitt votes in the open about its autumn, looks for a day, and asks for a guarantee."""
    unit = cast.units["krets-mitt"]
    with clock.shifted(timedelta(days=-3)):
        matter = actions.draft_decision(
            by=cast.eva, unit=unit, matter="Två dagträffar om året i stället för fyra",
            proposal="Våren i Granköping, hösten i Björkfors. Resten tar vi på distans.",
        )  # fmt: skip
        vote = actions.open_vote(by=cast.eva, decision=matter, how=Vote.How.OPEN)
        actions.vote(by=cast.bo, vote=vote, choice="yes")
        thursday = _after_holidays(clock.today() + timedelta(days=45 - clock.today().weekday()))
        days = [thursday, thursday + timedelta(days=7)]
        poll = actions.propose_dates(by=cast.eva, unit=unit, what="Dagträff om avtalsuppföljning", days=days)
        first, second = poll.dates.order_by("day")
        actions.answer_dates(by=cast.bo, poll=poll, says={first.pk: "can", second.pk: "maybe"})
    actions.reckon(
        by=cast.eva, unit=unit, people=30, fee=45000, leader_travel=3500, room=6000, food_each=250, course_each=4900,
        travel_each=900, night_each=1400, income_each=2000,
    )  # fmt: skip
    with clock.shifted(timedelta(days=-2)):
        actions.ask_guarantee(by=cast.eva, unit=unit, amount=10000, why="Om färre än tjugo kommer.")


def _after_holidays(day: date) -> date:
    """Nobody meets from the middle of December to the second week of January, or in July."""
    while (day.month, day.day) > (12, 3) or (day.month, day.day) < (1, 8) or day.month == 7:
        day += timedelta(days=7)
    return day


def _annual_meeting() -> date:
    """The last Friday of the next March."""
    today = clock.today()
    year = today.year + (today.month > 2)
    last = date(year, 3, 31)
    return last - timedelta(days=(last.weekday() - 4) % 7)
