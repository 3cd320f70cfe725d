"""The gate's two questions, as the verbs take their answers."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext, pgettext_lazy

from krets.db.clock import today


class Phase(models.TextChoices):
    """Where a procurement stands; before the award, nothing drawn from tenders may be told."""

    NEED = "need", pgettext_lazy("phase", "Need")
    PREPARATION = "preparation", pgettext_lazy("phase", "Preparation")
    MARKET_DIALOGUE = "market_dialogue", pgettext_lazy("phase", "Market dialogue")
    PROCUREMENT = "procurement", pgettext_lazy("phase", "Procurement under way")
    AWARD = "award", pgettext_lazy("phase", "Awarded")
    CONTRACT = "contract", pgettext_lazy("phase", "Contract in force")
    FOLLOW_UP = "follow_up", pgettext_lazy("phase", "Follow-up")
    CLOSED = "closed", pgettext_lazy("phase", "Closed")
    NONE = "none", pgettext_lazy("phase", "Not about one procurement")


BEFORE_AWARD = (Phase.NEED, Phase.PREPARATION, Phase.MARKET_DIALOGUE, Phase.PROCUREMENT)

AFTER_AWARD = (Phase.AWARD, Phase.CONTRACT, Phase.FOLLOW_UP, Phase.CLOSED)


@dataclass(frozen=True)
class Check:
    """Answers to the gate's two questions, as the verbs take them.

    awarded: None where no single procurement is meant. Before an award only need, preparation and market
    dialogue are shared. supplier_secrets: None until it is answered.
    """

    phase: str = Phase.NONE
    awarded: bool | None = None
    award_date: date | None = None
    supplier_secrets: bool | None = False

    NONE: ClassVar["Check"]

    @classmethod
    def of(
        cls, *, phase: str, awarded: bool | None, award_date: date | None, supplier_secrets: bool | None
    ) -> "Check":
        """What was answered, without answers to questions that the others made needless."""
        if phase == Phase.NONE:
            return cls.NONE
        return cls(phase, awarded, award_date if awarded else None, supplier_secrets)

    @property
    def before_award(self) -> bool:
        return self.phase in BEFORE_AWARD and not self.awarded

    @property
    def reached(self) -> str:
        """What was awarded is awarded, whichever phase was chosen with it."""
        return Phase.AWARD if self.awarded and self.phase in BEFORE_AWARD else self.phase

    def faults(self) -> dict[str, str]:
        """What must be mended before anything is shared: field to message. Page and API say the same."""
        if self.phase == Phase.NONE:
            return {}
        found = {}
        if self.awarded is None:
            found["awarded"] = gettext("Say whether the award is decided or the procurement cancelled.")
        elif not self.awarded and self.phase not in BEFORE_AWARD:
            found["awarded"] = gettext(
                "The phase you chose comes after the award. Choose an earlier phase, or yes and the date."
            )
        if self.awarded and self.award_date is None:
            found["award_date"] = gettext("Give the date of the award decision or of the cancellation.")
        elif self.awarded and self.award_date and self.award_date > today():
            found["award_date"] = gettext(
                "That day is still to come, so the award is not decided. Choose no, and write nothing drawn"
                " from tenders."
            )
        if self.supplier_secrets is None:
            found["supplier_secrets"] = gettext("Say whether there are business secrets of a supplier's in it.")
        elif self.supplier_secrets:
            found["supplier_secrets"] = gettext(
                "Then it can't be shared here. Take the secrets out, and answer no when they are gone."
            )
        return found


Check.NONE = Check()
