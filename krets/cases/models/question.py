"""A reader asks whoever wrote the case, and gets a reply."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from krets.cases.models.case import Case, text
from krets.db.clock import today
from krets.networks.models import HiddenWriter, Written


class Question(Written):
    """Put to the writer of a case, and read by the two of them. Once it is replied to, all who read the case may
    read it too (`shared`), if the asker said that they may and the writer lets them.

    It has a day and no moment: when somebody sat and wrote tells who they are.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="questions")
    body = text(4000)
    may_be_shared = models.BooleanField(default=False)
    shared = models.BooleanField(default=False)
    on = models.DateField(default=today)
    once = models.CharField(max_length=80, unique=True, null=True)  # a second one of this name is not made

    class Meta:
        ordering = ["-on", "key"]
        indexes = [models.Index(fields=["case", "-on", "key"], name="cases_questions")]

    def __str__(self) -> str:
        return self.body


class QuestionWriter(HiddenWriter):
    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="hidden_writer")


class Reply(models.Model):
    """What the writer of the case says. Who that is, only the case tells, or does not.

    An unnamed writer's reply waits until the next morning with all others of the day (`out` is empty so long):
    the moment it came would tell who was at work. Until then it can be changed.
    """

    class How(models.TextChoices):
        ANSWERED = "answered", _("I answer here")
        IN_CASE = "in_case", _("I have put the answer into the case")
        DECLINED = "declined", pgettext_lazy("a question", "I would rather not answer")

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="reply")
    how = models.CharField(max_length=10, choices=How, default=How.ANSWERED)
    body = text(20_000)
    language = models.CharField(max_length=5, blank=True)
    share = models.BooleanField(default=False)
    written = models.DateField(default=today)
    out = models.DateField(null=True)
    once = models.CharField(max_length=80, blank=True)  # the letter or form that it came by

    def __str__(self) -> str:
        return self.body
