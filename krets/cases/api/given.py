"""What programs send about cases. Lengths are the model's own; what publishing needs, `rules` says."""

from typing import Annotated, Any, Literal

from ninja import Field

from krets.api.fields import Day, Given, Key, Slug, StrictBool, text
from krets.cases.models import Case, Effect
from krets.networks.api import Gate, LookedOver
from krets.networks.models import Phase
from krets.people.models import Organisation

Cpv = Annotated[str, Field(pattern=r"^[0-9]{2,8}$")]
Empty = Literal[""]


def of(name: str, needed: StrictBool = False, of: Any = Case) -> Any:
    return text(of._meta.get_field(name).max_length, needed=needed)


class EffectGiven(Given):
    kind: Effect.Kind
    indicator: str = of("indicator", needed=True, of=Effect)
    unit: str = of("unit", of=Effect)
    baseline: str = of("baseline", of=Effect)
    target: str = of("target", of=Effect)
    result: str = of("result", of=Effect)
    period: str = of("period", of=Effect)
    method: Effect.Method | Empty = ""
    confidence: Effect.Confidence | Empty = ""
    confidence_why: str = of("confidence_why", of=Effect)
    measured_by: str = of("measured_by", of=Effect)


class CaseGiven(Given):
    """Only what is sent is changed. Effects are sent all together."""

    title: str = of("title")
    summary: str = of("summary")
    phase: Phase | Empty = ""
    subject: str = of("subject")
    cpv: list[Cpv] = Field([], max_length=20)
    themes: list[Case.Theme] = Field([], max_length=10)
    aim: str = of("aim")
    what_we_did: str = of("what_we_did")
    outcome: Case.Outcome | Empty = ""
    what_went_wrong: str = of("what_went_wrong")
    why: str = of("why")
    early_signs: str = of("early_signs")
    pitfall: str = of("pitfall")
    advice: str = of("advice")
    authority_type: Organisation.Kind | Empty = ""
    authority_size: Organisation.Size | Empty = ""
    region: str = Field("", pattern=r"^([A-Z]{2}[0-9A-Z]{0,3})?$", description="A NUTS code.")
    language: str = Field("", pattern=r"^([a-z]{2})?$", description="ISO 639-1, such as sv.")
    may_be_contacted: StrictBool = True
    contact: str = Field("", max_length=254, pattern=r"^([^\s@\x00]+@[^\s@\x00]+)?$", description="A mailbox.")
    background: str = of("background")
    choices: str = of("choices")
    criteria_used: str = of("criteria_used")
    contract_nature: Case.Nature | Empty = ""
    procedure: Case.Procedure | Empty = ""
    instrument: Case.Instrument | Empty = ""
    value: Case.Value | Empty = ""
    currency: str = Field("", pattern=r"^([A-Z]{3})?$")
    value_per_year: StrictBool = False
    period_start: Day | None = None
    period_end: Day | None = None
    non_award_reason: Case.NonAward | Empty = ""
    resources: str = of("resources")
    suppliers_view: str = of("suppliers_view")
    transferability: str = of("transferability")
    notice_link: str = Field("", max_length=400, pattern=r"^(https?://[^\s\x00]+)?$")
    case_ref: str = of("case_ref")
    builds_on: list[Key] = Field([], max_length=50, description="Cases that you may read and built on.")
    effects: list[EffectGiven] = Field([], max_length=40)


class DraftGiven(CaseGiven):
    title: str = of("title", needed=True)


class PublishGiven(Gate):
    audience: Case.Audience
    units: list[Slug] = Field([], max_length=50, description="For audience `units`: networks you are a member of.")
    people: list[Key] = Field([], max_length=200, description="For audience `units`: keys of people, by name.")
    unnamed: StrictBool = Field(False, description="Without your name and your organisation's.")
    award_expected: Day | None = Field(
        None, description="Before the award: when you are asked whether it is decided."
    )
    number: str = text(80, about="Under which number your organisation keeps it; left out, it stays as it was.")


class AwardGiven(Given):
    decided: StrictBool
    award_date: Day | None = Field(None, description="If it is decided, or the procurement cancelled: when.")
    award_expected: Day | None = Field(None, description="If not: when you are asked again; null for never.")


class WithdrawGiven(Given):
    why: str = text(2000, about="Only its writer reads it.")


class ReuseGiven(LookedOver):
    adapted: str = text(2000, about="What you took as it was, and what you changed.")
    result: str = text(2000, about="What came of it.")


class ReviewGiven(LookedOver):
    still_valid: StrictBool
    note: str = text(2000, about="What has changed. Readers see it beside the case.")
