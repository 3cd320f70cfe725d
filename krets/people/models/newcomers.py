from django.db import models
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now
from krets.people.models.people import Person


class FirstHourStep(models.Model):
    """Somebody new took or skipped a step of their first hour, and when; `END` says that they are through with it.

    `Account.is_new` says the same on every page without a query.
    """

    class Step(models.TextChoices):
        PROFILE = "profile", _("Three questions about you")
        NETWORKS = "networks", _("Networks that fit")
        ASK = "ask", _("An ask worth answering")
        CASE = "case", _("A case worth reading")
        PEOPLE = "people", _("Who is who")
        END = "end", _("The end")

    class How(models.TextChoices):
        DONE = "done", _("Done")
        SKIPPED = "skipped", _("Skipped")

    TAKEN = (Step.PROFILE, Step.NETWORKS, Step.ASK, Step.CASE, Step.PEOPLE)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="first_hour")
    step = models.CharField(max_length=8, choices=Step)
    how = models.CharField(max_length=7, choices=How, default=How.DONE)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "step"], name="people_one_of_each_step")]
