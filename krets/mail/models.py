from django.db import models

from krets.db.clock import now


class Letter(models.Model):
    """A letter out. It commits with the fact that caused it, and a job sends it."""

    person = models.ForeignKey("people.Person", null=True, on_delete=models.CASCADE, related_name="+")
    to = models.EmailField()
    subject = models.CharField(max_length=400)
    text = models.TextField()
    html = models.TextField()
    headers = models.JSONField(default=dict)
    message_id = models.CharField(max_length=200, unique=True)
    once = models.CharField(
        max_length=120, unique=True, null=True
    )  # a second letter of this name is not made
    reply_token = models.CharField(max_length=40, unique=True, null=True)
    about = models.CharField(max_length=60, blank=True)  # "ask:KEY": what a reply answers
    created = models.DateTimeField(default=now)
    sent = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.TextField(blank=True)
    bounced = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["created"], condition=models.Q(sent=None), name="mail_unsent")]


class Incoming(models.Model):
    """A letter in, kept whole before its sender hears 250. A job reads it."""

    class Fate(models.TextChoices):
        WAITING = "waiting"
        TAKEN = "taken"
        CONFIRM = "confirm"
        AUTOMATIC = "automatic"
        BOUNCE = "bounce"
        REFUSED = "refused"

    digest = models.CharField(max_length=64, unique=True)  # of message-id, sender and recipient: taken once
    sender = models.CharField(max_length=320, blank=True)
    recipient = models.CharField(max_length=320)
    raw = models.BinaryField()
    received = models.DateTimeField(default=now)
    fate = models.CharField(max_length=10, choices=Fate, default=Fate.WAITING)
    why = models.CharField(max_length=200, blank=True)
    handled = models.DateTimeField(null=True)
    confirm_token = models.CharField(max_length=40, unique=True, null=True)

    class Meta:
        indexes = [models.Index(fields=["received"], condition=models.Q(fate="waiting"), name="mail_waiting")]


class Silence(models.Model):
    """An address that wants no letters of a kind, or none (one-click unsubscribe, hard bounces)."""

    email = models.EmailField()
    kind = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=now)
    why = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["email", "kind"], name="mail_silent_once")]
