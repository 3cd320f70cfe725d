"""One letter a function, named after the moment it is sent. Before an award: title and links only."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from krets.asks.models import Answer, Ask, Suggestion, WriteUp
from krets.mail import outbox
from krets.people.models import Person


def suggestion(suggestion: Suggestion) -> None:
    """You may be able to help, and this is why. A reply is an answer."""
    ask = suggestion.ask
    here = _link("suggestion", suggestion.key) + f"?seal={suggestion.seal}"
    outbox.write(
        template="asks/mail/suggestion",
        context=_about(ask)
        | {
            "suggestion": suggestion,
            "not_me": f"{here}&choice=not_me",
            "not_now": f"{here}&choice=not_now",
            "pass_on": f"{here}&choice=pass_on",
        },
        person=suggestion.person,
        kind="suggestion",
        about=f"ask:{ask.key}",
        once=f"asks.suggestion:{suggestion.key}",
    )


def posted(ask: Ask, to: Person) -> None:
    """A new ask, for who wants to hear of each. A reply is an answer."""
    outbox.write(
        template="asks/mail/posted",
        context=_about(ask),
        person=to,
        kind="ask",
        about=f"ask:{ask.key}",
        once=f"asks.posted:{ask.key}:{to.key}",
    )


def put_to(ask: Ask, to: Person) -> None:
    """You are asked by name. A reply is an answer."""
    outbox.write(
        template="asks/mail/posted",
        context=_about(ask) | {"by_name": True},
        person=to,
        kind="suggestion",
        about=f"ask:{ask.key}",
        once=f"asks.put_to:{ask.key}:{to.key}",
    )


def answer(answer: Answer, to: Person) -> None:
    """Somebody answered your ask."""
    outbox.write(
        template="asks/mail/answer",
        context=_about(answer.ask) | {"answer": answer, "bare": answer.ask.before_award or answer.before_award},
        person=to,
        kind="answer",
        about=f"ask:{answer.ask.key}",
        shows=[f"answer:{answer.key}"],
        once=f"asks.answer:{answer.key}",
    )


def added(answer: Answer, to: Person) -> None:
    """Who asked has added something, or asks back. A reply is an answer, without a name where the first was."""
    outbox.write(
        template="asks/mail/added",
        context=_about(answer.ask) | {"answer": answer, "bare": answer.ask.before_award or answer.before_award},
        person=to,
        kind="answer",
        about=f"ask:{answer.ask.key}",
        shows=[f"answer:{answer.key}"],
        once=f"asks.added:{answer.key}:{to.key}",
    )


def thanked(answer: Answer, to: Person) -> None:
    """The asker says that your answer helped."""
    outbox.write(
        template="asks/mail/thanked",
        context=_about(answer.ask),
        person=to,
        kind="answer",
        shows=[f"ask:{answer.ask.key}"],
        once=f"asks.thanked:{answer.key}",
    )


def full(ask: Ask, to: Person) -> None:
    """Who would fit has been asked as often as they accept; told to the asker once."""
    outbox.write(
        template="asks/mail/full",
        context=_about(ask),
        person=to,
        kind="answer",
        shows=[f"ask:{ask.key}"],
        once=f"asks.full:{ask.key}",
    )


def closed(ask: Ask, to: Person, answers: Sequence[Answer]) -> None:
    """What you answered was used for this. `answers` are the addressee's own."""
    outbox.write(
        template="asks/mail/closed",
        context=_about(ask)
        | {
            "used_for": ask.closing.used_for,
            "helped": any(hasattr(answer, "thanks") for answer in answers),
        },
        person=to,
        kind="answer",
        shows=[f"ask:{ask.key}"],
        once=f"asks.closed:{ask.key}:{to.key}",
    )


def write_up(write_up: WriteUp, to: Person) -> None:
    """Your answer is worth keeping: a draft of a case is begun for you."""
    outbox.write(
        template="asks/mail/write_up",
        context=_about(write_up.ask) | {"case_link": _link("case", write_up.case.key)},
        person=to,
        kind="write_up",
        shows=[f"ask:{write_up.ask.key}", f"case:{write_up.case.key}"],
        once=f"asks.write_up:{write_up.case.key}",
    )


def files_refused(ask: Ask, to: Person, refused: Sequence[tuple[str, str]]) -> None:
    """Your answer is posted, but these files could not be taken: name and why."""
    outbox.write(
        template="asks/mail/files_refused",
        context=_about(ask) | {"refused": refused},
        person=to,
        about=f"ask:{ask.key}",
    )


def withdrawn(ask: Ask, to: Person, *, by: Person | None, why: str) -> None:
    """Somebody else took down what you asked."""
    _withdrawn(ask, to, {"by": by, "reason": why}, f"ask:{ask.key}")


def answer_withdrawn(answer: Answer, to: Person, *, by: Person | None, why: str) -> None:
    """Somebody else took down what you answered."""
    context: dict[str, Any] = {"by": by, "reason": why, "answer": answer}
    if answer.before_award:
        context["bare"] = True
    _withdrawn(answer.ask, to, context, f"answer:{answer.key}")


def _withdrawn(ask: Ask, to: Person, context: dict[str, Any], shows: str) -> None:
    outbox.write(
        template="asks/mail/withdrawn",
        context=_about(ask) | context,
        person=to,
        kind="answer",
        shows=[shows],
        once=f"asks.withdrawn:{shows}",
    )


def _about(ask: Ask) -> dict[str, Any]:
    """What every letter about an ask may use. `bare` says: nothing but the title and the links."""
    return {"ask": ask, "bare": ask.before_award, "link": _link("ask", ask.key)}


def _link(name: str, key: str) -> str:
    return f"{settings.URL}{reverse(name, args=[key])}"
