from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now, today
from krets.db.keys import new_key
from krets.networks.models.unit import Unit
from krets.people.models import Person


class Mandate(models.Model):
    """What somebody is trusted with in a unit: from which day, to which, and who appointed.

    `until` is the last day, empty for as long as it lasts; `ended` is set when it has run out, or was given back,
    taken back or handed over before that. A firm that is the secretariat is named in `firm`: it is no buyer, so it
    is no organisation here.
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
    OF_MEMBERS = (*RUNS, Kind.BOARD, Kind.CONTACT)  # who is appointed becomes a member, and who leaves ends it

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="mandates")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mandates")
    kind = models.CharField(max_length=12, choices=Kind)
    firm = models.CharField(max_length=160, blank=True)
    outside = models.CharField(max_length=160, blank=True)  # whose programme council
    since = models.DateField(default=today)
    until = models.DateField(null=True, blank=True)
    appointed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    follows = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by"
    )
    handover = models.ForeignKey(
        "networks.Handover", null=True, blank=True, on_delete=models.SET_NULL, related_name="mandates"
    )
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "person", "kind", "outside"], condition=Q(ended=None), name="networks_one_mandate"
            )
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(ended=None), name="networks_mandates_of"),
            models.Index(fields=["until"], condition=Q(ended=None), name="networks_mandates_until"),
        ]

    def __str__(self) -> str:
        return str(self.Kind(self.kind).label)


class Handover(models.Model):
    """Somebody was given what somebody else ran in a unit. Read by both, and by whoever appoints there.

    unit: where it was done; the mandates may also be of units beneath. joined and charged: numbers of units that
    the successor became a member of by it, and vouches in since.
    """

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="handovers")
    predecessor = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="handed_over")
    # May be empty only as read by somebody who may not know who it is.
    successor = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="taken_over")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")  # None: the operator
    note = models.TextField(blank=True, max_length=8000)
    joined = ArrayField(models.BigIntegerField(), default=list)
    charged = ArrayField(models.BigIntegerField(), default=list)
    at = models.DateTimeField(default=now)
    undone = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["at", "id"]
