from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now, today
from krets.db.keys import new_key, sort_key
from krets.db.readers import Readable
from krets.people.models import Organisation, Person, outline_in_words


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


class Phase(models.TextChoices):
    """Where a procurement stands; before the award, nothing drawn from tenders may be told."""

    NEED = "need", pgettext_lazy("phase", "Need")
    PREPARATION = "preparation", pgettext_lazy("phase", "Preparation")
    MARKET_DIALOGUE = "market_dialogue", pgettext_lazy("phase", "Market dialogue")
    PROCUREMENT = "procurement", pgettext_lazy("phase", "Procurement under way")
    AWARD = "award", pgettext_lazy("phase", "Awarded")
    CONTRACT = "contract", pgettext_lazy("phase", "Contract in force")
    FOLLOW_UP = "follow_up", pgettext_lazy("phase", "Follow-up")
    CLOSED = "closed", pgettext_lazy("phase", "Closed")
    NONE = "none", pgettext_lazy("phase", "Not about one procurement")


BEFORE_AWARD = (Phase.NEED, Phase.PREPARATION, Phase.MARKET_DIALOGUE, Phase.PROCUREMENT)

AFTER_AWARD = (Phase.AWARD, Phase.CONTRACT, Phase.FOLLOW_UP, Phase.CLOSED)


@dataclass(frozen=True)
class Check:
    """Answers to the gate's two questions, as the verbs take them.

    awarded: None where no single procurement is meant. Before an award only need, preparation and market
    dialogue are shared. supplier_secrets: None until it is answered.
    """

    phase: str = Phase.NONE
    awarded: bool | None = None
    award_date: date | None = None
    supplier_secrets: bool | None = False

    NONE: ClassVar["Check"]

    @classmethod
    def of(
        cls, *, phase: str, awarded: bool | None, award_date: date | None, supplier_secrets: bool | None
    ) -> "Check":
        """What was answered, without answers to questions that the others made needless."""
        if phase == Phase.NONE:
            return cls.NONE
        return cls(phase, awarded, award_date if awarded else None, supplier_secrets)

    @property
    def before_award(self) -> bool:
        return self.phase in BEFORE_AWARD and not self.awarded

    def faults(self) -> dict[str, str]:
        """What must be mended before anything is shared: field to message. Page and API say the same."""
        if self.phase == Phase.NONE:
            return {}
        found = {}
        if self.awarded is None:
            found["awarded"] = gettext("Say whether the award is decided or the procurement cancelled.")
        elif not self.awarded and self.phase not in BEFORE_AWARD:
            found["awarded"] = gettext(
                "The phase you chose comes after the award. Choose an earlier phase, or yes and the date."
            )
        if self.awarded and self.award_date is None:
            found["award_date"] = gettext("Give the date of the award decision or of the cancellation.")
        elif self.awarded and self.award_date and self.award_date > today():
            found["award_date"] = gettext(
                "That day is still to come, so the award is not decided. Choose no, and write nothing drawn"
                " from tenders."
            )
        if self.supplier_secrets is None:
            found["supplier_secrets"] = gettext("Say whether there are business secrets of a supplier's in it.")
        elif self.supplier_secrets:
            found["supplier_secrets"] = gettext(
                "Then it can't be shared here. Take the secrets out, and answer no when they are gone."
            )
        return found


Check.NONE = Check()


class Width(models.TextChoices):
    """How wide something is shared, as forms and programs say it; `readers` holds what it comes to."""

    PUBLIC = "public"
    BUYERS = "buyers"
    SAME = "same"  # whoever reads what it belongs to: the ask of an answer, the case of a document
    UNITS = "units"  # units and people that are chosen
    ASKER = "asker"


@dataclass(frozen=True)
class Audience:
    """Who reads something, in words: '25 people in Hållbart inköp'. `rules.audience` makes it.

    count: people, or None where only names are wanted; units: names the reader may know; others: how many
    further units there are; named: how many people it was shared with one by one.
    """

    everybody: bool = False
    buyers: bool = False
    only_me: bool = False
    count: int | None = None
    units: tuple[str, ...] = ()
    others: int = 0
    named: int = 0

    def __str__(self) -> str:
        if self.everybody:
            return gettext("everybody, signed in or not")
        if self.only_me:
            return gettext("you only")
        people = "" if self.count is None else _people(self.count)
        if self.buyers:
            return ", ".join(filter(None, (gettext("all buyers in Krets"), people)))
        names = list(self.units)
        if self.others:
            names.append(ngettext("{n} more network", "{n} more networks", self.others).format(n=self.others))
        if self.named:
            n = number_format(self.named, use_l10n=True, force_grouping=True)
            names.append(
                ngettext("{n} person chosen by name", "{n} people chosen by name", self.named).format(n=n)
            )
        if not names:
            return people
        where = get_text_list(names, gettext("and"))
        if self.named:
            return where if not people or len(names) == 1 else f"{people}: {where}"
        if people:
            return gettext("{people} in {units}").format(people=people, units=where)
        return gettext("members of {units}").format(units=where)


def _people(count: int) -> str:
    n = number_format(count, use_l10n=True, force_grouping=True)
    return ngettext("{n} person", "{n} people", count).format(n=n)


class Written(models.Model):
    """What was written by somebody, with a name or without: a public name, a language, a writer.

    The writer of an unnamed item stands in a `HiddenWriter` row of its own; here `writer` and
    `organisation` are then empty and `shown_as` says type, size band and country (`people.rules.outline_of`).
    """

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    writer = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    shown_as = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=5, blank=True)

    class Meta:
        abstract = True

    @property
    def unnamed(self) -> bool:
        return bool(self.shown_as)

    @property
    def country(self) -> str:
        """Of its writer's organisation, as far as readers are told."""
        return self.organisation.country if self.organisation else self.shown_as.get("country", "")

    @property
    def outline(self) -> str:
        """Who wrote an unnamed item, in words: kind of organisation, size band, country."""
        return outline_in_words(self.shown_as)


class Shared(Written, Readable):
    """What asks, answers and cases have in common: they were written by somebody, for an audience."""

    read_by: Audience  # who reads it, in words; set by `rules.name_audiences`

    class Meta(Readable.Meta):
        abstract = True


class HiddenWriter(models.Model):
    """Who wrote an unnamed item."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class TakenDown(models.Model):
    """Something that others no longer read. Without `by`: its unnamed writer, or the operator by command."""

    class Role(models.TextChoices):
        WRITER = "writer"
        COORDINATOR = "coordinator"
        REGISTRAR = "registrar"
        OPERATOR = "operator"

    role = models.CharField(max_length=12, choices=Role)  # as what `by` took it down
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    why = models.TextField(blank=True, max_length=2000)

    class Meta:
        abstract = True

    @classmethod
    def role_of(cls, by: Person | None, *, own: bool, registrar: bool = False) -> str:
        if own:
            return cls.Role.WRITER
        if by is None:
            return cls.Role.OPERATOR
        return cls.Role.REGISTRAR if registrar else cls.Role.COORDINATOR


class SecrecyCheck(models.Model):
    """The gate's two questions, who answered them and when."""

    phase = models.CharField(max_length=16, choices=Phase, default=Phase.NONE)
    awarded = models.BooleanField(null=True)  # None: not about one procurement
    award_date = models.DateField(null=True, blank=True)
    supplier_secrets = models.BooleanField(default=False)
    # None where the item is unnamed: then its hidden row says it.
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        abstract = True
