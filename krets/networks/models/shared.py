"""What all shared items are made of."""

from dataclasses import dataclass
from functools import lru_cache

from django.db import models
from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext, ngettext

from krets.db.clock import now
from krets.db.keys import new_key
from krets.db.readers import Readable
from krets.networks.models.gate import Phase
from krets.people.models import Organisation, Person, outline_in_words


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
        return _in_words(self, get_language())


@lru_cache(maxsize=1000)
def _in_words(audience: Audience, language: str | None) -> str:
    """Kept, for a page says it more than once; `language` is part of the key, no more."""
    if audience.everybody:
        return gettext("everybody, signed in or not")
    if audience.only_me:
        return gettext("you only")
    people = "" if audience.count is None else _people(audience.count)
    if audience.buyers:
        return ", ".join(filter(None, (gettext("all buyers in Krets"), people)))
    names = list(audience.units)
    if audience.others:
        names.append(ngettext("{n} more network", "{n} more networks", audience.others).format(n=audience.others))
    if audience.named:
        n = number_format(audience.named, use_l10n=True, force_grouping=True)
        names.append(
            ngettext("{n} person chosen by name", "{n} people chosen by name", audience.named).format(n=n)
        )
    if not names:
        return people
    where = get_text_list(names, gettext("and"))
    if audience.named:
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
