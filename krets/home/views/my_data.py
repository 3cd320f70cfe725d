"""Everything that Krets holds about me, to read and to take along."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now
from krets.db.identity import Request
from krets.home.rules import held_about
from krets.people.rules import account_of

SUBJECTS = {
    "account": _("Account"),
    "person": _("Name, title and languages"),
    "profile": _("What I tell in my profile"),
    "availability": _("How often I may be asked"),
    "memberships": _("Networks"),
    "asks": _("Asks"),
    "answers": _("Answers"),
    "cases": _("Cases, drafts too"),
    "drafts": _("Drafts of asks"),
    "found_enough": _("Times I found the answer before asking"),
    "requests_to_help": _("Requests for my help, and why me"),
    "thanks_given": _("Thanks I gave"),
    "reuses": _("Cases I used"),
    "how_i_hear": _("How I hear"),
    "notices": _("What I was told of"),
    "letters": _("E-mails to me"),
    "no_letters": _("E-mails I said no to"),
    "keys": _("Keys to the API"),
    "what_i_did": _("What I did, and when"),
}

SHOWN = 10
# What tells a row from others, best first.
TELLING = ("title", "subject", "name", "ask", "unit", "case", "entry", "text", "body", "email", "verb", "how")
WHEN = ("posted", "published", "sent", "at", "since", "created")


def my_data(request: Request) -> HttpResponse:
    """What there is, in words; the file holds all of it."""
    held = held_about(account_of(request.user), request.reader)
    shown = [
        (label, len(held[subject]), [_in_a_line(row) for row in held[subject][:SHOWN]])
        for subject, label in SUBJECTS.items()
        if held.get(subject)
    ]
    return render(request, "home/my_data.html", {"held": shown})


def my_data_file(request: Request) -> HttpResponse:
    """All of it, as JSON."""
    held = held_about(account_of(request.user), request.reader)
    response = JsonResponse({"made": now(), **held}, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="krets.json"'
    return response


def _in_a_line(row: dict[str, Any]) -> str:
    """A row in a line: what it is called, or else its first words, and its day."""
    what = next((str(row[name]) for name in TELLING if row.get(name)), "")
    if not what:
        what = ", ".join(f"{name}: {value}" for name, value in row.items() if value not in ("", None))
    moment = next((row[name] for name in WHEN if row.get(name)), None)
    day = date_format(localtime(moment), "SHORT_DATE_FORMAT") if moment else ""
    return " · ".join(part for part in (Truncator(what).chars(120), day) if part)
