import re
from pathlib import PurePath

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from krets.cases.models.case import Case
from krets.db.clock import now
from krets.db.keys import new_key
from krets.files.models import File


class Document(models.Model):
    """A file of a case, to reuse. Shown and downloaded under its title: a file's own name may tell a writer."""

    class Licence(models.TextChoices):
        CC_BY = "cc-by-4.0", _("CC BY 4.0: may be reused with credit")
        CC0 = "cc0", _("CC0: may be reused freely")
        BUYERS = "buyers", _("May be used by public buyers")
        READ = "read", _("For reading only")

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="documents")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="case_documents")
    title = models.CharField(max_length=160)
    licence = models.CharField(max_length=10, choices=Licence, default=Licence.CC_BY)
    suppliers_own = models.BooleanField(default=False)
    # Of a supplier's document: who at the authority judged its secrecy, and when.
    assessed_by = models.CharField(max_length=160, blank=True)
    assessed_on = models.DateField(null=True, blank=True)
    attached = models.DateTimeField(default=now)
    narrowed = models.BooleanField(default=False)  # read by those of `readers` alone who also read the case
    readers = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    @property
    def download_name(self) -> str:
        """The title, with the ending that tells what kind of file it is."""
        ending = PurePath(self.file.name).suffix
        title = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]+', " ", self.title).strip(" .") or "document"
        return title if title.casefold().endswith(ending.casefold()) else title + ending

    class Meta:
        ordering = ["id"]
