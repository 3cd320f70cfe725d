from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from krets.mail.kinds import Kind
from krets.records.keeping import Keep


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
    keeps = {
        "asker_names": Keep(
            _("Names under asks"),
            _("the ask was posted"),
            1825,
            Keep.NAMELESS,
            _("What was asked and answered helps longer than who asked. The kind, size and country stay."),
            "krets.asks.actions.keeping.forget_askers",
        ),
        "drafts": Keep(
            _("Drafts of asks and answers"),
            _("they were last changed"),
            180,
            Keep.REMOVED,
            _("Who has not gone on in half a year begins anew."),
            "krets.asks.actions.keeping.remove_drafts",
        ),
        "requests": Keep(
            _("Requests to help, and why you"),
            _("they were sent"),
            730,
            Keep.REMOVED,
            _("So that nobody is asked too often, and the asker sees who was asked."),
            "krets.asks.actions.keeping.remove_requests",
        ),
        "enough": Keep(
            _("Times somebody found the answer before asking"),
            _("it happened"),
            730,
            Keep.REMOVED,
            _("It shows whether what was said before helps."),
            "krets.asks.actions.keeping.remove_enough",
        ),
        "taken_down": Keep(
            _("Asks and answers that were taken down: what stood in them"),
            _("they were taken down"),
            730,
            Keep.EMPTIED,
            _("So that their writer can object, and the organisation's registrar can answer for it."),
            "krets.asks.actions.keeping.empty_taken_down",
        ),
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
