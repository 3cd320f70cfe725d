"""Pages that span rooms: what a reader meets first, and people, units and organisations seen whole."""

from krets.home.views.about import accessibility, help, privacy, processing
from krets.home.views.employers import employers, leave_employer, write_for
from krets.home.views.entries import entries, entry
from krets.home.views.erase import erase
from krets.home.views.feed import unit_feed
from krets.home.views.find import find, suggest
from krets.home.views.first_hour import end_first_hour, first_hour, first_hour_step
from krets.home.views.front import front, start
from krets.home.views.my_data import my_data, my_data_file
from krets.home.views.notices import notices
from krets.home.views.number import number
from krets.home.views.organisations import (
    change_organisation,
    end_domain,
    organisations,
    register_organisation,
    verify_domain,
)
from krets.home.views.people import organisation, people, person
from krets.home.views.records import export_records, record, records, withdraw_record
from krets.home.views.unit import unit
from krets.home.views.vouching import look_behind, look_up
from krets.home.views.week import week

__all__ = [
    "accessibility",
    "change_organisation",
    "employers",
    "end_domain",
    "end_first_hour",
    "entries",
    "entry",
    "erase",
    "export_records",
    "find",
    "first_hour",
    "first_hour_step",
    "front",
    "help",
    "leave_employer",
    "look_behind",
    "look_up",
    "my_data",
    "my_data_file",
    "notices",
    "number",
    "organisation",
    "organisations",
    "people",
    "person",
    "privacy",
    "processing",
    "record",
    "records",
    "register_organisation",
    "start",
    "suggest",
    "unit",
    "unit_feed",
    "verify_domain",
    "week",
    "withdraw_record",
    "write_for",
]
