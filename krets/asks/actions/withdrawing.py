"""An ask or an answer is taken down: from that moment nobody but who wrote it reads it."""

from django.db.models import F

from krets.activity.actions import record
from krets.asks import emails, rules, search
from krets.asks.models import Answer, AnswerTakenDown, Ask, AskTakenDown, Closing
from krets.db import readers
from krets.db.identity import verb
from krets.networks.models import TakenDown
from krets.people.models import Person
from krets.people.rules import signed_in_once
from krets.search import index


@verb
def withdraw(*, by: Person | None, ask: Ask, why: str = "", registrar: bool = False) -> None:
    """Take the ask down with all its answers. Nobody is asked to help any more; its writer hears why.

    registrar: `by` does it as registrar of the writer's organisation.
    """
    if rules.withdrawn(ask) is not None:
        return
    shown = _shown(ask, by)
    AskTakenDown.objects.create(ask=ask, by=shown, why=why, role=_role(ask, by, registrar))
    Closing.objects.get_or_create(ask=ask)  # so that nothing waits for answers
    answers = list(ask.answers.select_related("hidden_writer"))
    _empty(ask)
    index.remove("ask", ask.key)
    for answer in answers:
        _empty(answer)
        index.remove("answer", answer.key)
    record(verb="asks.withdraw", kind="ask", key=ask.key, by=shown, tell=_told(ask, by))
    for person in Person.objects.filter(pk__in=signed_in_once(_told(ask, by))).select_related("account"):
        emails.withdrawn(ask, person, by=by, why=why)


@verb
def withdraw_answer(*, by: Person | None, answer: Answer, why: str = "", registrar: bool = False) -> None:
    """Take one answer down; its writer hears why."""
    if AnswerTakenDown.objects.filter(answer=answer).exists():
        return
    ask, shown = answer.ask, _shown(answer, by)
    AnswerTakenDown.objects.create(answer=answer, by=shown, why=why, role=_role(answer, by, registrar))
    _empty(answer)
    counted = "private_count" if answer.narrowed else "answer_count"
    Ask.objects.filter(pk=ask.pk).update(**{counted: F(counted) - 1})
    ask.refresh_from_db(fields=[counted])
    index.remove("answer", answer.key)
    if rules.withdrawn(ask) is None:
        index.put(search.document(ask))
    record(verb="asks.withdraw_answer", kind="answer", key=answer.key, by=shown, tell=_told(answer, by))
    for person in Person.objects.filter(pk__in=signed_in_once(_told(answer, by))).select_related("account"):
        emails.answer_withdrawn(answer, person, by=by, why=why)


def _empty(item: Ask | Answer) -> None:
    """Its writer reads an unnamed one by its hidden row."""
    item.readers = [readers.person(item.writer_id)] if item.writer_id is not None else []
    item.save(update_fields=["readers"])


def _shown(item: Ask | Answer, by: Person | None) -> Person | None:
    return None if _own(item, by) and item.unnamed else by


def _own(item: Ask | Answer, by: Person | None) -> bool:
    return by is not None and by.pk == rules.person_behind(item)


def _role(item: Ask | Answer, by: Person | None, registrar: bool) -> str:
    return TakenDown.role_of(by, own=_own(item, by), registrar=registrar)


def _told(item: Ask | Answer, by: Person | None) -> list[int]:
    writer = rules.person_behind(item)
    return [] if writer is None or (by is not None and by.pk == writer) else [writer]
