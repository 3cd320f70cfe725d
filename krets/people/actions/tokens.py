"""Keys to the API."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from krets.activity.actions import record
from krets.db.clock import now
from krets.db.identity import verb
from krets.people import emails
from krets.people.models import TOKEN_PREFIX, Account, Person, Token
from krets.people.rules import digest_of_token

_NOTED_EVERY = timedelta(minutes=1)


@verb
def create_token(
    *, by: Person, account: Account, name: str, scopes: Iterable[str], expires: datetime
) -> tuple[Token, str]:
    """Make a key, 256 bits. Its text is returned here and never again: only its hash is kept."""
    raw = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        account=account,
        name=name,
        digest=digest_of_token(raw),
        scopes=sorted({Token.Scope(scope) for scope in scopes}),
        expires=expires,
    )
    record(verb="people.create_token", kind="token", key=token.key, by=by)
    emails.sign_in_changed(to=account.email, language=account.language, change="key")
    return token, raw


@verb
def revoke_token(*, by: Person, token: Token) -> None:
    """Make a key useless, at once and for good."""
    record(verb="people.revoke_token", kind="token", key=token.key, by=by)
    token.delete()


def note_use(*, by: Person | None, token: Token) -> None:
    """Note that a key was used; written once a minute at most, since programs call often."""
    if token.last_used is None or token.last_used < now() - _NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used=now())
