"""An own PostgreSQL, played by the tests' server: what its owner may do is what differs."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from krets.db import places, roles
from krets.tests import server

NAME = f"krets_own_{os.getpid()}"
TESTS = places.owner()
ROLES = (f"{NAME}_app", f"{NAME}_rescue", NAME)


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> Iterator[places.Address]:
    """The address of a database that is not there, of a role that may do nothing yet."""
    address = places.Address(places.owner().host, places.owner().port, NAME, "its own", NAME)
    run(f"create role {NAME} login password 'its own'")
    run(f"grant {NAME} to current_user")  # so that we may drop what it makes
    monkeypatch.setenv("KRETS_DATABASE_URL", address.url())
    monkeypatch.delenv("KRETS_DATABASE_APP_URL", raising=False)
    monkeypatch.setattr(roles, "RESCUE_ROLE", f"{NAME}_rescue")
    yield address
    monkeypatch.undo()
    server.drop(NAME)
    for role in ROLES:
        run(f"drop role if exists {role}")


def run(statement: str, database: str = "postgres") -> None:
    with psycopg.connect(TESTS.of(database).url(), autocommit=True) as connection:
        connection.execute(sql.SQL(statement))  # type: ignore[arg-type]


def refusal() -> str:
    with pytest.raises(roles.NotReady) as refused:
        roles.create_database()
    return str(refused.value)


def test_an_owner_who_may_create_roles_makes_everything_but_who_bypasses(own: places.Address) -> None:
    run(f"alter role {NAME} createdb createrole")
    roles.create_database()
    roles.create_database()
    with psycopg.connect(places.application().url()) as connection:
        made = connection.execute("select rolname from pg_roles where rolname = any(%s)", [list(ROLES)]).fetchall()
    assert {row[0] for row in made} == {NAME, f"{NAME}_app"}


def test_an_owner_who_may_not_is_told_one_statement_after_the_other_until_it_works(
    own: places.Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert f"create database {NAME} owner {NAME};" in refusal()
    run(f"create database {NAME}")
    told = refusal()
    assert f"create role {NAME}_app login nobypassrls password" in told
    assert f"create role {NAME}_rescue nologin bypassrls;" in told
    assert "KRETS_DATABASE_APP_URL" in told
    run(f"create role {NAME}_app login nobypassrls password 'theirs'")
    assert f"alter database {NAME} owner to {NAME};" in refusal()
    run(f"grant create on schema public to {NAME}", NAME)
    assert "KRETS_DATABASE_APP_URL" in refusal()
    application = places.Address(own.host, own.port, f"{NAME}_app", "theirs", NAME)
    monkeypatch.setenv("KRETS_DATABASE_APP_URL", application.url())
    roles.create_database()
    run(f"revoke create on schema public from {NAME}", NAME)


def test_a_server_that_lets_nobody_in_is_told_in_its_own_words(
    own: places.Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KRETS_DATABASE_URL", own.url().replace("its%20own", "wrong"))
    assert "can't be reached" in refusal()
    assert NAME in refusal()


def test_an_application_role_that_reads_past_row_policies_is_refused(
    own: places.Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(f"alter role {NAME} createdb")
    with psycopg.connect(TESTS.of("postgres").url()) as connection:
        row = connection.execute("select rolname from pg_roles where rolsuper order by 1").fetchone()
    assert row is not None
    superuser = places.Address(own.host, own.port, str(row[0]), "", NAME)
    monkeypatch.setenv("KRETS_DATABASE_APP_URL", superuser.url())
    assert "superuser or has BYPASSRLS" in refusal()
