from django.db import models
from django.utils.translation import gettext_lazy as _

from krets.db.readers import Readable
from krets.networks.models.unit import Unit


class ContactLine(Readable):
    """One line of a unit's contact card, for whom whoever runs the unit chose."""

    class Name(models.TextChoices):
        WHO = "who", _("Name or role")
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")
        HOURS = "hours", _("When one is reached")
        ADDRESS = "address", _("Postal address")

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="contact_lines")
    name = models.CharField(max_length=8, choices=Name)
    text = models.CharField(max_length=200)

    class Meta(Readable.Meta):
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="networks_one_line_of_each")]

    def __str__(self) -> str:
        return self.text

    @property
    def mailbox(self) -> str:
        return self.text.partition("@")[0]

    @property
    def domain(self) -> str:
        return self.text.partition("@")[2]
