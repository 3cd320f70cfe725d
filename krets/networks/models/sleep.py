from contextlib import suppress

from django.core.signing import BadSignature, Signer
from django.db import models
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now
from krets.db.keys import new_key
from krets.networks.models.unit import Unit
from krets.people.models import Person


class Quiet(models.Model):
    """A unit has been quiet for as long as it said: since when, who was asked about it, and what they said.

    Without `reply`: the offer to sleep stands.
    """

    class Reply(models.TextChoices):
        SLEEP = "sleep", _("Let it sleep")
        ALIVE = "alive", _("No, we are alive")

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="quiet")
    since = models.DateField()  # of the last sign of life
    at = models.DateTimeField(default=now)
    reply = models.CharField(max_length=5, choices=Reply, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    replied = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=models.Q(reply=""), name="networks_one_offer")
        ]

    def __str__(self) -> str:
        return str(self.unit)


class Restart(models.Model):
    """A dormant unit on its way to be woken: what was filled in so far, until `sent`."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="restarts")
    begun_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    begun = models.DateTimeField(default=now)
    hosts = models.ManyToManyField(Person, related_name="+")
    purpose = models.TextField(blank=True, max_length=2000)
    place = models.CharField(max_length=200, blank=True)
    days = models.CharField(max_length=200, blank=True)  # as people write them: "24 September or 22 October"
    letter = models.TextField(blank=True, max_length=4000)
    state = models.CharField(max_length=12, choices=Unit.State, default=Unit.State.TENTATIVE)  # once it is sent
    sent = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["begun"]
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=models.Q(sent=None), name="networks_one_restart")
        ]

    def __str__(self) -> str:
        return str(self.unit)


class Return(models.Model):
    """Whether a member comes along when the unit wakes; empty until they say so."""

    class Reply(models.TextChoices):
        IN = "in", _("I'm in")
        OUT = "out", _("No longer for me")

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    restart = models.ForeignKey(Restart, on_delete=models.CASCADE, related_name="returns")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reply = models.CharField(max_length=3, choices=Reply, blank=True)
    replied = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["restart", "person"], name="networks_one_return")]

    def __str__(self) -> str:
        return self.key

    @property
    def seal(self) -> str:
        """Proves that a link came in this person's letter: they can say it without signing in."""
        return Signer(salt="krets.networks.return").signature(self.key)

    def is_sealed_by(self, seal: str) -> bool:
        with suppress(BadSignature):
            return bool(Signer(salt="krets.networks.return").unsign(f"{self.key}:{seal}"))
        return False
