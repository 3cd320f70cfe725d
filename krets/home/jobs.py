"""What this room does by itself."""

from krets.db.later import job
from krets.home import actions
from krets.people.models import Person


@job("home.week")
def week() -> None:
    """Queue what whoever runs something hears on Mondays."""
    actions.begin_week()


@job("home.entries_wait")
def entries_wait() -> None:
    """Tell those who decide that somebody waits to be let in; clockwork."""
    actions.tell_entries()


@job("home.week_for")
def week_for(person: int) -> None:
    """Write one of them."""
    if (found := Person.objects.filter(pk=person).select_related("account").first()) is not None:
        actions.tell_week(person=found)
