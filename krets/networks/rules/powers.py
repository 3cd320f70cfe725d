"""All that a reader may do with a unit, for pages that offer it: in one query."""

from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, F, Q, QuerySet, Value

from krets.db.clock import today
from krets.db.prepared import prepared
from krets.db.readers import Reader
from krets.networks.models import Mandate, Membership, Quiet, Unit
from krets.networks.rules.states import MEANS

LEAD, QUIET = "lead of it", "quiet"  # beside the kinds of mandates
DECIDING = (LEAD, *Mandate.DECIDES)


@dataclass(frozen=True)
class Powers:
    """As `may_invite`, `may_found_in`, `may_edit`, `may_change_state`, `may_decide`, `may_settle`, `may_wake` and
    `may_administer` say.

    quiet: whether the offer to sleep waits for this reader.
    """

    invite: bool = False
    found: bool = False
    edit: bool = False
    decide: bool = False
    settle: bool = False
    wake: bool = False
    quiet: bool = False
    administer: bool = False


def powers(reader: Reader, unit: Unit) -> Powers:
    if reader.person is None:
        return Powers()
    above, held = unit.parent_id or 0, set(_held(reader.person, [unit.pk, unit.parent_id or 0], today()))
    decide = any((unit.pk, kind) in held for kind in DECIDING)
    edit = decide or any((above, kind) in held for kind in DECIDING)
    looks_after = edit or (unit.pk, Mandate.Kind.CONTACT) in held
    serves = any((pk, kind) in held for pk in (unit.pk, above) for kind in Mandate.SERVES)
    awake = MEANS[unit.state].shared
    return Powers(
        invite=(unit.pk, LEAD) in held and MEANS[unit.state].joined,
        found=decide and awake,
        edit=edit,
        decide=decide,
        settle=looks_after and awake,
        wake=looks_after and unit.state == Unit.State.DORMANT,
        quiet=looks_after and awake and (unit.pk, QUIET) in held,
        administer=edit or serves,
    )


@prepared
def _held(person: int, units: list[int], day: date) -> "QuerySet[Membership, tuple[int, str]]":
    lead = Membership.objects.filter(person_id=person, unit_id__within=units, ended=None)
    lead = lead.filter(role=Membership.Role.COORDINATOR).order_by()
    text = CharField()
    last = Q(until=None) | Q(until__gte=day)
    held = Mandate.objects.filter(
        last, person_id=person, unit_id__within=units, ended=None, since__lte=day
    ).order_by()
    offers = Quiet.objects.filter(unit_id__within=units, reply="").order_by()
    return (
        lead.annotate(what=Value(LEAD, text))
        .values_list("unit_id", "what")
        .union(
            held.order_by().annotate(what=F("kind")).values_list("unit_id", "what"),
            offers.annotate(what=Value(QUIET, text)).values_list("unit_id", "what"),
            all=True,
        )
    )
