from django.contrib.postgres.fields import ArrayField
from django.db import models

from krets.db.readers import Readable


class Document(Readable):
    """How a row of a room appears in the index. The index is made from these and from nothing else.

    `changed` is the transaction that wrote it: an index follows by reading what changed since the oldest
    transaction that was still open when it last looked, so nothing is missed however commits interleave.
    """

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=80)
    language = models.CharField(max_length=5, blank=True)
    title = models.CharField(max_length=600)
    body = models.TextField(blank=True)
    facets = models.JSONField(default=dict)  # what filters and "like mine" use, plain values
    terms = ArrayField(models.CharField(max_length=40), default=list)  # exact words such as cpv:15000000
    at = models.DateTimeField()
    deleted = models.BooleanField(default=False)
    changed = models.BigIntegerField(default=0)

    class Meta(Readable.Meta):
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="search_one_of_each")]
        indexes = [*Readable.Meta.indexes, models.Index(fields=["changed", "id"], name="search_changed")]
