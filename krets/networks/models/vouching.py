"""Who can be given the name of an unnamed writer, and who was."""

from django.db import models

from krets.db.clock import now
from krets.networks.models.unit import Unit
from krets.people.models import Person


class Vouching(models.Model):
    """A member of a unit has the charge of vouching there, for as long as `ended` is empty.

    They alone can be told who wrote an unnamed item, and each time the writer hears of it.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="vouchings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="vouchings")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")  # None: the operator
    at = models.DateTimeField(default=now)
    ended = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "person"], condition=models.Q(ended=None), name="networks_one_charge"
            )
        ]

    def __str__(self) -> str:
        return str(self.unit)


class Look(models.Model):
    """Somebody with that charge asked for the name behind an item: who, when and why. Neither changed nor removed.

    `given`: whether they got it. Whose name it was stands only in the item's own hidden row.
    """

    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=24)
    why = models.TextField(max_length=2000)
    given = models.BooleanField()
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["kind", "key"], name="networks_looks")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"
