"""A case becomes readable, and unreadable again: `publish` and `withdraw`."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from krets.activity.actions import record
from krets.cases import rules
from krets.cases.actions.writing import appearance, take
from krets.cases.models import Case, CaseCheck, CaseWriter, Typed, Withdrawal
from krets.db import readers
from krets.db.clock import now
from krets.networks.models import Check, Membership, Unit
from krets.networks.rules import tokens_of
from krets.people.models import Person


class NotReady(Exception):
    """Something must be mended first. `faults`: field to what to do, in the words that the writer reads."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {message}" for name, message in faults.items()))
        self.faults = faults


@transaction.atomic
def publish(
    *, by: Person, case: Case, audience: str, units: Iterable[Unit] = (), unnamed: bool = False, check: Check
) -> None:
    """Let others read the case, or read its changes. NotReady says what is missing, and changes nothing.

    The answers of `check` are kept with who gave them and when. Members of the units hear of it the first
    time; a case for all buyers or for everybody is found, not announced.
    """
    units, again = list(units), case.published is not None
    _take_changes(case, by)
    case.phase, case.award_date, case.audience = check.phase, check.award_date, audience
    faults = rules.publish_faults(case, by=by, audience=audience, units=units, unnamed=unnamed, check=check)
    if faults:
        raise NotReady(faults)
    case.units.set(units if audience == Case.Audience.UNITS else [])
    case.readers = case.audience_tokens or tokens_of(units)
    case.published = case.published or now()
    case.edited = case.confirmed = now()
    case.still_valid = True
    _name(case, by, unnamed)
    case.save()
    CaseCheck.objects.update_or_create(
        case=case,
        defaults={
            "phase": check.phase,
            "awarded": check.awarded,
            "award_date": check.award_date,
            "supplier_secrets": bool(check.supplier_secrets),
            "by": by,
            "at": now(),
        },
    )
    appearance(case)
    record(
        verb="cases.publish",
        kind="case",
        key=case.key,
        by=None if unnamed else by,
        tell=[] if again else _members(units, but=by),
        unit=units[0].pk if len(units) == 1 else None,
    )


@transaction.atomic
def withdraw(*, by: Person, case: Case, why: str = "") -> None:
    """Take the case down at once. It becomes a draft again; copies that people made can't be called back."""
    if case.published is None:
        return
    unnamed = case.unnamed
    Withdrawal.objects.create(case=case, why=why)
    case.published = None
    case.readers = [readers.person(by.pk)]
    case.edited = now()
    case.save()
    appearance(case)
    record(verb="cases.withdraw", kind="case", key=case.key, by=None if unnamed else by)


def _take_changes(case: Case, by: Person) -> None:
    """What was typed since the last publishing; what can't be taken must be mended first."""
    typed = Typed.objects.filter(case=case).first()
    if typed is None:
        return
    left = take(case, typed.values, by=by)
    if left:
        raise NotReady(dict.fromkeys(left, _("What stands here can't be taken as it is.")))
    typed.delete()


def _name(case: Case, by: Person, unnamed: bool) -> None:
    """Show who wrote it, or move that to a row of its own, which only the writer reads."""
    organisation = by.organisation
    if unnamed:
        CaseWriter.objects.update_or_create(case=case, defaults={"person": by, "organisation": organisation})
        case.writer = case.organisation = None
        case.shown_as = organisation.outline if organisation else {}
        case.may_be_contacted = False
    else:
        CaseWriter.objects.filter(case=case).delete()
        case.writer, case.organisation, case.shown_as = by, organisation, {}


def _members(units: Iterable[Unit], *, but: Person) -> list[int]:
    return list(
        Membership.objects.filter(unit__in=list(units), ended=None)
        .exclude(person=but)
        .values_list("person_id", flat=True)
        .distinct()
    )
