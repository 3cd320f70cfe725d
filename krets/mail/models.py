from django.contrib.postgres.fields import ArrayField
from django.db import models

from krets.db.clock import now


class Letter(models.Model):
    """A letter out. It commits with the fact that caused it, and a job sends it.

    `reply_token` stands in the addresses that are this letter's own: reply+…, leave+… and bounce+….
    """

    person = models.ForeignKey("people.Person", null=True, on_delete=models.CASCADE, related_name="+")
    to = models.EmailField()
    language = models.CharField(max_length=5)
    kind = models.CharField(max_length=40, blank=True)  # what one can unsubscribe from
    about = models.CharField(max_length=60, blank=True)  # "ask:KEY": what a reply answers
    # What it tells of: "ask:KEY", "answer:KEY". Who may no longer read all of it when it goes out does not get it.
    shows = ArrayField(models.CharField(max_length=60), default=list)
    subject = models.CharField(max_length=400)
    text = models.TextField()
    html = models.TextField()
    headers = models.JSONField(default=dict)
    message_id = models.CharField(max_length=200, unique=True)
    reply_token = models.CharField(max_length=40, unique=True)
    once = models.CharField(max_length=120, unique=True, null=True)  # a second letter of this name is not made
    created = models.DateTimeField(default=now)
    after = models.DateTimeField(default=now)  # not tried before this moment
    tries = models.PositiveSmallIntegerField(default=0)
    sent = models.DateTimeField(null=True)
    failed = models.DateTimeField(null=True)  # given up; `fault` says why
    fault = models.TextField(blank=True)
    bounced = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["after"], condition=models.Q(sent=None, failed=None), name="mail_unsent")]

    def __str__(self) -> str:
        return self.subject


class Incoming(models.Model):
    """A letter in, kept whole before its sender hears 250. A job reads it."""

    class Fate(models.TextChoices):
        WAITING = "waiting"
        TAKEN = "taken"
        CONFIRM = "confirm"  # waits until the owner of the reply address says that it is theirs
        AUTOMATIC = "automatic"
        BOUNCE = "bounce"
        REFUSED = "refused"
        BROKEN = "broken"  # we failed to read it, several times; the operator may look

    digest = models.CharField(max_length=64, unique=True)  # of message-id, sender and recipient: taken once
    sender = models.CharField(max_length=320, blank=True)
    recipient = models.CharField(max_length=320)
    raw = models.BinaryField()
    received = models.DateTimeField(default=now)
    letter = models.ForeignKey(Letter, null=True, on_delete=models.SET_NULL, related_name="replies")
    fate = models.CharField(max_length=10, choices=Fate, default=Fate.WAITING)
    why = models.CharField(max_length=200, blank=True)
    handled = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    confirm_token = models.CharField(max_length=40, unique=True, null=True)

    class Meta:
        indexes = [models.Index(fields=["received"], condition=models.Q(fate="waiting"), name="mail_waiting")]


class Silence(models.Model):
    """An address that wants no letters of a kind, or none that has a kind (unsubscribed, or it bounced)."""

    email = models.EmailField()
    kind = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True)  # a full mailbox is tried again
    why = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["email", "kind"], name="mail_silent_once")]
