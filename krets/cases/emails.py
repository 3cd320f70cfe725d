"""One letter a function. What stands in a letter is what its reader may read at that moment."""

from krets.cases.models import Case
from krets.mail import outbox
from krets.people.models import Person


def invited(case: Case, *, to: Person, by: Person) -> None:
    """Somebody thinks that `to` has something to write down, and began it for them."""
    outbox.write(
        template="cases/mail/invited",
        context={"case": case, "by": by},
        person=to,
        kind="case",
        once=f"cases.invited:{case.key}",
    )


def still_valid(case: Case, *, to: Person) -> None:
    """Two years on: does the case still hold?"""
    outbox.write(
        template="cases/mail/still_valid",
        context={"case": case},
        person=to,
        kind="case",
        once=f"cases.still_valid:{case.key}:{case.confirmed:%Y%m%d}",
    )
