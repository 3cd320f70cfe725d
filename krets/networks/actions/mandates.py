"""People are trusted with something in a unit, for a time."""

from datetime import date

from krets.activity.actions import record
from krets.db.clock import now, today
from krets.db.identity import verb
from krets.networks import emails, rules
from krets.networks.actions.membership import derive_role, derive_roles, let_in
from krets.networks.actions.proposed import know_again
from krets.networks.models import Mandate, Unit
from krets.people.models import Person


@verb
def appoint(
    *,
    by: Person | None,
    unit: Unit,
    person: Person,
    kind: str,
    since: date | None = None,
    until: date | None = None,
    firm: str = "",
    outside: str = "",
) -> Mandate:
    """Trust somebody with something in a unit; who already has it keeps it. What only members are trusted with
    makes them one.

    `by` None: the operator, or a meeting.
    """
    first = since or today()
    held = Mandate.objects.filter(unit=unit, person=person, kind=kind, outside=outside, ended=None)
    held.filter(until__lt=today()).update(ended=now())  # ran out today; the clockwork has not come to it
    if kind in Mandate.OF_MEMBERS:
        let_in(by=by, unit=unit, person=person)
    mandate, new = Mandate.objects.get_or_create(
        unit=unit, person=person, kind=kind, outside=outside, ended=None,
        defaults={"since": first, "until": until, "firm": firm, "appointed_by": by},
    )  # fmt: skip
    if new:
        derive_role(by=by, unit=unit.pk, person=person.pk)
        know_again(by=by, association=unit)
        record(verb="networks.appoint", kind="unit", key=unit.slug, by=by, unit=unit.pk)
        if by != person:
            emails.appointed(mandate)
    return mandate


@verb
def renew_mandate(*, by: Person | None, mandate: Mandate, until: date | None) -> None:
    """Give a mandate that still holds another last day, or none."""
    if Mandate.objects.filter(pk=mandate.pk, ended=None).update(until=until):
        derive_role(by=by, unit=mandate.unit_id, person=mandate.person_id)
        _record("networks.renew_mandate", by, mandate)


@verb
def end_mandate(*, by: Person | None, mandate: Mandate) -> None:
    """Give or take back a mandate before its last day."""
    if Mandate.objects.filter(pk=mandate.pk, ended=None).update(ended=now(), ended_by=by):
        derive_role(by=by, unit=mandate.unit_id, person=mandate.person_id)
        know_again(by=by, association=mandate.unit)
        _record("networks.end_mandate", by, mandate)


@verb
def settle_mandates(*, by: None = None) -> None:
    """End what has run out, and let those run their unit whose mandate begins or has ended."""
    for mandate in Mandate.objects.filter(ended=None, until__lt=today()).select_related("unit"):
        end_mandate(by=by, mandate=mandate)
    derive_roles()
    for association in Unit.objects.filter(kind=Unit.Kind.ASSOCIATION):
        know_again(by=by, association=association)


@verb
def announce_endings(*, by: None = None) -> None:
    """Write sixty days ahead to who holds a mandate that ends, and to all who appoint to it: once for each last
    day."""
    soon = rules.current().filter(until__lte=today() + rules.AHEAD, until__gte=today())
    for mandate in soon.select_related("unit", "person__account"):
        emails.mandate_ends(mandate, to=mandate.person)
        for person in rules.who_appoints(mandate.unit, mandate.kind).exclude(pk=mandate.person_id):
            emails.mandate_ends(mandate, to=person)


def _record(verb: str, by: Person | None, mandate: Mandate) -> None:
    record(verb=verb, kind="unit", key=mandate.unit.slug, by=by, unit=mandate.unit_id)
