"""The demo's content: loaded once, through the same verbs as everybody's."""

from datetime import timedelta

from django.db import transaction

from krets.db.clock import now
from krets.home.demo.admission import load_admission
from krets.home.demo.asks import load_asks
from krets.home.demo.cases import load_cases, load_question
from krets.home.demo.cast import Cast, load
from krets.home.demo.foundings import load_foundings
from krets.home.demo.mandates import load_mandates
from krets.networks import actions as networks
from krets.networks.models import Membership, Unit
from krets.people import actions as people
from krets.people.models import Account

NEW = ("sven", "helena")


class RealPeople(Exception):
    """The database holds people who are not of the demo."""


def load_content() -> bool:
    """Load cast, cases and asks in one transaction. False if they were there already. Raises `RealPeople`."""
    if Unit.objects.filter(slug="kretsens-inkopare").exists():
        return False
    if Account.objects.exists():
        raise RealPeople
    with transaction.atomic():
        cast = load()
        load_question(cast, load_cases(cast))
        networks.charge(by=cast.eva, unit=cast.units["hallbart-inkop"], person=cast.eva)
        load_asks(cast)
        load_admission(cast)
        load_mandates(cast)
        load_foundings(cast)
        people.appoint_registrar(by="demo", person=cast.eva, organisation=cast.organisations["inkop-mittland"])
        # Only now have they signed in: the letters of what happened long ago are not sent today.
        numbers = [person.pk for person in cast.people.values()]
        Account.objects.filter(person_id__in=numbers).update(last_login=now())
        _joined_long_ago(cast)
        people.greet(account=Account.objects.get(person=cast.sven))  # new in post: he meets the first hour
    return True


def _joined_long_ago(cast: Cast) -> None:
    """In the course of a year, but for two who are new. Nobody is due for the yearly question yet."""
    for slug, person in cast.people.items():
        if slug not in NEW:
            days = 45 + sum(map(ord, slug)) * 37 % 280
            Membership.objects.filter(person=person).update(since=now() - timedelta(days=days))
