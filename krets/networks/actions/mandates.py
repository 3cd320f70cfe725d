"""People are trusted with something in a unit, for a time."""

from datetime import date

from krets.activity.actions import record
from krets.db.clock import now, today
from krets.db.identity import verb
from krets.networks.models import Mandate, Membership, Unit
from krets.people.models import Organisation, Person


@verb
def appoint(
    *,
    by: Person | None,
    unit: Unit,
    person: Person,
    kind: str,
    since: date | None = None,
    until: date | None = None,
    firm: Organisation | None = None,
    outside: str = "",
) -> Mandate:
    """Trust somebody with something in a unit; who already has it keeps it.

    `by` None: the operator, or a meeting.
    """
    mandate, new = Mandate.objects.get_or_create(
        unit=unit, person=person, kind=kind, outside=outside, ended=None,
        defaults={"since": since or today(), "until": until, "firm": firm, "appointed_by": by},
    )  # fmt: skip
    if new:
        _lead(unit, person)
        record(verb="networks.appoint", kind="unit", key=unit.slug, by=by, unit=unit.pk)
    return mandate


@verb
def end_mandate(*, by: Person | None, mandate: Mandate) -> None:
    """Give or take back a mandate before its last day."""
    ended = Mandate.objects.filter(pk=mandate.pk, ended=None).update(ended=now(), ended_by=by)
    if ended:
        _lead(mandate.unit, mandate.person)
        record(verb="networks.end_mandate", kind="unit", key=mandate.unit.slug, by=by, unit=mandate.unit_id)


def _lead(unit: Unit, person: Person) -> None:
    """Whoever runs a unit, and is a member of it, has the role of coordinator there."""
    runs = Mandate.objects.filter(unit=unit, person=person, ended=None, kind__in=Mandate.RUNS).exists()
    role = Membership.Role.COORDINATOR if runs else Membership.Role.MEMBER
    Membership.objects.filter(unit=unit, person=person, ended=None).update(role=role)
