"""The tests' PostgreSQL, as a pytest plug-in that loads before Django reads its settings.

Tests run as the application role, so what it may not do fails here too. Each run copies a migrated
template, so several runs may go at once. KRETS_TEST_DATABASE_URL names another server than the embedded one.
"""

import atexit
import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
os.environ["KRETS_DATA"] = os.environ.get("KRETS_TEST_DATA") or str(ROOT / "var" / "tests")
os.environ["DJANGO_SETTINGS_MODULE"] = "krets.settings"
for _name in (
    "KRETS_DEMO",
    "KRETS_NOW",
    "KRETS_URL",
    "KRETS_SMTP",
    "KRETS_IMAP",
    "KRETS_LANGUAGE",
    "KRETS_POOL",
    "KRETS_DATABASE_URL",
    "KRETS_DATABASE_APP_URL",
):
    os.environ.pop(_name, None)

from krets.db import embedded, places  # noqa: E402

if os.environ.get("KRETS_TEST_DATABASE_URL"):
    # Whatever database it names, ours have names of their own, and each checkout an application role of its own.
    _mark = hashlib.sha256(places.secret("app_password").encode()).hexdigest()[:8]
    _own = places.Address.parse(os.environ["KRETS_TEST_DATABASE_URL"]).of(f"krets_tests_{_mark}")
    os.environ["KRETS_DATABASE_URL"] = _own.url()

_stack = ExitStack()
_stack.enter_context(embedded.running())
atexit.register(_stack.close)


def _admin(database: str) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(places.owner().of(database).url(), autocommit=True)


def template_name() -> str:
    """Named after everything that shapes the schema, so that a changed migration makes a new one."""
    digest = hashlib.sha256(places.application().user.encode())
    for path in sorted([*ROOT.glob("krets/*/migrations/*.py"), ROOT / "requirements.lock"]):
        digest.update(path.name.encode() + path.read_bytes())
    return f"krets_template_{digest.hexdigest()[:12]}"


def has(database: str) -> bool:
    with _admin("postgres") as connection:
        row = connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone()
    return row is not None


def create(database: str, template: str | None = None) -> None:
    copy = sql.SQL("create database {} template {}").format(
        sql.Identifier(database), sql.Identifier(template or "template0")
    )
    with _admin("postgres") as connection:
        connection.execute(copy)


def drop(database: str) -> None:
    with _admin("postgres") as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(database)))


def sweep() -> None:
    """Drop what killed runs left: databases named after processes that are gone."""
    with _admin("postgres") as connection:
        rows = connection.execute("select datname from pg_database where datname ~ '^(krets_test|making)_[0-9]+$'")
        names = [str(row[0]) for row in rows.fetchall()]
    for name in names:
        try:
            os.kill(int(name.rpartition("_")[2]), 0)
        except ProcessLookupError:
            drop(name)
        except PermissionError:
            pass


def rename(old: str, new: str) -> None:
    with _admin("postgres") as connection:
        connection.execute(
            sql.SQL("alter database {} rename to {}").format(sql.Identifier(old), sql.Identifier(new))
        )


@contextmanager
def lock() -> Iterator[None]:
    """Held while a template is made."""
    with open(places.data_dir() / "template.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


# On a server of its own only: elsewhere a number says nothing about who lives.
if embedded.in_use() and not os.environ.get("PYTEST_XDIST_WORKER"):
    sweep()
