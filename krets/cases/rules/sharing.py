"""What must be in a case before others read it, and what may not."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from krets.cases.models import Case, Document
from krets.db.clock import today
from krets.networks.models import BEFORE_AWARD, Check, Unit
from krets.networks.rules import named_in, tokens_of
from krets.people import rules as people
from krets.people.models import Organisation, Person

# What is drawn from tenders or the award: before it, these fields are in no form and nothing in them is told.
AFTER_AWARD = ("outcome", "award_date", "non_award_reason", "value", "currency", "value_per_year")


# What points at one organisation however it is called. The region does too, and is left out by itself.
TELLING = ("notice_link", "case_ref", "contact")


# Kinds of buyers that have no inhabitants to count.
_KIND = Organisation.Kind


WITHOUT_SIZE = (_KIND.STATE, _KIND.COMPANY, _KIND.CENTRAL_BODY, _KIND.OTHER)


# What is filled in by itself when no name is shown.
COMPUTED = ("authority_type", "authority_size")


def publish_faults(
    case: Case, *, by: Person, audience: str, units: Iterable[Unit], people: Iterable[Person] = (),
    unnamed: bool, check: Check,
) -> dict[str, str]:  # fmt: skip
    """What must be mended before others may read the case: field to what to do. Empty when all is there."""
    before = check.before_award
    faults = _lacking(case, by, check) | (_too_early(case) if before else {}) | check.faults()
    if unnamed:
        faults = {name: fault for name, fault in faults.items() if name not in COMPUTED} | _telling(case)
    if audience not in Case.Audience.values:
        faults["audience"] = _("Choose who can read it.")
    elif audience == Case.Audience.UNITS and not [*units, *people]:
        faults["units"] = _("Choose at least one network, or somebody by name.")
    return faults


def document_faults(
    case: Case, *, title: str, licence: str, suppliers_own: bool, assessed_by: str, assessed_on: date | None
) -> dict[str, str]:
    """What must be mended before a file hangs on a case: field to what to do."""
    faults = {}
    if not title.strip():
        faults["title"] = _("Give the document a title that says what it is.")
    if licence not in Document.Licence.values:
        faults["licence"] = _("Choose what others may do with it.")
    if not suppliers_own:
        return faults
    if case.phase in BEFORE_AWARD and case.award_date is None:
        faults["suppliers_own"] = _("Before the award no document of a supplier's can be attached.")
    if licence in (Document.Licence.CC_BY, Document.Licence.CC0):
        faults["licence"] = _("It is not yours to license. Choose for public buyers, or for reading only.")
    if not assessed_by.strip():
        faults["assessed_by"] = _("Say who at your authority has judged whether it is secret.")
    if assessed_on is None:
        faults["assessed_on"] = _("Give the date of that judgement.")
    return faults


def may_be_guessed(case: Case, by: Person, check: Check) -> bool:
    """Whether region, topic and date together would tell who it is, were the case published without a name."""
    return people.may_be_guessed(by.organisation, case.cpv, check.award_date or case.period_start or today())


def named_people(case: Case) -> "QuerySet[Person]":
    """Whom a published case is shared with one by one."""
    named = named_in(case.readers) if case.published is not None and case.audience == Case.Audience.UNITS else []
    return Person.objects.filter(pk__in=named)


def tokens_named(given: Mapping[str, Any]) -> list[str]:
    """The reader tokens of units by slug and people by address; whatever is not here lets nobody in."""
    slugs, addresses = ([str(one) for one in given.get(name) or ()] for name in ("units", "people"))
    people = Person.objects.filter(account__email__in=addresses)
    return tokens_of(Unit.objects.filter(slug__in=slugs), people)


def _lacking(case: Case, by: Person, check: Check) -> dict[str, str]:
    asked = {
        "title": _("Give it a title: what would a colleague search for?"),
        "summary": _("Say in a few sentences what was needed, what you did and what came of it."),
        "authority_type": _("Choose the type of organisation."),
        "themes": _("Choose at least one theme."),
        "aim": _("Say what you wanted to change."),
        "what_we_did": _("Tell what you did."),
        "advice": _("Say what you would advise others, or do differently."),
        "language": _("Choose the language it is written in."),
    }
    faults = {name: message for name, message in asked.items() if not getattr(case, name)}
    if not case.subject and not case.cpv:
        faults["subject"] = _("Say what was bought, in plain words or with a CPV code.")
    if not case.authority_size and case.authority_type not in WITHOUT_SIZE:
        faults["authority_size"] = _("Choose the size.")
    if by.organisation_id is None:
        faults["organisation"] = _("A case comes from a public buyer, and your profile names no organisation.")
    if not check.before_award and not case.outcome:
        faults["outcome"] = _("Choose how it went. All four help others.")
    if case.outcome and case.outcome != Case.Outcome.WORKED_WELL and not check.before_award:
        if not case.what_went_wrong:
            faults["what_went_wrong"] = _("Tell what went wrong.")
        if not case.why:
            faults["why"] = _("Tell why, as far as you know.")
    return faults


def _too_early(case: Case) -> dict[str, str]:
    names = [name for name in ("outcome", "non_award_reason", "value") if getattr(case, name)]
    early = dict.fromkeys(names, _("Before the award this can't be told. Empty it, or wait for the award."))
    if case.effects.exists():
        early["effects"] = _("Before the award there are no effects to tell. Empty them, or wait for the award.")
    if case.documents.filter(suppliers_own=True).exists():
        early["documents"] = _("Before the award no document of a supplier's can be shared. Take it away.")
    return early


def _telling(case: Case) -> dict[str, str]:
    message = _("This tells which organisation it is. Empty it to publish without your name.")
    return {name: message for name in TELLING if getattr(case, name)}
