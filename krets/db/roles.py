"""The database's roles: one owns and migrates, one serves, one rescues.

The application role may read and write rows and nothing else: no tables, no BYPASSRLS. The rescue role
has BYPASSRLS, for dumps and data migrations; no password is set for it and the web never holds it.
"""

import psycopg
from psycopg import sql

from krets.db import places

RESCUE_ROLE = "krets_rescue"


def create_database() -> None:
    """Make the database and the roles if they are missing. Raises `RolesNeeded` where we may not."""
    owner = places.owner()
    try:
        psycopg.connect(owner.url(), connect_timeout=10).close()
    except psycopg.OperationalError as fault:
        if "does not exist" not in str(fault):
            raise
        maintenance = owner.of("postgres")
        with psycopg.connect(maintenance.url(), autocommit=True) as connection:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(owner.name)))
    with psycopg.connect(owner.url()) as connection:
        make_roles(connection)


class RolesNeeded(Exception):
    """The owner may not create roles; the message says what a database administrator must run."""


def make_roles(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    application = places.application()
    have = {
        row[0]: row[1]
        for row in connection.execute("select rolname, rolbypassrls or rolsuper from pg_roles").fetchall()
    }
    if have.get(application.user):
        raise RolesNeeded(
            f"The application role {application.user} is a superuser or has BYPASSRLS. "
            "Name another in KRETS_DATABASE_APP_URL."
        )
    name, verb = application.user, "alter" if application.user in have else "create"
    try:
        with connection.transaction():
            if places.makes_its_role():
                connection.execute(
                    sql.SQL(verb + " role {} login nobypassrls password {}").format(
                        sql.Identifier(name), sql.Literal(application.password)
                    )
                )
            if RESCUE_ROLE not in have:
                connection.execute(sql.SQL("create role {} nologin bypassrls").format(sql.Identifier(RESCUE_ROLE)))
    except psycopg.errors.InsufficientPrivilege as fault:
        if name not in have:
            raise RolesNeeded(
                "The owner of the database may not create roles. Ask its administrator to run:\n"
                f"  create role {name} login nobypassrls password '…';\n"
                f"  create role {RESCUE_ROLE} nologin bypassrls;\n"
                "and name the first in KRETS_DATABASE_APP_URL."
            ) from fault


def grant(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Let the application role use what the migrations made. Run after every migration."""
    role = sql.Identifier(places.application().user)
    for statement in (
        "grant usage on schema public to {}",
        "grant select, insert, update, delete on all tables in schema public to {}",
        "grant usage, select on all sequences in schema public to {}",
        "grant execute on all functions in schema public to {}",
        "revoke insert, update, delete on django_migrations from {}",
    ):
        connection.execute(sql.SQL(statement).format(role))
