from collections.abc import Iterable

from django.db import models

from krets.db.clock import now


class CodeQuerySet(models.QuerySet["Code"]):
    def of(self, name: str) -> "CodeQuerySet":
        """One list: "cpv" or "nuts"."""
        return self.filter(list=name)

    def labels(self, name: str, codes: Iterable[str], language: str) -> dict[str, str]:
        """Code to label for those of the codes that the list has. Cut CPV codes (`151`) are understood."""
        wanted = {(code.ljust(8, "0") if name == "cpv" else code): code for code in codes}
        return {wanted[code.code]: code.label(language) for code in self.of(name).filter(code__in=wanted)}


class Code(models.Model):
    """One code of a public list (CPV, NUTS), with its labels by language. Imported by the host."""

    list = models.CharField(max_length=10)
    code = models.CharField(max_length=12)
    labels = models.JSONField(default=dict)
    imported = models.DateTimeField(default=now)

    objects = CodeQuerySet.as_manager()

    class Meta:
        ordering = ["list", "code"]
        constraints = [models.UniqueConstraint(fields=["list", "code"], name="codes_one_of_each")]
        indexes = [models.Index(fields=["list", "-imported"], name="codes_newest")]

    def __str__(self) -> str:
        return self.code

    def label(self, language: str) -> str:
        """In the language, else English, else whatever there is."""
        return self.labels.get(language) or self.labels.get("en") or next(iter(self.labels.values()), self.code)


class Outline(models.Model):
    """The outline of a region, as an SVG path in kilometres (`places.flat`). Imported by the host."""

    code = models.CharField(max_length=5, unique=True)  # NUTS 3
    path = models.TextField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code
