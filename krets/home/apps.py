from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from krets.mail.kinds import Kind
from krets.records.keeping import Keep


class HomeConfig(AppConfig):
    name = "krets.home"
    letter_kinds = {
        "week": Kind(
            _("what waits in your networks, on Mondays"),
            _("You get this because you run a network, or are trusted with something in one."),
        ),
    }
    keeps = {
        "people": Keep(
            _("People: account, profile, what ties them to what they wrote"),
            _("the person asked to be erased"),
            None,
            Keep.NAMELESS,
            _("They stay as long as somebody takes part. What was written stays as a former member's."),
        ),
        "contributions": Keep(
            _("Asks and answers that their writer wants taken away"),
            _("the writer asked for it"),
            None,
            Keep.REMOVED,
            _("Whoever is erased may object to their words staying. What others thanked for stays."),
        ),
    }
