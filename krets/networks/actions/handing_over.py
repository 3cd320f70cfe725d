"""Somebody is given what somebody else ran."""

from collections.abc import Collection

from krets.activity.actions import record
from krets.db.clock import now, today
from krets.db.identity import verb
from krets.networks import emails, rules
from krets.networks.actions.membership import derive_role, let_in, let_out
from krets.networks.actions.proposed import know_again
from krets.networks.models import Handover, Mandate, Unit, Vouching
from krets.people.models import Person


class NothingToHandOver(Exception):
    """None of it is there to be handed over any more: it was a moment ago, or it has ended."""


class TooLate(Exception):
    """What was handed over can no longer be given back by undoing it."""


@verb
def hand_over(
    *,
    by: Person | None,
    unit: Unit,
    predecessor: Person,
    successor: Person,
    mandates: Collection[Mandate] | None = None,
    note: str = "",
) -> Handover:
    """Give the successor these mandates of the predecessor's, or all in the unit and beneath it, with what the
    predecessor was charged with there. The successor becomes a member where that takes one; the predecessor keeps
    a member's rights. Done at once and once: of two at the same time the second finds nothing.

    Works for somebody who has left: what ended as they left. by: None: the operator. Raises NothingToHandOver.
    """
    Person.objects.select_for_update().order_by().get(pk=predecessor.pk)
    rows = rules.hand_on(predecessor).select_related("unit__parent")
    rows = rows.filter(unit__in=rules.within([unit.pk])) if mandates is None else rows.filter(
        pk__in=[mandate.pk for mandate in mandates]
    )  # fmt: skip
    old = list(rows)
    if not old or predecessor == successor:
        raise NothingToHandOver
    handover = Handover.objects.create(
        unit=unit, predecessor=predecessor, successor=successor, by=by, note=note.strip()
    )
    for mandate in old:
        _pass_on(mandate, handover, successor)
    _pass_on_charges(handover, successor, {mandate.unit_id for mandate in old if mandate.kind in Mandate.RUNS})
    handover.save(update_fields=["joined", "charged"])
    for one in {mandate.unit_id: mandate.unit for mandate in old}.values():
        know_again(by=by, association=one)
    record(verb="networks.hand_over", kind="unit", key=unit.slug, by=by, unit=unit.pk)
    for person in {predecessor, successor}:
        emails.handed_over(handover, to=person)
    return handover


@verb
def undo_hand_over(*, by: Person | None, handover: Handover) -> None:
    """Give back what was handed over. Raises TooLate where it was undone, or the predecessor has left since."""
    if not Handover.objects.filter(pk=handover.pk, undone=None).update(undone=now(), undone_by=by):
        raise TooLate
    handover.refresh_from_db()  # as the verb sees it: who is in it may be hidden from its caller
    predecessor, successor = handover.predecessor, handover.successor
    given = list(Mandate.objects.filter(handover=handover, ended=None).select_related("unit"))
    if predecessor is None or successor is None or len(given) < handover.mandates.count():
        raise TooLate  # part of it was handed on, ended or erased
    old = list(Mandate.objects.filter(person=predecessor, ended=handover.at).select_related("unit"))
    here = set(predecessor.memberships.filter(ended=None).values_list("unit", flat=True))
    if any(row.kind in Mandate.OF_MEMBERS and row.unit_id not in here for row in old):
        raise TooLate  # who has left is not made a member again behind their back
    Mandate.objects.filter(handover=handover).update(ended=now(), ended_by=by, follows=None)
    again = [row for row in old if not _has(predecessor, row)]  # somebody may have appointed them anew since
    Mandate.objects.filter(pk__in=[row.pk for row in again]).update(ended=None, ended_by=None)
    for unit in {row.unit_id: row.unit for row in [*old, *given]}.values():
        if unit.pk in handover.joined and not _is_trusted(successor, unit):
            let_out(by=by, unit=unit, person=successor, at=now())
        derive_role(by=by, unit=unit.pk, person=predecessor.pk)
        derive_role(by=by, unit=unit.pk, person=successor.pk)
        know_again(by=by, association=unit)
    Vouching.objects.filter(person=successor, unit__in=handover.charged, ended=None).update(
        ended=now(), ended_by=by
    )
    charged = Vouching.objects.filter(person=predecessor, ended=None).values("unit")
    given_up = Vouching.objects.filter(person=predecessor, ended=handover.at)
    given_up.exclude(unit__in=charged).update(ended=None, ended_by=None)
    for person in (predecessor, successor):
        emails.handed_over(handover, to=person, undone=True)
    unit = handover.unit
    record(verb="networks.undo_hand_over", kind="unit", key=unit.slug, by=by, unit=unit.pk)


def _has(person: Person, mandate: Mandate) -> bool:
    """Whether they hold the same by another row."""
    same = Mandate.objects.filter(unit=mandate.unit_id, kind=mandate.kind, outside=mandate.outside, ended=None)
    return same.filter(person=person).exists()


def _is_trusted(person: Person, unit: Unit) -> bool:
    """Whether something else lets them be a member: they were appointed there since."""
    return Mandate.objects.filter(unit=unit, person=person, ended=None, kind__in=Mandate.OF_MEMBERS).exists()


def _pass_on(mandate: Mandate, handover: Handover, successor: Person) -> None:
    """End the one and begin the other, which ends when the first would have."""
    unit = mandate.unit
    Mandate.objects.filter(pk=mandate.pk, ended=None).update(ended=handover.at, ended_by=handover.by)
    if mandate.kind in Mandate.OF_MEMBERS:
        _membership, new = let_in(by=handover.by, unit=unit, person=successor)
        if new:
            handover.joined.append(unit.pk)
    Mandate.objects.get_or_create(
        unit=unit, person=successor, kind=mandate.kind, outside=mandate.outside, ended=None,
        defaults={
            "since": today(), "until": mandate.until, "firm": mandate.firm, "appointed_by": handover.by,
            "follows": mandate, "handover": handover,
        },
    )  # fmt: skip
    for person in (mandate.person_id, successor.pk):
        derive_role(by=handover.by, unit=unit.pk, person=person)


def _pass_on_charges(handover: Handover, successor: Person, units: set[int]) -> None:
    """Who ran a unit and vouched there vouches no more; the successor does."""
    charges = Vouching.objects.filter(person=handover.predecessor, unit__in=units, ended=None)
    for charge in charges.select_related("unit"):
        Vouching.objects.filter(pk=charge.pk).update(ended=handover.at, ended_by=handover.by)
        _given, new = Vouching.objects.get_or_create(
            unit=charge.unit, person=successor, ended=None, defaults={"by": handover.by}
        )
        if new:
            handover.charged.append(charge.unit_id)
            emails.charged(charge.unit, to=successor, by=handover.by)
