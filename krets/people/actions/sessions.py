"""Where somebody is signed in."""

from krets.activity.actions import record
from krets.db.identity import verb
from krets.people.models import Account, Person, Session


@verb
def end_session(*, by: Person, session: Session) -> None:
    """Sign out somewhere else, at once."""
    record(verb="people.end_session", kind="session", key=session.key, by=by)
    session.delete()


@verb
def end_other_sessions(*, by: Person, account: Account, but: str) -> int:
    """Sign out everywhere but in the session called `but`. How many that were."""
    ended, _rows = Session.objects.filter(account=account).exclude(key=but).delete()
    record(verb="people.end_other_sessions", kind="account", key=by.key, by=by)
    return ended
