from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from krets.mail.kinds import Kind


class ActivityConfig(AppConfig):
    name = "krets.activity"
    letter_kinds = {
        "digest": Kind(_("digests of what is new"), _("You get this because you chose a digest in your profile.")),
    }
