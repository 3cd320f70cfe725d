"""Django's sessions in the database, read by a prepared query since every page begins with one.

Each knows whose it is, since when and in what kind of browser, so that one can end it from elsewhere.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends import db
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from krets.db.prepared import prepared
from krets.people.models import Session
from krets.people.rules import digest_of_session

SHARED, SHARED_FOR = "shared", timedelta(hours=2)
_SINCE, _BROWSER = "since", "browser"
_BROWSERS = {"Firefox": "Firefox/", "Edge": "Edg", "Opera": "OPR/", "Chrome": "Chrome/", "Safari": "Safari/"}
_SYSTEMS = {
    "Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "macOS": "Mac OS",
    "Linux": "Linux",
}  # fmt: skip


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        row.account_id = int(data["_auth_user_id"]) if "_auth_user_id" in data else None
        row.key = digest_of_session(row.session_key)
        row.since = datetime.fromisoformat(data[_SINCE]) if _SINCE in data else timezone.now()
        row.browser = data.get(_BROWSER, "")
        return row

    def _get_session_from_db(self) -> Session | None:
        # Django's own clock: a session ends when its cookie does, whatever the demo's clock says.
        session = next(iter(_living(self.session_key, timezone.now())), None)
        if session is None:
            self._session_key = None
        return session


def note(request: HttpRequest) -> None:
    """Somebody signed in: since when, and with what kind of browser. Not from where."""
    request.session[_SINCE] = timezone.now().isoformat()
    request.session[_BROWSER] = kind_of_browser(request.headers.get("User-Agent", ""))


def keep_short(request: HttpRequest) -> None:
    """On a computer that others use too, as one said at sign-in, a session ends soon, however much it is used."""
    if request.session.get(SHARED):
        request.session.set_expiry(timezone.now() + SHARED_FOR)


def kind_of_browser(agent: str) -> str:
    """'Firefox, Windows', of what a browser says it is; '' for what we don't know."""
    kinds = (next((name for name, sign in known.items() if sign in agent), "") for known in (_BROWSERS, _SYSTEMS))
    return ", ".join(filter(None, kinds))


@prepared
def _living(key: str, at: datetime) -> "QuerySet[Session]":
    return Session.objects.filter(session_key=key, expire_date__gt=at)
