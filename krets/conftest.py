"""Fixtures that all rooms share: a database of this run's own, and the cast."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from krets.api.tests.calling import anna, bo, ida
from krets.codes.rules import forget_labels
from krets.db import places, roles
from krets.db.identity import stay
from krets.home.commands import compile_messages
from krets.networks.rules import forget_counts
from krets.people.rules import forget_sizes
from krets.records.actions import forget_seen
from krets.tests import cast as the_cast
from krets.tests import server
from krets.tests.searching import searching

__all__ = ["anna", "bo", "ida", "searching"]  # fixtures of all rooms

# Hashed names need a build first; tests draw pages from the files as they stand.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

settings.LIMITS = {}  # tests ask more in a minute than anybody; the limits have a test of their own


# Before any test is collected: what is imported then may already be translated.
compile_messages()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """A copy of the migrated template, served as the application role."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the cast is many
    template = server.template_name()
    mine = f"krets_test_{os.getpid()}"
    with server.lock():
        if not server.has(template):
            making = f"making_{os.getpid()}"
            server.drop(making)
            server.create(making)
            _use(making)
            with django_db_blocker.unblock():
                call_command("migrate", database="owner", verbosity=0, interactive=False)
            connections.close_all()
            with psycopg.connect(places.owner().of(making).url()) as connection:
                roles.make_roles(connection)
                roles.grant(connection)
                # Tests that commit for real are emptied afterwards.
                connection.execute(f"grant truncate on all tables in schema public to {places.application().user}")
                _leave_statistics(connection)
            server.rename(making, template)
    server.drop(mine)
    server.create(mine, template)
    _use(mine)
    # Of its own too: another run may let go of the same content.
    settings.MEDIA_ROOT = Path(settings.MEDIA_ROOT, mine)
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    with django_db_blocker.unblock():
        the_cast.note()
    yield
    connections.close_all()
    server.drop(mine)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def _leave_statistics(connection: "psycopg.Connection[Any]") -> None:
    """Rows that a test rolled back would be counted as none, and the next test's ten thousand be taken for one."""
    tables = connection.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
    for (table,) in tables:
        connection.execute(
            sql.SQL("alter table {} set (autovacuum_enabled = false)").format(sql.Identifier(table))
        )


def _use(database: str) -> None:
    for alias in connections:
        settings.DATABASES[alias]["NAME"] = database
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = database


# What a test itself looks at, it may; its requests, letters and commands have an identity of their own.
stay("tests")


@pytest.fixture
def cast(db: None) -> the_cast.Cast:
    """Everybody of the cast, in a transaction that is rolled back."""
    forget_counts()
    forget_labels()
    forget_sizes()
    forget_seen()
    return the_cast.again()
