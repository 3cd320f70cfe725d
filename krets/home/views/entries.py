"""Those who ask to be let in and wait for a person."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from krets.db.identity import Request
from krets.home import rules
from krets.home.forms import EntryDecisionForm
from krets.networks.rules import administers_root
from krets.people import actions as people
from krets.people.models import EntryRequest
from krets.people.rules import person_of
from krets.records.actions import saw


def entries(request: Request) -> HttpResponse:
    """The longest waiting first."""
    if not administers_root(request.reader):
        raise Http404
    rows = rules.entries_waiting(request.reader, rules.SOME + 1)
    return render(request, "home/entries.html", {"rows": rows[: rules.SOME], "more": len(rows) > rules.SOME})


def entry(request: Request, key: str) -> HttpResponse:
    """What they said, what there is to go by, and the answer."""
    found = rules.entry_of(request.reader, key)
    if found is None:
        raise Http404
    looked = rules.looked_at(found)
    likely = looked.likely[0].name if looked.likely else ""
    form = EntryDecisionForm(request.POST or None, initial={"organisation": likely, "answer": "yes"})
    if not looked.domain:
        del form.fields["verify"]
    if form.is_bound and form.is_valid():
        return _decide(request, found, form, looked.domain)
    saw(by=request.reader.person, kind="entry", key=key)
    return render(request, "home/entry.html", {"entry": found, "looked": looked, "form": form})


def _decide(request: Request, entry: EntryRequest, form: EntryDecisionForm, domain: str) -> HttpResponse:
    by, given = person_of(request.user), form.cleaned_data
    if given["answer"] == "no":
        people.refuse_entry(by=by, entry=entry, why=given["why"])
        messages.success(request, _("They get an e-mail with the reason."))
        return redirect("entries")
    if given.get("verify"):
        try:
            people.verify_domain(by=by, organisation=given["organisation"], name=domain)
        except people.Taken:
            messages.warning(request, _("Another organisation has such addresses already."))
    people.let_in(by=by, entry=entry, organisation=given["organisation"], why=given["why"])
    messages.success(request, _("They are in, and get an e-mail that says how to sign in."))
    return redirect("entries")
