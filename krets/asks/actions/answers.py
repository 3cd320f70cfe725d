"""Answers: given, thanked for, and on their way to become a case."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from krets.activity.actions import record
from krets.activity.rules import hears_each
from krets.asks import emails, rules, search
from krets.asks.models import Answer, AnswerCheck, AnswerDraft, AnswerWriter, Ask, Suggestion, Thanks, WriteUp
from krets.cases.actions import draft as draft_case
from krets.cases.models import Case
from krets.db.clock import now
from krets.db.identity import verb
from krets.engines.text.language import guess
from krets.files.actions import make_nameless
from krets.files.models import File
from krets.networks.models import Check, Phase, Unit, Width
from krets.networks.rules import readers_among
from krets.people.actions import number_record
from krets.people.models import Person
from krets.people.rules import outline_of
from krets.search import index


class AskIsClosed(Exception):
    """The asker has closed the ask; its answers can be read, not added to."""


@verb
def answer(
    *,
    by: Person,
    ask: Ask,
    body: str,
    no_effect: bool = False,
    unnamed: bool = False,
    audience: str = Width.SAME,
    units: Iterable[Unit] = (),
    people: Iterable[Person] = (),
    case: Case | None = None,
    files: Sequence[File] = (),
    via: str = Answer.Via.PAGE,
    language: str = "",
    message_id: str = "",
    check: Check | None = None,
    number: str = "",
) -> Answer:
    """Answer an ask. The same `message_id` (of a letter, or "form:…") gives back the answer it became.

    audience: SAME as the ask, UNITS for some of its readers (`units` of it or under it, `people` among them), or
    ASKER. Raises AskIsClosed, except for an import, which tells what was.
    """
    if not ask.is_open and via != Answer.Via.IMPORT:
        raise AskIsClosed
    unnamed = unnamed or rules.stays_unnamed(ask, by)
    organisation = by.organisation
    try:
        with transaction.atomic():
            given: Answer = Answer.objects.create(
                ask=ask,
                writer=None if unnamed else by,
                organisation=None if unnamed else organisation,
                shown_as=outline_of(organisation) if unnamed else {},
                readers=rules.readers_of_answer(ask, None if unnamed else by, audience, units, people),
                language=language or guess(body) or ask.language,
                body=body,
                no_effect=no_effect,
                only_asker=audience == Width.ASKER,
                narrowed=audience != Width.SAME,
                case=case,
                via=via,
                message_id=message_id,
            )
    except IntegrityError:
        known = Answer.objects.filter(rules.answered_by(by.pk), ask=ask, message_id=message_id).first()
        if known is None:
            raise
        return known
    if unnamed:
        make_nameless(files=files)
    given.files.set(files)
    if number and organisation is not None:
        number_record(by=by, organisation=organisation, kind="answer", key=given.key, number=number)
    if unnamed:
        AnswerWriter.objects.create(answer=given, person=by, organisation=organisation)
    else:  # an unnamed answer must not show in who was asked
        Suggestion.objects.filter(ask=ask, person=by).update(reply=Suggestion.Reply.ANSWERED, replied=now())
    gate = check or Check.NONE
    if gate.phase != Phase.NONE:
        AnswerCheck.objects.create(answer=given, by=None if unnamed else by, **asdict(gate))
    counted = "private_count" if given.narrowed else "answer_count"
    Ask.objects.filter(pk=ask.pk).update(**{counted: F(counted) + 1})
    ask.refresh_from_db(fields=[counted])
    if via == Answer.Via.PAGE:  # what is being written there says something else than a letter
        AnswerDraft.objects.filter(person=by, ask=ask).delete()
    index.put_many([search.answer_document(given, ask), search.document(ask)])
    asker, unit = rules.person_behind(ask), rules.unit_of(ask)
    tell = []
    if via != Answer.Via.IMPORT:
        tell = _asker_to_tell(given, asker) if asker != by.pk else _answerers_to_tell(given, by)
    record(
        verb="asks.answer",
        kind="answer",
        key=given.key,
        by=None if unnamed else by,
        tell=tell,
        unit=unit,
    )
    for person in Person.objects.filter(pk__in=hears_each(tell, unit)).select_related("account"):
        emails.answer(given, person) if asker != by.pk else emails.added(given, person)
    return given


@verb
def thank(*, by: Person, ask: Ask, helped: Iterable[Answer]) -> list[Thanks]:
    """The asker says which answers helped. What was thanked for stays thanked for.

    Once the ask is closed there is no letter of its own: the one about what came of it says it too.
    """
    shown, unit = None if ask.unnamed else by, rules.unit_of(ask)
    given = []
    for one in helped:
        thanks, new = Thanks.objects.get_or_create(answer=one, defaults={"by": shown})
        given.append(thanks)
        writer = rules.person_behind(one)
        if new and writer is not None and writer != by.pk:
            record(verb="asks.thank", kind="answer", key=one.key, by=shown, tell=[writer], unit=unit)
            for person in _who_gets_letters([writer] if ask.is_open else [], unit, ask.readers):
                emails.thanked(one, person)
    return given


@verb
def write_up(*, by: Person, ask: Ask, answer: Answer | None = None) -> Case:
    """Make a case of the ask, or invite the writer of an answer to make one of it: a draft, filled in.

    Once each: a second call gives back the first draft. The asker never learns who an unnamed writer is.
    """
    known = WriteUp.objects.filter(ask=ask, answer=answer).select_related("case").first()
    if known is not None:
        return known.case
    writer = by
    if answer is not None:
        behind = rules.person_behind(answer) or by.pk  # who brought it from elsewhere is not known
        writer = Person.objects.select_related("account", "organisation").get(pk=behind)
    case = draft_case(by=writer, **_filled_in(ask, answer))
    invited_by = None if ask.unnamed else by
    write_up = WriteUp.objects.create(ask=ask, answer=answer, case=case, invited_by=invited_by)
    tell, unit = [writer.pk] if writer.pk != by.pk else [], rules.unit_of(ask)
    record(verb="asks.write_up", kind="ask", key=ask.key, by=invited_by, tell=tell, unit=unit)
    for person in _who_gets_letters(tell, unit, ask.readers):
        emails.write_up(write_up, person)
    return case


def _asker_to_tell(answer: Answer, asker: int | None) -> list[int]:
    """Nobody, where who asked has left and no more reads what the others are told."""
    if asker is None or not (answer.narrowed or readers_among([asker], answer.readers)):
        return []
    return [asker]


def _answerers_to_tell(added: Answer, asker: Person) -> list[int]:
    """Whoever answered hears what the asker adds or asks back, without a name too: only so can they be asked."""
    answers = Answer.objects.filter(ask=added.ask).exclude(pk=added.pk)
    named = answers.filter(writer__isnull=False).exclude(via=Answer.Via.IMPORT).values_list("writer", flat=True)
    hidden = AnswerWriter.objects.filter(answer__in=answers).values_list("person", flat=True)
    return sorted(readers_among({*named, *hidden} - {asker.pk}, added.readers))


def _who_gets_letters(people: Iterable[int], unit: int | None, tokens: Iterable[str]) -> "QuerySet[Person]":
    each = readers_among(hears_each(people, unit), tokens)
    chosen: QuerySet[Person] = Person.objects.filter(pk__in=each).select_related("account")
    return chosen


def _filled_in(ask: Ask, answer: Answer | None) -> dict[str, object]:
    title = ask.title if len(ask.title) <= 90 else ask.title[:89].rsplit(" ", 1)[0] + "…"
    fields: dict[str, object] = {
        "title": title,
        "subject": ask.topic[:160],
        "cpv": ask.cpv,
        "language": (answer or ask).language,
    }
    if answer is not None:
        return fields | {"what_we_did": answer.body, "background": ask.title}
    used_for = ask.closing.used_for if not ask.is_open else ""
    return fields | {"background": ask.body, "what_we_did": used_for}
