"""What is filled in on pages that span rooms."""

from krets.home.forms.first_hour import AboutYouForm
from krets.home.forms.spanning import GENERAL, EraseForm, NoticesForm, NumberForm, RecordsForm

__all__ = ["GENERAL", "AboutYouForm", "EraseForm", "NoticesForm", "NumberForm", "RecordsForm"]
