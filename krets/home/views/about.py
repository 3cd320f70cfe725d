"""Pages that explain. Anybody reads them."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


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
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, with a way to report faults."""
    return render(request, "home/accessibility.html", {"contact": settings.CONTACT})
