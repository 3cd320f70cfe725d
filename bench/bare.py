"""The bare Django page that ours is measured against: 20 joined rows, session, user, a template."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from krets.asks.models import Ask

TEMPLATE = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Bare</title></head><body>
<p>{{ user.email }}</p><ul>{% for ask in asks %}<li><a href="/asks/{{ ask.key }}/">{{ ask.title }}</a>
<p>{{ ask.writer.name }}, {{ ask.organisation.name }} · {{ ask.posted|date:"j F Y" }} · {{ ask.answer_count }}</p>
</li>{% endfor %}</ul></body></html>"""
_compiled = engines["django"].from_string(TEMPLATE)


@login_required
def page(request: HttpRequest) -> HttpResponse:
    asks = Ask.objects.select_related("writer", "organisation").order_by("-posted", "-id")[:20]
    return HttpResponse(_compiled.render({"asks": asks, "user": request.user}, request))


urlpatterns = [path("", page)]
