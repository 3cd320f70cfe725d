"""What becomes of somebody who asks to be let in."""

import secrets
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from krets.db.clock import now
from krets.people.models import CODE_LASTS, TRIES, Account, EntryRequest, Organisation

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # as in codes of sign-in: no vowels, so no words


class Outcome(StrEnum):
    NOTHING = "nothing"  # the address is nobody's yet
    BUYER = "buyer"
    WAITS = "waits"  # for a person
    REFUSED = "refused"


def outcome_of(
    *,
    proved: bool,
    domain_of: Organisation | None,
    decided: bool | None = None,
    employer: Organisation | None = None,
) -> Outcome:
    """Who becomes a buyer. `domain_of`: whose verified domain the address is on; decided: by a person, with the
    employer that they approved."""
    if not proved:
        return Outcome.NOTHING
    if decided is not None:
        return Outcome.BUYER if decided and employer is not None and employer.covered else Outcome.REFUSED
    return Outcome.BUYER if domain_of is not None and domain_of.covered else Outcome.WAITS


def waiting() -> "QuerySet[EntryRequest]":
    """Proved and not decided, the longest waiting first. Only within the reach of who may decide."""
    found = EntryRequest.objects.filter(decided=None).exclude(proved=None).select_related("person__organisation")
    return found.order_by("proved", "pk")


def is_settled(email: str) -> bool:
    """Whether this address is of somebody who has come in and has an employer here: nothing is left to ask for."""
    found = Account.objects.filter(email=email, last_login__isnull=False)
    return found.filter(Q(person__organisation__isnull=False) | Q(is_active=False)).exists()


def is_opened_by(entry: EntryRequest, code: str) -> bool:
    """Whether this is the code of the letter, while it works."""
    if not entry.digest or entry.tries >= TRIES or entry.proved or entry.asked + CODE_LASTS < now():
        return False
    return constant_time_compare(entry.digest, digest_of_code(entry.key, code))


def new_code() -> str:
    """Eight letters as they stand in the letter: BCDF-GHJK."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def digest_of_code(key: str, code: str) -> str:
    """However it was typed: capitals, dashes and spaces make no difference."""
    plain = "".join(letter for letter in code.upper() if letter.isalpha())
    return salted_hmac("krets.people.entry", f"{key}:{plain}", algorithm="sha256").hexdigest()
