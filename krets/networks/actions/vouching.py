"""Some members can be told who wrote without a name: the charge is given and taken back, and each look is kept."""

from collections.abc import Sequence
from datetime import date

from krets.activity.actions import record
from krets.db.clock import now
from krets.db.identity import verb
from krets.networks import emails, rules
from krets.networks.models import HiddenWriter, Look, Membership, Unit, Vouching, Written
from krets.people.models import Person
from krets.records.actions import looked_behind


class NotAMember(Exception):
    """Only members of a unit vouch in it."""


@verb
def charge(*, by: Person | None, unit: Unit, person: Person) -> Vouching:
    """Give a member the charge of vouching in a unit. `by` is a coordinator, or None: the operator.

    Raises NotAMember.
    """
    if not Membership.objects.filter(unit=unit, person=person, ended=None).exists():
        raise NotAMember
    given, new = Vouching.objects.get_or_create(unit=unit, person=person, ended=None, defaults={"by": by})
    if new:
        record(verb="networks.charge", kind="unit", key=unit.slug, by=by, unit=unit.pk)
        emails.charged(unit, to=person, by=by)
    return given


@verb
def relieve(*, by: Person | None, unit: Unit, person: Person) -> None:
    """Take the charge back. What was looked at stays written down."""
    ended = Vouching.objects.filter(unit=unit, person=person, ended=None).update(ended=now(), ended_by=by)
    if ended:
        record(verb="networks.relieve", kind="unit", key=unit.slug, by=by, unit=unit.pk)


@verb
def look_behind(
    *, by: Person, item: Written, kind: str, title: str, shared: Sequence[str], when: date, why: str
) -> Person | None:
    """Tell somebody who vouches who wrote an unnamed item; None if nobody here knows, or it is not theirs.

    Either way the look is kept and its writer is written to: who asked, when, why, and whether the name was given.
    kind: "ask", "answer" …; shared: the tokens that it is read with; when: it was written.
    """
    hidden: HiddenWriter | None = getattr(item, "hidden_writer", None)
    writer = hidden.person if hidden is not None else None
    given = writer is not None and rules.vouches_for(by, writer, shared, when)
    look = Look.objects.create(by=by, kind=kind, key=item.key, why=why.strip(), given=given)
    looked_behind(by=by, kind=kind, key=item.key, what="given" if given else "not given")
    if writer is not None and writer != by:
        emails.looked_behind(look, to=writer, title=title, page=f"{kind}:{item.key}")
    return writer if given else None
