"""What becomes of somebody's asks and answers when they ask to be erased."""

import re
from collections.abc import Collection

from django.db.models import F

from krets.asks import rules, search
from krets.asks.models import Answer, AnswerDraft, AnswerTakenDown, Ask, AskTakenDown, Closing, Suggestion
from krets.db import readers
from krets.db.identity import verb
from krets.db.redact import redact
from krets.files.models import File
from krets.people.models import Person
from krets.search import index


@verb
def forget_writer(*, by: Person, words: re.Pattern[str] | None, take_away: Collection[str]) -> list[File]:
    """Let what `by` wrote stand without them. Their organisation stays where it was shown; whose the unnamed ones
    were nobody can be told any more. `words` are taken out of their texts.

    take_away: public names of asks and answers that go wholly; an ask that others answered keeps its answers, and
    what somebody was thanked for stays. Gives back files that may now hang on nothing. The rows' own references to
    the person are cleared by `people.actions.forget`.
    """
    files: list[File] = []
    for ask in Ask.objects.filter(rules.asked_by(by.pk)).prefetch_related("files"):
        if ask.key in take_away:
            files += ask.files.all()
        _let_stand(ask, by, words, emptied=ask.key in take_away)
    for answer in Answer.objects.filter(rules.answered_by(by.pk)).select_related("ask").prefetch_related("files"):
        if answer.key in take_away and not hasattr(answer, "thanks"):
            files += answer.files.all()
            _remove(answer)
        else:
            _let_answer_stand(answer, by, words)
    for suggestion in Suggestion.objects.filter(passed_on_by=by):
        suggestion.reasons = [one for one in suggestion.reasons if one.get("source") != "colleague"]
        suggestion.save(update_fields=["reasons"])
    for row in (*AskTakenDown.objects.filter(by=by), *AnswerTakenDown.objects.filter(by=by)):
        redact(row, words)
    AnswerDraft.objects.filter(person=by).delete()
    return files


def _let_stand(ask: Ask, by: Person, words: re.Pattern[str] | None, *, emptied: bool) -> None:
    if emptied and not ask.answers.exclude(rules.answered_by(by.pk)).exists():
        for answer in ask.answers.all():
            index.remove("answer", answer.key)
        index.remove("ask", ask.key)
        ask.delete()
        return
    closing, _new = Closing.objects.get_or_create(ask=ask)  # nobody is left to close it
    redact(closing, words)
    redact(ask, words)
    if emptied:
        ask.title, ask.body, ask.topic, ask.effect_sought = "–", "", "", ""
        ask.files.clear()
    ask.writer = None
    ask.readers = [token for token in ask.readers if token != readers.person(by.pk)]
    ask.save()
    if rules.withdrawn(ask) is None:
        ask = Ask.objects.select_related("organisation", "closing").get(pk=ask.pk)
        index.put_many([search.document(ask), *(search.answer_document(one, ask) for one in _found(ask))])


def _found(ask: Ask) -> list[Answer]:
    """Answers that are in the index, under the title of the ask."""
    return list(ask.answers.filter(taken_down=None).select_related("writer", "organisation"))


def _let_answer_stand(answer: Answer, by: Person, words: re.Pattern[str] | None) -> None:
    redact(answer, words)
    answer.writer = None
    answer.readers = [token for token in answer.readers if token != readers.person(by.pk)]
    answer.save()
    if answer.readers and not hasattr(answer, "taken_down"):
        index.put(search.answer_document(answer, answer.ask))
    else:
        index.remove("answer", answer.key)


def _remove(answer: Answer) -> None:
    if not hasattr(answer, "taken_down"):
        counted = "private_count" if answer.only_asker else "answer_count"
        Ask.objects.filter(pk=answer.ask_id).update(**{counted: F(counted) - 1})
    index.remove("answer", answer.key)
    answer.delete()
    ask = Ask.objects.select_related("writer", "organisation").get(pk=answer.ask_id)
    if rules.withdrawn(ask) is None:
        index.put(search.document(ask))
