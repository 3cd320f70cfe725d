"""Pages of networks: finding them, bringing people in, leaving. A unit seen whole is in `home`."""

from krets.networks.views.members import invite, leave
from krets.networks.views.units import units
from krets.networks.views.vouching import relieve, vouching

__all__ = ["invite", "leave", "relieve", "units", "vouching"]
