"""Pages of networks: finding them, bringing people in, leaving. A unit seen whole is in `home`."""

from krets.networks.views.admission import (
    appeal,
    application,
    applications,
    apply,
    decide_application,
    exemptions,
    my_applications,
    rule,
    withdraw_application,
)
from krets.networks.views.agenda import agenda, change_topic, next_meeting, remove_watch, watch
from krets.networks.views.handovers import hand_over, handover, undo_hand_over
from krets.networks.views.imports import (
    decide_import,
    export_members,
    import_columns,
    import_file,
    import_report,
    imports,
    invite_imported,
    remove_import,
    run_import,
)
from krets.networks.views.mandates import (
    appoint,
    end_mandate,
    mandates,
    mandates_under,
    my_mandates,
    renew_mandate,
)
from krets.networks.views.map import unit_map
from krets.networks.views.members import invite, leave, welcome
from krets.networks.views.reconfirmation import reconfirm, resting
from krets.networks.views.running import contact_card, edit_unit, found, states
from krets.networks.views.sleep import come_along, quiet_units, restart, sleep
from krets.networks.views.subgroups import (
    join_subgroup,
    leave_subgroup,
    open_subgroup,
    propose_subgroup,
    set_up_subgroups,
    subgroups,
)
from krets.networks.views.units import units
from krets.networks.views.vouching import relieve, vouching

__all__ = [
    "agenda",
    "appeal",
    "application",
    "applications",
    "apply",
    "appoint",
    "change_topic",
    "come_along",
    "contact_card",
    "decide_application",
    "decide_import",
    "edit_unit",
    "end_mandate",
    "exemptions",
    "export_members",
    "found",
    "hand_over",
    "handover",
    "import_columns",
    "import_file",
    "import_report",
    "imports",
    "invite",
    "invite_imported",
    "join_subgroup",
    "leave",
    "leave_subgroup",
    "mandates",
    "mandates_under",
    "my_applications",
    "my_mandates",
    "next_meeting",
    "open_subgroup",
    "propose_subgroup",
    "quiet_units",
    "reconfirm",
    "relieve",
    "remove_import",
    "remove_watch",
    "renew_mandate",
    "restart",
    "resting",
    "rule",
    "run_import",
    "set_up_subgroups",
    "sleep",
    "states",
    "subgroups",
    "undo_hand_over",
    "unit_map",
    "units",
    "vouching",
    "watch",
    "welcome",
    "withdraw_application",
]
