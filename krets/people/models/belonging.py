"""Who works where, over time; how we know; and who asks to be let in."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now
from krets.db.keys import new_key
from krets.people.models.organisations import Organisation
from krets.people.models.people import Person

CODE_LASTS = timedelta(minutes=30)
TRIES = 5  # wrong codes, then a new one must be asked for


class Belonging(models.Model):
    """A person works at an organisation, until `ended`. `Person.organisation` is the one that they write for."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="belongings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="belongings")
    title = models.CharField(max_length=120, blank=True)
    since = models.DateTimeField(default=now)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=models.Q(ended=None), name="people_one_belonging"
            )
        ]

    def __str__(self) -> str:
        return self.organisation.name


class Proof(models.Model):
    """How it was shown that somebody works there: by an address on a verified domain, or somebody said so.

    Without `by` and `operator`: it was known before proofs were kept, or came with an import.
    """

    class How(models.TextChoices):
        DOMAIN = "domain", _("an address on a domain of the organisation")
        PERSON = "person", _("somebody approved it")
        BEFORE = "before", _("it was known already")

    belonging = models.OneToOneField(Belonging, on_delete=models.CASCADE, related_name="proof")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")  # whom it is of: who reads it
    how = models.CharField(max_length=8, choices=How, default=How.BEFORE)
    domain = models.CharField(max_length=253, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    operator = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(default=now)
    why = models.TextField(blank=True, max_length=2000)

    def __str__(self) -> str:
        return str(self.How(self.how).label)


class EntryRequest(models.Model):
    """Somebody asks to be let in, or says that they have a new employer (`person`).

    First a code proves the address (`proved`); then a verified domain or a person decides (`decided`, `let_in`).
    What was not proved is nobody's word, and goes soon.
    """

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="entry_requests")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    employer = models.CharField(max_length=200)  # as they wrote it
    title = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5, blank=True)
    goes_on_to = models.CharField(max_length=500, blank=True)  # a path here, such as a network's application
    leaves_former = models.BooleanField(default=False)
    asked = models.DateTimeField(default=now)
    digest = models.CharField(max_length=64, blank=True)  # of the code, keyed, for as long as it works
    tries = models.PositiveSmallIntegerField(default=0)
    proved = models.DateTimeField(null=True)
    decided = models.DateTimeField(null=True)
    let_in = models.BooleanField(null=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    operator = models.CharField(max_length=80, blank=True)
    why = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["asked", "id"]

    def __str__(self) -> str:
        return self.name
