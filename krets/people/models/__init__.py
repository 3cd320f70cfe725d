"""The nouns: organisations and people, how one signs in, and an organisation's records."""

from krets.people.models.newcomers import FirstHourStep
from krets.people.models.people import (
    COUNTRIES,
    TOKEN_PREFIX,
    Account,
    Attempt,
    Audience,
    Availability,
    Organisation,
    Person,
    ProfileField,
    Purchase,
    Session,
    Token,
    outline_in_words,
)
from krets.people.models.records import RecordsNumber, Registrar

__all__ = [
    "COUNTRIES",
    "TOKEN_PREFIX",
    "Account",
    "Attempt",
    "Audience",
    "Availability",
    "FirstHourStep",
    "Organisation",
    "Person",
    "ProfileField",
    "Purchase",
    "RecordsNumber",
    "Registrar",
    "Session",
    "Token",
    "outline_in_words",
]
