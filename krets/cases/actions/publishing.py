"""A case becomes readable."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from krets.activity.actions import record
from krets.activity.rules import hears_each
from krets.cases import emails, rules, search
from krets.cases.actions.writing import take
from krets.cases.models import Case, CaseCheck, CaseWriter, Typed
from krets.db.clock import now
from krets.db.identity import verb
from krets.db.later import later
from krets.files.actions import FileRefused, make_nameless
from krets.networks.models import Check, Membership, Unit
from krets.networks.rules import tokens_of
from krets.people.actions import number_record
from krets.people.models import Person
from krets.people.rules import outline_of, signed_in_once


class NotReady(Exception):
    """Something must be mended first. `faults`: field to what to do, in the words that the writer reads."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {message}" for name, message in faults.items()))
        self.faults = faults


@verb
def publish(
    *,
    by: Person,
    case: Case,
    audience: str,
    units: Iterable[Unit] = (),
    people: Iterable[Person] = (),
    unnamed: bool = False,
    award_expected: date | None = None,
    check: Check,
    number: str = "",
) -> None:
    """Let others read the case, or read its changes. NotReady says what is missing, and changes nothing.

    The answers of `check` are kept with who gave them and when; before the award the writer is asked again on the
    day `award_expected`. Members of the units and people named hear of it the first time; a case for all buyers or
    for everybody is found, not announced. number: under which the writer's organisation keeps it.
    """
    units, people, again = list(units), list(people), case.published is not None
    if rules.held_back(case) is not None:
        raise NotReady(
            {"held_back": _("It was taken down by somebody else. Mend it, then ask to publish it again.")}
        )
    _take_changes(case, by)
    if case.unnamed and not unnamed and by.organisation:
        case.authority_type = case.authority_type or by.organisation.kind
        case.authority_size = case.authority_size or by.organisation.size
    case.phase, case.award_date, case.audience = check.phase, check.award_date, audience
    faults = rules.publish_faults(
        case, by=by, audience=audience, units=units, people=people, unnamed=unnamed, check=check
    )
    if faults:
        raise NotReady(faults)
    if unnamed:
        try:
            make_nameless(files=[document.file for document in case.documents.select_related("file")])
        except FileRefused as refusal:
            raise NotReady({"documents": str(refusal)}) from refusal
    case.units.set(units if audience == Case.Audience.UNITS else [])
    case.readers = case.audience_tokens or tokens_of(units, people)
    case.published = case.published or now()
    case.edited = case.confirmed = now()
    case.still_valid = True
    case.award_expected = award_expected if check.before_award else None
    _name(case, by, unnamed)
    case.save()
    CaseCheck.objects.update_or_create(
        case=case,
        defaults={
            "phase": check.phase,
            "awarded": check.awarded,
            "award_date": check.award_date,
            "supplier_secrets": bool(check.supplier_secrets),
            "by": None if unnamed else by,
            "at": now(),
        },
    )
    if number and by.organisation is not None:
        number_record(by=by, organisation=by.organisation, kind="case", key=case.key, number=number)
    search.appear(case)
    record(
        verb="cases.publish",
        kind="case",
        key=case.key,
        by=None if unnamed else by,
        tell=[] if again else _members(case, but=by),
        unit=_only_unit(case),
    )
    if not again and audience == Case.Audience.UNITS:
        later("cases.announce", case=case.key)


@verb
def announce(*, case: str, by: None = None) -> None:
    """Write to those who hear of each case in a unit of theirs by letter. Twice does it once."""
    out = Case.objects.filter(key=case, published__isnull=False).select_related("organisation").first()
    if out is None:
        return
    wanted = hears_each(_members(out, but=rules.writer_of(out)), _only_unit(out))
    for person in Person.objects.filter(pk__in=signed_in_once(wanted)).select_related("account"):
        emails.published(out, to=person)


def _take_changes(case: Case, by: Person) -> None:
    """What was typed since the last publishing; what can't be taken must be mended first."""
    typed = Typed.objects.filter(case=case).first()
    if typed is None:
        return
    left = take(by=by, case=case, values=typed.values)
    if left:
        raise NotReady(dict.fromkeys(left, _("What stands here can't be taken as it is.")))
    typed.delete()


def _name(case: Case, by: Person, unnamed: bool) -> None:
    """Show who wrote it, or move that to a row of its own, which only the writer reads."""
    organisation = by.organisation
    if unnamed:
        CaseWriter.objects.update_or_create(case=case, defaults={"person": by, "organisation": organisation})
        case.writer = case.organisation = None
        case.shown_as = outline_of(organisation)
        case.may_be_contacted = False
        case.region = ""
        # Lists and filters go by these, so they say no more than what is shown.
        case.authority_type = case.shown_as["kind"]
        case.authority_size = case.shown_as["sizes"][0] if len(case.shown_as["sizes"]) == 1 else ""
    else:
        hidden, _rows = CaseWriter.objects.filter(case=case).delete()
        if hidden and organisation:
            case.region = case.region or organisation.nuts
        case.writer, case.organisation, case.shown_as = by, organisation, {}


def _members(case: Case, *, but: Person | None) -> list[int]:
    members = Membership.objects.filter(unit__in=case.units.all(), ended=None).values_list("person_id", flat=True)
    named = rules.named_people(case).values_list("pk", flat=True)
    return sorted({*members, *named} - {but.pk if but is not None else 0})


def _only_unit(case: Case) -> int | None:
    """Whose choice of letters counts, when it is one unit's."""
    units = [unit.pk for unit in case.units.all()]
    return units[0] if len(units) == 1 else None
