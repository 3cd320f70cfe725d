"""Asks and answers, and what hangs on them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from krets.cases.models import Case
from krets.db.clock import now
from krets.files.models import File
from krets.networks.models import (
    AFTER_AWARD,
    BEFORE_AWARD,
    HiddenWriter,
    Phase,
    SecrecyCheck,
    Shared,
    TakenDown,
    Unit,
)
from krets.people.models import Person


class Ask(Shared):
    """A question to colleagues (efterlysning)."""

    title = models.CharField(max_length=160)
    body = models.TextField(max_length=20_000)
    units = models.ManyToManyField(Unit, related_name="asks")
    topic = models.CharField(max_length=120, blank=True)
    cpv = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    effect_sought = models.TextField(max_length=2000, blank=True)
    deadline = models.DateField(null=True, blank=True)
    tentative = models.BooleanField(default=False)
    failures_welcome = models.BooleanField(default=False)
    own_organisation_too = models.BooleanField(default=False)
    phase = models.CharField(max_length=16, choices=Phase, default=Phase.NONE)
    files = models.ManyToManyField(File, blank=True, related_name="asks")
    posted = models.DateTimeField(default=now)
    answer_count = models.PositiveIntegerField(default=0)  # what everybody who reads the ask can see
    private_count = models.PositiveIntegerField(default=0)  # for fewer; the asker reads them all
    message_id = models.CharField(max_length=400, blank=True, db_index=True)  # of the letter, or "form:…"
    begins = models.CharField(max_length=400, blank=True)  # an imported thread's first letter, if missing

    class Meta(Shared.Meta):
        ordering = ["-posted", "-id"]
        indexes = [*Shared.Meta.indexes, models.Index(fields=["-posted", "-id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["message_id"],
                condition=models.Q(message_id__startswith="form:"),
                name="asks_form_taken_once",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return not hasattr(self, "closing")

    @property
    def goes_by_name(self) -> bool:
        """Shared with named people alone: nobody else is asked."""
        return not any(token.startswith("unit:") for token in self.readers)

    @property
    def all_answers(self) -> int:
        """For the asker's eyes."""
        return self.answer_count + self.private_count

    @property
    def before_award(self) -> bool:
        """Letters about it then carry only title and link."""
        return self.phase in BEFORE_AWARD

    @property
    def after_award(self) -> bool:
        """What was in the tenders may then be told."""
        return self.phase in AFTER_AWARD


class AskWriter(HiddenWriter):
    ask = models.OneToOneField(Ask, on_delete=models.CASCADE, related_name="hidden_writer")


class AskCheck(SecrecyCheck):
    ask = models.OneToOneField(Ask, on_delete=models.CASCADE, related_name="secrecy_check")


class Closing(models.Model):
    """The asker says it is enough, and what came of it."""

    ask = models.OneToOneField(Ask, on_delete=models.CASCADE, related_name="closing")
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    used_for = models.TextField(max_length=4000, blank=True)
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.SET_NULL, related_name="from_asks")


class Enough(models.Model):
    """Somebody about to ask found the answer among what was already said: a success without an ask."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=24)
    at = models.DateTimeField(default=now)


class Draft(models.Model):
    """What a person has typed and not yet posted. One at a time, read by that person only."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="ask_draft")
    typed = models.JSONField(default=dict)
    at = models.DateTimeField(default=now)


class AnswerDraft(models.Model):
    """What a person has typed in answer to an ask and not yet posted. Read by that person only."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="answer_drafts")
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="drafts")
    typed = models.JSONField(default=dict)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "ask"], name="asks_one_draft_an_answer")]


class Answer(Shared):
    class Via(models.TextChoices):
        PAGE = "page", _("on the page")
        MAIL = "mail", _("by e-mail")
        API = "api", _("through the API")
        IMPORT = "import", _("imported")

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="answers")
    body = models.TextField(max_length=40_000)
    no_effect = models.BooleanField(default=False)
    only_asker = models.BooleanField(default=False)
    narrowed = models.BooleanField(default=False)  # read by those of `readers` alone who also read the ask
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.SET_NULL, related_name="in_answers")
    files = models.ManyToManyField(File, blank=True, related_name="answers")
    via = models.CharField(max_length=6, choices=Via, default=Via.PAGE)
    posted = models.DateTimeField(default=now)
    message_id = models.CharField(max_length=400, blank=True, db_index=True)  # of the letter, or "form:…"

    attached: list[File]  # where a page shows it, its files
    look: tuple[object, ...]  # and what the words above it depend on

    class Meta(Shared.Meta):
        ordering = ["posted", "id"]
        indexes = [*Shared.Meta.indexes, models.Index(fields=["ask", "posted", "id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["ask", "message_id"], condition=~models.Q(message_id=""), name="asks_answered_once"
            )
        ]

    @property
    def before_award(self) -> bool:
        """Of its own procurement, whatever the ask is about: a letter then does not carry it."""
        check = getattr(self, "secrecy_check", None)
        return check is not None and check.phase in BEFORE_AWARD and not check.awarded


class AnswerWriter(HiddenWriter):
    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="hidden_writer")


class AnswerCheck(SecrecyCheck):
    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="secrecy_check")


class AskTakenDown(TakenDown):
    ask = models.OneToOneField(Ask, on_delete=models.CASCADE, related_name="taken_down")


class AnswerTakenDown(TakenDown):
    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="taken_down")


class Thanks(models.Model):
    """The asker says that an answer helped."""

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="thanks")
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)


class WriteUp(models.Model):
    """An answer, or a whole ask, on its way to become a case: who was invited to write it."""

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="write_ups")
    answer = models.ForeignKey(Answer, null=True, on_delete=models.CASCADE, related_name="write_ups")
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="write_up")
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ask", "answer"], name="asks_written_up_once", nulls_distinct=False)
        ]
