"""The database's roles: one owns and migrates, one serves, one rescues.

The application role may read and write rows and nothing else: no tables, no BYPASSRLS. The rescue role
has BYPASSRLS, for dumps and data migrations; no password is set for it and the web never holds it.
"""

import psycopg
from psycopg import sql

from krets.db import places

RESCUE_ROLE = "krets_rescue"


class NotReady(Exception):
    """The database can't be made or used; the message says what its administrator must do."""


def create_database() -> None:
    """Make the database and the roles if they are missing. Raises `NotReady` where we may not."""
    owner = places.owner()
    try:
        psycopg.connect(owner.url(), connect_timeout=10).close()
    except psycopg.OperationalError as fault:
        _create(owner, fault)
    with psycopg.connect(owner.url()) as connection:
        make_roles(connection)
        allowed = connection.execute("select has_schema_privilege('public', 'create')").fetchone()
    if allowed != (True,):
        raise NotReady(
            f"The role {owner.user} may not make tables in the database {owner.name}. "
            f"Ask its administrator to run:\n  alter database {owner.name} owner to {owner.user};"
        )
    try:
        psycopg.connect(places.application().url(), connect_timeout=10).close()
    except psycopg.OperationalError as fault:
        raise NotReady(
            f"The application role can't sign in to the database: {_last(fault)}\n"
            "Name it with its password in KRETS_DATABASE_APP_URL."
        ) from fault


def make_roles(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Make the roles that are missing. Raises `NotReady` where the application role can't be had."""
    application = places.application()
    have = {
        row[0]: row[1]
        for row in connection.execute("select rolname, rolbypassrls or rolsuper from pg_roles").fetchall()
    }
    if have.get(application.user):
        raise NotReady(
            f"The application role {application.user} is a superuser or has BYPASSRLS. "
            "Name another in KRETS_DATABASE_APP_URL."
        )
    verb = "alter" if application.user in have else "create"
    make = sql.SQL(verb + " role {} login nobypassrls password {}").format(
        sql.Identifier(application.user), sql.Literal(application.password)
    )
    made = _may(connection, make) if places.makes_its_role() else application.user in have
    if not made and application.user not in have:
        rescue = f"  create role {RESCUE_ROLE} nologin bypassrls;\n" if RESCUE_ROLE not in have else ""
        raise NotReady(
            "The owner of the database may not create roles. Ask its administrator to run:\n"
            f"  create role {application.user} login nobypassrls password '…';\n"
            f"{rescue}"
            "and name the first, with its password, in KRETS_DATABASE_APP_URL."
        )
    if RESCUE_ROLE not in have:
        # Only who may bypass row policies may let another; we run without it, and `krets check` says so.
        _may(connection, sql.SQL("create role {} nologin bypassrls").format(sql.Identifier(RESCUE_ROLE)))


def grant(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Let the application role use what the migrations made. Run after every migration."""
    role = sql.Identifier(places.application().user)
    for statement in (
        "grant usage on schema public to {}",
        "grant select, insert, update, delete on all tables in schema public to {}",
        "grant usage, select on all sequences in schema public to {}",
        "grant execute on all functions in schema public to {}",
        "revoke insert, update, delete on django_migrations from {}",
        # Traces are sealed once and emptied when they are old; a trigger says what else an update may not.
        "revoke update, delete on records_trace, records_seal from {}",
        "grant update (seal_id, by_id, part, kind, key, verb, salt) on records_trace to {}",
    ):
        connection.execute(sql.SQL(statement).format(role))


def _create(owner: places.Address, fault: psycopg.OperationalError) -> None:
    """The database, if that is what was missing when `fault` came."""
    # Asked rather than read from the message, which is in the server's language.
    try:
        with psycopg.connect(owner.of("postgres").url(), autocommit=True, connect_timeout=10) as connection:
            there = connection.execute("select 1 from pg_database where datname = %s", [owner.name]).fetchone()
            if there is None:
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(owner.name)))
                return
    except psycopg.errors.InsufficientPrivilege as refusal:
        raise NotReady(
            f"The role {owner.user} may not create the database {owner.name}. Ask its administrator to run:\n"
            f"  create database {owner.name} owner {owner.user};"
        ) from refusal
    except psycopg.OperationalError:
        pass
    raise NotReady(f"The database that KRETS_DATABASE_URL names can't be reached: {_last(fault)}") from fault


def _may(connection: "psycopg.Connection[tuple[object, ...]]", statement: sql.Composed) -> bool:
    """Run it, or find that we may not."""
    try:
        with connection.transaction():
            connection.execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        return False
    return True


def _last(fault: psycopg.OperationalError) -> str:
    """The server's own words, without what the library says about how it tried."""
    return str(fault).strip().splitlines()[0]
