"""A case comes in from a file: checked as if nobody had written it with good intentions, and nobody is told."""

import base64
import binascii
import hashlib
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import slugify

from krets.cases import search
from krets.cases.actions.writing import take
from krets.cases.models import (
    EFFECT_FIELDS,
    FIELDS,
    Case,
    CaseCheck,
    Document,
    Question,
    Reply,
    Review,
    Row,
    key_of,
    row_of,
)
from krets.cases.models.row_values import FLAGS, KEY, BadRow, day, field, flag, moment, objects, words
from krets.cases.rules import document_faults, tokens_named
from krets.db.clock import now, today
from krets.db.identity import verb
from krets.files.actions import FileRefused, keep
from krets.networks import actions as networks
from krets.networks.models import Unit
from krets.networks.rules import tokens_of
from krets.people import actions as people
from krets.people.models import Organisation, Person

COUNTRY = re.compile(r"[A-Z]{2}")
LONGEST_FILE = 200_000_000  # characters of base64


@verb
def take_in(*, by: None = None, row: Row) -> str:
    """Make the case be as the row says: "new", "changed" or "unchanged". BadRow says why not.

    What the row builds on waits for `link`: it may come later in the file.
    """
    key = key_of(row)
    if not KEY.fullmatch(key):
        raise BadRow("the key is not 6 to 24 small letters and digits")
    case = Case.objects.select_for_update().filter(key=key).first()
    if case is not None and case.published is None:
        raise BadRow("the key is a draft's here")
    before = row_of(case) if case is not None else None
    if before == row:
        return "unchanged"
    case = case or Case(key=key)
    _fill(case, row)
    case = Case.objects.get(pk=case.pk)
    search.appear(case)
    if before is None:
        return "new"
    if row_of(case) == before:
        return "unchanged"
    if "edited" not in row:
        Case.objects.filter(pk=case.pk).update(edited=now())
    return "changed"


@verb
def link(*, by: None = None, key: str, builds_on: list[str]) -> None:
    """Say what a case builds on, once all are there. Unknown keys are left out."""
    case = Case.objects.get(key=key)
    case.builds_on.set(Case.objects.filter(key__in=builds_on, published__isnull=False).exclude(pk=case.pk))


def _fill(case: Case, row: Row) -> None:
    units = [_unit(unit) for unit in objects(row, "units", dict | str)]
    people = [person for one in objects(row, "people", dict | str) if (person := _person(one, None)) is not None]
    case.audience = words(row, "audience") or ("units" if units or people else "buyers")
    if case.audience not in Case.Audience.values or (case.audience == "units" and not units and not people):
        raise BadRow("audience is not public, buyers or units with at least one unit or person")
    _name(case, row)
    case.readers = case.audience_tokens or tokens_of(units, people)
    case.published = moment(row, "published") or case.published or now()
    case.edited = moment(row, "edited") or case.edited
    case.confirmed = moment(row, "confirmed") or case.confirmed or case.published
    case.still_valid = flag(row, "still_valid") is not False
    case.award_expected = day(row, "award_expected")
    if case.pk is None:
        case.save()
    _take_fields(case, row)
    case.units.set(units if case.audience == "units" else [])
    for one in objects(row, "documents"):
        _document(case, one)
    for one in objects(row, "reuses"):
        _reuse(case, one)
    if "reviews" in row:
        _reviews(case, row)
    for one in objects(row, "questions"):
        _question(case, one)
    _check(case, row)
    case.reuse_count = case.reuses.count()
    case.save()


def _name(case: Case, row: Row) -> None:
    outline = row.get("shown_as")
    if not outline:
        case.shown_as, case.organisation = {}, _organisation(row.get("organisation"))
        if case.organisation is None:
            raise BadRow("the organisation is missing")
        case.writer = _person(row.get("writer"), case.organisation)
        return
    if row.get("writer") or row.get("organisation"):
        raise BadRow("named and unnamed at once")
    case.writer = case.organisation = None
    case.shown_as = _outline(outline)


def _outline(given: Any) -> Row:
    if given in (None, "", {}):
        return {}
    if not isinstance(given, dict):
        raise BadRow("shown_as is not an outline of kind, size and country")
    return {name: words(given, name, 20) for name in ("kind", "country")} | {"sizes": _sizes(given)}


def _sizes(outline: Row) -> list[str]:
    sizes, known = outline.get("sizes", []), Organisation.Size.values
    if not isinstance(sizes, list) or not all(size in known for size in sizes):
        raise BadRow("shown_as has sizes that there are none of")
    return sizes


def _take_fields(case: Case, row: Row) -> None:
    values = {name: field(row, name) for name in FIELDS if name in row or name not in FLAGS}
    effects = [{name: words(one, name) for name in EFFECT_FIELDS} for one in objects(row, "effects")]
    if left := take(by=None, case=case, values=values | {"effects": effects}):
        raise BadRow(f"{', '.join(sorted(left))}: not a value that Krets knows")
    if not case.title or not (case.summary or case.what_we_did):
        raise BadRow("title, or both summary and what_we_did, is missing")
    if case.before_award and (case.outcome or case.value or case.non_award_reason or effects):
        raise BadRow("before the award neither outcome, value nor effects may be told")


def _document(case: Case, one: Row) -> None:
    title, licence, key = words(one, "title"), words(one, "licence"), words(one, "key")
    given = {
        "suppliers_own": flag(one, "suppliers_own") is True,
        "assessed_by": words(one, "assessed_by"),
        "assessed_on": day(one, "assessed_on"),
    }
    if document_faults(case, title=title, licence=licence, **given) or (key and not KEY.fullmatch(key)):  # type: ignore[arg-type]
        raise BadRow("a document's key, title, licence or assessment can't be taken")
    try:
        content = base64.b64decode(words(one, "content", LONGEST_FILE), validate=True)
        known = case.documents.filter(title=title, file__sha256=hashlib.sha256(content).hexdigest()).first()
        file = known.file if known else keep(name=words(one, "name") or title, content=content)
    except (binascii.Error, FileRefused) as refused:
        raise BadRow("a document's content can't be taken") from refused
    document = known or Document(case=case, file=file)
    document.key, document.title, document.licence = key or document.key, title[:160], licence
    document.attached = moment(one, "attached") or document.attached
    for name, value in given.items():
        setattr(document, name, value)
    if isinstance(narrower := one.get("readers"), dict):  # whoever of them is not here does not read it here
        document.narrowed, document.readers = True, tokens_named(narrower)
    if Document.objects.filter(key=document.key).exclude(pk=document.pk).exists():
        raise BadRow("a document's key is another document's here")
    document.save()


def _reuse(case: Case, one: Row) -> None:
    organisation = _organisation(one.get("organisation"))
    person = _person(one.get("person"), organisation)
    told = {"adapted": words(one, "adapted", 2000), "result": words(one, "result", 2000)}
    told |= {"organisation": organisation, "at": moment(one, "at") or now()}  # type: ignore[dict-item]
    if person is not None:
        case.reuses.update_or_create(person=person, defaults=told)
    else:
        case.reuses.update_or_create(person=None, organisation=organisation, defaults=told)


def _reviews(case: Case, row: Row) -> None:
    case.reviews.all().delete()
    for one in objects(row, "reviews"):
        Review.objects.create(
            case=case,
            asked=moment(one, "asked") or now(),
            answered=moment(one, "answered"),
            still_valid=flag(one, "still_valid"),
            note=words(one, "note", 2000),
        )


def _question(case: Case, one: Row) -> None:
    key, organisation = words(one, "key"), _organisation(one.get("organisation"))
    if not KEY.fullmatch(key):
        raise BadRow("a question has no key of 6 to 24 small letters and digits")
    if Question.objects.filter(key=key).exclude(case=case).exists():
        raise BadRow("a question's key is another question's here")
    told = {
        "body": words(one, "body", 4000),
        "language": words(one, "language", 5),
        "may_be_shared": flag(one, "may_be_shared") is True,
        "shared": flag(one, "shared") is True,
        "on": day(one, "on") or today(),
        "shown_as": _outline(one.get("shown_as")),
        "organisation": organisation,
        "writer": _person(one.get("person"), organisation),
    }
    if told["shown_as"] and (told["writer"] or organisation):
        raise BadRow("a question is named and unnamed at once")
    question, _new = Question.objects.update_or_create(case=case, key=key, defaults=told)
    if not isinstance(reply := one.get("reply"), dict):
        return
    how, out = words(reply, "how"), day(reply, "out")
    if how not in Reply.How.values or out is None:
        raise BadRow("a reply has no way that Krets knows, or no day")
    Reply.objects.update_or_create(
        question=question,
        defaults={
            "how": how,
            "body": words(reply, "body", 20_000),
            "language": words(reply, "language", 5),
            "share": flag(reply, "share") is True,
            "written": day(reply, "written") or out,
            "out": out,
        },
    )


def _check(case: Case, row: Row) -> None:
    """The gate's answers are kept with who gave them, or not at all."""
    check = row.get("check")
    person = _person(check.get("by"), case.organisation) if isinstance(check, dict) else None
    if person is None or not isinstance(check, dict):
        return
    answers = {
        "phase": case.phase,
        "award_date": case.award_date,
        "awarded": flag(check, "awarded"),
        "supplier_secrets": flag(check, "supplier_secrets") is True,
        "by": person,
        "at": moment(check, "at") or now(),
    }
    CaseCheck.objects.update_or_create(case=case, defaults=answers)


def _organisation(given: Any) -> Organisation | None:
    if not given:
        return None
    row = {"name": given} if isinstance(given, str) else given
    if not isinstance(row, dict):
        raise BadRow("the organisation is neither a name nor an object")
    name, slug = words(row, "name", 200), words(row, "slug", 80)
    slug = slug or slugify(name)[:80]
    kind, country = words(row, "kind") or "other", words(row, "country", 2) or "SE"
    inhabitants = row.get("inhabitants")
    if (
        not slug
        or slug != slugify(slug)
        or kind not in Organisation.Kind.values
        or not re.fullmatch(r"[A-Z]{2}", country)
    ):
        raise BadRow("the organisation's slug, kind or country can't be taken")
    if inhabitants is not None and (type(inhabitants) is not int or not 0 <= inhabitants < 2_000_000_000):
        raise BadRow("the organisation's inhabitants are not a number of people")
    return people.register_organisation(
        by=None, slug=slug, name=name or slug, kind=kind, country=country, nuts=words(row, "nuts", 5),
        inhabitants=inhabitants,
    )  # fmt: skip


def _person(given: Any, organisation: Organisation | None) -> Person | None:
    if not given:
        return None
    email = words(given, "email", 320) if isinstance(given, dict) else str(given)
    try:
        validate_email(email)
    except ValidationError as fault:
        raise BadRow("a person has no address") from fault
    name = words(given, "name", 120) if isinstance(given, dict) else ""
    return people.register(by=None, name=name or email.partition("@")[0], email=email, organisation=organisation)


def _unit(given: Any) -> Unit:
    """A unit that is not known is founded for its members alone, when the row says its name."""
    row = {"slug": given} if isinstance(given, str) else given
    slug, name = words(row, "slug", 80), words(row, "name", 160)
    known = Unit.objects.filter(slug=slug).first()
    if known is not None:
        return known
    if not name or not slug or slug != slugify(slug):
        raise BadRow(f"there is no unit {slug!r}")
    return networks.found(by=None, slug=slug, name=name, known_to="members")
