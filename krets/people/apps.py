from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from krets.records.keeping import Keep


class PeopleConfig(AppConfig):
    name = "krets.people"
    keeps = {
        "sign_ins": Keep(
            _("Sign-ins: when, and with what kind of browser"),
            _("one signed in, once it has ended"),
            90,
            Keep.REMOVED,
            _("So that one can see where one is signed in, and misuse can be looked into."),
            "krets.people.actions.keeping.remove_sign_ins",
        ),
        "attempts": Keep(
            _("Counts of failed sign-ins"),
            _("they count no longer"),
            1,
            Keep.REMOVED,
            _("They only slow down whoever guesses."),
            "krets.people.actions.keeping.remove_attempts",
        ),
        "keys": Keep(
            _("Expired keys to the API, and when they were last used"),
            _("they expired"),
            90,
            Keep.REMOVED,
            _("So that misuse of a key can be looked into."),
            "krets.people.actions.keeping.remove_keys",
        ),
        "unused_accounts": Keep(
            _("E-mail addresses of people who never signed in, such as those of imported archives"),
            _("they were added"),
            1095,
            Keep.REMOVED,
            _("Until then they can be claimed. What was written stays, under its name."),
            "krets.people.actions.keeping.remove_unused_accounts",
        ),
        "unproved_entries": Keep(
            _("Requests to be let in, whose address was not shown to be theirs"),
            _("one asked to be let in"),
            7,
            Keep.REMOVED,
            _("So that a code can be asked for anew; anybody can type somebody else's address."),
            "krets.people.actions.keeping.remove_unproved_entries",
        ),
        "entry_requests": Keep(
            _("Requests to be let in, with the answer and its reason"),
            _("one asked to be let in"),
            365,
            Keep.REMOVED,
            _("So that whoever was refused can ask why, and ask again."),
            "krets.people.actions.keeping.remove_entries",
        ),
    }
