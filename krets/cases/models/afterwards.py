"""What happens to a case once it is out: somebody uses it, and its writer is asked about it again."""

from django.db import models

from krets.cases.models.case import Case, text
from krets.db.clock import now
from krets.people.models import Organisation, Person


class Reuse(models.Model):
    """Somebody used a case: who, how adapted, with what result."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reuses")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.SET_NULL, related_name="reuses")
    adapted = text(2000)
    result = text(2000)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="cases_reused_once")]


class Review(models.Model):
    """Two years on: is it still valid? One row each time the question was put."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reviews")
    asked = models.DateTimeField(default=now)
    answered = models.DateTimeField(null=True)
    still_valid = models.BooleanField(null=True)
    note = text(2000)

    class Meta:
        ordering = ["asked"]


class AwardAsked(models.Model):
    """The day came on which its writer expected the award, and she was asked whether it is decided."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="awards_asked")
    expected = models.DateField()
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["case", "expected"], name="cases_award_asked_once")]
