"""A reader asks whoever wrote a case, who replies: `ask_writer`, `reply`, `give_replies`."""

from krets.activity.actions import record
from krets.activity.rules import hears_each
from krets.cases import emails, rules
from krets.cases.models import Case, Question, QuestionWriter, Reply
from krets.db.clock import today
from krets.db.identity import verb
from krets.engines.text.language import guess
from krets.networks.rules import readers_among
from krets.people.models import Person
from krets.people.rules import outline_of


class RepliedAlready(Exception):
    """The reply is out. Whoever asked can ask again."""


@verb
def ask_writer(
    *,
    by: Person,
    case: Case,
    body: str,
    may_be_shared: bool = False,
    unnamed: bool = False,
    once: str = "",
) -> Question:
    """Put a question to whoever wrote the case. The same `once` gives back the question that it became.

    may_be_shared: all who read the case may read it, if its writer lets them. Until a reply, nobody else does.
    """
    known = Question.objects.filter(once=once).first() if once else None
    if known is not None:
        return known
    question: Question = Question.objects.create(
        case=case,
        writer=None if unnamed else by,
        organisation=None if unnamed else by.organisation,
        shown_as=outline_of(by.organisation) if unnamed else {},
        language=guess(body) or case.language,
        body=body.strip(),
        may_be_shared=may_be_shared,
        once=once or None,
    )
    if unnamed:
        QuestionWriter.objects.create(question=question, person=by, organisation=by.organisation)
    writer = rules.writer_of(case)
    tell = [writer.pk] if writer is not None else []
    record(verb="cases.ask_writer", kind="case", key=case.key, by=None if unnamed else by, tell=tell)
    if writer is not None and writer.pk in hears_each(tell):
        emails.question(question, to=writer)
    return question


@verb
def reply(
    *, by: Person, question: Question, how: str, body: str = "", share: bool = False, once: str = ""
) -> Reply:
    """Answer, say that the answer is in the case, or decline. `share`: all who read the case may read both.

    With a name it goes out at once. Without, it goes out the next morning together with all others, so that the
    moment tells nothing, and until then a second reply takes the place of the first.
    Raises RepliedAlready once it is out, but for the same `once`.
    """
    case = question.case
    given = Reply.objects.select_for_update().filter(question=question).first() or Reply(question=question)
    if given.out is not None:
        if once and given.once == once:
            return given
        raise RepliedAlready
    given.how, given.body, given.once = how, body.strip(), once
    given.language = guess(body) or question.language
    given.share = share and question.may_be_shared and how != Reply.How.DECLINED
    given.written = today()
    given.save()
    if not case.unnamed:
        _give(given, by)
    return given


@verb
def give_replies(*, by: None = None) -> None:
    """Let out what unnamed writers replied before today, in no order of theirs. Twice does it once."""
    waiting = Reply.objects.filter(out=None, written__lt=today(), question__case__published__isnull=False)
    for one in waiting.select_related("question__case").order_by("question__key"):
        _give(one, None)


def _give(reply: Reply, by: Person | None) -> None:
    question = reply.question
    reply.out = today()
    reply.save(update_fields=["out"])
    question.shared = reply.share
    question.save(update_fields=["shared"])
    asker = rules.asker_of(question)
    tell = [asker.pk] if asker is not None else []
    record(verb="cases.reply", kind="case", key=question.case.key, by=by, tell=tell)
    if asker is not None and readers_among(hears_each(tell), question.case.readers):
        emails.replied(reply, to=asker)
