from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from krets.mail.kinds import Kind
from krets.records.keeping import Keep


class ActivityConfig(AppConfig):
    name = "krets.activity"
    keeps = {
        "notices": Keep(
            _("What each was told of"),
            _("it happened"),
            365,
            Keep.REMOVED,
            _("Nobody looks for older news."),
            "krets.activity.keeping.remove_notices",
        ),
        "entries": Keep(
            _("What happened: who did it"),
            _("it happened"),
            730,
            Keep.NAMELESS,
            _("As long as the trail. That it happened is counted longer."),
            "krets.activity.keeping.forget_who",
        ),
    }
    letter_kinds = {
        "digest": Kind(_("digests of what is new"), _("You get this because you chose a digest in your profile.")),
    }
