"""A case that waits for its award: ask its writer when the day has come (`ask_award`), and hear her (`award`)."""

from datetime import date

from krets.activity.actions import record
from krets.cases import emails, rules
from krets.cases.actions.writing import save
from krets.cases.models import AwardAsked, Case
from krets.db.identity import verb
from krets.networks.models import Phase
from krets.people.models import Person


@verb
def ask_award(*, case: Case, by: None = None) -> AwardAsked | None:
    """Ask the writer by letter whether it is decided, once for each day that she expected it."""
    writer = rules.writer_of(case)
    if writer is None or case.award_expected is None or not case.award_is_due:
        return None
    asked, new = AwardAsked.objects.get_or_create(case=case, expected=case.award_expected)
    if new:
        record(verb="cases.ask_award", kind="case", key=case.key, by=None)
        emails.award(case, to=writer)
    return asked


@verb
def award(*, by: Person, case: Case, decided: bool, on: date | None) -> None:
    """The writer says that it was decided `on` that day, or not yet, and when to ask again (None: never).

    Once decided, the fields that tell of it can be filled in. Readers see nothing of it until she publishes.
    """
    case.award_expected = None if decided else on
    case.save(update_fields=["award_expected"])
    if decided:
        save(by=by, case=case, phase=Phase.AWARD, award_date=on)
    record(verb="cases.award", kind="case", key=case.key, by=None if case.unnamed else by)
