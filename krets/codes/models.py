from django.db import models


class Code(models.Model):
    """One code of a public list (CPV, NUTS), with its labels by language. Imported by the host."""

    list = models.CharField(max_length=10)
    code = models.CharField(max_length=12)
    labels = models.JSONField(default=dict)

    class Meta:
        ordering = ["list", "code"]
        constraints = [models.UniqueConstraint(fields=["list", "code"], name="codes_one_of_each")]

    def __str__(self) -> str:
        return self.code

    def label(self, language: str) -> str:
        """In the language, else English, else whatever there is."""
        return (
            self.labels.get(language) or self.labels.get("en") or next(iter(self.labels.values()), self.code)
        )
