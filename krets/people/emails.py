"""Letters about signing in. They must arrive, so nobody can unsubscribe from them."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from krets.mail import outbox
from krets.people.models import CODE_LASTS, EntryRequest

# What changed about how somebody signs in, by allauth's name for it where it has one.
CHANGES = {
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_reset": _("A new password was chosen, by a link in an e-mail from us."),
    "account/email/password_set": _("A password was chosen."),
    "mfa/email/totp_activated": _("An app became the second step when you sign in."),
    "mfa/email/totp_deactivated": _("The app is no longer asked for when you sign in."),
    "mfa/email/recovery_codes_generated": _("New reserve codes were made. The old ones no longer work."),
    "mfa/email/webauthn_added": _("A passkey was added."),
    "mfa/email/webauthn_removed": _("A passkey was removed."),
    "key": _("A key was made that lets a program read and write in your name."),
}


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


def sign_in_changed(*, to: str, language: str, change: str) -> None:
    """Something that opens the account was changed, by its owner or by somebody else. change: one of CHANGES."""
    outbox.write(
        template="people/mail/sign_in_changed",
        context={
            "change": CHANGES[change],
            "sessions_url": settings.URL + reverse("sessions"),
            "code_url": settings.URL + reverse("account_request_login_code"),
            "contact": settings.CONTACT,
        },
        to=to,
        language=language,
    )


def entry_code(*, to: str, language: str, code: str) -> None:
    """Somebody asks to be let in with this address, or says that they work there now."""
    outbox.write(
        template="people/mail/entry_code",
        context={"code": code, "minutes": CODE_LASTS.seconds // 60},
        to=to,
        language=language,
    )


def entry_known(*, to: str, language: str) -> None:
    """Somebody asks to be let in with an address that is in already."""
    code_url = settings.URL + reverse("account_request_login_code")
    outbox.write(template="people/mail/entry_known", context={"code_url": code_url}, to=to, language=language)


def entry_waits(entry: EntryRequest) -> None:
    """The address is proved, and a person has to look at where they work."""
    outbox.write(
        template="people/mail/entry_waits",
        context={"entry": entry, "contact": settings.CONTACT},
        to=entry.email,
        language=entry.language,
        once=f"people.entry_waits:{entry.key}",
    )


def entry_let_in(entry: EntryRequest) -> None:
    """Somebody looked at a request to be let in, and said yes."""
    outbox.write(
        template="people/mail/entry_let_in",
        context={
            "entry": entry,
            "code_url": settings.URL + reverse("account_request_login_code"),
            "next_url": settings.URL + entry.goes_on_to if entry.goes_on_to else "",
        },
        to=entry.email,
        language=entry.language,
        once=f"people.entry_let_in:{entry.key}",
    )


def entry_refused(entry: EntryRequest) -> None:
    """Somebody looked at it, and said no: why, and whom to write to."""
    outbox.write(
        template="people/mail/entry_refused",
        context={
            "entry": entry,
            "contact": settings.CONTACT,
            "join_url": settings.URL + reverse("account_signup"),
        },
        to=entry.email,
        language=entry.language,
        once=f"people.entry_refused:{entry.key}",
    )
