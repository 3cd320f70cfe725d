from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now, today
from krets.db.keys import new_key, sort_key
from krets.db.readers import Readable
from krets.people.models.organisations import Organisation


class Person(Readable):
    """Somebody who asks and answers. The name is read by colleagues; the rest is in `ProfileField` rows.

    `name` is what colleagues call them; `organisation` the employer that they write for, one of their belongings.
    """

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
        FORMAL_NAME = "formal_name", _("Formal name")

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
