"""What is done with people and organisations."""

from krets.people.actions.employers import NotCovered, leave_employer, settle, write_for
from krets.people.actions.entries import ask_entry, let_in, prove_entry, refuse_entry
from krets.people.actions.forgetting import forget
from krets.people.actions.handover import (
    export_organisations,
    export_people,
    restore_organisations,
    restore_people,
)
from krets.people.actions.intake import (
    Newcomer,
    complete_organisations,
    register_many,
    register_organisations,
    retitle,
    settle_many,
    share_many_with_units,
)
from krets.people.actions.keys import reseal
from krets.people.actions.newcomers import begin_first_hour, end_first_hour, greet, take_step
from krets.people.actions.organisations import (
    FACTS,
    NoDomain,
    PublicProvider,
    Taken,
    change_organisation,
    end_domain,
    verify_domain,
)
from krets.people.actions.profile import choose_language, set_availability, share_with_units, tell, update_profile
from krets.people.actions.purchases import export_purchases, record_purchases
from krets.people.actions.records import appoint_registrar, end_registrar, number_record
from krets.people.actions.register import register, register_organisation
from krets.people.actions.senders import register_senders
from krets.people.actions.sessions import end_other_sessions, end_session
from krets.people.actions.tokens import create_token, note_use, revoke_token

__all__ = [
    "FACTS",
    "Newcomer",
    "NoDomain",
    "NotCovered",
    "PublicProvider",
    "Taken",
    "appoint_registrar",
    "ask_entry",
    "begin_first_hour",
    "change_organisation",
    "choose_language",
    "complete_organisations",
    "create_token",
    "end_domain",
    "end_first_hour",
    "end_other_sessions",
    "end_registrar",
    "end_session",
    "export_organisations",
    "export_people",
    "export_purchases",
    "forget",
    "greet",
    "leave_employer",
    "let_in",
    "note_use",
    "number_record",
    "prove_entry",
    "record_purchases",
    "refuse_entry",
    "register",
    "register_many",
    "register_organisation",
    "register_organisations",
    "register_senders",
    "reseal",
    "restore_organisations",
    "restore_people",
    "retitle",
    "revoke_token",
    "set_availability",
    "settle",
    "settle_many",
    "share_many_with_units",
    "share_with_units",
    "take_step",
    "tell",
    "update_profile",
    "verify_domain",
    "write_for",
]
