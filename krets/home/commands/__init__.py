"""Commands for the operator that span rooms."""

from krets.home.commands.handover import export_all, import_all
from krets.home.commands.host import check, compile_messages, find, make_database, manage, messages, migrate
from krets.home.commands.organisations import entries, organisation
from krets.home.commands.processing import processing
from krets.home.commands.records import records, registrar

__all__ = [
    "check",
    "compile_messages",
    "entries",
    "export_all",
    "find",
    "import_all",
    "make_database",
    "manage",
    "messages",
    "migrate",
    "organisation",
    "processing",
    "records",
    "registrar",
]
