from django.db import models
from django.utils.translation import gettext_lazy as _

from krets.cases.models.case import Case

EFFECT_FIELDS = (
    "kind", "indicator", "unit", "baseline", "target", "result", "period", "method", "confidence",
    "confidence_why", "measured_by",
)  # fmt: skip


class Effect(models.Model):
    class Kind(models.TextChoices):
        MONEY = "money", _("Money")
        TIME = "time", _("Time")
        QUALITY = "quality", _("Quality")
        ENVIRONMENT = "environment", _("Environment")
        SOCIAL = "social", _("Social")
        INNOVATION = "innovation", _("Innovation and market")
        WORKING_LIFE = "working_life", _("Working life")
        RISK = "risk", _("Risk")

    class Method(models.TextChoices):
        MEASURED = "measured", _("measured")
        INVOICES = "invoices", _("invoice data")
        CALCULATED = "calculated", _("calculated")
        SURVEY = "survey", _("survey")
        SUPPLIER = "supplier", _("supplier's report")
        JUDGEMENT = "judgement", _("expert judgement")

    class Confidence(models.TextChoices):
        HIGH = "high", _("high")
        MEDIUM = "medium", _("medium")
        LOW = "low", _("low")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="effects")
    kind = models.CharField(max_length=12, choices=Kind)
    indicator = models.CharField(max_length=200)
    unit = models.CharField(max_length=40, blank=True)
    baseline = models.CharField(max_length=80, blank=True)
    target = models.CharField(max_length=80, blank=True)
    result = models.CharField(max_length=80, blank=True)
    period = models.CharField(max_length=80, blank=True)
    method = models.CharField(max_length=12, choices=Method, blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence, blank=True)
    confidence_why = models.CharField(max_length=200, blank=True)
    measured_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["id"]

    @property
    def is_evidence(self) -> bool:
        return bool(self.baseline and self.result and self.method and self.confidence)
