"""Where a letter's "not me", "not now" and "ask somebody else" lead, signed in or not."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from krets.asks import actions, rules
from krets.asks.forms import PassOnForm
from krets.asks.models import Suggestion
from krets.db.identity import Request, reaching, set_reader
from krets.networks.rules import reader_of_person

CHOICES = ("not_me", "not_now", "pass_on")


@login_not_required
def suggestion(request: Request, key: str) -> HttpResponse:
    """The choice is already made; one button sends it, since mail scanners open links by themselves."""
    found = _suggestion(request, key)
    if found is None:
        if request.reader.is_stranger:
            return redirect_to_login(request.get_full_path())
        raise Http404
    choice = request.GET.get("choice")
    choice = choice if choice in CHOICES else "not_me"
    form = PassOnForm(request.POST or None) if choice == "pass_on" else None
    done = request.method == "POST" and not found.reply and _take(request, found, choice, form)
    page = {"suggestion": found, "choice": choice, "form": form, "done": done}
    return render(request, "asks/suggestion.html", page)


def _suggestion(request: Request, key: str) -> Suggestion | None:
    """For its own person, or for who holds the seal of its letter; then in the name of that person."""
    rows = Suggestion.objects.select_related("ask__closing", "person")
    if not request.reader.is_stranger:
        readable = rules.visible(request.reader).values("pk")
        own = rows.filter(key=key, person_id=request.reader.person or 0, ask__in=readable).first()
        if own is not None:
            return own
    with reaching("asks.suggestion"):
        found = rows.filter(key=key).first()
    if found is None or not found.is_sealed_by(request.GET.get("seal", "")):
        return None
    set_reader(reader_of_person(found.person_id))
    return found


def _take(request: Request, found: Suggestion, choice: str, form: PassOnForm | None) -> bool:
    if form is None:
        actions.decline(by=found.person, suggestion=found, reply=choice)
        return True
    if not form.is_valid():
        return False
    # A seal alone tells nobody's name: then only a whole address will do.
    to = rules.colleague(found.ask, form.cleaned_data["to"], by_name=request.reader.person == found.person_id)
    if to is None or to == found.person:
        form.add_error("to", _("Nobody who reads the ask has that name or address."))
        return False
    actions.pass_on(by=found.person, suggestion=found, to=to)
    return True
