"""What the law asks of whoever shares facts about a procurement, as programs answer it."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from ninja import Field

from krets.api.fields import Day, Given, StrictBool
from krets.api.problems import refuse, take
from krets.engines.text.secrets import Hint
from krets.networks import forms
from krets.networks.models import Phase


class LookedOver(Given):
    """Words that look drawn from tenders are asked about once: 422 names them under `confirmed`."""

    confirmed: StrictBool = Field(
        False, description="You have looked at the words that were asked about, and nothing in them is secret."
    )


class Gate(LookedOver):
    """What the law asks of whoever shares facts about a procurement. With phase `none` the rest is not needed."""

    phase: Phase = Phase.NONE
    awarded: StrictBool | None = Field(None, description="Is the award decided, or the procurement cancelled?")
    award_date: Day | None = Field(None, description="Of the award decision or the cancellation.")
    supplier_secrets: StrictBool | None = Field(
        None, description="Does it hold a supplier's business secrets? Then it can't be shared."
    )


def passed(form: forms.LookedOver) -> dict[str, Any]:
    """What the form read. 422 with what must be mended, or, once, with the words to look at."""
    read = take(form)
    look_at(form.secrets, telling=form.telling, names=form.own_names)
    return read


def look_at(secrets: list[Hint], *, telling: bool = False, names: Sequence[str] = ()) -> None:
    """422 that names the words, or what may tell who it is, and says how to go on; if there is any of it."""
    if names and not secrets:
        told = _(
            "This names you or your organisation: {words}. To go on all the same, send it again with"
            " confirmed: true."
        )
        raise refuse({"confirmed": told.format(words=", ".join(names))})
    if telling and not secrets:
        told = _(
            "Fewer than five organisations in your region bought something like this at that time, so region,"
            " topic and date together may tell who you are. To go on all the same, send it again with"
            " confirmed: true."
        )
        raise refuse({"confirmed": told})
    if secrets:
        asked = _(
            "Is this drawn from tenders? Before an award that may not be told, not even here. If it is not,"
            " send it again with confirmed: true. We ask because of: {words}"
        )
        raise refuse({"confirmed": asked.format(words="; ".join(f"“{hint.excerpt}”" for hint in secrets))})
