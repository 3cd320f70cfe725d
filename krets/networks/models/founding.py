"""A unit is applied for: who signs, which steps the association asks for, and who took each."""

from contextlib import suppress
from hashlib import sha256
from typing import ClassVar

from django.core.signing import BadSignature, Signer
from django.db import models
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now
from krets.db.keys import new_key
from krets.db.readers import Readable
from krets.networks.models.unit import Unit
from krets.people.models import Organisation, Person


class Chain(models.Model):
    """Which steps an association wants before something is founded in it. A change is a new version.

    steps: in their order, each {"kind": Kind, "who": Who}. Signatures come before them, the opening after them.
    """

    class Kind(models.TextChoices):
        RECOMMEND = "recommend", _("Takes a position")
        DECIDE = "decide", _("Decides")
        MEETING = "meeting", _("Decision at a meeting")

    class Who(models.TextChoices):
        BOARD = "board", _("The board")
        RUNS = "runs", _("Coordinator or chair")

    OPENS_AS = (Unit.State.ACTIVE, Unit.State.TENTATIVE)
    USUAL: ClassVar[list[dict[str, str]]] = [
        {"kind": "recommend", "who": "board"},
        {"kind": "meeting", "who": "runs"},
    ]

    association = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="chains")
    version = models.PositiveIntegerField(default=1)
    signatories = models.PositiveSmallIntegerField(default=4)  # at least so many
    steps = models.JSONField(default=list)
    opens_as = models.CharField(max_length=12, choices=Unit.State, default=Unit.State.ACTIVE)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["association", "version"], name="networks_one_chain_version")
        ]


class Founding(Readable):
    """An application to found `unit`, which is proposed until the last step. Read by who was asked to sign, who
    signed, and who oversees the unit: `readers` names them one by one (`actions.proposed`)."""

    class Outcome(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="foundings")
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="foundings")
    initiator = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    letter = models.TextField(max_length=8000)  # why, to whoever decides
    at = models.DateTimeField(default=now)
    sent = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=4, choices=Outcome, blank=True)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta(Readable.Meta):
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.unit.name

    @property
    def is_open(self) -> bool:
        return self.ended is None

    @property
    def text(self) -> str:
        """Stands for what is signed: another for other words."""
        said = [self.unit.name, self.unit.purpose, *self.unit.area, self.letter]
        return sha256("\0".join(said).encode()).hexdigest()[:16]


class Signature(models.Model):
    """Somebody who is asked to sign, and may have. `person` once their address has an account."""

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    founding = models.ForeignKey(Founding, on_delete=models.CASCADE, related_name="signatures")
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=160, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="signatures")
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)
    signed = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["founding", "email"], name="networks_signs_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def seal(self) -> str:
        """Proves that a link came in the letter to this very address."""
        return _signer().signature(f"{self.key}:{self.email}")

    def is_sealed_by(self, seal: str) -> bool:
        with suppress(BadSignature):
            return bool(_signer().unsign(f"{self.key}:{self.email}:{seal}"))
        return False


class FoundingStep(models.Model):
    """One step of the chain, taken: who, when, what and why. `place` is its number in the chain, from 0."""

    founding = models.ForeignKey(Founding, on_delete=models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Chain.Kind)
    outcome = models.CharField(max_length=4, choices=Founding.Outcome)
    reason = models.TextField(max_length=4000, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)
    decision = models.ForeignKey(
        "networks.Decision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["founding", "place"], name="networks_step_once")]


def _signer() -> Signer:
    return Signer(salt="krets.networks.signature")
