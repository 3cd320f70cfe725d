"""Pages that explain. Anybody reads them."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from krets.home import rules


@login_not_required
def help(request: HttpRequest) -> HttpResponse:
    """How Krets works, and how one answers by mail."""
    return render(request, "home/help.html")


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """The one cookie by name, and what is kept about people."""
    shown = {"cookie": settings.SESSION_COOKIE_NAME, "days": settings.SESSION_COOKIE_AGE // 86_400}
    return render(request, "home/privacy.html", shown | {"contact": settings.CONTACT})


@login_not_required
def processing(request: HttpRequest) -> HttpResponse:
    """What is done with personal data, why and for how long."""
    shown = {"controller": rules.controller(), "lines": rules.processing(), "measures": rules.MEASURES}
    return render(request, "home/processing.html", shown)


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, with a way to report faults."""
    return render(request, "home/accessibility.html", {"contact": settings.CONTACT})
