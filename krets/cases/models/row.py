"""A case as one JSON object, the same in every installation. docs/archive.md says the keys."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from krets.cases.models.case import FIELDS, Case
from krets.cases.models.document import Document
from krets.cases.models.effect import EFFECT_FIELDS
from krets.cases.models.question import Question
from krets.networks.models import Unit
from krets.people.models import Organisation, Person

Row = dict[str, Any]
STATES = ("audience", "published", "edited", "confirmed", "still_valid", "award_expected")
OF_ORGANISATION = ("slug", "name", "kind", "country", "nuts", "inhabitants")
OF_DOCUMENT = ("key", "title", "licence", "suppliers_own", "assessed_by", "assessed_on", "attached")
OF_REVIEW = ("asked", "answered", "still_valid", "note")
OF_QUESTION = ("key", "body", "language", "may_be_shared", "shared", "on", "shown_as")
OF_REPLY = ("how", "body", "language", "share", "written", "out")
OF_CHECK = ("phase", "awarded", "award_date", "supplier_secrets", "at")


def row_of(case: Case) -> Row:
    """Ready to become JSON, without what is empty. An unnamed case holds its outline and nobody."""
    row = _row(case, (*FIELDS, *STATES, "key", "shown_as")) | {
        "organisation": None if case.unnamed else _organisation(case.organisation),
        "writer": None if case.unnamed else _person(case.writer),
        "people": [_person(person) for person in _named(case)],
        "units": [{"slug": unit.slug, "name": unit.name} for unit in case.units.all()],
        "effects": [_row(effect, EFFECT_FIELDS) for effect in case.effects.all()],
        "documents": [_document(document) for document in case.documents.all()],
        "builds_on": sorted(other.key for other in case.builds_on.all()),
        "reuses": [
            _filled(
                _row(reuse, ("adapted", "result", "at"))
                | {"organisation": _organisation(reuse.organisation), "person": _person(reuse.person)}
            )
            for reuse in case.reuses.all()
        ],
        "reviews": [_row(review, OF_REVIEW) for review in case.reviews.all()],
        "check": _check(case),
        "questions": [_question(one) for one in case.questions.all()],
    }
    return _filled(row)


def _named(case: Case) -> list[Person]:
    """Whom it is shared with one by one, as far as they have an address."""
    named = [int(token[7:]) for token in case.readers if token.startswith("person:")]
    if not named or case.audience != Case.Audience.UNITS or case.published is None:
        return []
    return list(
        Person.objects.filter(pk__in=named, account__isnull=False).select_related("account").order_by("key")
    )


def key_of(row: Mapping[str, Any]) -> str:
    """The row's own key, or one made of what it is about, so that the same row is the same case next time."""
    if row.get("key"):
        return str(row["key"])
    about = f"{row.get('title')}\n{row.get('organisation')}\n{row.get('shown_as')}"
    return hashlib.sha256(about.encode("utf-8", "replace")).hexdigest()[:12]


def _organisation(organisation: Organisation | None) -> Row | None:
    return None if organisation is None else _row(organisation, OF_ORGANISATION)


def _person(person: Person | None) -> Row | None:
    """Whoever has no address can't be known again, and is left out."""
    account = getattr(person, "account", None)
    return None if person is None or account is None else {"email": account.email, "name": person.name}


def _document(document: Document) -> Row:
    path = document.file.path
    content = base64.b64encode(path.read_bytes()).decode() if path.exists() else ""
    row = _row(document, OF_DOCUMENT) | {"name": document.file.name, "content": content}
    if document.narrowed:
        row["readers"] = named(document.readers)
    return _filled(row)


def named(tokens: list[str]) -> Row:
    """Units by slug and people by address: what reader tokens are called everywhere."""
    units = [int(token[5:]) for token in tokens if token.startswith("unit:")]
    people = [int(token[7:]) for token in tokens if token.startswith("person:")]
    accounts = Person.objects.filter(pk__in=people, account__isnull=False).order_by("key")
    return {
        "units": list(Unit.objects.filter(pk__in=units).order_by("slug").values_list("slug", flat=True)),
        "people": list(accounts.values_list("account__email", flat=True)),
    }


def _check(case: Case) -> Row | None:
    """Who answered the gate's questions is told only where the writer is."""
    check = getattr(case, "secrecy_check", None)
    by = _person(check.by) if check is not None and not case.unnamed else None
    return None if by is None else _filled(_row(check, OF_CHECK) | {"by": by})


def _question(question: Question) -> Row:
    """With its reply once that is out. Who asked without a name stays behind, as whoever replied does."""
    reply = getattr(question, "reply", None)
    return _filled(
        _row(question, OF_QUESTION)
        | {
            "organisation": None if question.unnamed else _organisation(question.organisation),
            "person": None if question.unnamed else _person(question.writer),
            "reply": _row(reply, OF_REPLY) if reply is not None and reply.out is not None else None,
        }
    )


def _row(of: object, names: Iterable[str]) -> Row:
    return _filled({name: _plain(getattr(of, name)) for name in names})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value  # a datetime is a date too


def _filled(row: Row) -> Row:
    """Without what says nothing. False and 0 say something."""
    return {name: value for name, value in sorted(row.items()) if value not in (None, "", [], {})}
