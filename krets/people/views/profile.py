"""One's own profile, keys and language."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from krets.db.identity import Request
from krets.people import actions, rules
from krets.people.forms import ProfileForm, TokenForm
from krets.people.models import Token
from krets.web.language import CODES, SESSION_KEY
from krets.web.paging import Page, page_of


def profile(request: Request) -> HttpResponse:
    """Change what I tell, who reads each part, and how much may be asked of me."""
    person = rules.person_of(request.user)
    told = {field.field: field for field in rules.visible_fields(request.reader, person)}
    availability = rules.own_availability(request.reader)
    form = ProfileForm(request.POST) if request.method == "POST" else ProfileForm.of(person, told, availability)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        actions.update_profile(
            by=person,
            person=person,
            name=given["name"],
            title=given["title"],
            languages=given["languages"],
            audience=given["audience"],
            fields=form.fields_told(person.account.email),
            units=[token for token in request.reader.tokens if token.startswith("unit:")],
        )
        actions.set_availability(
            by=person, person=person, monthly_requests=given["monthly_requests"], not_before=given["not_before"]
        )
        messages.success(request, _("Your profile is saved."))
        return redirect("profile")
    return render(request, "people/profile.html", {"form": form, "person": person})


def tokens(request: Request) -> HttpResponse:
    """My keys to the API."""
    return render(request, "people/tokens.html", {"page": _keys(request), "form": TokenForm()})


@require_POST
def create_token(request: Request) -> HttpResponse:
    """Make a key and show it, this once."""
    person, form, raw = rules.person_of(request.user), TokenForm(request.POST), ""
    if form.is_valid():
        given = form.cleaned_data
        _token, raw = actions.create_token(
            by=person, account=person.account, name=given["name"], scopes=given["scopes"], expires=form.expires
        )
    shown = {"page": _keys(request), "form": TokenForm() if raw else form, "raw": raw}
    return render(request, "people/tokens.html", shown)


@require_POST
def revoke_token(request: Request, key: str) -> HttpResponse:
    token = get_object_or_404(rules.own_tokens(request.user), key=key)
    actions.revoke_token(by=rules.person_of(request.user), token=token)
    messages.success(request, _("The key no longer works."))
    return redirect("tokens")


def _keys(request: Request) -> Page[Token]:
    return page_of(request, rules.own_tokens(request.user))


@csrf_exempt  # a stranger has no session to keep a form's token in, and nothing but the language is changed
@login_not_required
@require_POST
def language(request: Request) -> HttpResponse:
    """Go on in this language: kept on the account, or in a stranger's session."""
    chosen = request.POST.get("language", "")
    back = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("front")
    if chosen in CODES:
        if request.user.is_authenticated:
            actions.choose_language(by=request.user.person, account=request.user, language=chosen)
        else:
            request.session[SESSION_KEY] = chosen
        with override(chosen):
            messages.success(request, _("Krets now speaks English with you."))
    return redirect(back)
