"""Who is asked to help with an ask, in waves, and why."""

from contextlib import suppress
from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.asks.models.asks import Ask
from krets.db.clock import now
from krets.db.keys import new_key
from krets.people.models import Person


class Wave(models.Model):
    """One round of suggestions: asked by the clock, or by the asker who did not want to wait."""

    SIZE = 3  # people
    WAIT = timedelta(hours=48)
    BY_CLOCK = 3
    AT_MOST = 6

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="waves")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=now)
    on_demand = models.BooleanField(default=False)
    full = models.BooleanField(default=False)  # somebody fitted but has been asked enough this month
    rule = models.CharField(max_length=40, blank=True)  # the version that chose, to compare it with others

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["ask", "number"], name="asks_one_of_each_wave")]


class Suggestion(models.Model):
    """A person asked to help with an ask, why, and what came of it."""

    class Reply(models.TextChoices):
        ANSWERED = "answered", _("answered")
        NOT_ME = "not_me", _("not me")
        NOT_NOW = "not_now", _("not now")
        PASSED_ON = "passed_on", _("asked someone else instead")

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="suggestions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="suggestions")
    wave = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)  # [{"source": …, "key": …, "words": …}], see in_words
    likely = models.FloatField(default=0)  # that they answer, before their load was weighed
    score = models.FloatField(default=0)  # after
    propensity = models.FloatField(default=1)  # how likely the choice was
    explored = models.BooleanField(default=False)
    passed_on_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    sent = models.DateTimeField(default=now)
    reply = models.CharField(max_length=10, choices=Reply, blank=True)
    replied = models.DateTimeField(null=True)

    class Meta:
        ordering = ["wave", "id"]
        constraints = [models.UniqueConstraint(fields=["ask", "person"], name="asks_suggested_once")]
        indexes = [models.Index(fields=["person", "-sent"])]

    @property
    def seal(self) -> str:
        """Proves that a link came in the letter of this suggestion: lets its reader decline unsigned-in."""
        return Signer(salt="krets.asks.suggestion").signature(self.key)

    def is_sealed_by(self, seal: str) -> bool:
        with suppress(BadSignature):
            return bool(Signer(salt="krets.asks.suggestion").unsign(f"{self.key}:{seal}"))
        return False

    @property
    def because(self) -> str:
        """Why this person, told to them at once; later by `rules.because_now`, to others by `reasons_for`."""
        words = [in_words(reason, own=True) for reason in self.reasons]
        return "; ".join(dict.fromkeys(filter(None, words))) or gettext("you are in the same network")


_OWN = {
    "answer": _("you answered “{words}”"),
    "thanks": _("your answer to “{words}” helped"),
    "thread": _("you once asked “{words}”"),
    "case": _("you wrote “{words}”"),
    "purchase": _("you have bought {words}"),
    "profile": _("your profile says {words}"),
    "colleague": _("{words} thinks that you know"),
    "somebody": _("a colleague thinks that you know"),
    "named": _("you are named in it"),
}
_OF_OTHERS = {
    "answer": _("answered “{words}”"),
    "thanks": _("the answer to “{words}” helped"),
    "thread": _("once asked “{words}”"),
    "case": _("wrote “{words}”"),
    "purchase": _("has bought {words}"),
    "profile": _("the profile says {words}"),
    "colleague": _("a colleague thinks that they know"),
    "somebody": _("a colleague thinks that they know"),
    "named": _("is named in it"),
}


def in_words(reason: dict[str, str], *, own: bool) -> str:
    """A reason for a suggestion in the reader's language, said to the person (`own`) or about them."""
    like = _("your experience is similar") if own else _("similar experience")
    text = (_OWN if own else _OF_OTHERS).get(reason.get("source", ""), like)
    return str(text).format(words=reason.get("words", ""))
