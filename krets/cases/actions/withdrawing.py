"""A case is taken down, and let back once what was wrong is mended."""

from krets.activity.actions import record
from krets.cases import emails, rules, search
from krets.cases.models import Case, Withdrawal
from krets.db import readers
from krets.db.clock import now
from krets.db.identity import verb
from krets.people.models import Person
from krets.people.rules import signed_in_once


@verb
def withdraw(*, by: Person | None, case: Case, why: str = "", registrar: bool = False) -> None:
    """Take the case down at once. It becomes its writer's draft again, who hears why if it was somebody else.

    What somebody else took down is not published again before it was let back. Copies that people made can't be
    called back. registrar: `by` does it as registrar of the writer's organisation.
    """
    if case.published is None:
        return
    writer = rules.writer_of(case)
    own = by is not None and by == writer
    shown = None if own and case.unnamed else by
    Withdrawal.objects.create(
        case=case, by=shown, why=why, role=Withdrawal.role_of(by, own=own, registrar=registrar)
    )
    case.published = None
    case.readers = [readers.person(writer.pk)] if writer is not None else []
    case.edited = now()
    case.save()
    search.appear(case)
    tell = [writer.pk] if writer is not None and not own else []
    record(verb="cases.withdraw", kind="case", key=case.key, by=shown, tell=tell)
    for person in _told(tell):
        emails.withdrawn(case, to=person, by=by, why=why)


@verb
def ask_back(*, by: Person, case: Case) -> None:
    """Its writer has mended it and asks to publish it again. Whoever may decide hears of it, once."""
    held = rules.held_back(case)
    if held is None or held.asked_back is not None:
        return
    held.asked_back = now()
    held.save(update_fields=["asked_back"])
    tell = rules.who_lets_back(case, held) - {by.pk}
    record(verb="cases.ask_back", kind="case", key=case.key, by=None if case.unnamed else by, tell=tell)
    for person in _told(tell):
        emails.asked_back(case, held, to=person)


@verb
def let_back(*, by: Person | None, case: Case) -> None:
    """Its writer may publish it again, and hears so. `by` is None for the operator."""
    held = rules.held_back(case)
    if held is None:
        return
    held.let_back, held.let_back_by = now(), by
    held.save(update_fields=["let_back", "let_back_by"])
    writer = rules.writer_of(case)
    tell = [writer.pk] if writer is not None else []
    record(verb="cases.let_back", kind="case", key=case.key, by=by, tell=tell)
    for person in _told(tell):
        emails.let_back(case, held, to=person)


def _told(people: "set[int] | list[int]") -> list[Person]:
    return list(Person.objects.filter(pk__in=signed_in_once(people)).select_related("account"))
