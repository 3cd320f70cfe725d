"""The last of somebody: the account and the person."""

from django.db import models

from krets.db.identity import verb
from krets.people.models import Account, EntryRequest, Person
from krets.search import index


@verb
def forget(*, by: Person) -> None:
    """Remove the account with its keys, sessions and second steps, and the person with all that hangs on them.

    What stays elsewhere and named them names nobody: a reference that may be empty becomes so, and the row that
    alone knew who wrote without a name goes. Of rooms above only what their tables say of a person is known here.
    """
    index.remove("person", by.key)
    for relation in Person._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if not isinstance(relation, models.ForeignObjectRel) or not isinstance(field, models.ForeignKey):
            continue
        if relation.on_delete is not models.PROTECT:
            continue  # it goes with the person, or lets go by itself
        rows = field.model._default_manager.filter(**{field.name: by})
        if field.null:
            rows.update(**{field.name: None})
        else:
            rows.delete()
    account = Account.objects.get(person=by)
    EntryRequest.objects.filter(email=account.email).delete()
    account.delete()
    by.delete()
