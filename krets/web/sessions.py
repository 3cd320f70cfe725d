"""Django's sessions in the database, read by a prepared query: every page begins with one."""

from datetime import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from krets.db.prepared import prepared


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        # Django's own clock: a session ends when its cookie does, whatever the demo's clock says.
        session = next(iter(_living(self.session_key, timezone.now())), None)
        if session is None:
            self._session_key = None
        return session


@prepared
def _living(key: str, at: datetime) -> "QuerySet[Session]":
    return Session.objects.filter(session_key=key, expire_date__gt=at)
