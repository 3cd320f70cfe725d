from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy

from krets.db.clock import now
from krets.db.keys import new_key
from krets.networks.models.unit import Unit
from krets.people.models import Person


class Import(models.Model):
    """A list of members or organisations that somebody brought: tried first, then taken in as a whole.

    Of the file only its rows are kept, and those not for long (`apps.py`). `by` may have been erased.
    A moment says that it was done: `tried`, every row was judged and nothing changed; `asked`, somebody asked that
    the rows be judged or taken in, until that is over; `confirmed`, they are to be taken in; `done`, they are;
    `inviting`, those who are new get a letter, some at a time.
    """

    class Kind(models.TextChoices):
        MEMBERS = "members", pgettext_lazy("import", "Members")
        ORGANISATIONS = "organisations", pgettext_lazy("import", "Organisations")

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="imports")
    kind = models.CharField(max_length=13, choices=Kind, default=Kind.MEMBERS)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    operators = models.BooleanField(default=False)  # brought by command
    at = models.DateTimeField(default=now)
    name = models.CharField(max_length=200)
    how = models.CharField(
        max_length=120, blank=True
    )  # in what it was written: "Windows-1252 ;", or a sheet's name
    columns = models.JSONField(default=dict)  # field to place, from 0
    header = models.PositiveIntegerField(default=0)  # the row with the headings, 0 where there is none
    commas = models.BooleanField(default=False)  # names stand as "Efternamn, Förnamn"
    sure = models.BooleanField(default=False)  # what the columns hold is known, or somebody said it
    asked = models.DateTimeField(null=True)
    tried = models.DateTimeField(null=True)
    confirmed = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    done = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)  # fate to number of rows
    inviting = models.DateTimeField(null=True)
    may: bool  # whether the reader takes it in and invites; a page sets it
    inviting_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["unit", "-at"], name="networks_imports")]

    def __str__(self) -> str:
        return self.name

    @property
    def undecided(self) -> int:
        """Doubtful rows that nobody has decided about."""
        return int(self.counts.get("undecided", 0))

    @property
    def told_anew(self) -> int:
        """Rows that came out in another way when they were to be taken in."""
        return int(self.counts.get("news", 0))


class ImportRow(models.Model):
    """One row of the file and what becomes of it (`engines.tables.Verdict`)."""

    class Fate(models.TextChoices):
        UNSURE = "unsure", pgettext_lazy("row", "Doubtful")
        REFUSED = "refused", pgettext_lazy("row", "Can't be taken")
        NEW = "new", pgettext_lazy("row", "New")
        CHANGE = "change", pgettext_lazy("row", "Changes")
        DOUBLE = "double", pgettext_lazy("row", "Twice in the file")
        SAME = "same", pgettext_lazy("row", "Here already")

    imported = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # in the file, from 1
    cells = models.JSONField(default=list)
    fate = models.CharField(max_length=8, choices=Fate, blank=True)  # empty for what stands above the headings
    values: Any = models.JSONField(default=dict)  # field to text, as it was read
    told = models.JSONField(default=list)  # notes: [code, what about]
    before = models.JSONField(default=dict)  # field to [what it is here, what it will be]
    options = models.JSONField(default=list)  # what can be decided
    choice = models.CharField(max_length=8, blank=True)
    news = models.BooleanField(default=False)  # it came out in another way when it was to be taken in
    email = models.EmailField(blank=True)  # the one that counts
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    is_new = models.BooleanField(default=False)  # whoever it is became a member by it
    invited = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["imported", "number"], name="networks_one_row")]
        indexes = [
            models.Index(fields=["imported", "fate", "number"], name="networks_fates"),
            models.Index(fields=["email"], name="networks_row_emails"),
        ]


class ImportProgress(models.Model):
    """How far a job has come, told past its transaction: whoever waits sees it, whatever becomes of the job."""

    imported = models.OneToOneField(Import, on_delete=models.CASCADE, related_name="progress", primary_key=True)
    rows = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=now)
