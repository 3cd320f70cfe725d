"""Everything that Krets holds about me, to read and to take along."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from krets.activity.digests import in_words
from krets.activity.models import Entry, Hearing
from krets.db.clock import now
from krets.db.identity import Request, reaching
from krets.engines.text.language import guess
from krets.home.rules import held_about, held_in_short
from krets.people.rules import account_of
from krets.records.actions import exported
from krets.records.models import Trace
from krets.web import moments

SUBJECTS = {
    "account": _("Account"),
    "person": _("Name, title and languages"),
    "profile": _("What I tell in my profile"),
    "availability": _("How often I may be asked"),
    "employers": _("Where I work and have worked"),
    "how_that_is_known": _("How that is known, and who approved it"),
    "asked_to_be_let_in": _("When I asked to be let in, and what the answer was"),
    "registrar_of": _("Organisations whose records I keep"),
    "first_hour": _("Steps of my first hour"),
    "memberships": _("Networks"),
    "mandates": _("What I was trusted with"),
    "handovers": _("What I handed over or took over"),
    "topics": _("What I put forward in subgroups"),
    "topics_wanted": _("What I wanted taken up"),
    "watch": _("What I noted on watch lists"),
    "welcomes": _("Who welcomed me in a network"),
    "asks": _("Asks"),
    "answers": _("Answers"),
    "cases": _("Cases, drafts too"),
    "questions": _("Questions I put to writers of cases"),
    "replies": _("My replies about cases I wrote"),
    "drafts": _("Drafts of asks"),
    "answer_drafts": _("Drafts of answers"),
    "found_enough": _("Times I found the answer before asking"),
    "requests_to_help": _("Requests for my help, and why me"),
    "thanks_given": _("Thanks I gave"),
    "reuses": _("Cases I used"),
    "returns": _("What I said when a network woke"),
    "vouching": _("Networks where I vouch"),
    "signatures": _("Applications to found a unit that I signed or was asked to sign"),
    "on_roll": _("Votes that I had, and whether I voted"),
    "open_votes": _("What I said in open votes"),
    "days_that_suit": _("Days that suit me"),
    "looks": _("When I asked who wrote something without a name"),
    "how_i_hear": _("How I hear"),
    "notices": _("What I was told of"),
    "letters": _("E-mails to me"),
    "no_letters": _("E-mails I said no to"),
    "keys": _("Keys to the API"),
    "what_i_did": _("What I did, and when"),
    "traces": _("What I opened, changed and downloaded"),
    "how_many_opened": _("How many opened what I wrote, by day"),
    "looks_in_office": _("Who read or copied it in office, or asked who wrote it"),
}

# Where one changes it oneself; what stands nowhere here, somebody else must.
CHANGED_AT = {
    "account": "mfa_index",
    "person": "profile",
    "profile": "profile",
    "availability": "profile",
    "employers": "employers",
    "memberships": "units",
    "asks": "asks",
    "answers": "asks",
    "cases": "my_cases",
    "drafts": "post",
    "how_i_hear": "notices",
    "no_letters": "notices",
    "keys": "tokens",
}
SHOWN = 10
# What tells a row from others, best first.
TELLING = ("title", "belonging", "subject", "name", "ask", "unit", "organisation", "case", "text", "body", "email")
WHEN = ("posted", "published", "sent", "at", "since", "created", "told", "day")
FIELDS = {"monthly_requests": _("Requests a month"), "not_before": _("Not before")}
DONE = {
    "asks.answer": _("Answered"),
    "asks.close": _("Closed an ask"),
    "asks.decline": _("Said no to a request"),
    "asks.enough": _("Found the answer before asking"),
    "asks.next_wave": _("Asked the next few"),
    "asks.pass_on": _("Named somebody else"),
    "asks.post": _("Posted an ask"),
    "asks.share": _("Changed who reads an ask"),
    "asks.share_answer": _("Changed who reads an answer"),
    "asks.thank": _("Thanked for an answer"),
    "asks.withdraw": _("Took an ask down"),
    "asks.withdraw_answer": _("Took an answer down"),
    "asks.write_up": _("Began a case"),
    "cases.ask_back": _("Asked to publish a case again"),
    "cases.ask_writer": _("Asked the writer of a case"),
    "cases.award": _("Told whether an award was decided"),
    "cases.let_back": _("Let a case be published again"),
    "cases.publish": _("Published a case"),
    "cases.reply": _("Replied to a question about a case"),
    "cases.reuse": _("Used a case"),
    "cases.review": _("Looked over a case"),
    "cases.withdraw": _("Took a case down"),
    "networks.change_state": _("Changed the state of a network"),
    "networks.come_along": _("Came along when a network woke"),
    "networks.edit_unit": _("Said what a network is"),
    "networks.restart": _("Woke a network"),
    "networks.say_alive": _("Said that a network is alive"),
    "networks.show_contact": _("Said whom to ask about a network"),
    "networks.answer_dates": _("Said which days suit"),
    "networks.charge": _("Gave a member the charge of vouching"),
    "networks.found": _("Founded a network"),
    "networks.join": _("Joined a network"),
    "networks.leave": _("Left a network"),
    "networks.propose": _("Began an application"),
    "networks.sign": _("Signed an application"),
    "networks.take_back_signature": _("Took a signature back"),
    "networks.take_step": _("Took a step of an application"),
    "networks.vote": _("Voted"),
    "networks.relieve": _("Took the charge of vouching back"),
    "people.change_organisation": _("Changed what is known of an organisation"),
    "people.create_token": _("Made a key to the API"),
    "people.end_domain": _("Took a mail domain from an organisation"),
    "people.leave_employer": _("Left an employer"),
    "people.let_in": _("Let somebody in"),
    "people.prove_entry": _("Showed that an address is mine"),
    "people.refuse_entry": _("Said no to somebody who asked to be let in"),
    "people.register": _("Registered somebody"),
    "people.register_organisation": _("Registered an organisation"),
    "people.revoke_token": _("Revoked a key to the API"),
    "people.set_availability": _("Chose how often to be asked"),
    "people.settle": _("Said where somebody works"),
    "people.update_profile": _("Changed the profile"),
    "people.verify_domain": _("Said that a mail domain is an organisation's"),
    "people.write_for": _("Chose which employer to write for"),
}
THINGS = {
    "ask": _("an ask"),
    "answer": _("an answer"),
    "case": _("a case"),
    "question": _("a question"),
    "entry": _("a request to be let in"),
    "decision": _("a decision"),
    "founding": _("an application to found a unit"),
    "file": _("a file"),
    "document": _("a document"),
    "my_data": _("my data"),
    "organisation": _("an organisation"),
    "person": _("a person"),
    "unit": _("a network"),
}


def my_data(request: Request) -> HttpResponse:
    """What there is, in words; the file holds all of it."""
    with reaching("home.my_data"):  # letters to one's address too, and what one wrote without a name
        held = held_in_short(account_of(request.user), request.reader, SHOWN)
    shown = [
        (
            label,
            held[subject][0],
            [(_in_a_line(subject, row), _language(row)) for row in held[subject][1]],
            reverse(CHANGED_AT[subject]) if subject in CHANGED_AT else "",
        )
        for subject, label in SUBJECTS.items()
        if held.get(subject, (0, []))[0]
    ]
    return render(request, "home/my_data.html", {"held": shown, "contact": settings.CONTACT})


def my_data_file(request: Request) -> HttpResponse:
    """All of it, as JSON."""
    with reaching("home.my_data"):
        held = held_about(account_of(request.user), request.reader)
        exported(by=request.reader.person, kind="my_data", key="")
    response = JsonResponse({"made": now(), **held}, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="krets.json"'
    return response


def _in_a_line(subject: str, row: dict[str, Any]) -> str:
    """A row in a line: what it is called, or else its first words, and its day."""
    moment = next((row[name] for name in WHEN if row.get(name)), None)
    day = moments.words(moment) if moment else ""
    return " · ".join(part for part in (Truncator(_what(subject, row)).chars(120), day) if part)


def _what(subject: str, row: dict[str, Any]) -> str:
    if subject == "what_i_did":
        return str(DONE.get(row["verb"], row["verb"]))
    if subject == "notices":
        return str(in_words(Entry(verb=row["entry"])))
    if subject == "how_i_hear":
        return f"{row.get('unit') or _('In general')}: {Hearing.How(row['how']).label}"
    if subject == "availability":
        return ", ".join(f"{words}: {row[name]}" for name, words in FIELDS.items() if row[name] is not None)
    if subject == "how_many_opened":
        return ngettext("{n} person: {thing}", "{n} people: {thing}", row["people"]).format(
            n=row["people"], thing=_thing(row)
        )
    if subject in ("traces", "looks_in_office"):
        who = row.get("by") or row.get("part") if subject == "looks_in_office" else ""
        return " ".join(filter(None, (str(who), str(Trace.Act(row["act"]).label), _thing(row))))
    return next((str(row[name]) for name in TELLING if row.get(name)), "")


def _thing(row: dict[str, Any]) -> str:
    return " ".join(filter(None, (str(THINGS.get(row["kind"], row["kind"])), row["key"])))


def _language(row: dict[str, Any]) -> str | None:
    """Of what a row is called: its own mark, or that of the ask that an answer is named after."""
    return guess(row["ask"]) if row.get("ask") else row.get("language")
