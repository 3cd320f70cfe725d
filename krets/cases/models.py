from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now
from krets.files.models import File
from krets.networks.models import HiddenWriter, Phase, SecrecyCheck, Shared, Unit
from krets.people.models import Organisation, Person


class Case(Shared):
    """What was learned, good or bad (erfarenhet). Without a `Publication` it is a draft of its writer's."""

    class Outcome(models.TextChoices):
        # In the order of the form: no outcome is last because it is worst.
        WELL = "well", _("worked well")
        NOT_AS_INTENDED = "not_as_intended", _("not as intended")
        PARTLY = "partly", _("partly")
        STOPPED = "stopped", _("stopped or cancelled")

    class Theme(models.TextChoices):
        SUSTAINABILITY = "sustainability", _("Sustainability")
        CIRCULAR = "circular", _("Circular economy")
        SOCIAL = "social", _("Social responsibility")
        INNOVATION = "innovation", _("Innovation")
        FOLLOW_UP = "follow_up", _("Follow-up")
        ORGANISATION = "organisation", _("Organisation")
        DIGITAL = "digital", _("Digital")
        SECURITY_OF_SUPPLY = "security_of_supply", _("Security of supply")
        COMPETITION = "competition", _("Competition and market")
        ECONOMY = "economy", _("Economy")

    class Nature(models.TextChoices):
        SUPPLIES = "supplies", _("Supplies")
        SERVICES = "services", _("Services")
        WORKS = "works", _("Works")

    class Procedure(models.TextChoices):
        OPEN = "open", _("Open procedure")
        RESTRICTED = "restricted", _("Restricted procedure")
        NEGOTIATED = "neg-w-call", _("Negotiated procedure with a call")
        NEGOTIATED_WITHOUT = "neg-wo-call", _("Negotiated procedure without a call")
        DIALOGUE = "comp-dial", _("Competitive dialogue")
        INNOVATION = "innovation", _("Innovation partnership")
        DIRECT = "direct", _("Direct award")
        CALL_OFF = "call-off", _("Call-off")
        OTHER = "oth-single", _("Other procedure")

    class Instrument(models.TextChoices):
        FRAMEWORK = "framework", _("Framework agreement")
        DPS = "dps", _("Dynamic purchasing system")
        CALL_OFF = "call_off", _("Call-off")
        OWN = "own", _("Contract of our own")
        NONE = "none", _("No contract")

    class Value(models.TextChoices):
        UNDER_01 = "u01", _("under 0.1 million")
        UNDER_05 = "u05", _("0.1–0.5 million")
        UNDER_2 = "u2", _("0.5–2 million")
        UNDER_10 = "u10", _("2–10 million")
        UNDER_50 = "u50", _("10–50 million")
        OVER_50 = "o50", _("over 50 million")

    title = models.CharField(max_length=90)
    summary = models.TextField(max_length=400, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    units = models.ManyToManyField(Unit, blank=True, related_name="cases")
    authority_type = models.CharField(max_length=20, choices=Organisation.Kind, blank=True)
    authority_size = models.CharField(max_length=10, choices=Organisation.Size, blank=True)
    region = models.CharField(max_length=5, blank=True)
    subject = models.CharField(max_length=160, blank=True)
    cpv = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    themes = ArrayField(models.CharField(max_length=20, choices=Theme), default=list, blank=True)
    contract_nature = models.CharField(max_length=10, choices=Nature, blank=True)
    procedure = models.CharField(max_length=12, choices=Procedure, blank=True)
    instrument = models.CharField(max_length=10, choices=Instrument, blank=True)
    value = models.CharField(max_length=4, choices=Value, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    value_per_year = models.BooleanField(default=False)
    phase = models.CharField(max_length=16, choices=Phase, blank=True)
    award_date = models.DateField(null=True, blank=True)
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    background = models.TextField(max_length=10_000, blank=True)
    aim = models.TextField(max_length=10_000, blank=True)
    what_we_did = models.TextField(max_length=20_000, blank=True)
    choices = models.TextField(max_length=10_000, blank=True)
    criteria_used = models.TextField(max_length=20_000, blank=True)
    what_went_wrong = models.TextField(max_length=10_000, blank=True)
    why = models.TextField(max_length=10_000, blank=True)
    early_signs = models.TextField(max_length=4000, blank=True)
    pitfall = models.CharField(max_length=240, blank=True)
    advice = models.TextField(max_length=10_000, blank=True)
    non_award_reason = models.CharField(max_length=20, blank=True)
    resources = models.TextField(max_length=4000, blank=True)
    suppliers_view = models.TextField(max_length=4000, blank=True)
    notice_link = models.URLField(max_length=400, blank=True)
    case_ref = models.CharField(max_length=80, blank=True)
    transferability = models.TextField(max_length=4000, blank=True)
    may_be_contacted = models.BooleanField(default=True)
    builds_on = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="built_on_by")
    audience = models.CharField(max_length=10, default="units")
    edited = models.DateTimeField(default=now)
    published = models.DateTimeField(null=True, blank=True, db_index=True)
    reuse_count = models.PositiveIntegerField(default=0)
    with_evidence = models.BooleanField(default=False)

    class Meta(Shared.Meta):
        ordering = ["-published", "-id"]

    def __str__(self) -> str:
        return self.title


class CaseWriter(HiddenWriter):
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="hidden_writer")


class CaseCheck(SecrecyCheck):
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="secrecy_check")


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


class Document(models.Model):
    """A file of a case, to reuse."""

    class Licence(models.TextChoices):
        CC_BY = "cc-by-4.0", _("CC BY 4.0: may be reused with credit")
        CC0 = "cc0", _("CC0: may be reused freely")
        BUYERS = "buyers", _("May be used by public buyers")
        READ = "read", _("For reading only")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="documents")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="case_documents")
    title = models.CharField(max_length=160)
    licence = models.CharField(max_length=10, choices=Licence, default=Licence.CC_BY)
    suppliers_own = models.BooleanField(default=False)
    assessed_by = models.CharField(
        max_length=160, blank=True
    )  # a supplier's document: who judged its secrecy
    assessed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]


class Reuse(models.Model):
    """Somebody used a case: who, how adapted, with what result."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reuses")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="reuses"
    )
    adapted = models.TextField(max_length=2000, blank=True)
    result = models.TextField(max_length=2000, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["at", "id"]


class Review(models.Model):
    """Two years on: is it still valid? One row each time the question was put."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reviews")
    asked = models.DateTimeField(default=now)
    answered = models.DateTimeField(null=True)
    still_valid = models.BooleanField(null=True)
    note = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["asked"]
