"""Once a case is out: `reuse` it, and ask its writer whether it still holds (`ask_review`, then
`remind_review`), which is said by `review`."""

from datetime import timedelta

from krets.activity.actions import record
from krets.activity.rules import hears_each
from krets.cases import emails, rules, search
from krets.cases.models import Case, Reuse, Review
from krets.db.clock import now
from krets.db.identity import verb
from krets.people.models import Person

REMIND = timedelta(days=30)


@verb
def reuse(*, by: Person, case: Case, adapted: str = "", result: str = "") -> Reuse:
    """Somebody used the case: how they adapted it and what came of it. A second time changes the first."""
    reuse, new = Reuse.objects.update_or_create(
        case=case,
        person=by,
        defaults={"organisation": by.organisation, "adapted": adapted.strip(), "result": result.strip()},
    )
    case.reuse_count = case.reuses.count()
    case.save(update_fields=["reuse_count"])
    search.appear(case)
    writer = rules.writer_of(case)
    tell = [writer.pk] if new and writer is not None else []
    record(verb="cases.reuse", kind="case", key=case.key, by=by, tell=tell)
    if writer is not None and writer.pk in hears_each(tell):
        emails.reused(case, reuse, to=writer)
    return reuse


@verb
def ask_review(*, case: Case, by: None = None) -> Review | None:
    """Ask the writer by letter whether the case still holds, once each time it lapses."""
    writer = rules.writer_of(case)
    if writer is None or not case.has_lapsed or case.reviews.filter(answered=None).exists():
        return None
    review = Review.objects.create(case=case)
    record(verb="cases.ask_review", kind="case", key=case.key, by=None)
    emails.still_valid(case, to=writer, asked=review.asked)
    return review


@verb
def remind_review(*, by: Person, case: Case) -> bool:
    """Ask the writer once more, a month after the last time. Whether that was so."""
    writer, at = rules.writer_of(case), now()
    asked = case.reviews.filter(answered=None, asked__lte=at - REMIND)
    if writer is None or not asked.update(asked=at):
        return False
    record(verb="cases.remind_review", kind="case", key=case.key, by=by)
    emails.still_valid(case, to=writer, asked=at)
    return True


@verb
def review(*, by: Person, case: Case, still_valid: bool, note: str = "") -> Review:
    """The writer says whether the case still holds; `note` tells readers what has changed."""
    review = case.reviews.filter(answered=None).first() or Review(case=case)
    review.answered, review.still_valid, review.note = now(), still_valid, note.strip()
    review.save()
    case.still_valid, case.confirmed = still_valid, now()
    case.save(update_fields=["still_valid", "confirmed"])
    search.appear(case)
    record(verb="cases.review", kind="case", key=case.key, by=None if case.unnamed else by)
    return review
