"""What Krets holds about a person: told to that person and nobody else."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q, QuerySet

from krets.activity.models import Entry, Hearing, Notice
from krets.asks import rules as asks
from krets.asks.models import AnswerDraft, Draft, Enough, Suggestion, Thanks
from krets.cases import rules as cases
from krets.cases.models import Reuse
from krets.db.readers import Reader
from krets.mail.models import Letter, Silence
from krets.networks.models import (
    Application,
    ApplicationStep,
    Ballot,
    Exemption,
    Handover,
    Import,
    ImportRow,
    Look,
    Mandate,
    Membership,
    PollAnswer,
    Reconfirmation,
    Return,
    RollEntry,
    Signature,
    Topic,
    TopicVote,
    Vouching,
    Watch,
    Welcome,
)
from krets.people.models import (
    Account,
    Availability,
    Belonging,
    EntryRequest,
    FirstHourStep,
    Organisation,
    Person,
    ProfileField,
    Proof,
    Registrar,
    Token,
)
from krets.records.models import Trace
from krets.records.rules import looked_at, official_looks

# What is no use to its owner and some use to a thief.
_NEVER = {"password", "digest", "reply_token", "headers", "html", "readers", "once", "message_id", "salt"}


def held_about(account: Account, reader: Reader) -> dict[str, list[dict[str, Any]]]:
    """Every row that is about this account's person, by subject; unnamed items too. Values are JSON or dates."""
    return {subject: _plain_rows(rows) for subject, rows in _held(account, reader).items()}


def held_in_short(account: Account, reader: Reader, some: int) -> dict[str, tuple[int, list[dict[str, Any]]]]:
    """The same: of each subject how much there is, and some of it. Two queries a subject."""
    held = _held(account, reader)
    return {subject: (rows.count(), _plain_rows(rows[:some])) for subject, rows in held.items()}


def _held(account: Account, reader: Reader) -> "dict[str, QuerySet[Any]]":
    person = account.person
    held: dict[str, QuerySet[Any]] = {
        "account": Account.objects.filter(pk=account.pk),
        "keys": Token.objects.filter(account=account),
        "letters": Letter.objects.filter(to=account.email),
        "no_letters": Silence.objects.filter(email=account.email),
    }
    if person is None:
        return held
    held |= {
        "person": Person.objects.filter(pk=person.pk),
        "profile": ProfileField.objects.filter(person=person),
        "employers": Belonging.objects.filter(person=person).select_related("organisation"),
        "how_that_is_known": Proof.objects.filter(person=person).select_related("belonging__organisation"),
        "asked_to_be_let_in": EntryRequest.objects.filter(person=person).select_related("organisation"),
        "availability": Availability.objects.filter(person=person),
        "first_hour": FirstHourStep.objects.filter(person=person),
        "registrar_of": Registrar.objects.filter(person=person).select_related("organisation"),
        "mandates": Mandate.objects.filter(person=person).select_related("unit"),
        "handovers": Handover.objects.filter(Q(predecessor=person) | Q(successor=person)).select_related("unit"),
        "memberships": Membership.objects.filter(person=person).select_related("unit"),
        "applications": Application.objects.filter(person=person).select_related("unit", "organisation"),
        "what_became_of_applications": ApplicationStep.objects.filter(application__person=person),
        "exemptions": Exemption.objects.filter(person=person).select_related("unit"),
        "reconfirmations": Reconfirmation.objects.filter(membership__person=person),
        "welcomes": Welcome.objects.filter(person=person).select_related("unit", "by"),
        "asks": asks.own(reader).prefetch_related("units", "files"),
        "answers": asks.own_answers(reader).select_related("ask").prefetch_related("files"),
        "drafts": Draft.objects.filter(person=person),
        "answer_drafts": AnswerDraft.objects.filter(person=person).select_related("ask"),
        "found_enough": Enough.objects.filter(person=person),
        "requests_to_help": Suggestion.objects.filter(person=person).select_related("ask"),
        "thanks_given": Thanks.objects.filter(by=person),
        "cases": cases.own(reader).prefetch_related("units"),
        "questions": cases.own_questions(reader).select_related("case"),
        "replies": cases.own_replies(reader).select_related("question"),
        "reuses": Reuse.objects.filter(person=person).select_related("case"),
        "returns": Return.objects.filter(person=person).select_related("restart"),
        "topics": Topic.objects.filter(by=person).select_related("unit"),
        "topics_wanted": TopicVote.objects.filter(person=person).select_related("topic"),
        "watch": Watch.objects.filter(by=person).select_related("unit"),
        "vouching": Vouching.objects.filter(person=person).select_related("unit"),
        "lists_brought": Import.objects.filter(by=person).select_related("unit"),
        "rows_in_lists": ImportRow.objects.filter(person=person),
        "signatures": Signature.objects.filter(person=person).select_related("founding__unit"),
        "on_roll": RollEntry.objects.filter(person=person).select_related("organisation"),
        "open_votes": Ballot.objects.filter(entry__person=person),
        "days_that_suit": PollAnswer.objects.filter(person=person),
        "looks": Look.objects.filter(by=person),
        "how_i_hear": Hearing.objects.filter(person=person).select_related("unit"),
        "notices": Notice.objects.filter(person=person).select_related("entry"),
        "what_i_did": Entry.objects.filter(by=person),
        "traces": Trace.objects.filter(by=person),
        "looks_in_office": official_looks(**_written(reader), organisation=_employer(person)),
    }
    held = {subject: rows.order_by("pk") for subject, rows in held.items()}
    return held | {"how_many_opened": looked_at(**_written(reader))}


def _written(reader: Reader) -> "dict[str, QuerySet[Any, Any]]":
    """Names of what one wrote, by kind; unnamed things too."""
    own = {
        "ask": asks.own(reader),
        "answer": asks.own_answers(reader),
        "case": cases.own(reader),
        "question": cases.own_questions(reader),
    }
    return {kind: rows.order_by().values("key") for kind, rows in own.items()}


def _employer(person: Person) -> "QuerySet[Any, Any]":
    return Organisation.objects.filter(people=person).values("slug")


def _letter(letter: Letter) -> dict[str, Any]:
    """One to an address alone holds what opens the account: it is for who reads the mail, not for a session."""
    return {name: value for name, value in _plain(letter).items() if letter.person_id or name != "text"}


def _plain_rows(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """A row that counts others is plain as it is."""
    return [
        row if isinstance(row, dict) else _letter(row) if isinstance(row, Letter) else _plain(row) for row in rows
    ]


def _plain(row: Model) -> dict[str, Any]:
    """A row's own fields; what it points at, by the name that a reader knows it by."""
    plain: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.name in _NEVER or field.primary_key:
            continue
        if not field.is_relation:
            plain[field.name] = field.value_from_object(row)
        elif field.name in row._state.fields_cache:
            plain[field.name] = str(getattr(row, field.name))
    for name, kept in getattr(row, "_prefetched_objects_cache", {}).items():
        plain[name] = [str(thing) for thing in kept]
    return plain
