"""What is typed into pages. While writing nothing is required: what publishing needs, `rules` says."""

from krets.cases.forms.awaiting import AwardForm
from krets.cases.forms.effects import EffectForm, EffectRows
from krets.cases.forms.parts import BeginForm, CourseForm, MoreForm, OrganisationForm, PartForm, PurchaseForm
from krets.cases.forms.publishing import AttachForm, PublishForm
from krets.cases.forms.questions import QuestionForm, ReplyForm
from krets.cases.forms.reading import FilterForm, ReuseForm, ReviewForm

PARTS: dict[str, type[PartForm]] = {
    "purchase": PurchaseForm,
    "course": CourseForm,
    "organisation": OrganisationForm,
    "effects": EffectForm,
    "more": MoreForm,
}

__all__ = [
    "PARTS",
    "AttachForm",
    "AwardForm",
    "BeginForm",
    "EffectForm",
    "EffectRows",
    "FilterForm",
    "PartForm",
    "PublishForm",
    "QuestionForm",
    "ReplyForm",
    "ReuseForm",
    "ReviewForm",
]
