"""One letter a function. What stands in a letter is what its reader may read at that moment."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from krets.cases.models import Case, Question, Reply, Reuse, Withdrawal
from krets.mail import outbox
from krets.people.models import Person


def still_valid(case: Case, *, to: Person, asked: datetime) -> None:
    """Two years on: does the case still hold?"""
    outbox.write(
        template="cases/mail/still_valid",
        context=_about(case),
        person=to,
        kind="case",
        shows=[f"case:{case.key}"],
        once=f"cases.still_valid:{case.key}:{asked:%Y%m%d}",
    )


def award(case: Case, *, to: Person) -> None:
    """The day came on which `to` expected the award: is it decided? Title and link, no more."""
    outbox.write(
        template="cases/mail/award",
        context=_about(case) | {"award_link": settings.URL + reverse("award", args=[case.key])},
        person=to,
        kind="case",
        once=f"cases.award:{case.key}:{case.award_expected:%Y%m%d}",
    )


def reused(case: Case, reuse: Reuse, *, to: Person) -> None:
    """Somebody used what `to` wrote down."""
    outbox.write(
        template="cases/mail/reused",
        context=_about(case) | {"reuse": reuse},
        person=to,
        kind="case",
        shows=[f"case:{case.key}"],
        once=f"cases.reused:{case.key}:{reuse.pk}",
    )


def published(case: Case, *, to: Person) -> None:
    """A case in a network of `to`'s. Before the award a letter holds its title and the way to it, no more."""
    outbox.write(
        template="cases/mail/published",
        context=_about(case),
        person=to,
        kind="case_published",
        shows=[f"case:{case.key}"],
        once=f"cases.published:{case.key}:{to.pk}",
    )


def question(question: Question, *, to: Person) -> None:
    """A reader asks `to`, who wrote the case. A reply by mail is a reply."""
    case = question.case
    outbox.write(
        template="cases/mail/question",
        context=_about(case) | {"question": question, "question_link": _link("reply", question.key)},
        person=to,
        kind="question",
        about=f"question:{question.key}",
        shows=[f"case:{case.key}"],
        once=f"cases.question:{question.key}",
    )


def replied(reply: Reply, *, to: Person) -> None:
    """Whoever wrote the case has replied. Who that is, it tells no more than the case does."""
    question = reply.question
    outbox.write(
        template="cases/mail/replied",
        context=_about(question.case)
        | {"question": question, "reply": reply, "question_link": _link("question", question.key)},
        person=to,
        kind="question",
        about=f"question:{question.key}",
        shows=[f"case:{question.case.key}"],
        once=f"cases.replied:{question.key}",
    )


def no_files(question: Question, *, to: Person) -> None:
    """The reply is taken, but not the files with it."""
    outbox.write(
        template="cases/mail/no_files",
        context=_about(question.case) | {"question_link": _link("question", question.key)},
        person=to,
        about=f"question:{question.key}",
    )


def withdrawn(case: Case, *, to: Person, by: Person | None, why: str) -> None:
    """Somebody else took down what `to` wrote."""
    outbox.write(
        template="cases/mail/withdrawn",
        context=_about(case) | {"by": by, "reason": why},
        person=to,
        kind="case",
        shows=[f"case:{case.key}"],
        once=f"cases.withdrawn:{case.key}:{case.edited:%Y%m%d%H%M%S}",
    )


def asked_back(case: Case, held: Withdrawal, *, to: Person) -> None:
    """The writer of what `to` took down, or may decide about, asks to publish it again. It says no more."""
    outbox.write(
        template="cases/mail/asked_back",
        context={"link": settings.URL + reverse("let_back", args=[case.key])},
        person=to,
        kind="case",
        once=f"cases.asked_back:{held.pk}:{to.pk}",
    )


def let_back(case: Case, held: Withdrawal, *, to: Person) -> None:
    """What was taken down may be published again."""
    outbox.write(
        template="cases/mail/let_back",
        context=_about(case),
        person=to,
        kind="case",
        shows=[f"case:{case.key}"],
        once=f"cases.let_back:{held.pk}",
    )


def _about(case: Case) -> dict[str, Any]:
    return {
        "case": case,
        "link": settings.URL + reverse("case", args=[case.key]),
        "review_link": settings.URL + reverse("review", args=[case.key]),
        "only_title": case.before_award,
    }


def _link(name: str, key: str) -> str:
    return settings.URL + reverse(name, args=[key])
