"""The cast of the demo, for tests: `cast.anna`, a browser for each, and what each may read."""

from django.test import Client

from krets.db.readers import STRANGER, Reader
from krets.home.demo.cast import PASSWORD, Cast, load
from krets.networks.rules import reader_of_person
from krets.people.models import Person

__all__ = ["MEMBERS", "PASSWORD", "STRANGER", "Cast", "client_of", "load", "reader"]

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
