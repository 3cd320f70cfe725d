from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from krets.mail.kinds import Kind
from krets.records.keeping import Keep


class NetworksConfig(AppConfig):
    name = "krets.networks"
    letter_kinds = {
        "units": Kind(
            _("e-mails about networks that fall quiet or wake"),
            _("You get this because you run this network, or are a member of it."),
        ),
        "application": Kind(
            _("applications to networks where you decide"),
            _("You get this because you decide who may join the network."),
        ),
    }
    keeps = {
        "restarts": Keep(
            _("How networks were woken"),
            _("the e-mail to the members"),
            730,
            Keep.REMOVED,
            _("So that hosts see who came along."),
            "krets.networks.actions.keeping.remove_restarts",
        ),
        "memberships": Keep(
            _("Ended memberships"),
            _("one left"),
            730,
            Keep.REMOVED,
            _("So that a network can see who was there while something was shared."),
            "krets.networks.actions.keeping.remove_memberships",
        ),
        "agendas": Keep(
            _("Topics of subgroups that are done, and what is noted on watch lists"),
            _("it was ticked off or noted"),
            1095,
            Keep.REMOVED,
            _("So that a subgroup can look back at its last years."),
            "krets.networks.actions.keeping.remove_agendas",
        ),
        "mandates": Keep(
            _("Mandates that have ended, and what was handed over with them"),
            _("they ended"),
            3650,
            Keep.REMOVED,
            _("So that an association can show who was on its board, and whoever takes over finds the note."),
            "krets.networks.actions.keeping.remove_mandates",
        ),
        "resting": Keep(
            _("Resting memberships"),
            _("one began to rest"),
            1095,
            Keep.REMOVED,
            _("Who was on leave for some years comes back by a click."),
            "krets.networks.actions.keeping.remove_resting",
        ),
        "applications": Keep(
            _("Applications to networks"),
            _("one was decided or taken back"),
            730,
            Keep.REMOVED,
            _("So that a decision can be explained, and looked at when somebody applies anew."),
            "krets.networks.actions.keeping.remove_applications",
        ),
        "application_drafts": Keep(
            _("Drafts of applications"),
            _("they were last changed"),
            90,
            Keep.REMOVED,
            _("Who has not gone on in three months begins anew."),
            "krets.networks.actions.keeping.remove_application_drafts",
        ),
        "exemptions": Keep(
            _("Exceptions from who may join"),
            _("one was made"),
            1825,
            Keep.REMOVED,
            _("So that members see who is in although a rule did not hold."),
            "krets.networks.actions.keeping.remove_exemptions",
        ),
        "imports": Keep(
            _("Lists of members that were brought, with all their rows"),
            _("one was brought"),
            30,
            Keep.REMOVED,
            _("So that one can look up what became of a row. The file itself is never kept."),
            "krets.networks.actions.keeping.remove_imports",
        ),
        "foundings": Keep(
            _("Applications to found a unit that were turned down"),
            _("the decision"),
            365,
            Keep.REMOVED,
            _("So that it can be applied for again."),
            "krets.networks.actions.keeping.remove_foundings",
        ),
        "ballots": Keep(
            _("Who said what in an open vote"),
            _("it was closed"),
            730,
            Keep.REMOVED,
            _("So that the count can be checked. The numbers stay."),
            "krets.networks.actions.keeping.remove_ballots",
        ),
        "date_polls": Keep(
            _("Which days suited whom"),
            _("they were asked about"),
            365,
            Keep.REMOVED,
            _("After the meeting nobody needs it."),
            "krets.networks.actions.keeping.remove_date_polls",
        ),
    }
