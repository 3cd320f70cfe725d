"""After a yes a proposed unit opens: those who signed are its members, and who began is its contact person."""

from contextlib import suppress

from django.utils import translation
from django.utils.translation import gettext as _

from krets.db.clock import today
from krets.db.identity import verb
from krets.networks.actions.mandates import appoint
from krets.networks.actions.states import change_state
from krets.networks.actions.units import invite, join
from krets.networks.models import FirstMeeting, Founding, Mandate, Unit
from krets.networks.rules import MEANS
from krets.people.actions import NotCovered
from krets.people.models import Person
from krets.people.rules import may_be_member


@verb
def open_space(*, by: Person | None, founding: Founding) -> None:
    """Whoever may know of the association may know of the unit now. A first meeting waits to be planned.

    Who signed and works for a supplier by now does not become a member. A unit that whoever decides above it has
    opened or closed meanwhile stays as it is.
    """
    unit = founding.unit
    if unit.state == Unit.State.PROPOSED:
        change_state(by=by, unit=unit, state=founding.chain.opens_as)
    if not MEANS[unit.state].joined:
        return
    unit.founded = today()
    unit.save(update_fields=["founded"])
    for signature in founding.signatures.filter(signed__isnull=False).select_related("person", "organisation"):
        with suppress(NotCovered):
            if signature.person is not None:
                join(by=by, unit=unit, person=signature.person)
            else:
                invite(
                    by=founding.initiator, unit=unit, email=signature.email, name=signature.name,
                    organisation=signature.organisation,
                )  # fmt: skip
    if founding.initiator is not None and may_be_member(founding.initiator):
        for kind in (Mandate.Kind.CONTACT, Mandate.Kind.COORDINATOR):
            appoint(by=by, unit=unit, person=founding.initiator, kind=kind)
    with translation.override(unit.language):
        FirstMeeting.objects.get_or_create(unit=unit, defaults=_template(unit))


def _template(unit: Unit) -> dict[str, str]:
    agenda = [
        _("10.00 Coffee, and a round: who we are, what we buy, what we need help with"),
        _("10.45 Why {unit}: what we want to have achieved in a year").format(unit=unit.name),
        _("11.30 A case each: one that went well and one that did not"),
        _("12.30 Lunch"),
        _("13.30 What we do together: day meetings, courses, networks of heads and categories"),
        _("14.30 Who does what until next time, and where we meet"),
        _("15.00 End"),
    ]
    brings = [
        _("Contact person: list of members, and what the association offers"),
        _("Everybody: one case, and one question to the others"),
        _("Whoever lends the room: a map, and how to get in"),
    ]
    return {"agenda": "\n".join(agenda), "brings": "\n".join(brings)}
