"""What is done with people and organisations."""

from krets.people.actions.forgetting import forget
from krets.people.actions.handover import (
    export_organisations,
    export_people,
    restore_organisations,
    restore_people,
)
from krets.people.actions.keys import reseal
from krets.people.actions.newcomers import begin_first_hour, end_first_hour, greet, take_step
from krets.people.actions.profile import (
    choose_language,
    set_availability,
    share_with_units,
    tell,
    update_profile,
)
from krets.people.actions.purchases import export_purchases, record_purchases
from krets.people.actions.records import appoint_registrar, end_registrar, number_record
from krets.people.actions.register import register, register_organisation, settle
from krets.people.actions.senders import register_senders
from krets.people.actions.sessions import end_other_sessions, end_session
from krets.people.actions.tokens import create_token, note_use, revoke_token

__all__ = [
    "appoint_registrar",
    "begin_first_hour",
    "choose_language",
    "create_token",
    "end_first_hour",
    "end_other_sessions",
    "end_registrar",
    "end_session",
    "export_organisations",
    "export_people",
    "export_purchases",
    "forget",
    "greet",
    "note_use",
    "number_record",
    "record_purchases",
    "register",
    "register_organisation",
    "register_senders",
    "reseal",
    "restore_organisations",
    "restore_people",
    "revoke_token",
    "set_availability",
    "settle",
    "share_with_units",
    "take_step",
    "tell",
    "update_profile",
]
