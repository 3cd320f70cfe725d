"""The demo's content: loaded once, through the same verbs as everybody's."""

from django.db import transaction

from krets.home.demo.asks import load_asks
from krets.home.demo.cases import load_cases
from krets.home.demo.cast import load
from krets.networks.models import Unit


def load_content() -> bool:
    """Load cast, cases and asks in one transaction. False if they were there already."""
    if Unit.objects.filter(slug="kretsens-inkopare").exists():
        return False
    with transaction.atomic():
        cast = load()
        load_cases(cast)
        load_asks(cast)
    return True
