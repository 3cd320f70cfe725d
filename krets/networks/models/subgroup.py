from django.db import models

from krets.db.clock import now
from krets.db.keys import new_key
from krets.db.readers import Readable
from krets.networks.models.unit import Unit
from krets.people.models import Person


class Topic(Readable):
    """What a member wants on the agenda of a subgroup. Its order is how many want it."""

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="topics")
    title = models.CharField(max_length=200)
    why = models.TextField(blank=True, max_length=2000)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="topics")
    at = models.DateTimeField(default=now)
    done = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(Readable.Meta):
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.title


class TopicVote(models.Model):
    """A member wants a topic too."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="topic_votes")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "person"], name="networks_one_vote_a_topic")]


class Watch(Readable):
    """A short note on something that happens in a subgroup's field; where it leads is never fetched.

    `wide`: read by the network that the subgroup belongs to, else by the subgroup.
    """

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="watch")
    title = models.CharField(max_length=200)
    link = models.URLField(blank=True, max_length=500)
    why = models.TextField(max_length=2000)
    wide = models.BooleanField(default=False)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="watch")
    at = models.DateTimeField(default=now)

    class Meta(Readable.Meta):
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.title


class NextMeeting(Readable):
    """What a subgroup says of its next meeting: when, where, how."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="next_meeting")
    text = models.TextField(max_length=1000)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta(Readable.Meta):
        pass
