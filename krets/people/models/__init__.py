"""The nouns: organisations and people, who works where, how one signs in, and an organisation's records."""

from krets.people.models.belonging import CODE_LASTS, TRIES, Belonging, EntryRequest, Proof
from krets.people.models.newcomers import FirstHourStep
from krets.people.models.organisations import COUNTRIES, Domain, Organisation, Purchase, outline_in_words
from krets.people.models.people import (
    TOKEN_PREFIX,
    Account,
    Attempt,
    Audience,
    Availability,
    Person,
    ProfileField,
    Session,
    Token,
)
from krets.people.models.records import RecordsNumber, Registrar

__all__ = [
    "CODE_LASTS",
    "COUNTRIES",
    "TOKEN_PREFIX",
    "TRIES",
    "Account",
    "Attempt",
    "Audience",
    "Availability",
    "Belonging",
    "Domain",
    "EntryRequest",
    "FirstHourStep",
    "Organisation",
    "Person",
    "ProfileField",
    "Proof",
    "Purchase",
    "RecordsNumber",
    "Registrar",
    "Session",
    "Token",
    "outline_in_words",
]
