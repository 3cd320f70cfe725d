"""Who reads an ask or an answer is changed, by who wrote it."""

from collections.abc import Collection, Iterable
from dataclasses import asdict

from krets.activity.actions import record
from krets.activity.rules import hears_each
from krets.asks import emails, rules, search
from krets.asks.models import Answer, AnswerCheck, Ask, AskCheck
from krets.db.identity import verb
from krets.db.later import later
from krets.networks.models import Check, Phase, Unit, Width
from krets.networks.rules import are_wider, lets_in_more, named_in, tokens_of
from krets.people.models import Person
from krets.people.rules import signed_in_once
from krets.search import index


@verb
def share(
    *,
    by: Person,
    ask: Ask,
    units: Collection[Unit],
    people: Collection[Person] = (),
    check: Check | None = None,
) -> None:
    """Let others read the ask than before, more or fewer. Whoever is named for the first time is written to.

    Answers of others are never shown to more than they were written for: where the ask gets wider they stay as
    they are, until their writers share them. check: the gate's answers, which more readers need.
    """
    before, after = set(ask.readers), tokens_of(units, people)
    had_units = not ask.goes_by_name
    ask.readers = after
    ask.save(update_fields=["readers"])
    ask.units.set(units)
    if check is not None and lets_in_more(after, before):
        _keep_check(ask, by, check)
    answers = _follow(ask, before, rules.person_behind(ask))
    _count(ask)
    index.put_many([search.document(ask), *(search.answer_document(one, ask) for one in answers)])
    named, unit = set(named_in(after)) - set(named_in(before)) - {by.pk}, rules.unit_of(ask)
    shown = None if ask.unnamed else by
    record(verb="asks.share", kind="ask", key=ask.key, by=shown, tell=sorted(named), unit=unit)
    if ask.is_open:
        for person in Person.objects.filter(pk__in=signed_in_once(hears_each(named, None))).select_related(
            "account"
        ):
            emails.put_to(ask, person)
        if units and not had_units:
            later("asks.suggest", ask=ask.key, wave=1)


@verb
def share_answer(
    *,
    by: Person,
    answer: Answer,
    audience: str,
    units: Iterable[Unit] = (),
    people: Iterable[Person] = (),
    check: Check | None = None,
) -> None:
    """Let other readers of the ask read the answer than before. check: as for `share`."""
    ask = answer.ask
    answer.readers = rules.readers_of_answer(ask, None if answer.unnamed else by, audience, units, people)
    answer.only_asker, answer.narrowed = audience == Width.ASKER, audience != Width.SAME
    answer.save(update_fields=["readers", "only_asker", "narrowed"])
    if check is not None and check.phase != Phase.NONE:
        given = asdict(check) | {"by": None if answer.unnamed else by}
        AnswerCheck.objects.update_or_create(answer=answer, defaults=given)
    _count(ask)
    index.put_many([search.answer_document(answer, ask), search.document(ask)])
    shown = None if answer.unnamed else by
    record(verb="asks.share_answer", kind="answer", key=answer.key, by=shown, unit=rules.unit_of(ask))


def _keep_check(ask: Ask, by: Person, check: Check) -> None:
    ask.phase = check.reached
    ask.save(update_fields=["phase"])
    if check.phase == Phase.NONE:
        AskCheck.objects.filter(ask=ask).delete()
    else:
        given = asdict(check) | {"by": None if ask.unnamed else by}
        AskCheck.objects.update_or_create(ask=ask, defaults=given)


def _follow(ask: Ask, before: set[str], asker: int | None) -> list[Answer]:
    """All answers that are not taken down, each read by whom it was written for and the ask lets."""
    after = rules.readers_of_answer(ask)
    answers = list(ask.answers.filter(taken_down=None).select_related("writer", "organisation", "hidden_writer"))
    for answer in answers:
        own = rules.person_behind(answer) == asker
        if answer.narrowed:
            if not answer.only_asker and {*answer.readers} == {*after}:  # as it was before
                answer.narrowed = False
        elif own or not are_wider(ask.readers, before):
            answer.readers = list(after)
        else:
            answer.narrowed = True
    Answer.objects.bulk_update(answers, ["readers", "narrowed"])
    return answers


def _count(ask: Ask) -> None:
    there = ask.answers.filter(taken_down=None)
    ask.private_count = there.filter(narrowed=True).count()
    ask.answer_count = there.filter(narrowed=False).count()
    ask.save(update_fields=["private_count", "answer_count"])
