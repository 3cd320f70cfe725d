"""What a unit decides: the matter, the vote, and what the minutes say of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now
from krets.db.keys import new_key
from krets.db.readers import Readable
from krets.networks.models.founding import Founding
from krets.networks.models.unit import Unit
from krets.people.models import Organisation, Person


class Decision(Readable):
    """A matter that a unit decides. Without `readers` it is a draft, read by whoever decides in the unit."""

    class Outcome(models.TextChoices):
        CARRIED = "carried", _("Carried")
        LOST = "lost", _("Not carried")
        TIE = "tie", _("As many yes as no: not carried")
        NO_QUORUM = "no_quorum", _("Too few voted")

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="decisions")
    founding = models.ForeignKey(
        Founding, null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions"
    )
    matter = models.CharField(max_length=200)
    proposal = models.TextField(max_length=8000, blank=True)
    date = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=160, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    extract = models.TextField(max_length=20000, blank=True)  # of the minutes
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)
    decided = models.DateTimeField(null=True, blank=True)

    class Meta(Readable.Meta):
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.matter

    @property
    def is_draft(self) -> bool:
        return not self.readers


class Vote(models.Model):
    """How a matter was put to the vote. The numbers stand here once it is closed; everybody: votes there were."""

    class How(models.TextChoices):
        SHOW = "show", _("By show of hands at the meeting")
        OPEN = "open", _("In Krets, open")
        SECRET = "secret", _("In Krets, secret")

    class Counted(models.TextChoices):
        PEOPLE = "people", _("One member, one vote")
        ORGANISATIONS = "organisations", _("One organisation, one vote")

    class Majority(models.TextChoices):
        SIMPLE = "simple", _("More yes than no")
        TWO_THIRDS = "two_thirds", _("Two thirds of yes and no")
        OF_ALL = "of_all", _("More than half of all votes, cast or not")

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="vote")
    how = models.CharField(max_length=8, choices=How)
    counted = models.CharField(max_length=16, choices=Counted, default=Counted.PEOPLE)
    majority = models.CharField(max_length=12, choices=Majority, default=Majority.SIMPLE)
    quorum = models.PositiveIntegerField(default=0)
    quorum_percent = models.PositiveSmallIntegerField(default=0)
    opened = models.DateTimeField(default=now)
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    closed = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    yes = models.PositiveIntegerField(null=True)
    no = models.PositiveIntegerField(null=True)
    abstain = models.PositiveIntegerField(null=True)
    everybody = models.PositiveIntegerField(null=True)
    reasons = models.JSONField(default=list)  # of the engine: [{"code", "value", "wanted"}]

    @property
    def is_open(self) -> bool:
        return self.closed is None

    @property
    def is_secret(self) -> bool:
        return self.how == self.How.SECRET


class RollEntry(models.Model):
    """Somebody who may vote, as it was when the vote was opened. That they voted is known; how, not told here."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="roll")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    voted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "person"], name="networks_on_roll_once")]


class Ballot(models.Model):
    """An open vote, with its name. Of secret votes there are none: see `Urn`."""

    class Choice(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        ABSTAIN = "abstain", _("Abstains")

    entry = models.OneToOneField(RollEntry, on_delete=models.CASCADE, related_name="ballot")
    choice = models.CharField(max_length=8, choices=Choice)
    at = models.DateTimeField(default=now)


class Urn(models.Model):
    """The secret votes of one vote: three numbers, sealed by the host's key. No vote is a row, so none has a
    place, a number, a time or a transaction of its own to be joined by. Gone once the vote is closed."""

    vote = models.OneToOneField(Vote, on_delete=models.CASCADE, related_name="urn")
    sealed = models.TextField()
