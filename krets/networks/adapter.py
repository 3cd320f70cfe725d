"""Who is signed in, read with all that a page asks about them: two queries a request."""

from datetime import date

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from krets.db.clock import today
from krets.db.prepared import prepared
from krets.networks.models import Mandate, Membership
from krets.networks.rules import TRUSTED
from krets.people.models import Account, Person


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's, but for reading the account of a session: with person, organisation and current units."""

    def get_user(self, user_id: int) -> Account | None:
        account = next(iter(_account(user_id)), None)
        if account is None or not self.user_can_authenticate(account):
            return None
        if account.person_id is not None:
            account.person = next(iter(_person(account.person_id, today())), None)
        return account


def coordinates(account: Account) -> bool:
    """Whether this account's person coordinates some unit. One query."""
    lead = Membership.Role.COORDINATOR
    return Membership.objects.filter(person_id=account.person_id or 0, role=lead, ended=None).exists()


@prepared
def _account(pk: int) -> "QuerySet[Account]":
    """With its units; and the database is told whose account it is, or it would not give out the person."""
    units = Membership.objects.filter(person=OuterRef("person"), ended=None).order_by("unit_id")
    number = Cast("person_id", TextField())
    told = Func(Value("krets.person"), number, Value(True), function="set_config", output_field=TextField())
    return Account.objects.annotate(units=ArraySubquery(units.values("unit_id")), told=told).filter(pk=pk)


@prepared
def _person(pk: int, day: date) -> "QuerySet[Person]":
    """With whether they run something, for the menu."""
    lead = Membership.objects.filter(person=OuterRef("pk"), role=Membership.Role.COORDINATOR, ended=None)
    held = Mandate.objects.filter(Q(until=None) | Q(until__gte=day), person=OuterRef("pk"), ended=None)
    runs = Exists(lead) | Exists(held.filter(kind__in=TRUSTED))
    return Person.objects.filter(pk=pk).select_related("organisation").annotate(runs=runs)
