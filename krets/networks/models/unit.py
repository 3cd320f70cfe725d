from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now
from krets.db.keys import sort_key
from krets.db.readers import Readable
from krets.people.models import Person


class Unit(Readable):
    """A network, chapter, subgroup or association: where people ask, and who reads it.

    `readers` says who may know that the unit exists; what is shared in it is read by its members.
    """

    class Kind(models.TextChoices):
        NETWORK = "network", _("Network")
        CATEGORY = "category", _("Category network")
        HEADS = "heads", _("Heads' network")
        CHAPTER = "chapter", _("Regional chapter")
        SUBGROUP = "subgroup", _("Subgroup")
        WORKING_GROUP = "working_group", _("Working group")
        ASSOCIATION = "association", _("Association")

    class Level(models.TextChoices):
        STRATEGIC = "strategic", _("Strategic")
        OPERATIONAL = "operational", _("Operational")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        TENTATIVE = "tentative", _("Tentative")
        ACTIVE = "active", _("Active")
        DORMANT = "dormant", _("Dormant")
        CLOSED = "closed", _("Closed")

    class KnownTo(models.TextChoices):
        PUBLIC = "public", _("Everybody")
        BUYERS = "buyers", _("All buyers in Krets")
        PARENT = "parent", _("Members of what it belongs to")
        MEMBERS = "members", _("Its members alone")

    class MapFor(models.TextChoices):
        MEMBERS = "members", _("Its members alone")
        KNOWING = "knowing", _("Whoever may know of it")

    INSIDE = (Kind.SUBGROUP, Kind.WORKING_GROUP)  # listed under what they belong to

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=160)
    sort_key = models.CharField(max_length=160, db_index=True, editable=False)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.NETWORK)
    language = models.CharField(max_length=5, default="sv")
    level = models.CharField(max_length=12, choices=Level, blank=True)
    area = ArrayField(models.CharField(max_length=80), default=list, blank=True)  # regions, as people call them
    state = models.CharField(max_length=12, choices=State, default=State.ACTIVE, editable=False)  # of the last row
    purpose = models.TextField(blank=True)
    rule = models.TextField(blank=True)  # as a text, where there is none as data
    admission = models.JSONField(default=dict, blank=True, editable=False)  # of the newest `AdmissionRule`
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    founded = models.DateField(null=True, blank=True)
    known_to = models.CharField(max_length=8, choices=KnownTo, default=KnownTo.PUBLIC)  # once it is no proposal
    map_for = models.CharField(
        max_length=8, choices=MapFor, default=MapFor.MEMBERS
    )  # who sees whose staff is in it
    meeting = models.CharField(max_length=200, blank=True)  # the next one that guests may come to
    meeting_on = models.DateField(null=True, blank=True)
    meeting_url = models.URLField(blank=True, max_length=300)
    quiet_days = models.PositiveSmallIntegerField(default=180)  # without a sign of life, before sleep is offered
    last_sign = models.DateField(null=True, blank=True, editable=False)  # of life, as of last night
    subgroups_open = models.BooleanField(default=False)  # what members propose opens at once
    takes_mail = models.BooleanField(default=True)  # a subgroup's own address

    class Meta(Readable.Meta):
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_awake(self) -> bool:
        return self.state in (self.State.ACTIVE, self.State.TENTATIVE)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)


class StateChange(models.Model):
    """A unit became proposed, tentative, active, dormant or closed: when, by whom and why.

    Without `by`: the operator by command, or the meeting that decided.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="state_changes")
    state = models.CharField(max_length=12, choices=Unit.State)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["unit", "-at"], name="networks_states")]


class Membership(models.Model):
    """A person in a unit, for as long as `ended` is empty. Read before identity is known: no secrets here.

    Who did not answer the yearly question rests since `resting`: ended like any other, and woken by a click.
    """

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        COORDINATOR = "coordinator", _("Network coordinator")

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    since = models.DateTimeField(default=now)
    ended = models.DateTimeField(null=True, blank=True)
    resting = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "person"], condition=models.Q(ended=None), name="networks_one_membership"
            )
        ]
        indexes = [models.Index(fields=["person"], condition=models.Q(ended=None), name="networks_current")]
