from typing import Any

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
        CHAPTER = "chapter", _("Regional chapter")
        SUBGROUP = "subgroup", _("Subgroup")
        WORKING_GROUP = "working_group", _("Working group")
        ASSOCIATION = "association", _("Association")

    INSIDE = (Kind.SUBGROUP, Kind.WORKING_GROUP)  # listed under what they belong to

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=160)
    sort_key = models.CharField(max_length=160, db_index=True, editable=False)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.NETWORK)
    language = models.CharField(max_length=5, default="sv")
    purpose = models.TextField(blank=True)
    rule = models.TextField(blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    founded = models.DateField(null=True, blank=True)

    class Meta(Readable.Meta):
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)


class Membership(models.Model):
    """A person in a unit, for as long as `ended` is empty. Read before identity is known: no secrets here."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        COORDINATOR = "coordinator", _("Network coordinator")

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    since = models.DateTimeField(default=now)
    ended = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "person"], condition=models.Q(ended=None), name="networks_one_membership"
            )
        ]
        indexes = [models.Index(fields=["person"], condition=models.Q(ended=None), name="networks_current")]
