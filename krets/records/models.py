from django.db import models
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now


class Seal(models.Model):
    """The traces that one run of the sealing job found, chained to the seal before by its digest."""

    at = models.DateTimeField(default=now)
    count = models.PositiveIntegerField()
    digest = models.BinaryField()  # of the digest before, the moment, and the traces' digests by number

    class Meta:
        ordering = ["id"]


class Trace(models.Model):
    """One act of somebody on one thing. Never changed: sealed within a minute or two, and emptied when it is old.

    Nobody stands in `by` where an unnamed writer acted, and where only a named part of the system did; `part`
    then says which. Numbers of people are kept when the person is gone, so nothing in the database enforces them.
    """

    class Act(models.TextChoices):
        SAW = "saw", _("opened")
        CHANGED = "changed", _("changed")
        EXPORTED = "exported", _("took a copy of")
        LOOKED_BEHIND = "looked_behind", _("asked who wrote")
        REMOVED = "removed", _("removed")

    at = models.DateTimeField()
    day = models.DateField()  # of `at`, where the installation is
    by = models.ForeignKey(
        "people.Person",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    part = models.CharField(max_length=60, blank=True)  # "asks.post", "import": see docs/identity.md
    act = models.CharField(max_length=14, choices=Act)
    kind = models.CharField(max_length=20, blank=True)  # "ask", "answer", "case", "file", "my_data" …
    key = models.CharField(max_length=80, blank=True)
    verb = models.CharField(max_length=60, blank=True)  # of a change "asks.answer"; else in what way
    salt = models.BinaryField(null=True)  # None: emptied
    digest = models.BinaryField()
    seal = models.ForeignKey(Seal, null=True, on_delete=models.PROTECT, db_index=False, related_name="traces")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "kind", "key", "day", "verb"],
                condition=models.Q(act="saw"),
                name="records_seen_once_a_day",
            )
        ]
        indexes = [
            models.Index(fields=["kind", "key", "id"], name="records_of_thing"),
            models.Index(fields=["by", "id"], name="records_of_person"),
            models.Index(fields=["seal", "id"], name="records_of_seal"),
            models.Index(fields=["at"], condition=models.Q(salt__isnull=False), name="records_not_emptied"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.kind}:{self.key}"


class Retention(models.Model):
    """What the operator set for one kind; what is not set is as the room that holds it says (`Keep`)."""

    kind = models.CharField(max_length=40, primary_key=True)
    days = models.PositiveIntegerField(null=True)  # None: as the room says
    # The retention decision (gallringsbeslut): without it an authority removes nothing.
    decision = models.CharField(max_length=120, blank=True)
    decided = models.DateField(null=True)
    changed = models.DateTimeField(default=now)

    class Meta:
        ordering = ["kind"]


class Removal(models.Model):
    """That something was removed, emptied or lost its name: what kind, how much, why, by which decision."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80, blank=True)  # of a single thing that has one
    count = models.PositiveIntegerField()
    why = models.CharField(max_length=200)
    decision = models.CharField(max_length=120, blank=True)
    decided = models.DateField(null=True)
    by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["id"]
