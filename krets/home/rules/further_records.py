"""Further records of an organisation, oldest first: requests to help, uses of cases, questions about cases,
and what Krets wrote to staff. Only as `home.records`, like `record_rows.py`.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from krets.asks.models import Answer, AnswerWriter, AskWriter, Suggestion
from krets.cases.models import CaseWriter, Question, QuestionWriter, Reuse
from krets.home.rules.record_rows import SOME, Record, filled
from krets.home.rules.records import Period
from krets.mail.models import Letter
from krets.people.models import Organisation


def requests(organisation: Organisation, period: Period) -> Iterator[Record]:
    """Staff who were asked to help, oldest first."""
    asked = Suggestion.objects.filter(period.of("sent"), person__organisation=organisation)
    for one in asked.select_related("person", "ask").order_by("sent", "pk").iterator(SOME):
        yield {
            "kind": "request",
            "direction": "received",
            "key": one.key,
            "url": settings.URL + reverse("ask", args=[one.ask.key]),
            "title": one.ask.title,
            "language": one.ask.language,
            "who": one.person.name,
            "unnamed": False,
            "sent": one.sent,
            "via": _("by e-mail"),
            "answered": one.replied,
            "answer": one.get_reply_display() if one.reply else "",
        }


def reuses(organisation: Organisation, period: Period) -> Iterator[Record]:
    """What staff told of using others' cases, oldest first."""
    used = Reuse.objects.filter(period.of("at"), organisation=organisation).select_related("person", "case")
    for one in used.order_by("at", "pk").iterator(SOME):
        yield {
            "kind": "reuse",
            "direction": "written",
            "key": f"{one.case.key}-{one.pk}",
            "url": settings.URL + reverse("case", args=[one.case.key]),
            "title": one.case.title,
            "language": one.case.language,
            "who": one.person.name if one.person is not None else None,
            "unnamed": False,
            "written": one.at,
            "sent": one.at,
            "texts": filled({"adapted": one.adapted, "result": one.result}),
        }


def questions(organisation: Organisation, period: Period) -> Iterator[Record]:
    """Questions that staff put to writers of cases, or got about their own, each with the reply that is out."""
    asked = Q(organisation=organisation) | Q(hidden_writer__organisation=organisation)
    about = Q(case__organisation=organisation) | Q(case__hidden_writer__organisation=organisation)
    for direction, whose in (("written", asked), ("received", about & ~asked)):
        rows = Question.objects.filter(whose, period.of_days("on")).select_related(
            "writer", "organisation", "case"
        )
        for one in rows.select_related("reply").order_by("on", "pk").iterator(SOME):
            yield _question(one, direction)


def _question(question: Question, direction: str) -> Record:
    reply = getattr(question, "reply", None)
    out = reply is not None and reply.out is not None
    own = direction == "written"
    return {
        "kind": "question",
        "direction": direction,
        "key": question.key,
        "url": settings.URL + reverse("case", args=[question.case.key]),
        "title": _("Question about: {title}").format(title=question.case.title),
        "language": question.language,
        "who": question.writer.name if question.writer is not None else None,
        "unnamed": question.unnamed,
        "organisation": (
            question.organisation.name if question.organisation else None if own else question.outline or None
        ),
        "written": question.on,
        "via": _("on the page or through the API"),
        "read_by": _("those who read the case") if question.shared else _("those it is between"),
        "answered": reply.out if out and reply is not None else None,
        "answer": reply.get_how_display() if out and reply is not None else "",
        "texts": filled({"body": question.body, "reply": reply.body if out and reply is not None else ""}),
    }


def letters(organisation: Organisation, period: Period) -> Iterator[Record]:
    """What Krets wrote to staff about asks, answers and cases, oldest first."""
    sent = Letter.objects.filter(period.of("created"), person__organisation=organisation)
    rows = sent.exclude(shows=[]).exclude(kind="digest").select_related("person").order_by("created", "pk")
    coming = rows.defer("html", "headers").iterator(SOME)
    while some := list(islice(coming, SOME)):
        telling = _tell_who(some)
        yield from (_letter(letter, hidden=letter.pk in telling) for letter in some)


def _letter(letter: Letter, *, hidden: bool) -> Record:
    return {
        "kind": "letter",
        "direction": "received",
        "key": hashlib.sha256(letter.message_id.encode()).hexdigest()[:12],
        "url": None,
        "title": letter.subject,
        "language": letter.language,
        "who": None if hidden or letter.person is None else letter.person.name,
        "unnamed": hidden,
        "written": letter.created,
        "sent": letter.sent,
        "via": _("by e-mail"),
        "about": letter.shows,
        "texts": {} if hidden else filled({"body": _without_keys(letter.text)}),
    }


def _without_keys(text: str) -> str:
    """Links and addresses in letters open doors for whoever holds them."""
    text = re.sub(r"(https?://[^\s?]+)\?\S+", r"\1", text)
    text = re.sub(r"(/mail/\w+/)\S+", r"\1…", text)
    return re.sub(r"\b(reply|leave|bounce)\+[^@\s]+@", r"\1+…@", text)


def _tell_who(some: Sequence[Letter]) -> set[int]:
    """Letters whose addressee wrote without a name what they are about, or in the same thread."""
    things = {thing for letter in some for thing in letter.shows}
    asks, answers, cases = ({thing[len(k) :] for thing in things if thing.startswith(k)} for k in _KINDS)
    thread_of = dict(Answer.objects.filter(key__in=answers).values_list("key", "ask__key"))
    threads = asks | set(thread_of.values())
    behind = {
        *AskWriter.objects.filter(ask__key__in=threads).values_list("person_id", "ask__key"),
        *AnswerWriter.objects.filter(answer__ask__key__in=threads).values_list("person_id", "answer__ask__key"),
        *QuestionWriter.objects.filter(question__case__key__in=cases).values_list(
            "person_id", "question__case__key"
        ),
        *CaseWriter.objects.filter(case__key__in=cases).values_list("person_id", "case__key"),
    }
    return {
        letter.pk
        for letter in some
        for _kind, _colon, key in (thing.partition(":") for thing in letter.shows)
        if (letter.person_id, thread_of.get(key, key)) in behind
    }


_KINDS = ("ask:", "answer:", "case:")
