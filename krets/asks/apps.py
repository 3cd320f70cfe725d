from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from krets.mail.kinds import Kind


class AsksConfig(AppConfig):
    name = "krets.asks"
    news = {
        "asks.post": _("New ask"),
        "asks.suggest": _("Can you help?"),
        "asks.answer": _("New answer"),
        "asks.thank": _("Your answer helped"),
        "asks.close": _("What came of it"),
        "asks.write_up": _("Worth keeping as a case"),
        "asks.withdraw": _("Taken down"),
        "asks.withdraw_answer": _("Taken down"),
    }
    letter_kinds = {
        "ask": Kind(
            _("every new ask in your networks"),
            _("You get this because you chose an e-mail for each thing that happens in this network."),
        ),
        "suggestion": Kind(
            _("requests to help with an ask"),
            _("You get this because your experience fits. How often you are asked, you choose in your profile."),
        ),
        "answer": Kind(
            _("answers to what you asked, and thanks for what you answered"),
            _("You get this because you asked, or answered."),
        ),
        "write_up": Kind(
            _("invitations to write a case"),
            _("You get this because somebody found your answer worth keeping."),
        ),
    }
