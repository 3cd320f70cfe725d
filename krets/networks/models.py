from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now
from krets.db.keys import new_key, sort_key
from krets.db.readers import Readable
from krets.people.models import Organisation, Person


class Unit(Readable):
    """A network, chapter, subgroup or association: where people ask, and who reads it.

    `readers` says who may know that the unit exists; what is shared in it is read by its members.
    """

    class Kind(models.TextChoices):
        NETWORK = "network", _("Network")
        CHAPTER = "chapter", _("Regional chapter")
        SUBGROUP = "subgroup", _("Subgroup")
        ASSOCIATION = "association", _("Association")

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=160)
    sort_key = models.CharField(max_length=160, db_index=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.NETWORK)
    language = models.CharField(max_length=5, default="sv")
    purpose = models.TextField(blank=True)
    rule = models.TextField(blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
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


class Phase(models.TextChoices):
    """Where a procurement stands; before the award, nothing drawn from tenders may be told."""

    NEED = "need", _("Need")
    PREPARATION = "preparation", _("Preparation")
    MARKET_DIALOGUE = "market_dialogue", _("Market dialogue")
    PROCUREMENT = "procurement", _("Procurement under way")
    AWARD = "award", _("Awarded")
    CONTRACT = "contract", _("Contract in force")
    FOLLOW_UP = "follow_up", _("Follow-up")
    CLOSED = "closed", _("Closed")
    NONE = "none", _("Not about one procurement")


BEFORE_AWARD = (Phase.NEED, Phase.PREPARATION, Phase.MARKET_DIALOGUE, Phase.PROCUREMENT)


@dataclass(frozen=True)
class Check:
    """Answers to the gate's two questions, as the verbs take them.

    awarded: None where no single procurement is meant. Before an award only need, preparation and market
    dialogue are shared.
    """

    phase: str = Phase.NONE
    awarded: bool | None = None
    award_date: date | None = None
    supplier_secrets: bool = False

    @property
    def before_award(self) -> bool:
        return self.phase in BEFORE_AWARD and not self.awarded


class Shared(Readable):
    """What asks, answers and cases have in common: a public name, a language, a writer, an audience.

    The writer of an unnamed item stands in a `HiddenWriter` row of its own; here `writer` and
    `organisation` are then empty and `shown_as` says type, size band and country.
    """

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    writer = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    shown_as = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=5, blank=True)

    class Meta(Readable.Meta):
        abstract = True

    @property
    def unnamed(self) -> bool:
        return bool(self.shown_as)


class HiddenWriter(models.Model):
    """Who wrote an unnamed item."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class SecrecyCheck(models.Model):
    """The gate's two questions, who answered them and when."""

    phase = models.CharField(max_length=16, choices=Phase, default=Phase.NONE)
    awarded = models.BooleanField(null=True)  # None: not about one procurement
    award_date = models.DateField(null=True, blank=True)
    supplier_secrets = models.BooleanField(default=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        abstract = True
