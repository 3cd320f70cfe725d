"""What a new unit starts with: a first meeting, a day for it, and what it costs."""

from contextlib import suppress

from django.core.signing import BadSignature, Signer
from django.db import models
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now
from krets.db.keys import new_key
from krets.networks.models.unit import Unit
from krets.people.models import Person


class FirstMeeting(models.Model):
    """Agenda and who brings what, from a template, changed by whoever runs the unit."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="first_meeting")
    place = models.CharField(max_length=160, blank=True)
    agenda = models.TextField(max_length=8000)
    brings = models.TextField(max_length=4000, blank=True)
    changed = models.DateTimeField(default=now)
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")


class DatePoll(models.Model):
    """Which day suits: closed with one of its days."""

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="date_polls")
    what = models.CharField(max_length=160)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)
    closed = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.what

    def seal_for(self, person: int) -> str:
        """Proves that a link came in the letter to this person."""
        return f"{person}.{_signer().signature(f'{self.key}:{person}')}"

    def sealed_for(self, seal: str) -> int | None:
        """Whose letter a link came in."""
        person, _dot, proof = seal.partition(".")
        with suppress(BadSignature):
            _signer().unsign(f"{self.key}:{person}:{proof}")
            return int(person)
        return None


class PollDate(models.Model):
    poll = models.ForeignKey(DatePoll, on_delete=models.CASCADE, related_name="dates")
    day = models.DateField()
    chosen = models.BooleanField(default=False)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["poll", "day"], name="networks_day_once")]


class PollAnswer(models.Model):
    class Says(models.TextChoices):
        CAN = "can", _("Can")
        MAYBE = "maybe", _("Maybe")
        NOT = "not", _("Can't")

    date = models.ForeignKey(PollDate, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    says = models.CharField(max_length=8, choices=Says)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["date", "person"], name="networks_says_once")]


class Budget(models.Model):
    """What it costs to bring the course leader here, and what to travel there. Whole crowns or euros.

    `*_each` is for each who takes part; the rest is for all together.
    """

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="budget")
    people = models.PositiveIntegerField(default=30)
    fee = models.PositiveIntegerField(default=0)  # of the course leader, here
    leader_travel = models.PositiveIntegerField(default=0)  # and a night, if there is one
    room = models.PositiveIntegerField(default=0)
    food_each = models.PositiveIntegerField(default=0)
    course_each = models.PositiveIntegerField(default=0)  # what the course costs there
    travel_each = models.PositiveIntegerField(default=0)
    night_each = models.PositiveIntegerField(default=0)
    income_each = models.PositiveIntegerField(default=0)  # what each pays to take part here
    changed = models.DateTimeField(default=now)
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    @property
    def here(self) -> int:
        return self.fee + self.leader_travel + self.room + self.people * self.food_each

    @property
    def there(self) -> int:
        return self.people * (self.course_each + self.travel_each + self.night_each)

    @property
    def saved(self) -> int:
        """By bringing the course leader here; below nought: it costs more."""
        return self.there - self.here

    @property
    def difference(self) -> int:
        return abs(self.saved)

    @property
    def income(self) -> int:
        return self.people * self.income_each

    @property
    def result(self) -> int:
        return self.income - self.here


class Guarantee(models.Model):
    """A unit asks the board above it to bear a loss up to an amount; the board says yes or no, and why."""

    class Outcome(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="guarantees")
    amount = models.PositiveIntegerField()
    why = models.TextField(max_length=2000)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)
    outcome = models.CharField(max_length=4, choices=Outcome, blank=True)
    reason = models.TextField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    decided = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]


def _signer() -> Signer:
    return Signer(salt="krets.networks.date_poll")
