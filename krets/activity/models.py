from django.db import models
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now


class Entry(models.Model):
    """Something that happened, once, in the transaction that did it."""

    verb = models.CharField(max_length=40)  # "asks.post", "cases.publish" …
    kind = models.CharField(max_length=12)  # what it happened to: "ask", "answer", "case"
    key = models.CharField(max_length=80)
    unit = models.ForeignKey("networks.Unit", null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["kind", "key"])]

    def __str__(self) -> str:
        return self.verb


class Notice(models.Model):
    """That one person shall hear of one entry; `told` once a letter or a digest carries it."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="notices")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="notices")
    how = models.CharField(max_length=6)
    told = models.DateTimeField(null=True)
    seen = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="activity_told_once")]
        indexes = [models.Index(fields=["how", "person"], condition=models.Q(told=None), name="activity_untold")]


class Hearing(models.Model):
    """How a person wants to hear: in general (no unit), or of one unit."""

    class How(models.TextChoices):
        EACH = "each", _("an e-mail each time")
        DAILY = "daily", _("a digest every day")
        WEEKLY = "weekly", _("a digest every week")
        NEVER = "never", _("no e-mails")

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="hearings")
    unit = models.ForeignKey("networks.Unit", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=6, choices=How, default=How.EACH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "unit"], name="activity_one_choice", nulls_distinct=False)
        ]
