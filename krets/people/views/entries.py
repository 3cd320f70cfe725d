"""Somebody asks to be let in, or says that they have a new employer: asked, proved by a code, let in or waits.

The pages are the same whatever address was typed.
"""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from krets.db.identity import Request
from krets.people import actions, rules
from krets.people.forms import EntryCodeForm, EntryForm, NewEmployerForm
from krets.people.models import Account, EntryRequest

ASKED = "entry"  # in the session: what one asked for, and the address that was typed


@login_not_required
def account_signup(request: Request) -> HttpResponse:
    """How one gets in, and asking for it."""
    goes_on_to = _here(request, request.GET.get("next", ""))
    form = EntryForm(request.POST) if request.method == "POST" else EntryForm(initial={"next": goes_on_to})
    if form.is_bound and not request.user.is_authenticated and form.is_valid():
        said = form.said()
        goes_on_to = _here(request, form.cleaned_data["next"])
        key = actions.ask_entry(by=None, language=get_language() or "", goes_on_to=goes_on_to, **said)
        request.session[ASKED] = {"key": key, "email": said["email"]}
        return redirect("entry_code")
    return render(request, "people/account_signup.html", {"form": form})


def new_employer(request: Request) -> HttpResponse:
    """The same of somebody signed in, who has moved or works at two places."""
    person, form = rules.person_of(request.user), NewEmployerForm(request.POST or None)
    if form.is_bound and form.is_valid():
        said = form.said()
        key = actions.ask_entry(by=person, name=person.name, language=get_language() or "", **said)
        request.session[ASKED] = {"key": key, "email": said["email"]}
        return redirect("entry_code")
    return render(request, "people/new_employer.html", {"form": form})


@login_not_required
def entry_code(request: Request) -> HttpResponse:
    """The code from the letter proves the address."""
    asked = request.session.get(ASKED)
    if asked is None:
        return redirect("account_signup")
    form = EntryCodeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        person = rules.person_of(request.user) if request.user.is_authenticated else None
        within, code = ratelimit.consume(request, action="entry_code"), form.cleaned_data["code"]
        entry = actions.prove_entry(by=person, key=asked["key"], code=code) if within else None
        if entry is not None:
            del request.session[ASKED]
            return _goes_on(request, entry)
        form.add_error("code", get_adapter().validation_error("incorrect_code"))
    return render(request, "people/entry_code.html", {"form": form, "email": asked["email"]})


@login_not_required
def entry_waits(request: Request) -> HttpResponse:
    """A person looks at it now."""
    return render(request, "people/entry_waits.html")


def _goes_on(request: Request, entry: EntryRequest) -> HttpResponse:
    """Whoever is let in by their address is signed in, as by any code; a second step is still asked for."""
    if not entry.let_in or entry.person is None:
        return redirect("entry_waits")
    messages.success(request, _("That is your address, and it shows where you work."))
    if request.user.is_authenticated:
        return redirect("employers")
    account = Account.objects.get(person=entry.person)
    record_authentication(request, account, method="code", email=account.email)
    response: HttpResponse = perform_login(request, account, redirect_url=entry.goes_on_to or reverse("start"))
    return response


def _here(request: Request, path: str) -> str:
    """A path of ours, or ''."""
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts={request.get_host()})
    return path[:500] if ours else ""
