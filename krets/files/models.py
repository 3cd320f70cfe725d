from pathlib import Path

from django.conf import settings
from django.db import models

from krets.db.clock import now
from krets.db.keys import new_key


class File(models.Model):
    """Something uploaded, kept once a content under its SHA-256. Read through what it hangs on."""

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    text = models.TextField(blank=True)
    uploaded = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where the content lies: `MEDIA_ROOT/ab/abcd…`."""
        return Path(settings.MEDIA_ROOT, self.sha256[:2], self.sha256)
