"""The pages behind links in letters. They need no sign-in: the link is the key."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from krets.mail import addresses, kinds, silence


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
