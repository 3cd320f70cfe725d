from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from krets.mail.kinds import Kind
from krets.records.keeping import Keep


class CasesConfig(AppConfig):
    name = "krets.cases"
    news = {
        "cases.ask_back": _("A case that was taken down is mended"),
        "cases.let_back": _("A case may be published again"),
        "cases.ask_writer": _("Somebody asks you about this"),
        "cases.reply": _("Your question is replied to"),
    }
    keeps = {
        "documents": Keep(
            _("Documents that a writer takes off a published case"),
            _("they are taken off"),
            None,
            Keep.REMOVED,
            _("Their writer decides; a published case is kept without end."),
        ),
    }
    letter_kinds = {
        "case": Kind(
            _("e-mails about cases that you wrote"),
            _("You get this because you wrote this case, or are asked to write it."),
        ),
        "question": Kind(
            _("questions about cases, and replies to them"),
            _("You get this because you wrote the case, or asked about it."),
        ),
        "case_published": Kind(
            _("new cases in your networks"),
            _("You get this because the case was published in a network that you are a member of."),
        ),
    }
