"""Who is signed in, read with all that a page asks about them: one query a request."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from krets.db.prepared import prepared
from krets.networks.models import Membership
from krets.people.models import Account


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's, but for reading the account of a session: with person, organisation and current units."""

    def get_user(self, user_id: int) -> Account | None:
        account = next(iter(_account(user_id)), None)
        return account if account is not None and self.user_can_authenticate(account) else None


@prepared
def _account(pk: int) -> "QuerySet[Account]":
    units = Membership.objects.filter(person=OuterRef("person"), ended=None).order_by("unit_id")
    accounts = Account.objects.select_related("person__organisation")
    return accounts.annotate(units=ArraySubquery(units.values("unit_id"))).filter(pk=pk)
