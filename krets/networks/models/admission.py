"""Who may join a unit, as data; who asks to, and what is decided."""

from contextlib import suppress

from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from krets.db.clock import now
from krets.db.keys import new_key
from krets.db.readers import Readable
from krets.networks.models.unit import Membership, Unit
from krets.people.models import Organisation, Person


class AdmissionRule(models.Model):
    """One version of who may join a unit; the newest holds (`Unit.admission` is its copy, read with the unit).

    `clauses`: `engines.admission.Clause` as JSON, with `names` beside `among` where a slug needs one.
    """

    class Way(models.TextChoices):
        APPLY = "apply", _("Whoever wants to join applies, and somebody decides")
        OPEN = "open", _("Any buyer joins by a click")
        INVITE = "invite", _("By invitation only")

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="rules")
    version = models.PositiveIntegerField()
    way = models.CharField(max_length=8, choices=Way, default=Way.APPLY)
    clauses = models.JSONField(default=list)
    yearly = models.BooleanField(default=False)  # members are asked each year whether it still holds
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")  # None: the operator
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["unit", "-version"]
        constraints = [models.UniqueConstraint(fields=["unit", "version"], name="networks_one_version")]

    def __str__(self) -> str:
        return f"{self.unit_id}:{self.version}"


class Application(models.Model):
    """Somebody asks to be let in. Read by them, and by whoever may administer the unit.

    `name` and `organisation`: who they were when they applied, since a secretariat need not know of every buyer.
    `answers`: clause to value, see `engines.admission`; `found`: clause to [outcome, reason], when it was decided.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("application", "not sent yet")
        SENT = "sent", pgettext_lazy("application", "waits for a decision")
        ADMITTED = "admitted", pgettext_lazy("application", "admitted")
        DECLINED = "declined", pgettext_lazy("application", "declined")
        APPEALED = "appealed", pgettext_lazy("application", "is looked at again")
        WITHDRAWN = "withdrawn", pgettext_lazy("application", "withdrawn")

    OPEN = (State.DRAFT, State.SENT, State.APPEALED)
    WAITING = (State.SENT, State.APPEALED)

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="applications")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="applications")
    rule = models.ForeignKey(AdmissionRule, on_delete=models.CASCADE, related_name="applications")
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="+")
    answers = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)  # of the last step
    at = models.DateTimeField(default=now)  # of the last step

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "person"],
                condition=Q(state__in=["draft", "sent", "appealed"]),
                name="networks_one_application",
            )
        ]
        indexes = [
            models.Index(fields=["unit", "state", "-at"], name="networks_applications"),
            models.Index(fields=["person", "-at"], name="networks_applications_of"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def waits(self) -> bool:
        """For somebody to decide."""
        return self.state in self.WAITING


class ApplicationStep(models.Model):
    """What became of an application: when, by whom and why. The applicant reads `why`."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=12, choices=Application.State)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return str(Application.State(self.state).label)


class Exemption(Readable):
    """Somebody was let in although a clause fails. Members read which clause and why, none of the answers."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="exemptions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    rule = models.ForeignKey(AdmissionRule, on_delete=models.CASCADE, related_name="+")
    clauses = models.JSONField(default=list)  # their ids
    why = models.TextField(max_length=2000)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta(Readable.Meta):
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.why


class Reconfirmation(models.Model):
    """A member is asked whether the rule still holds for them: asked, reminded, answered or not."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="reconfirmations")
    rule = models.ForeignKey(AdmissionRule, on_delete=models.CASCADE, related_name="+")
    asked = models.DateTimeField(default=now)
    reminded = models.DateTimeField(null=True)
    answered = models.DateTimeField(null=True)
    answer = models.CharField(max_length=4, choices=Answer, blank=True)

    class Meta:
        ordering = ["-asked", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(answered=None), name="networks_one_reconfirmation"
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def seal(self) -> str:
        """Proves that a link came in this letter: it answers without signing in."""
        return Signer(salt=_SALT).signature(self.key)

    def is_sealed_by(self, seal: str) -> bool:
        with suppress(BadSignature):
            return bool(Signer(salt=_SALT).unsign(f"{self.key}:{seal}"))
        return False


_SALT = "krets.networks.reconfirmation"
