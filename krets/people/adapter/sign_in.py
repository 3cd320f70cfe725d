"""Sign-in by allauth, in our house: no open sign-up, letters through our outbox, identity set again."""

from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from krets.db.identity import become
from krets.people import emails
from krets.people.actions import greet
from krets.people.adapter import required, sessions
from krets.people.models import Account
from krets.web import watch

PLACES_KNOWN_FOR = 60 * 60 * 24 * 90  # seconds
_WATCHED = {"incorrect_code", "incorrect_password", "too_many_login_attempts", "too_many_letters"}

# Of all that allauth would tell, what a reader has use for.
_TOLD = {
    "account/messages/password_changed.txt": _("The new password is saved."),
    "account/messages/password_set.txt": _("The password is saved."),
    "mfa/messages/totp_activated.txt": _("Your app is now the second step when you sign in."),
    "mfa/messages/totp_deactivated.txt": _("The app is no longer asked for."),
    "mfa/messages/webauthn_added.txt": _("The passkey is saved. You can sign in with it."),
    "mfa/messages/webauthn_removed.txt": _("The passkey no longer works."),
    "mfa/messages/recovery_codes_generated.txt": _("Here are new reserve codes. The old ones no longer work."),
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "The address or the password is not right. Try again, or let us e-mail you a code."
        ),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "incorrect_code": _("That is not the code in our e-mail. Look at the latest e-mail from us."),
        "incorrect_password": _("That is not your password."),
        "account_inactive": _("This account is closed."),
        "too_many_letters": _(
            "So many codes were sent to this address today that we send no more to places that we don't know."
            " Sign in with a password or a passkey, or from where you last signed in."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Of whoever tries and the account tried: wrong passwords slow down the one who types them."""
        tried: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{tried} {self.get_client_ip(request)}"

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Only now is it known that somebody comes for the first time."""
        if user.last_login is None:
            greet(account=user)
        found: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return found

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        become(request, import_string(settings.KRETS_READER_OF)(user))
        sessions.note(request)
        sessions.keep_short(request)
        required.note(request, user)
        cache.set(self._place(request, user.email), 1, PLACES_KNOWN_FOR)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        account = Account.objects.filter(email=email.casefold()).first()
        language = (account.language if account else "") or get_language() or ""
        if template_prefix == "account/email/login_code":
            emails.login_code(to=email, language=language, code=context["code"])
        elif template_prefix == "account/email/password_reset_key":
            emails.password_reset(to=email, language=language, url=_ours(context["password_reset_url"]))

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Its owner hears by letter of whatever opens the account."""
        if template_prefix in emails.CHANGES:
            emails.sign_in_changed(to=user.email, language=user.language, change=template_prefix)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        watch.tell("sign_in_refused", request, by="password", account=watch.digest(credentials.get("email") or ""))

    def validation_error(self, code: str, *args: Any) -> Any:
        """Each refusal of a code or attempt passes here; passwords are told of above."""
        if code in _WATCHED:
            user = getattr(self.request, "user", None)
            watch.tell("sign_in_refused", self.request, by=code, person=getattr(user, "person_id", None) or "none")
        return super().validation_error(code, *args)

    def keep_short(self, request: HttpRequest) -> None:
        sessions.keep_short(request)

    def knows_place(self, request: HttpRequest, email: str) -> bool:
        """Whether this account was lately signed in to from the network that the visitor is in."""
        return cache.get(self._place(request, email)) is not None

    def _place(self, request: HttpRequest, email: str) -> str:
        """Of account and network, by a keyed digest: it tells neither, but can be recognised."""
        address = ip_address(self.get_client_ip(request))
        network = ip_network((address, 24 if address.version == 4 else 48), strict=False)
        return f"place:{watch.digest(f'{network} {email.casefold()}')}"

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        told = message or _TOLD.get(message_template or "")
        if told:
            messages.add_message(request, level, told, extra_tags=extra_tags)


def _ours(url: str) -> str:
    """The same door at the address that the host has given us, whatever Host the request came with."""
    return settings.URL + urlsplit(url).path
