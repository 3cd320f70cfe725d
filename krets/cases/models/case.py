from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from krets.db.clock import now, today
from krets.db.readers import BUYERS, PUBLIC
from krets.networks.models import BEFORE_AWARD, HiddenWriter, Phase, SecrecyCheck, Shared, TakenDown, Unit
from krets.people.models import Organisation, Person

# How long a case is taken to hold without its writer having said so.
HOLDS = timedelta(days=731)
# What is written in a case, in the order of the form.
FIELDS = (
    "title", "summary", "phase", "subject", "cpv", "themes", "aim", "what_we_did", "outcome", "award_date",
    "what_went_wrong", "why", "early_signs", "pitfall", "advice", "authority_type", "authority_size", "region",
    "language", "contact", "may_be_contacted", "background", "choices", "criteria_used", "contract_nature",
    "procedure", "instrument", "value", "currency", "value_per_year", "period_start", "period_end",
    "non_award_reason", "resources", "suppliers_view", "transferability", "notice_link", "case_ref",
)  # fmt: skip
OUT = models.Q(published__isnull=False)


def text(longest: int) -> "models.TextField[str, str]":
    """A text whose length the verb checks too; the form alone would let an API past it."""
    return models.TextField(blank=True, max_length=longest, validators=[MaxLengthValidator(longest)])


class Case(Shared):
    """What was learned, good or bad (erfarenhet). Until `published` it is a draft that its writer alone reads."""

    class Outcome(models.TextChoices):
        # In the order of the form: neither failure stands last.
        WORKED_WELL = "worked_well", _("worked well")
        NOT_AS_INTENDED = "not_as_intended", _("not as intended")
        STOPPED = "stopped", _("stopped or cancelled")
        PARTLY = "partly", _("partly")

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

    class NonAward(models.TextChoices):
        """eForms' reasons why a procurement ended without a contract."""

        NO_TENDERS = "no-rece", _("No tenders came in")
        ONE_TENDER = "one-admis", _("Only one admissible tender came in")
        ALL_REJECTED = "all-rej", _("All tenders were withdrawn or inadmissible")
        NEEDS = "chan-need", _("Our needs changed")
        FUNDS = "ins-fund", _("The money was not enough")
        ERRORS = "tch-pr-error", _("We had made an error in the procedure")
        AFTER_REQUEST = "rev-buyer", _("We changed the decision after a tenderer's objection")
        COURT = "rev-body", _("A court or review body decided")
        NOT_SIGNED = "no-signed", _("The winner would not sign")
        OTHER = "other", _("Another reason")

    class Audience(models.TextChoices):
        UNITS = "units", _("The networks I choose")
        BUYERS = "buyers", _("All buyers in Krets")
        PUBLIC = "public", _("Everybody, also without signing in")

    title = models.CharField(max_length=90, blank=True)
    summary = text(400)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    units = models.ManyToManyField(Unit, blank=True, related_name="cases")
    authority_type = models.CharField(max_length=20, choices=Organisation.Kind, blank=True)
    authority_size = models.CharField(max_length=10, choices=Organisation.Size, blank=True)
    region = models.CharField(max_length=5, blank=True, validators=[RegexValidator(r"^[A-Z]{2}[0-9A-Z]{0,3}$")])
    subject = models.CharField(max_length=160, blank=True)
    cpv = ArrayField(
        models.CharField(max_length=8, validators=[RegexValidator(r"^[0-9]{2,8}$")]), default=list, blank=True
    )
    cpv_groups = ArrayField(models.CharField(max_length=3), default=list, editable=False)  # see `groups_of`
    themes = ArrayField(models.CharField(max_length=20, choices=Theme), default=list, blank=True)
    contract_nature = models.CharField(max_length=10, choices=Nature, blank=True)
    procedure = models.CharField(max_length=12, choices=Procedure, blank=True)
    instrument = models.CharField(max_length=10, choices=Instrument, blank=True)
    value = models.CharField(max_length=4, choices=Value, blank=True)
    currency = models.CharField(max_length=3, blank=True, validators=[RegexValidator(r"^[A-Z]{3}$")])
    value_per_year = models.BooleanField(default=False)
    phase = models.CharField(max_length=16, choices=Phase, blank=True)
    award_date = models.DateField(null=True, blank=True)
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    background = text(10_000)
    aim = text(10_000)
    what_we_did = text(20_000)
    choices = text(10_000)
    criteria_used = text(20_000)
    what_went_wrong = text(10_000)
    why = text(10_000)
    early_signs = text(4000)
    pitfall = models.CharField(max_length=240, blank=True)
    advice = text(10_000)
    non_award_reason = models.CharField(max_length=20, choices=NonAward, blank=True)
    resources = text(4000)
    suppliers_view = text(4000)
    notice_link = models.URLField(max_length=400, blank=True)
    case_ref = models.CharField(max_length=80, blank=True)
    transferability = text(4000)
    may_be_contacted = models.BooleanField(default=True)
    contact = models.EmailField(blank=True)  # a function's mailbox, when not the writer's own page
    builds_on = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="built_on_by")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.UNITS)
    created = models.DateTimeField(default=now)
    edited = models.DateTimeField(default=now)
    published = models.DateTimeField(null=True, blank=True)
    confirmed = models.DateTimeField(null=True, blank=True)  # when its writer last said that it holds
    award_expected = models.DateField(null=True, blank=True)  # before the award: when its writer is asked again
    still_valid = models.BooleanField(default=True)  # False: its writer says that it no longer does
    reuse_count = models.PositiveIntegerField(default=0)
    with_evidence = models.BooleanField(default=False)

    is_like_mine: bool  # set by `MineFirst`
    because: list[str]  # why a list shows it to this reader; set by `rules.like_mine`

    class Meta(Shared.Meta):
        ordering = ["-published", "-id"]
        indexes = [
            *Shared.Meta.indexes,
            models.Index(fields=["-published", "-id"], condition=OUT, name="cases_newest"),
            # "Like mine" is read off this index, a page at a time.
            models.Index(
                fields=["authority_type", "authority_size", "-published", "-id"],
                condition=OUT,
                name="cases_like_mine",
            ),
            models.Index(fields=["confirmed"], condition=OUT, name="cases_confirmed"),
            models.Index(fields=["edited"], condition=~OUT, name="cases_drafts"),
            GinIndex(fields=["cpv_groups"], name="cases_cpv_groups"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.published is None

    @property
    def before_award(self) -> bool:
        """Whether the case is about a procurement whose award is not known: nothing drawn from tenders."""
        return self.phase in BEFORE_AWARD and self.award_date is None

    @property
    def after_award(self) -> bool:
        """What was in the tenders may then be told."""
        return self.about_one_procurement and not self.before_award

    @property
    def awaits_award(self) -> bool:
        """Others read it, and there is more to tell once the award is known."""
        return self.published is not None and self.before_award

    @property
    def award_is_due(self) -> bool:
        """Whether the day has come on which its writer expected the award."""
        return self.awaits_award and self.award_expected is not None and self.award_expected <= today()

    @property
    def before_award_as_typed(self) -> bool:
        """The same with what its writer has typed and not yet published."""
        typed = self.typed.values if hasattr(self, "typed") else {}
        phase, on = typed.get("phase", self.phase), typed.get("award_date", self.award_date)
        return phase in BEFORE_AWARD and not on

    @property
    def about_one_procurement(self) -> bool:
        return bool(self.phase) and self.phase != Phase.NONE

    @property
    def theme_words(self) -> str:
        words = dict(self.Theme.choices)
        return ", ".join(str(words[theme]) for theme in self.themes if theme in words)

    @property
    def wrong_and_why(self) -> str:
        return f"{self.what_went_wrong}\n\n{self.why}"

    @property
    def has_lapsed(self) -> bool:
        """Nobody has said for two years that it holds."""
        return self.confirmed is not None and self.still_valid and self.confirmed < now() - HOLDS

    @property
    def audience_tokens(self) -> list[str]:
        """What the audience comes to without its units."""
        return {self.Audience.PUBLIC.value: [PUBLIC], self.Audience.BUYERS.value: [BUYERS]}.get(self.audience, [])


def groups_of(cpv: "list[str]") -> list[str]:
    """The CPV groups of codes, three digits each: coarse enough to compare purchases by."""
    return sorted({code[:3] for code in cpv if len(code) >= 3})


class Typed(models.Model):
    """What the writer typed that the case does not show: values that can't be taken yet, and changes to a
    published case that are not published. Only the writer reads it.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="typed")
    values = models.JSONField(default=dict)
    at = models.DateTimeField(default=now)


class Withdrawal(TakenDown):
    """Somebody took the case down. What others took down its writer publishes again once it was let back."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="withdrawals")
    asked_back = models.DateTimeField(null=True)  # its writer has mended it and asks
    let_back = models.DateTimeField(null=True)
    let_back_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )  # None: operator

    class Meta:
        ordering = ["at"]


class CaseWriter(HiddenWriter):
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="hidden_writer")


class CaseCheck(SecrecyCheck):
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="secrecy_check")
