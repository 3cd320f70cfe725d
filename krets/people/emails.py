"""Letters about signing in. They must arrive, so nobody can unsubscribe from them."""

from django.conf import settings
from django.urls import reverse

from krets.mail import outbox


def login_code(*, to: str, language: str, code: str) -> None:
    """Somebody asked for a code to sign in with."""
    outbox.write(
        template="people/mail/login_code",
        context={"code": code, "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60},
        to=to,
        language=language,
    )


def password_reset(*, to: str, language: str, url: str) -> None:
    """Somebody asked for a new password."""
    outbox.write(
        template="people/mail/password_reset",
        context={"url": url, "code_url": settings.URL + reverse("account_request_login_code")},
        to=to,
        language=language,
    )
