from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from krets.records.keeping import Keep


class RecordsConfig(AppConfig):
    name = "krets.records"
    keeps = {
        "traces": Keep(
            _("The trail: who saw and changed what"),
            _("the act"),
            730,
            Keep.EMPTIED,
            _("So that misuse can be looked into, also when it is found late. The seals stay."),
            "krets.records.sealing.empty",
        ),
    }
