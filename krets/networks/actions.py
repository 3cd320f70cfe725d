"""What is done with units and their members."""

from collections.abc import Iterable

from django.db import transaction

from krets.activity.actions import record
from krets.db import readers
from krets.networks.models import Membership, Unit
from krets.people.models import Person


@transaction.atomic
def found(
    *,
    by: Person | None,
    slug: str,
    name: str,
    kind: str = Unit.Kind.NETWORK,
    language: str = "sv",
    purpose: str = "",
    rule: str = "",
    parent: Unit | None = None,
    readable_by: Iterable[str] = (readers.PUBLIC,),
) -> Unit:
    """Found a unit. `readable_by` is reader tokens: who may know that it exists; members always may."""
    unit = Unit.objects.create(
        slug=slug, name=name, kind=kind, language=language, purpose=purpose, rule=rule, parent=parent
    )
    unit.readers = readers.clean([*readable_by, readers.unit(unit.pk)])
    unit.save(update_fields=["readers"])
    record(verb="networks.found", kind="unit", key=slug, by=by, unit=unit.pk)
    return unit


@transaction.atomic
def join(*, by: Person | None, unit: Unit, person: Person, role: str = Membership.Role.MEMBER) -> Membership:
    """Make a person a member, or give a member another role. Admission by rule comes with its own verbs."""
    membership, new = Membership.objects.get_or_create(
        unit=unit, person=person, ended=None, defaults={"role": role, "added_by": by}
    )
    if not new and membership.role != role:
        membership.role = role
        membership.save(update_fields=["role"])
    record(verb="networks.join", kind="unit", key=unit.slug, by=by, unit=unit.pk)
    return membership
