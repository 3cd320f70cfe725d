"""Who is asked to help: in waves, within everybody's own budget, with the reason said."""

from datetime import timedelta

from krets.activity.actions import record
from krets.activity.rules import hears_each
from krets.asks import emails, matching, rules
from krets.asks.models import Ask, Suggestion, Wave
from krets.db.clock import now, today
from krets.db.identity import may_be_told, verb
from krets.db.later import later
from krets.networks.rules import reader_of_person
from krets.people.models import Person

GIVE_UP = timedelta(days=28)


@verb
def suggest(
    *, ask: Ask, by: Person | None = None, wave: int | None = None, on_demand: bool = False
) -> list[Suggestion]:
    """Ask the next few people. Reads past what any one person may see, so it runs as the system.

    `wave` names the wave that is meant, so that a job that runs twice asks once. A wave in which nobody
    could be asked is tried again under its own number.
    """
    Ask.objects.select_for_update(of=("self",)).filter(pk=ask.pk).first()
    number = _next_number(ask)
    if (
        not ask.is_open
        or ask.goes_by_name
        or number > (Wave.AT_MOST if on_demand else Wave.BY_CLOCK)
        or wave not in (None, number)
    ):
        return []
    choice = matching.choose(ask, Wave.SIZE, number)
    Wave.objects.update_or_create(
        ask=ask,
        number=number,
        defaults={"at": now(), "on_demand": on_demand, "full": choice.full, "rule": choice.rule},
    )
    asked = Suggestion.objects.bulk_create(
        Suggestion(
            ask=ask,
            person=one.person,
            wave=number,
            reasons=rules.tellable(one.person, one.reasons),
            likely=one.likely,
            score=one.score,
            propensity=one.propensity,
            explored=one.explored,
        )
        for one in choice.chosen
    )
    _tell(ask, asked, by)
    if choice.full and not asked:
        _say_full(ask)
    if number == 1:
        later("asks.announce", once=f"asks.announce:{ask.key}", ask=ask.key)
    return asked


@verb
def next_wave(*, by: Person, ask: Ask) -> None:
    """The asker does not want to wait. A job chooses, since choosing sees more than the asker may."""
    record(verb="asks.next_wave", kind="ask", key=ask.key, by=None if ask.unnamed else by)
    number = _next_number(ask)
    later("asks.suggest", once=f"asks.suggest:{ask.key}", ask=ask.key, wave=number, on_demand=True)


@verb
def suggest_due(*, by: None = None) -> int:
    """The next wave of every ask that has waited long enough without an answer. How many asks that were."""
    present = now()
    last = Wave.objects.filter(at__gt=present - Wave.WAIT).values("ask")
    due = (
        Ask.objects.filter(closing=None, posted__gt=present - GIVE_UP)
        .filter(waves__number=1)
        .exclude(pk__in=last)
        .exclude(pk__in=rules.by_others().values("ask"))
        .exclude(deadline__lt=today())
        .exclude(suggestions__wave__gte=Wave.BY_CLOCK)
        .order_by("posted")
    )
    asks = list(due[:200])
    for ask in asks:
        suggest(ask=ask)
    return len(asks)


@verb
def decline(*, by: Person, suggestion: Suggestion, reply: str) -> None:
    """ "Not me" or "not now". When everybody of the wave has, the next wave does not wait."""
    _reply(suggestion, Suggestion.Reply(reply))
    ask = suggestion.ask
    record(verb="asks.decline", kind="ask", key=ask.key, by=by)
    answered = rules.by_others().filter(ask=ask).exists()
    if not answered and not ask.suggestions.filter(wave=suggestion.wave, reply="").exists():
        later("asks.suggest", once=f"asks.suggest:{ask.key}", ask=ask.key, wave=suggestion.wave + 1)


@verb
def pass_on(*, by: Person, suggestion: Suggestion, to: Person) -> None:
    """ "Ask X instead". A job asks X if X may be asked now; who passes it on does not learn which."""
    _reply(suggestion, Suggestion.Reply.PASSED_ON)
    record(verb="asks.pass_on", kind="ask", key=suggestion.ask.key, by=by)
    later("asks.ask_instead", suggestion=suggestion.key, to=to.key)


@verb
def ask_instead(*, suggestion: Suggestion, to: Person, by: None = None) -> Suggestion | None:
    """Ask X, whom somebody who was asked has named; None when X can't be asked now."""
    ask = suggestion.ask
    if not ask.is_open or not rules.may_be_asked(ask, to):
        return None
    by_whom = suggestion.person
    reason = {"source": "somebody", "key": "", "words": ""}
    if may_be_told(reader_of_person(to.pk), by_whom):  # else it is nobody's whom they may know
        reason = {"source": "colleague", "key": by_whom.key, "words": by_whom.name}
    asked = Suggestion.objects.create(
        ask=ask, person=to, wave=suggestion.wave, reasons=[reason], passed_on_by=suggestion.person
    )
    _tell(ask, [asked], suggestion.person)
    return asked


def _next_number(ask: Ask) -> int:
    """Of the next wave. Who was named by a colleague belongs to the wave of that colleague."""
    return ask.suggestions.filter(passed_on_by=None).values("wave").distinct().count() + 1


def _tell(ask: Ask, asked: list[Suggestion], by: Person | None) -> None:
    people, unit = [one.person_id for one in asked], rules.unit_of(ask)
    record(verb="asks.suggest", kind="ask", key=ask.key, by=by, tell=people, unit=unit)
    each = hears_each(people, unit)
    for suggestion in asked:
        if suggestion.person_id in each:
            emails.suggestion(suggestion)


def _say_full(ask: Ask) -> None:
    if (asker := rules.person_behind(ask)) is not None:
        emails.full(ask, Person.objects.get(pk=asker))


def _reply(suggestion: Suggestion, reply: str) -> None:
    suggestion.reply = reply
    suggestion.replied = now()
    suggestion.save(update_fields=["reply", "replied"])
