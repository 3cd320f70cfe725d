"""Row policies: what PostgreSQL itself gives out, whatever a query forgot.

A row is given to whoever holds one of its tokens, to a named part of the system, and by `own` to whoever it is of.
A row without tokens follows another. Who reads is what `identity` told this transaction; told nothing, no row is
given. A table is either protected by its room's migration or named in `OPEN` with the reason.
"""

from collections.abc import Iterable

from django.db.migrations import RunSQL

from krets.db.readers import ASKER

# Each is put once a query, not once a row.
SYSTEM = "(select coalesce(current_setting('krets.system', true), '') <> '')"
PERSON = "(select nullif(current_setting('krets.person', true), '')::bigint)"
TOKENS = "(select string_to_array(current_setting('krets.readers', true), ',')::varchar[])"
TODAY = "(select coalesce(nullif(current_setting('krets.today', true), '')::date, current_date))"

POLICY = "krets_reads"

OPEN = {
    "django_content_type": "names of tables",
    "django_migrations": "what was migrated",
    "mfa_authenticator": "asked for between password and entry; what is secret in it is sealed by the host's key",
    "people_session": "read before anybody is known, by a key that nobody can guess",
    "people_account": "read before anybody is known; no page lists accounts",
    "people_token": "read before anybody is known, by their digest",
    "people_attempt": "counts wrong passwords before anybody is known",
    "networks_membership": "makes the tokens, so it is read before them",
    "people_organisation": "public facts",
    "people_purchase": "public facts, from public notices",
    "codes_code": "public lists",
    "codes_outline": "public outlines of regions",
    "records_retention": "how long things are kept, told to everybody",
    "mail_silence": "asked about an address before a letter is written; holds no more than the address",
}
OPEN_PREFIXES = {
    "procrastinate_": "names of jobs and public keys of what they are about, never a text",
    "account_": "addresses and codes of sign-in, read before anybody is known",
    "auth_": "groups and permissions of Django's that nobody here has",
}


def by_readers(table: str, own: str = "", only_if: str = "") -> list[RunSQL]:
    """Rows with `readers`. own: SQL that also lets in; only_if: SQL without which tokens open nothing."""
    shared = f"{table}.readers && {TOKENS}"
    read = asked(_reads(table), f"select from {table} p where p.id = one")
    return [_protect(table, [f"({only_if} and {shared})" if only_if else shared, own]), read]


def by_own(table: str, column: str = "person_id") -> list[RunSQL]:
    """Rows of one person that nobody else reads."""
    return [_protect(table, [own(table, column)])]


def by_people(table: str, *columns: str, or_if: str = "") -> list[RunSQL]:
    """Rows between the people in these columns; or_if: SQL that also lets in."""
    return [_protect(table, [*(own(table, column) for column in columns), or_if])]


def by_terms(table: str, *terms: str) -> list[RunSQL]:
    """Rows let in by any of these terms in SQL; whether one is read can be asked."""
    return [_protect(table, terms), asked(_reads(table), f"select from {table} p where p.id = one")]


def with_read(table: str, column: str, parent: str) -> list[RunSQL]:
    """Rows read by whoever reads the row they hang on, of a table that is asked by the `by_terms`."""
    return [_protect(table, [f"{_reads(parent)}({table}.{column})"])]


def by_system(table: str) -> list[RunSQL]:
    """Rows that only named parts of the system read."""
    return [_protect(table, [])]


def with_parent(table: str, *, own: str = "", only_if: str = "", **parents: str) -> list[RunSQL]:
    """Rows read by whoever reads a row they hang on: column to table, itself protected by `by_readers`.

    own: SQL that also lets in, and is asked first; only_if: SQL without which reading the other opens nothing.
    """
    read = [f"{_reads(parent)}({table}.{column})" for column, parent in parents.items()]
    return [_protect(table, [own, *(f"({only_if} and {one})" if only_if else one for one in read)])]


def asked_of(table: str) -> list[RunSQL]:
    """Let rows of this table, which follow another, be followed in turn."""
    return [asked(_reads(table), f"select from {table} p where p.id = one")]


def put_to_writer(table: str, column: str, parent: str) -> list[RunSQL]:
    """Let rows of this table be asked whether they are put to the reader, who wrote the row they hang on, and
    whether they are read."""
    put = f"select from {table} q where q.id = one and {parent}_is_own(q.{column})"
    return [asked(f"{table}_is_put", put), asked(_reads(table), f"select from {table} p where p.id = one")]


def with_writer(table: str, column: str, parent: str) -> list[RunSQL]:
    """Rows read by who wrote the row they hang on, which `unnamed_too` was said of."""
    return [_protect(table, [f"{parent}_is_own({table}.{column})"])]


def with_links(table: str, *links: tuple[str, str], own: str = "") -> list[RunSQL]:
    """Rows read by whoever reads a row that names them: tables and their columns."""
    names = [asked(f"{by}_names", f"select from {by} l where l.{column} = one") for by, column in links]
    return [*names, _protect(table, [own, *(f"{by}_names({table}.id)" for by, _column in links)])]


def unnamed_too(table: str, hidden: str, column: str) -> list[RunSQL]:
    """Let `written` say who wrote a row of this table, with a name or without: `hidden` holds those without."""
    mine = f"select from {hidden} h where h.{column} = one and h.person_id = {PERSON}"
    named = f"select from {table} n where n.id = one and (n.writer_id = {PERSON} or {table}_is_hidden_own(n.id))"
    return [asked(f"{table}_is_hidden_own", mine), asked(f"{table}_is_own", named)]


def asked(name: str, query: str) -> RunSQL:
    """A question about one row, as a function: planned once a connection, not anew in every query it is part of.

    It runs as whoever asks, so what it looks at is given out by its own policy.
    """
    return RunSQL(
        f"""
        create or replace function {name}(one bigint) returns boolean language plpgsql stable
        as $$ begin return exists ({query}); end $$;
        """,
        f"drop function if exists {name}(bigint);",
    )


def written(table: str, *, asked_in: str = "", column: str = "") -> str:
    """asked_in: what carries the token `asker` is read by who wrote this parent too."""
    mine = f"{own(table, 'writer_id')} or ({table}.writer_id is null and {table}_is_hidden_own({table}.id))"
    asked = f" or ('{ASKER}' = any({table}.readers) and {asked_in}_is_own({table}.{column}))"
    return mine + asked if asked_in else mine


def narrowed_within(table: str, column: str, parent: str) -> str:
    """What is `narrowed` is never read by more than what it hangs on, whatever becomes of that."""
    return f"(not {table}.narrowed or {_reads(parent)}({table}.{column}))"


def among_some(table: str, column: str, parent: str) -> str:
    """What is `narrowed` is read by its own readers among them, and by who wrote what it hangs on."""
    return f"(not {table}.narrowed or {table}.readers && {TOKENS} or {parent}_is_own({table}.{column}))"


def holds(row: str) -> str:
    """Whether a row with a first day, perhaps a last one, and perhaps a moment at which it ended, holds today."""
    days = f"{row}.since <= {TODAY} and ({row}.until is null or {row}.until >= {TODAY})"
    return f"({row}.ended is null and {days})"


def own(table: str, column: str) -> str:
    return f"{table}.{column} = {PERSON}"


def _reads(table: str) -> str:
    return f"{table}_is_read"


def _protect(table: str, conditions: Iterable[str]) -> RunSQL:
    reads = " or ".join([SYSTEM, *filter(None, conditions)])
    return RunSQL(
        f"""
        alter table {table} enable row level security;
        alter table {table} force row level security;
        drop policy if exists {POLICY} on {table};
        create policy {POLICY} on {table} using ({reads}) with check ({reads});
        """,
        f"""
        drop policy if exists {POLICY} on {table};
        alter table {table} no force row level security;
        alter table {table} disable row level security;
        """,
    )
