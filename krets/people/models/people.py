from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now, today
from krets.db.keys import new_key, sort_key
from krets.db.readers import Readable

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
    """A public buyer. What kinds and sizes there are is public; nothing here is secret."""

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


class Person(Readable):
    """Somebody who asks and answers. The name is read by colleagues; the rest is in `ProfileField` rows."""

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=120, db_index=True, editable=False)
    title = models.CharField(max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    created = models.DateTimeField(default=now)

    class Meta(Readable.Meta):
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(email=email.strip().casefold(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """How a person signs in. Read before anybody's identity is known, so it carries nothing about them.

    An imported sender has an account too, with no password and no `last_login`: it is claimed with a
    code sent to its address, and gets no letter before that.
    """

    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, null=True, blank=True, on_delete=models.SET_NULL)
    language = models.CharField(max_length=5, blank=True)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    is_new = models.BooleanField(default=False)  # in their first hour, see `FirstHourStep`
    created = models.DateTimeField(default=now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = AccountManager()

    def __str__(self) -> str:
        return self.email

    @property
    def has_signed_in(self) -> bool:
        return self.last_login is not None


class Audience(models.TextChoices):
    """Who reads one thing that a person tells. "My units" follows memberships as they come and go."""

    ME = "me", _("only me")
    UNITS = "units", _("members of my networks")
    BUYERS = "buyers", _("all buyers in Krets")
    PUBLIC = "public", _("everybody")


class ProfileField(Readable):
    """One thing a person tells, with its own audience: a row of its own, since policies hide rows."""

    class Name(models.TextChoices):
        EXPERIENCE = "experience", _("My experience")
        TOPICS = "topics", _("Topics")
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="profile")
    field = models.CharField(max_length=12, choices=Name)
    text = models.TextField(max_length=4000)
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.BUYERS)

    class Meta(Readable.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "field"], name="people_one_of_each_field")]

    def __str__(self) -> str:
        return self.text


class Availability(models.Model):
    """How much may be asked of a person. Only the person and the part that suggests people read it."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="availability")
    monthly_requests = models.PositiveSmallIntegerField(default=4)
    not_before = models.DateField(null=True, blank=True)

    @property
    def is_away(self) -> bool:
        return self.not_before is not None and self.not_before > today()


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


TOKEN_PREFIX = "krets_"  # noqa: S105 - so that a leaked key is recognised for what it is


class Token(models.Model):
    """A key to the API. Only its hash is kept."""

    class Scope(models.TextChoices):
        READ = "read", _("read what I may read")
        ASK = "ask", _("ask, thank and close in my name")
        ANSWER = "answer", _("answer in my name")
        CASE = "case", _("write and publish cases in my name")
        COORDINATE = "coordinate", _("coordinate my networks in my name")

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=20), default=list)
    created = models.DateTimeField(default=now)
    expires = models.DateTimeField()
    last_used = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_valid(self) -> bool:
        return self.expires > now()

    def get_scopes_display(self) -> list[str]:
        return [str(self.Scope(scope).label) for scope in self.scopes]


class Session(AbstractBaseSession):
    """Somebody signed in, or a stranger who wrote in a form: when and in what kind of browser, never where.

    `key` is its name in addresses: a digest, since whoever holds the session's own key is in.
    """

    key = models.CharField(max_length=24, unique=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="sessions")
    since = models.DateTimeField()
    browser = models.CharField(max_length=40, blank=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        ordering = ["-since", "key"]


class Attempt(models.Model):
    """How often something was tried lately: the limits of sign-in, counted here so that all web processes
    share them. Django's cache reads and writes it; nothing else does."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)
