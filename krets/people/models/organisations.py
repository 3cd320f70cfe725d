"""Public buyers, and what they have bought."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now
from krets.db.keys import sort_key

COUNTRIES = {
    "SE": _("Sweden"),
    "FI": _("Finland"),
    "NO": _("Norway"),
    "DK": _("Denmark"),
    "IS": _("Iceland"),
    "FO": _("the Faroe Islands"),
    "GL": _("Greenland"),
    "AX": _("Åland"),
    "EE": _("Estonia"),
    "LV": _("Latvia"),
    "LT": _("Lithuania"),
}


class Organisation(models.Model):
    """A public buyer. What kinds and sizes there are is public; nothing here is secret.

    `covered`: it falls under procurement law, so that who works there is a buyer. A supplier, and a firm that is
    somebody's secretariat, does not.
    """

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        REGION = "region", _("Region")
        WELLBEING_COUNTY = "wellbeing_county", _("Wellbeing services county")
        JOINT_BODY = "joint_body", _("Joint purchasing body")
        CENTRAL_BODY = "central_body", _("Central purchasing body")
        STATE = "state", _("State authority")
        COMPANY = "company", _("Publicly owned company")
        OTHER = "other", _("Other public buyer")

    class Size(models.TextChoices):
        UNDER_10 = "under_10", _("under 10,000 inhabitants")
        UNDER_25 = "under_25", _("10,000–25,000 inhabitants")
        UNDER_50 = "under_50", _("25,000–50,000 inhabitants")
        UNDER_100 = "under_100", _("50,000–100,000 inhabitants")
        OVER_100 = "over_100", _("over 100,000 inhabitants")

    BOUNDS: dict[str, tuple[int | None, int | None]] = {  # of each band, in their order: from, and up to
        "under_10": (None, 10_000),
        "under_25": (10_000, 25_000),
        "under_50": (25_000, 50_000),
        "under_100": (50_000, 100_000),
        "over_100": (100_000, None),
    }

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200, db_index=True, editable=False)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    country = models.CharField(max_length=2, default="SE")
    nuts = models.CharField(max_length=5, blank=True)
    inhabitants = models.PositiveIntegerField(null=True, blank=True)
    website = models.URLField(blank=True)
    regions = ArrayField(models.CharField(max_length=80), default=list, blank=True)  # as people call them
    covered = models.BooleanField(default=True)

    class Meta:
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)

    @property
    def size(self) -> str:
        """The size band, or '' when the number of inhabitants is not known."""
        if self.inhabitants is None:
            return ""
        return next(band for band, (_, end) in self.BOUNDS.items() if end is None or self.inhabitants < end)

    def get_size_display(self) -> str:
        return str(self.Size(self.size).label) if self.size else ""

    def get_country_display(self) -> str:
        return str(COUNTRIES.get(self.country, self.country))


def outline_in_words(outline: Mapping[str, Any]) -> str:
    """`rules.outline_of` for a reader: 'Municipality, 10,000–25,000 inhabitants, Sweden'."""
    kinds = dict(Organisation.Kind.choices)
    parts = (
        kinds.get(outline.get("kind", ""), ""),
        _sizes_in_words(outline.get("sizes", [])),
        COUNTRIES.get(outline.get("country", ""), ""),
    )
    return ", ".join(str(part) for part in parts if part)


def _sizes_in_words(sizes: Sequence[str]) -> str:
    """Neighbouring bands as one: 'under 25,000 inhabitants'."""
    if len(sizes) < 2:
        return "".join(str(Organisation.Size(size).label) for size in sizes)
    low, high = Organisation.BOUNDS[sizes[0]][0], Organisation.BOUNDS[sizes[-1]][1]
    least, most = (number_format(bound or 0, use_l10n=True, force_grouping=True) for bound in (low, high))
    if low is None:
        return gettext("under {most} inhabitants").format(most=most)
    if high is None:
        return gettext("over {least} inhabitants").format(least=least)
    return gettext("{least}–{most} inhabitants").format(least=least, most=most)


class Domain(models.Model):
    """What stands after @ in an organisation's addresses: who has one works there, until `ended`.

    Read by named parts of the system alone: nobody shall be able to ask which ones we know.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="domains")
    name = models.CharField(max_length=253)
    at = models.DateTimeField(default=now)
    verified_by = models.ForeignKey("Person", null=True, on_delete=models.SET_NULL, related_name="+")
    operator = models.CharField(max_length=80, blank=True)  # who did it by command
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["name"], condition=models.Q(ended=None), name="people_one_domain")
        ]

    def __str__(self) -> str:
        return self.name


class Purchase(models.Model):
    """What an organisation has bought, from public notices. Public facts. Joint buyers have one each."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="purchases")
    notice = models.CharField(max_length=80)
    published = models.DateField(null=True)
    cpv = ArrayField(models.CharField(max_length=8), default=list)
    title = models.CharField(max_length=600)
    description = models.TextField(blank=True)
    language = models.CharField(max_length=5, blank=True)
    source = models.JSONField(default=dict)  # the notice's own fields, so that an export gives them back

    class Meta:
        ordering = ["-published", "id"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "organisation"], name="people_one_purchase_a_buyer")
        ]
        indexes = [models.Index(fields=["organisation", "-published"])]

    def __str__(self) -> str:
        return self.title
