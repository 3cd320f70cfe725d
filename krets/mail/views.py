"""The pages behind links in letters. They need no sign-in: the link is the key."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from krets.db.identity import Request, reaching
from krets.engines.text.secrets import looks_secret
from krets.mail import addresses, kinds, reading, silence
from krets.mail.models import Incoming
from krets.mail.parse import parse
from krets.mail.reply import MAY_TELL, NAMES_YOU, asks_again


@login_not_required
@csrf_exempt  # RFC 8058: mail programs post here by themselves; the signed link is the proof
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """No more letters of one kind to one address, and the way back."""
    read = addresses.read_unsubscribe(token)
    if read is None:
        raise Http404
    email, kind = read
    if request.method == "POST":
        if request.POST.get("again"):
            silence.lift(email, kind)
        else:
            silence.hush(email, kind)
    silent = silence.is_silent(email, kind)
    return render(
        request, "mail/unsubscribe.html", {"email": email, "kind": kinds.of(kind).name, "silent": silent}
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request, token: str) -> HttpResponse:
    """A reply that may not be its owner's, or not for others: they see it, and post it or throw it away."""
    with reaching("mail.confirm"):  # whoever has the letter with this address is its owner
        return _confirm(request, token)


def _confirm(request: Request, token: str) -> HttpResponse:
    incoming = get_object_or_404(
        Incoming.objects.select_related("letter__person__account"), confirm_token=token, letter__isnull=False
    )
    assert incoming.letter is not None
    if request.reader.person not in (None, incoming.letter.person_id):
        raise Http404
    if request.method == "POST":
        if request.POST.get("mine") == "yes":
            reading.confirm(incoming)
        else:
            reading.throw_away(incoming)
        return redirect("confirm", token=token)
    parsed = parse(bytes(incoming.raw))
    text = reading.cut(parsed, incoming.letter).text
    return render(
        request,
        "mail/confirm.html",
        {
            "fate": incoming.fate,
            "title": incoming.letter.subject,
            "text": text,
            "own": asks_again(incoming.why),
            "names": incoming.why.removeprefix(NAMES_YOU) if incoming.why.startswith(NAMES_YOU) else "",
            "telling": incoming.fate == Incoming.Fate.CONFIRM and incoming.why == MAY_TELL,
            "secrets": looks_secret(text) if incoming.fate == Incoming.Fate.CONFIRM else [],
            "sender": parsed.author or incoming.sender,
            "files": [name for name, _content, _type in parsed.attachments],
        },
    )
