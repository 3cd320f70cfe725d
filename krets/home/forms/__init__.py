"""What is filled in on pages that span rooms."""

from krets.home.forms.first_hour import AboutYouForm
from krets.home.forms.organisations import DomainForm, EntryDecisionForm, OrganisationForm, called, free_slug
from krets.home.forms.spanning import GENERAL, EraseForm, NoticesForm, NumberForm, RecordsForm

__all__ = [
    "GENERAL",
    "AboutYouForm",
    "DomainForm",
    "EntryDecisionForm",
    "EraseForm",
    "NoticesForm",
    "NumberForm",
    "OrganisationForm",
    "RecordsForm",
    "called",
    "free_slug",
]
