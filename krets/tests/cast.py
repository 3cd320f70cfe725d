"""The cast of the demo, for tests: `cast.anna`, a browser for each, and what each may read."""

from django.db import connection, transaction
from django.test import Client

from krets.db.readers import STRANGER, Reader
from krets.home.demo.cast import ORGANISATIONS, PASSWORD, PEOPLE, UNITS, Cast, load
from krets.networks.models import Unit
from krets.networks.rules import reader_of_person
from krets.people.models import Organisation, Person

__all__ = ["MEMBERS", "PASSWORD", "STRANGER", "Cast", "again", "client_of", "load", "note", "reader"]

# Who opens every door in test_doors.py, and why they are in the cast.
MEMBERS = {
    "stranger": "nobody in particular",
    "lea": "signed in, belongs to no organisation",
    "anna": "asks in Hållbart inköp",
    "bo": "answers in Hållbart inköp",
    "eva": "coordinates Hållbart inköp",
    "ida": "a buyer in another network",
    "nora": "a buyer in a network whose existence is not public",
    "olof": "operates the installation; sees no more than a stranger's page does",
}


def reader(person: Person | None) -> Reader:
    return STRANGER if person is None else reader_of_person(person.pk)


def client_of(person: Person | None) -> Client:
    """A signed-in browser, or a stranger's."""
    client = Client()
    if person is not None:
        client.force_login(person.account)
    return client


_rows: dict[str, str] = {}  # table to all that `load` writes into it, as JSON
_NAMED = """
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
    and relname !~ '^(django|auth)_' order by relname
"""


def note() -> None:
    """Load the cast into an empty database, keep what was written, and undo it."""
    with transaction.atomic(), connection.cursor() as cursor:
        load()
        cursor.execute(_NAMED)
        for (table,) in cursor.fetchall():
            cursor.execute(f'select json_agg(one)::text from "{table}" one')
            if rows := cursor.fetchone()[0]:
                _rows[table] = rows
        transaction.set_rollback(True)


def again() -> Cast:
    """What `load` gives, from what `note` kept: its verbs take longer than most tests."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all deferred")
        for table, rows in _rows.items():
            cursor.execute(
                f'insert into "{table}" select * from json_populate_recordset(null::"{table}", %s)', [rows]
            )
    organisations = {one.slug: one for one in Organisation.objects.all()}
    units = {one.slug: one for one in Unit.objects.select_related("parent")}
    people = {one.account.email: one for one in Person.objects.select_related("account", "organisation")}
    return Cast(
        {slug: organisations[slug] for slug in ORGANISATIONS},
        {slug: units[slug] for slug in UNITS},
        {name: people[told[1]] for name, told in PEOPLE.items()},
    )
