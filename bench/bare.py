"""The bare Django page that ours is measured against: 20 joined rows, session, user, a template.

Its rows are read as the owner of the embedded database, who is bound by no row policy. Django's own middleware and
context processors as `startproject` writes them, and nothing of ours but the rows.
"""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.sessions.backends import db
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates
from django.urls import path
from django.utils import timezone

from krets.asks.models import Ask
from krets.people.models import Session

SETTINGS = {
    "ROOT_URLCONF": "bench.bare",
    "AUTHENTICATION_BACKENDS": ["django.contrib.auth.backends.ModelBackend"],
    "MESSAGE_STORAGE": "django.contrib.messages.storage.fallback.FallbackStorage",
    "CSRF_USE_SESSIONS": False,
    "SESSION_ENGINE": "bench.bare",
    "MIDDLEWARE": [
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
}


class SessionStore(db.SessionStore):
    """Django's own, on the table that there is."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row: Session = super().create_model_instance(data)
        row.key, row.since = row.session_key[:24], timezone.now()
        return row


TEMPLATE = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Bare</title></head><body>
<p>{{ user.email }}</p><ul>{% for ask in asks %}<li><a href="{% url "ask" ask.key %}">{{ ask.title }}</a>
<p>{{ ask.writer.name }}, {{ ask.organisation.name }} · {{ ask.posted|date:"j F Y" }} · {{ ask.answer_count }}</p>
</li>{% endfor %}</ul></body></html>"""

_engine = DjangoTemplates(
    {
        "NAME": "bare",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
)
_page = _engine.from_string(TEMPLATE)


@login_required
def page(request: HttpRequest, key: str = "") -> HttpResponse:
    asks = Ask.objects.using("owner").select_related("writer", "organisation").order_by("-posted", "-id")[:20]
    return HttpResponse(_page.render({"asks": asks}, request))


urlpatterns = [path("", page), path("asks/<str:key>/", page, name="ask")]
