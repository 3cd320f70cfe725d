"""Who may see an ask and its answers, and who may do what with them."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from krets.asks.models import Answer, AnswerTakenDown, AnswerWriter, Ask, AskTakenDown, AskWriter, Suggestion
from krets.db.prepared import prepared
from krets.db.readers import ASKER, Reader, shared_with
from krets.networks.rules import coordinates
from krets.people.models import Person


def visible(reader: Reader) -> "QuerySet[Ask]":
    """Asks whose audience the reader belongs to, and the reader's own."""
    if reader.system:
        everything: QuerySet[Ask] = Ask.objects.all()
        return everything
    shared = shared_with(reader)
    asks: QuerySet[Ask] = Ask.objects.filter(shared | asked_by(reader.person) if reader.person else shared)
    return asks


def visible_answers(reader: Reader) -> "QuerySet[Answer]":
    """Answers whose audience the reader belongs to (it may be narrower than the ask's), and own ones."""
    if reader.system:
        everything: QuerySet[Answer] = Answer.objects.all()
        return everything
    within = Q(Exists(visible(reader).filter(pk=OuterRef("ask"))))  # whatever became of the ask since
    return _answers(reader, shared_with(reader) & (Q(narrowed=False) | within))


def answers_in(reader: Reader, ask: Ask | int) -> "QuerySet[Answer]":
    """The same of one ask that the reader is known to read, which is not asked again of each answer."""
    everything: QuerySet[Answer] = Answer.objects.all()
    return (everything if reader.system else _answers(reader, shared_with(reader))).filter(ask=ask)


def _answers(reader: Reader, shared: Q) -> "QuerySet[Answer]":
    own = answered_by(reader.person) | _to_asker(reader.person) if reader.person else Q()
    answers: QuerySet[Answer] = Answer.objects.filter(shared | own if reader.person else shared)
    return answers


def _to_asker(person: int) -> Q:
    """Answers to asks of this person, unless they were taken down."""
    own = Ask.objects.filter(asked_by(person)).values("pk")
    return Q(ask_id__within=own, readers__contains=[ASKER])


def own(reader: Reader) -> "QuerySet[Ask]":
    """The reader's own asks, unnamed ones too."""
    asks: QuerySet[Ask] = Ask.objects.filter(asked_by(reader.person)) if reader.person else Ask.objects.none()
    return asks


def own_answers(reader: Reader) -> "QuerySet[Answer]":
    """The reader's own answers, unnamed ones too."""
    if not reader.person:
        nothing: QuerySet[Answer] = Answer.objects.none()
        return nothing
    answers: QuerySet[Answer] = Answer.objects.filter(answered_by(reader.person))
    return answers


def is_asker(reader: Reader, ask: Ask) -> bool:
    """Whether the reader wrote the ask, named or not."""
    if reader.person is None:
        return False
    if ask.writer_id is not None:
        return ask.writer_id == reader.person
    return Ask.objects.filter(pk=ask.pk, hidden_writer__person_id=reader.person).exists()


def is_answerer(reader: Reader, answer: Answer) -> bool:
    """Whether the reader wrote the answer, named or not."""
    if reader.person is None:
        return False
    if answer.writer_id is not None:
        return answer.writer_id == reader.person
    return Answer.objects.filter(pk=answer.pk, hidden_writer__person_id=reader.person).exists()


def may_withdraw(reader: Reader, item: Ask | Answer) -> bool:
    """Who wrote it, and who coordinates a unit that it is shared in, take it down."""
    if coordinates(reader, _shared_in(item)):
        return True
    return is_asker(reader, item) if isinstance(item, Ask) else is_answerer(reader, item)


def _shared_in(item: Ask | Answer) -> list[str]:
    if isinstance(item, Answer) and item.narrowed and not item.only_asker:
        return [*item.readers, *item.ask.readers]
    return item.readers


def own_among(reader: Reader, answers: Iterable[Answer], unnamed: int) -> set[int]:
    """Which of these answers the reader wrote. One query if some of the reader's own are unnamed, else none."""
    answers = list(answers)
    own = {answer.pk for answer in answers if answer.writer_id is not None and answer.writer_id == reader.person}
    if unnamed:
        hidden = AnswerWriter.objects.filter(person_id=reader.person or 0, answer__in=answers)
        own |= set(hidden.values_list("answer_id", flat=True))
    return own


def withdrawn(ask: Ask) -> AskTakenDown | None:
    """Who took the ask down, when and why."""
    return AskTakenDown.objects.filter(ask=ask).select_related("by").first()


def may_post(reader: Reader) -> bool:
    """Anybody signed in asks, in the units that they are a member of."""
    return reader.person is not None


def may_answer(reader: Reader, ask: Ask) -> bool:
    """Any signed-in reader of an open ask, the asker too (to add what turned out)."""
    return reader.person is not None and ask.is_open


def may_thank(reader: Reader, ask: Ask) -> bool:
    """Only the asker says what helped, also after closing."""
    return is_asker(reader, ask) and (ask.is_open or withdrawn(ask) is None)


def may_close(reader: Reader, ask: Ask) -> bool:
    """Only the asker closes; afterwards what it was used for can still be written."""
    return is_asker(reader, ask) and (ask.is_open or withdrawn(ask) is None)


def may_share(reader: Reader, item: Ask | Answer) -> bool:
    """Who wrote an ask or an answer changes who reads it, until it is taken down."""
    if isinstance(item, Ask):
        return is_asker(reader, item) and (item.is_open or withdrawn(item) is None)
    return is_answerer(reader, item) and not AnswerTakenDown.objects.filter(answer=item).exists()


def may_write_up(reader: Reader, ask: Ask, *, of_answer: bool = False) -> bool:
    """Only the asker makes a case of the ask; also who coordinates there invites those who answered."""
    return is_asker(reader, ask) or (of_answer and coordinates(reader, ask.readers))


def may_suggest(reader: Reader, ask: Ask) -> bool:
    """The asker, and who coordinates a unit that it is shared in, may call the next wave while the ask is open,
    unless it is for named people alone."""
    if not ask.is_open or ask.goes_by_name:
        return False
    return is_asker(reader, ask) or coordinates(reader, ask.readers)


def may_reply_to_suggestion(reader: Reader, suggestion: Suggestion) -> bool:
    """Only the person who was asked says "not me", "not now" or "ask X instead"."""
    return reader.person == suggestion.person_id


def asked_by(person: int | None) -> Q:
    """Asks of this person, unnamed ones too."""
    hidden = AskWriter.objects.filter(person_id=person or 0)
    return Q(writer_id=person or 0) | Q(pk__within=hidden.values("ask"))


def answered_by(person: int | None) -> Q:
    """Answers of this person, unnamed ones too."""
    hidden = AnswerWriter.objects.filter(person_id=person or 0)
    return Q(writer_id=person or 0) | Q(pk__within=hidden.values("answer"))


def person_behind(item: Ask | Answer) -> int | None:
    """The number of who wrote it, unnamed or not: to write to them, never to show.

    None for an unnamed item that was brought here from elsewhere: nobody here knows.
    """
    hidden = getattr(item, "hidden_writer", None)
    number: int | None = item.writer_id or (hidden.person_id if hidden else None)
    return number


def stays_unnamed(ask: Ask, person: Person) -> bool:
    """Whether this is the asker of an unnamed ask: a name under what she adds would tell who she is."""
    return ask.unnamed and person_behind(ask) == person.pk


def was_unnamed(ask: Ask, person: Person) -> bool:
    """Whether this person is unnamed in the thread, as asker or by an answer. At most two queries."""
    return stays_unnamed(ask, person) or _hidden_answers(ask.pk, person.pk) != []


@prepared
def _hidden_answers(ask: int, person: int) -> "QuerySet[AnswerWriter, int]":
    return AnswerWriter.objects.filter(answer__ask=ask, person=person).values_list("pk", flat=True)


def unit_of(ask: Ask) -> int | None:
    """The unit whose choice of letters or digests counts: the one that is oldest here."""
    return min((int(token[5:]) for token in ask.readers if token.startswith("unit:")), default=None)
