"""What an organisation's staff write in service may be public records of the organisation."""

from django.db import models

from krets.db.clock import now
from krets.people.models.organisations import Organisation
from krets.people.models.people import Person


class Registrar(models.Model):
    """Who keeps an organisation's records, for as long as `ended` is empty. Appointed by the operator."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="registrar_of")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="registrars")
    since = models.DateTimeField(default=now)
    ended = models.DateTimeField(null=True, blank=True)
    appointed_by = models.CharField(max_length=80)  # the operator, as the command line knows them

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=models.Q(ended=None), name="people_one_registrar"
            )
        ]


class RecordsNumber(models.Model):
    """Under which number (diarienummer) an organisation keeps an item. Read by named parts of the system alone:
    it would tell who stands behind what is shared without a name.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)  # "ask", "answer", "case"
    key = models.CharField(max_length=24)
    number = models.CharField(max_length=80)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "key"], name="people_one_records_number")
        ]

    def __str__(self) -> str:
        return self.number
