"""Sign-in by allauth, in our house: no open sign-up, letters through our outbox, identity set again."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from krets.db.identity import become
from krets.people import emails
from krets.people.adapter import sessions
from krets.people.models import Account

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
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Of whoever tries and the account tried: wrong passwords slow down the one who types them."""
        tried: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{tried} {self.get_client_ip(request)}"

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        become(request, import_string(settings.KRETS_READER_OF)(user))
        sessions.note(request)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        account = Account.objects.filter(email=email.casefold()).first()
        language = (account.language if account else "") or get_language() or ""
        if template_prefix == "account/email/login_code":
            emails.login_code(to=email, language=language, code=context["code"])
        elif template_prefix == "account/email/password_reset_key":
            emails.password_reset(to=email, language=language, url=_ours(context["password_reset_url"]))

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
