from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from krets.records.keeping import Keep

_OF_LETTERS = _("they were made")
_HANDLED = _("they were handled")


class MailConfig(AppConfig):
    name = "krets.mail"
    keeps = {
        "letters": Keep(
            _("Sent e-mails: what stands in them"),
            _OF_LETTERS,
            365,
            Keep.EMPTIED,
            _("So that one can see what an answer by e-mail answers; reply addresses work as long."),
            "krets.mail.tidying.empty_sent",
        ),
        "letter_log": Keep(
            _("Sent e-mails: to whom and when"),
            _OF_LETTERS,
            1095,
            Keep.REMOVED,
            _("So that complaints about delivery can be looked into."),
            "krets.mail.tidying.remove_sent",
        ),
        "received": Keep(
            _("Received e-mails: what stands in them"),
            _HANDLED,
            90,
            Keep.EMPTIED,
            _("So that an answer that was misread can be put right. The answer itself is kept."),
            "krets.mail.tidying.empty_received",
        ),
        "unconfirmed": Keep(
            _("Received e-mails that nobody said were theirs: what stands in them"),
            _HANDLED,
            14,
            Keep.EMPTIED,
            _("They may have come from somebody else."),
            "krets.mail.tidying.empty_unconfirmed",
        ),
        "received_log": Keep(
            _("Received e-mails: from whom and when"),
            _HANDLED,
            1095,
            Keep.REMOVED,
            _("So that none is taken in twice."),
            "krets.mail.tidying.remove_received",
        ),
        "silences": Keep(
            _("Addresses that could not be reached for a while"),
            _("they are tried again"),
            0,
            Keep.REMOVED,
            _("Not needed any more. Who said no to e-mails stays on the list."),
            "krets.mail.tidying.remove_silences",
        ),
    }
