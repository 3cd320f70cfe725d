"""What happens in units as time goes, for tests of what is taken along."""

from krets.db.clock import now
from krets.networks import actions
from krets.networks.models import Quiet
from krets.tests.cast import Cast


def lived(cast: Cast) -> None:
    """A handover with its note, a welcome, a restart with who comes along, an offer of sleep that was answered."""
    cirkulart, asleep = cast.units["cirkulart"], cast.units["krets-norr"]
    actions.hand_over(by=cast.eva, unit=cirkulart, predecessor=cast.eva, successor=cast.ida, note="Torsdagar.")
    actions.welcome(by=cast.eva, unit=cast.units["hallbart-inkop"], person=cast.sven)
    actions.join(by=None, unit=asleep, person=cast.bo)
    actions.restart(by=cast.cilla, restart=actions.begin_restart(by=cast.cilla, unit=asleep, hosts=[cast.cilla]))
    Quiet.objects.create(unit=asleep, since="2026-01-02", reply="alive", by=cast.cilla, replied=now())
