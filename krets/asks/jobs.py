"""After-work of the verbs."""

from krets.asks import actions
from krets.asks.models import Ask, Suggestion
from krets.db.later import job
from krets.people.models import Person


@job("asks.suggest")
def suggest(ask: str, wave: int, on_demand: bool = False) -> None:
    """Ask the first few people, right after an ask was posted; or the next few, when its asker wants it."""
    actions.suggest(ask=Ask.objects.get(key=ask), wave=wave, on_demand=on_demand)


@job("asks.announce")
def announce(ask: str) -> None:
    """Write to the few who want a letter about each ask."""
    actions.announce(ask=Ask.objects.get(key=ask))


@job("asks.next_wave")
def next_wave() -> None:
    """Further waves for asks that nobody has answered yet; clockwork."""
    actions.suggest_due()


@job("asks.ask_instead")
def ask_instead(suggestion: str, to: str) -> None:
    """Ask a colleague whom somebody named instead of themselves."""
    actions.ask_instead(suggestion=Suggestion.objects.get(key=suggestion), to=Person.objects.get(key=to))


@job("asks.give_back")
def give_back(ask: str) -> None:
    """Tell everybody who answered what it was used for."""
    actions.give_back(ask=Ask.objects.get(key=ask))
