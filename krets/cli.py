"""`krets`, the one command line: names to the verbs of the rooms.

It works on the database that KRETS_DATA or KRETS_DATABASE_URL names, beside a running demo or without
one: the embedded server is started for as long as it is needed.
"""

import os
import signal
import sys
from contextlib import nullcontext
from importlib import import_module

import click
import django
import psycopg
from django.db import OperationalError, ProgrammingError

from krets.db import embedded, places

# name: (module, function, one line of help)
COMMANDS: dict[str, tuple[str, str, str]] = {
    "units": ("krets.networks.commands", "units", "List networks, chapters and subgroups."),
    "found": ("krets.networks.commands", "found", "Found a network, chapter or subgroup."),
    "state": ("krets.networks.commands", "state", "Let a unit sleep, wake it, close it."),
    "invite": ("krets.networks.commands", "invite", "Let a person in, as a member of a unit."),
    "appoint": ("krets.networks.commands", "appoint", "Trust a person with something in a unit, for a time."),
    "hand-over": ("krets.networks.commands", "hand_over", "Give what one person runs in a unit to another."),
    "vouch": ("krets.networks.commands", "vouch", "Let a member be told who writes in a unit without a name."),
    "find": ("krets.home.commands", "find", "Find what a person may read."),
    "ask": ("krets.asks.commands", "ask", "See what has been said before about a question."),
    "withdraw": ("krets.asks.commands", "withdraw", "Take down an ask, an answer or a case."),
    "let-back": ("krets.cases.commands", "let_back", "Let a case that was taken down be published again."),
    "import": ("", "", "Take in mail archives, cases, notices and codes."),
    "export": ("krets.home.commands", "export_all", "Write all content as files that import takes back."),
    "organisation": ("krets.home.commands", "organisation", "Register organisations and their mail domains."),
    "entries": ("krets.home.commands", "entries", "Let in, or refuse, those who ask to be let in."),
    "trail": ("krets.records.commands", "trail", "Show, seal and check the trail of who saw and changed what."),
    "registrar": ("krets.home.commands", "registrar", "Appoint who keeps an organisation's records."),
    "records": ("krets.home.commands", "records", "Write an organisation's records to a file."),
    "processing": ("krets.home.commands", "processing", "Print the register of processing (GDPR, article 30)."),
    "retention": ("krets.records.commands", "retention", "Show and set how long things are kept."),
    "migrate": ("krets.home.commands", "migrate", "Make or update the database, its roles and grants."),
    "check": ("krets.home.commands", "check", "Say what is missing before going live."),
    "keys": ("krets.people.commands", "keys", "Change the secret key that signs and seals."),
    "run": ("krets.run", "run", "Serve, work and receive mail: all processes in one."),
    "web": ("krets.run", "web", "Serve pages and the API."),
    "jobs": ("krets.run", "jobs", "Do the after-work and keep the search index."),
    "mail": ("krets.run", "mail", "Receive letters by SMTP on loopback and from a mailbox."),
    "index": ("krets.search.commands", "index", "Say how far the search index is, or make it anew."),
    "lexicon": ("krets.search.commands", "lexicon", "Learn which words mean the same in other languages."),
    "bench": ("", "", "Measure finding and what it costs, apart from this installation's data."),
    "demo": ("krets.run", "demo", "Run everything with invented content."),
    "post-office": ("krets.run", "post_office", "The demo's post office."),
    "permissions": ("krets.db.commands", "permissions", "Print who may see and do what."),
    "openapi": ("krets.api.commands", "openapi", "Print the API's description."),
    "solve": ("", "", "Run an engine on a file."),
    "messages": ("krets.home.commands", "messages", "Compile the texts in all languages."),
    "django": ("krets.home.commands", "manage", "Django's own commands, for developers."),
}

IMPORTS: dict[str, tuple[str, str, str]] = {
    "mail": ("krets.asks.commands", "import_mail", "A mail archive (mbox): threads become asks and answers."),
    "cases": ("krets.cases.commands", "import_cases", "Cases, one JSON object a line."),
    "members": ("krets.networks.commands", "import_members", "Members of a unit, from CSV or Excel."),
    "organisations": ("krets.networks.commands", "import_organisations", "Organisations, from CSV or Excel."),
    "notices": (
        "krets.people.commands",
        "import_notices",
        "Notices (TED, eForms): what organisations bought.",
    ),
    "outlines": ("krets.codes.commands", "import_outlines", "Outlines of regions (GeoJSON), for maps."),
    "codes": ("krets.codes.commands", "import_codes", "Code lists: CPV and NUTS."),
    "all": ("krets.home.commands", "import_all", "Everything that export wrote."),
}

# Each measures on a database of its own, in KRETS_DATA/bench/NAME. `bench.*` lies in the checkout, beside krets/.
BENCHES: dict[str, tuple[str, str, str]] = {
    "finding": ("krets.search.commands", "bench_finding", "How well it finds, on test sets."),
    "asked": ("bench.asked", "asked", "Was it asked before? Recall and latency."),
    "search": ("bench.search", "search", "Latency, freshness, memory and import, beside tantivy and SQLite."),
    "routing": ("krets.asks.commands", "bench_routing", "Who is asked, replaying a list, beside a plain rule."),
}

# Engines on a file: problem in, solution out.
SOLVES: dict[str, tuple[str, str, str]] = {
    "routing": ("krets.asks.commands", "solve_routing", "Who can be asked now, of those who may know."),
}
WITHOUT_DATABASE = (["bench", "routing"], ["solve"])


class Commands(click.Group):
    """Loads a command only when it is used: each needs Django, and Django needs the database's place."""

    names = COMMANDS

    def list_commands(self, context: click.Context) -> list[str]:
        return list(self.names)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.names:
            return None
        if name in GROUPS:
            return GROUPS[name]
        module, function, _ = self.names[name]
        django.setup()
        command: click.Command = getattr(import_module(module), function)
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in self.names.items()])


class Imports(Commands):
    names = IMPORTS


class Benches(Commands):
    names = BENCHES

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if str(places.ROOT) not in sys.path:
            sys.path.insert(0, str(places.ROOT))
        return super().get_command(context, name)


class Solves(Commands):
    names = SOLVES


@click.group(name="import", cls=Imports)
def import_() -> None:
    """Take in what there is already. Each can be run again and adds only what is new.

    With --json it ends with one object of counts: read, new, unchanged, skipped with reasons.
    """


@click.group(name="bench", cls=Benches)
def bench() -> None:
    """Measure. Needs no database: one is made, used and kept in KRETS_DATA/bench/NAME. See bench/README.md."""
    if not {"-h", "--help"} & set(sys.argv) and _needs_database():
        import_module("krets.home.commands").make_database()


@click.group(name="solve", cls=Solves)
def solve() -> None:
    """Run an engine on a JSON file: a pure function, without database, clock or chance of its own."""


GROUPS: dict[str, click.Group] = {"import": import_, "bench": bench, "solve": solve}


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def krets() -> None:
    """Krets: an ask finds its colleagues, its answers, and becomes a case.

    KRETS_DATA names the folder that everything is kept in, KRETS_DATABASE_URL an own PostgreSQL.
    Commands that print data take --json. Exit code 0: done; 1: it could not be done; 2: wrong use.
    """


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "krets.settings")
    asks_for_help = len(sys.argv) == 1 or sys.argv[1] in ("-h", "--help")
    if asks_for_help:
        krets()
    try:
        if sys.argv[1] == "demo" and "--check" not in sys.argv:
            places.be_a_demo()
        if sys.argv[1] == "bench":
            places.be_a_bench(next((name for name in sys.argv[2:] if name in BENCHES), ""))
        places.read_settings_file()  # it may name the database, too
        places.application()
    except ValueError as wrong:
        sys.exit(f"Error: {wrong}")
    for number in (signal.SIGTERM, signal.SIGHUP):  # leave in order; who serves listens itself
        signal.signal(number, lambda number, _frame: sys.exit(128 + number))
    with embedded.running() if _needs_database() else nullcontext():
        try:
            krets()
        except (OperationalError, ProgrammingError) as fault:
            reason = _not_ready(fault)
            if not reason:
                raise
            sys.exit(f"Error: {reason}")


def _needs_database() -> bool:
    return not any(sys.argv[1 : 1 + len(words)] == words for words in WITHOUT_DATABASE)


def _not_ready(fault: Exception) -> str:
    """What to do, when the database can't be reached or has not been made yet."""
    cause = fault.__cause__
    if isinstance(cause, psycopg.errors.UndefinedTable):
        return "The database is older than this program, or empty. Run krets migrate."
    if isinstance(cause, psycopg.OperationalError) and cause.sqlstate is None:
        return f"The database can't be used: {cause}\nIs it running, and has krets migrate made it?"
    return ""


if __name__ == "__main__":
    main()
