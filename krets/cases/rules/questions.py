"""Who sees a question to the writer of a case, who may put it, and who replies."""

from django.db.models import Prefetch, Q, QuerySet

from krets.cases.models import Case, Question, QuestionWriter, Reply
from krets.cases.rules.seeing import is_writer, may_reuse, own, visible
from krets.db.identity import reaching
from krets.db.readers import Reader
from krets.people.models import Person


def visible_questions(reader: Reader) -> "QuerySet[Question]":
    """Of cases that the reader may see: what is shared, what the reader asked, and what is put to the reader."""
    if reader.system:
        everything: QuerySet[Question] = Question.objects.all()
        return everything
    shared = Q(shared=True)
    mine = shared | asked_by(reader.person) | Q(case__in=own(reader)) if reader.person else shared
    questions: QuerySet[Question] = Question.objects.filter(mine, case__in=visible(reader))
    return questions


def visible_replies(reader: Reader) -> "QuerySet[Reply]":
    """Replies that are out, to questions that the reader sees; and what waits to go out, for who wrote it."""
    replies: QuerySet[Reply] = Reply.objects.all()
    if reader.system:
        return replies
    out = Q(out__isnull=False)
    return replies.filter(out | Q(question__case__in=own(reader)) if reader.person else out).filter(
        question__in=visible_questions(reader)
    )


def questions_of(reader: Reader, case: Case) -> "QuerySet[Question]":
    """Those about one case, newest first, each with `shown_reply` as far as the reader may see it."""
    return with_replies(visible_questions(reader).filter(case=case), reader).order_by("-on", "key")


def with_replies(questions: "QuerySet[Question]", reader: Reader) -> "QuerySet[Question]":
    replies = Prefetch("reply", queryset=visible_replies(reader), to_attr="shown_reply")
    return questions.select_related("writer", "organisation").prefetch_related(replies)


def own_questions(reader: Reader) -> "QuerySet[Question]":
    """What the reader has asked, unnamed too."""
    questions: QuerySet[Question] = Question.objects.filter(asked_by(reader.person or 0))
    return questions


def own_replies(reader: Reader) -> "QuerySet[Reply]":
    """What the reader has replied, as the writer of cases."""
    replies: QuerySet[Reply] = Reply.objects.filter(question__case__in=own(reader))
    return replies


def asked_by(person: int | None) -> Q:
    hidden = QuestionWriter.objects.filter(person_id=person or 0)
    return Q(writer_id=person or 0) | Q(pk__within=hidden.values("question"))


def is_asker(reader: Reader, question: Question) -> bool:
    """Whether the reader put the question, with a name or without."""
    if reader.person is None:
        return False
    if question.writer_id is not None:
        return bool(question.writer_id == reader.person)
    return Question.objects.filter(pk=question.pk, hidden_writer__person_id=reader.person).exists()


def asker_of(question: Question) -> Person | None:
    """Who asked, for letters to that person alone; None for an imported unnamed question."""
    if question.writer_id is not None:
        return question.writer
    hidden = getattr(question, "hidden_writer", None)
    return hidden.person if hidden is not None else None


def may_ask_writer(reader: Reader, case: Case) -> bool:
    """Any buyer who reads a published case, but for its writer: the same who may say that they used it."""
    return may_reuse(reader, case)


def has_writer(case: Case) -> bool:
    """Whether anybody here knows who wrote it: of an unnamed case from elsewhere nobody does."""
    with reaching("cases.has_writer"):
        return case.writer_id is not None or Case.objects.filter(pk=case.pk, hidden_writer__isnull=False).exists()


def may_reply(reader: Reader, question: Question) -> bool:
    """Who wrote the case replies, and may change the reply until it is out."""
    if question.case.published is None or not is_writer(reader, question.case):
        return False
    return not Reply.objects.filter(question=question, out__isnull=False).exists()


def asked_of_one(case: Case) -> bool:
    """Whether a question is proposed for its writer alone: about what went wrong, and where there is no name."""
    return case.unnamed or case.outcome not in ("", Case.Outcome.WORKED_WELL)
