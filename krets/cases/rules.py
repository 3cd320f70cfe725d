"""Who may see a case, who may change it, and what must be in it before others read it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from krets.cases.models import Case, CaseWriter, Document, MineFirst, Reuse, groups_of, halves
from krets.db.prepared import Rows, prepared
from krets.db.readers import Reader, shared_with
from krets.engines.matching import SCANDINAVIAN
from krets.engines.text.stopwords import LANGUAGES
from krets.networks.models import BEFORE_AWARD, Check, Membership, Unit
from krets.people.models import Organisation, Person, Purchase

# What is drawn from tenders or the award: before it, these fields are in no form and nothing in them is told.
AFTER_AWARD = ("outcome", "award_date", "non_award_reason", "value", "currency", "value_per_year")
# What points at one organisation however it is called. The region does too, and is left out by itself.
TELLING = ("notice_link", "case_ref", "contact")
# Kinds of buyers that have no inhabitants to count.
_KIND = Organisation.Kind
WITHOUT_SIZE = (_KIND.STATE, _KIND.COMPANY, _KIND.CENTRAL_BODY, _KIND.OTHER)
# Fewer organisations alike than this, and an unnamed one can be guessed.
GUESSABLE = 5


def visible(reader: Reader) -> "QuerySet[Case]":
    """Published cases whose audience the reader belongs to, and the reader's own, drafts too."""
    if reader.system:
        everything: QuerySet[Case] = Case.objects.all()
        return everything
    shared = shared_with(reader) & Q(published__isnull=False)
    cases: QuerySet[Case] = Case.objects.filter(shared | _own(reader) if reader.person else shared)
    return cases


def published(reader: Reader) -> "QuerySet[Case]":
    """What lists and search show: no drafts, not even one's own."""
    cases: QuerySet[Case] = Case.objects.readable(reader).filter(published__isnull=False)
    return cases


def narrowed(cases: "QuerySet[Case]", chosen: Mapping[str, str]) -> "QuerySet[Case]":
    """Those of these cases that a reader chose: outcome, kind, size, theme, phase, unit, topic (words or CPV)."""
    columns = {"outcome": "outcome", "kind": "authority_type", "size": "authority_size", "phase": "phase"}
    wanted: dict[str, Any] = {column: chosen[name] for name, column in columns.items() if chosen.get(name)}
    if unit := chosen.get("unit"):
        wanted["units__slug"] = unit
    if theme := chosen.get("theme"):
        wanted["themes__contains"] = [theme]
    cases = cases.filter(**wanted)
    topic = chosen.get("topic", "")
    digits = topic.split("-")[0]
    if digits.isdecimal() and 2 <= len(digits) <= 8:
        groups = [digits[:3]] if len(digits) > 2 else [f"{digits}{third}" for third in range(10)]
        return cases.filter(cpv_groups__overlap=groups)
    return cases.filter(Q(subject__icontains=topic) | Q(title__icontains=topic)) if topic else cases


def first_like(reader: Reader, cases: "QuerySet[Case]") -> "MineFirst | QuerySet[Case]":
    """The order of lists: organisations like the reader's first, newest first. One query here."""
    mine = _organisation_of(reader)
    return cases if mine is None else MineFirst(cases, mine.kind, mine.size)


def first_rows(reader: Reader, *, like_mine: bool) -> "MineFirst | Rows[Case]":
    """All that a list shows when nothing is chosen, in either order. At most three queries a page."""
    mine = _organisation_of(reader) if like_mine else None
    return _newest.rows(reader) if mine is None else _LikeMineFirst(reader, mine)


class _LikeMineFirst(MineFirst):
    """The same as MineFirst of all that is published, with prepared queries."""

    def __init__(self, reader: Reader, mine: Organisation) -> None:
        super().__init__(published(reader), mine.kind, mine.size)
        self.reader = reader

    def halves(self, start: int, stop: int) -> Any:
        return _halves(self.reader, self.kind, self.size, start=start, stop=stop)

    def found(self, pks: list[int]) -> dict[int, Case]:
        return {case.pk: case for case in _published(self.reader, pks)}


@prepared
def _halves(reader: Reader, kind: str, size: str, *, start: int, stop: int) -> Any:
    return halves(published(reader), kind, size, start, stop)


@prepared
def _published(reader: Reader, pks: list[int]) -> "QuerySet[Case]":
    return in_short(published(reader).filter(pk__within=pks))


@prepared
def _newest(reader: Reader) -> "QuerySet[Case]":
    return in_short(published(reader))


def of_unit(reader: Reader, unit: Unit) -> Rows[Case]:
    """What is shared in a unit, newest first."""
    return _of_unit.rows(reader, unit.pk)


@prepared
def _of_unit(reader: Reader, unit: int) -> "QuerySet[Case]":
    return in_short(published(reader).filter(units=unit))


def in_short(cases: "QuerySet[Case]") -> "QuerySet[Case]":
    """With what a row of a list shows, and without the long texts."""
    return cases.select_related("organisation").only(*_ROW)


_ROW = (
    "key", "title", "language", "outcome", "phase", "award_date", "pitfall", "shown_as", "with_evidence",
    "reuse_count", "still_valid", "confirmed", "published", "edited", "cpv", "authority_type", "authority_size",
    "organisation__name", "organisation__inhabitants",
)  # fmt: skip


def like_mine(reader: Reader, limit: int = 5) -> list[Case]:
    """Cases like the reader's coming purchases, each with `because`. At most four queries.

    What an organisation has bought it will buy again: same CPV group weighs most, then same kind and size.
    What the reader can read comes first; in another language only the same purchase is worth the trouble.
    """
    oneself = _oneself(reader)
    if oneself is None or oneself.organisation is None:
        return []
    mine, languages = oneself.organisation, _reads(oneself)
    bought: dict[str, Purchase] = {}
    for purchase in _bought_lately(mine.pk):
        for group in groups_of(purchase.cpv):
            bought.setdefault(group, purchase)
    same = _of_groups(reader, mine.pk, list(bought), some=4 * limit) if bought else []
    near = _of_kind(reader, mine.pk, mine.kind, mine.size, languages, some=limit)
    newest = {case.pk: case for case in (*same, *near)}
    for case in newest.values():
        case.because = _because(case, mine, bought)
    ranked = sorted(newest.values(), key=lambda case: (case.published, case.pk), reverse=True)
    return sorted(ranked, key=lambda case: (case.language not in languages, -len(case.because)))[:limit]


@prepared
def _bought_lately(organisation: int) -> "QuerySet[Purchase]":
    return Purchase.objects.filter(organisation=organisation).only("cpv", "title", "published")[:60]


def _others(reader: Reader, organisation: int) -> "QuerySet[Case]":
    others = published(reader).filter(still_valid=True)
    return in_short(others.filter(Q(organisation__isnull=True) | ~Q(organisation=organisation)))


@prepared
def _of_groups(reader: Reader, organisation: int, groups: list[str], *, some: int) -> "QuerySet[Case]":
    return _others(reader, organisation).filter(cpv_groups__shares=groups)[:some]


@prepared
def _of_kind(
    reader: Reader, organisation: int, kind: str, size: str, languages: list[str], *, some: int
) -> "QuerySet[Case]":
    alike = _others(reader, organisation).filter(authority_type=kind, authority_size=size)
    return alike.filter(language__within=languages)[:some]


def own(reader: Reader) -> "QuerySet[Case]":
    """The reader's own cases and drafts, unnamed ones too."""
    cases: QuerySet[Case] = Case.objects.filter(_own(reader)) if reader.person else Case.objects.none()
    return cases


def own_published(reader: Reader) -> Rows[Case]:
    """The reader's published cases, newest first, to name them."""
    return _own_published.rows(reader)


@prepared
def _own_published(reader: Reader) -> "QuerySet[Case]":
    return own(reader).filter(published__isnull=False).only("key", "title", "language")


def drafts(reader: Reader) -> "QuerySet[Case]":
    """What the reader has begun and not published, newest first."""
    return own(reader).filter(published__isnull=True).order_by("-edited", "-id")


def drafts_in_short(reader: Reader) -> list[Case]:
    """A few of them, to name them. One query."""
    return _drafts(reader) if reader.person is not None else []


@prepared
def _drafts(reader: Reader) -> "QuerySet[Case]":
    return drafts(reader).only("key", "title", "edited")[:4]


def reviews_waiting(reader: Reader, some: int) -> list[Case]:
    """Some of the reader's cases that wait for "still valid?". One query."""
    return _to_review(reader, some=some) if reader.person is not None else []


@prepared
def _to_review(reader: Reader, *, some: int) -> "QuerySet[Case]":
    return to_review(reader).only("key", "title", "language")[:some]


def to_review(reader: Reader) -> "QuerySet[Case]":
    """The reader's cases that wait for "still valid?"."""
    return own(reader).filter(reviews__isnull=False, reviews__answered=None, published__isnull=False)


def visible_documents(reader: Reader) -> "QuerySet[Document]":
    """Documents of the cases that the reader may see."""
    return Document.objects.filter(case__in=visible(reader))


def visible_reuses(reader: Reader, case: Case) -> "QuerySet[Reuse]":
    """Who used a case is told to everybody who may read it."""
    return Reuse.objects.filter(case=case, case__in=visible(reader)).select_related("organisation")


def may_draft(reader: Reader) -> bool:
    """A case comes from a public buyer: anybody who belongs to an organisation."""
    return reader.is_buyer


def is_writer(reader: Reader, case: Case) -> bool:
    """Whether the reader wrote the case, named or not."""
    if reader.person is None:
        return False
    if case.writer_id is not None:
        return bool(case.writer_id == reader.person)
    return Case.objects.filter(pk=case.pk, hidden_writer__person_id=reader.person).exists()


def writer_of(case: Case) -> Person | None:
    """Who wrote it, for letters and notices to that person alone; None for an imported unnamed case."""
    if case.writer_id is not None:
        return case.writer
    hidden = getattr(case, "hidden_writer", None)
    return hidden.person if hidden is not None else None


def may_edit(reader: Reader, case: Case) -> bool:
    """Only who wrote it saves, publishes, attaches, reviews and withdraws."""
    return is_writer(reader, case)


def may_reuse(reader: Reader, case: Case) -> bool:
    """Any buyer who reads a published case may say that they used it, but for its writer."""
    return may_draft(reader) and case.published is not None and not is_writer(reader, case)


def publish_faults(
    case: Case, *, by: Person, audience: str, units: Iterable[Unit], unnamed: bool, check: Check
) -> dict[str, str]:
    """What must be mended before others may read the case: field to what to do. Empty when all is there."""
    before = check.before_award
    faults = _lacking(case, by, check) | (_too_early(case) if before else {}) | check.faults()
    if unnamed:
        faults |= _telling(case)
    if audience not in Case.Audience.values:
        faults["audience"] = _("Choose who can read it.")
    elif audience == Case.Audience.UNITS and not list(units):
        faults["units"] = _("Choose at least one network.")
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


def readers_by_unit(units: "QuerySet[Unit]") -> dict[int, int]:
    """How many people read what is shared in each of these units. One query."""
    members = Membership.objects.filter(unit__in=units, ended=None, person__account__is_active=True)
    return dict(members.values_list("unit").annotate(Count("person", distinct=True)))


def alike(organisation: Organisation | None) -> int:
    """How many organisations in Krets an unnamed case by this one could come from, itself counted."""
    if organisation is None:
        return 0
    same = Organisation.objects.filter(kind=organisation.kind, country=organisation.country)
    return sum(other.size == organisation.size for other in same.only("inhabitants"))


def _own(reader: Reader) -> Q:
    hidden = CaseWriter.objects.filter(person_id=reader.person or 0)
    return Q(writer_id=reader.person or 0) | Q(pk__within=hidden.values("case"))


def _organisation_of(reader: Reader) -> Organisation | None:
    oneself = _oneself(reader)
    return oneself.organisation if oneself is not None else None


def _oneself(reader: Reader) -> Person | None:
    return None if reader.person is None else next(iter(_people(reader)), None)


@prepared
def _people(reader: Reader) -> "QuerySet[Person]":
    return Person.objects.filter(pk=reader.person or 0).select_related("organisation")


def _reads(person: Person) -> list[str]:
    """Languages that somebody understands; every one when they have not said which. "" is of no language."""
    said = set(person.languages) or set(LANGUAGES)
    return sorted(said | (SCANDINAVIAN if said & SCANDINAVIAN else set()) | {""})


def _because(case: Case, mine: Organisation, bought: dict[str, Purchase]) -> list[str]:
    reasons = []
    for group in groups_of(case.cpv):
        if (purchase := bought.get(group)) is not None:
            title = Truncator(purchase.title).chars(70)
            year = purchase.published.year if purchase.published else None
            reasons.append(
                _("you bought “{title}” in {year}").format(title=title, year=year)
                if year
                else _("you bought “{title}”").format(title=title)
            )
            break
    if (case.authority_type, case.authority_size) == (mine.kind, mine.size):
        reasons.append(_("same type and size of organisation as yours"))
    return reasons


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
