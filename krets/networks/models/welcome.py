from django.db import models

from krets.db.clock import now
from krets.networks.models.unit import Unit
from krets.people.models import Person


class Welcome(models.Model):
    """Somebody who runs a unit has welcomed a new member."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="welcomes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="welcomes")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "person"], name="networks_welcomed_once")]
