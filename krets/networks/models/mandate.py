from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now, today
from krets.networks.models.unit import Unit
from krets.people.models import Organisation, Person


class Mandate(models.Model):
    """What somebody is trusted with in a unit: from which day, to which, and who appointed.

    `until` is the last day, empty for as long as it lasts; `ended` is set when it was given back or taken back
    before that. A firm that is the secretariat is named in `firm`.
    """

    class Kind(models.TextChoices):
        CHAIR = "chair", _("Chair")
        BOARD = "board", _("Board member")
        SECRETARIAT = "secretariat", _("Secretariat")
        COORDINATOR = "coordinator", _("Network coordinator")
        CO_HOST = "co_host", _("Co-host")
        LEAD = "lead", _("Lead of the subgroup")
        CONTACT = "contact", _("Contact person")
        MENTOR = "mentor", _("Mentor")
        COUNCIL = "council", _("Seat on a programme council")

    RUNS = (Kind.CHAIR, Kind.COORDINATOR, Kind.CO_HOST, Kind.LEAD)  # runs the unit from day to day
    DECIDES = (Kind.CHAIR, Kind.BOARD)  # decides about what belongs to the unit
    SERVES = (Kind.SECRETARIAT,)  # works with members and applications, reads nothing that is shared

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="mandates")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mandates")
    kind = models.CharField(max_length=12, choices=Kind)
    firm = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outside = models.CharField(max_length=160, blank=True)  # whose programme council
    since = models.DateField(default=today)
    until = models.DateField(null=True, blank=True)
    appointed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "person", "kind", "outside"], condition=Q(ended=None), name="networks_one_mandate"
            )
        ]
        indexes = [models.Index(fields=["person"], condition=Q(ended=None), name="networks_mandates_of")]

    def __str__(self) -> str:
        return str(self.Kind(self.kind).label)
