"""Letters about founding a unit, voting in it, and starting it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from krets.mail import outbox
from krets.networks.models import DatePoll, Founding, Guarantee, Signature, Vote
from krets.people.models import Person


def to_sign(signature: Signature, *, again: bool = False) -> None:
    """Somebody asks this address to sign an application. `again`: it was changed after they had signed."""
    founding = signature.founding
    context = {"signature": signature, "founding": founding, "again": again, "url": _signing(signature)}
    outbox.write(
        template="networks/mail/to_sign",
        context=context,
        to=signature.email,
        language=_language(signature, founding),
        once=None if again else f"networks.to_sign:{signature.key}",
    )


def signed(signature: Signature) -> None:
    """A receipt, to the address that was asked: if somebody else pressed the button, they learn it here."""
    founding = signature.founding
    outbox.write(
        template="networks/mail/signed",
        context={"signature": signature, "founding": founding, "url": _signing(signature)},
        to=signature.email,
        language=_language(signature, founding),
    )


def founding_waits(founding: Founding, *, to: Person) -> None:
    """The next step of an application is this person's."""
    once = f"networks.waits:{founding.key}:{founding.steps.count()}:{to.pk}"
    shows, url = [f"founding:{founding.key}"], _at("founding", key=founding.key)
    _to(to, "founding_waits", founding=founding, url=url, shows=shows, once=once)


def founding_ended(founding: Founding, *, to: Person, reason: str) -> None:
    """Who signed hears what came of it."""
    page = _at("unit", slug=founding.unit.slug) if founding.outcome == "yes" else _at("founding", key=founding.key)
    _to(to, "founding_ended", founding=founding, reason=reason, url=page, shows=[f"founding:{founding.key}"])


def vote_opened(vote: Vote, *, to: Person) -> None:
    """A vote is open, and this person has one."""
    decision = vote.decision
    _to(to, "vote_opened", decision=decision, vote=vote, url=_at("decision", key=decision.key),
        shows=[f"decision:{decision.key}"], once=f"networks.vote_opened:{vote.pk}:{to.pk}")  # fmt: skip


def date_poll(poll: DatePoll, *, to: Person) -> None:
    """Which day suits? The link knows whom it was sent to."""
    url = f"{_at('date_poll', key=poll.key)}?seal={poll.seal_for(to.pk)}"
    _to(to, "date_poll", poll=poll, url=url, shows=[f"unit:{poll.unit.slug}"],
        once=f"networks.date_poll:{poll.key}:{to.pk}")  # fmt: skip


def date_chosen(poll: DatePoll, day: date, *, to: Person) -> None:
    """It will be this day."""
    _to(to, "date_chosen", poll=poll, day=day, url=_at("start_kit", slug=poll.unit.slug),
        shows=[f"unit:{poll.unit.slug}"])  # fmt: skip


def guarantee_asked(guarantee: Guarantee, *, to: Person) -> None:
    """A unit asks for a guarantee, and this person is of those who answer."""
    _to(to, "guarantee_asked", guarantee=guarantee, url=_at("guarantee", key=guarantee.key),
        shows=[f"unit:{guarantee.unit.slug}"])  # fmt: skip


def guarantee_answered(guarantee: Guarantee, *, to: Person) -> None:
    """Yes or no, and why."""
    _to(to, "guarantee_answered", guarantee=guarantee, url=_at("start_kit", slug=guarantee.unit.slug),
        shows=[f"unit:{guarantee.unit.slug}"])  # fmt: skip


def _to(person: Person, template: str, *, shows: list[str], once: str | None = None, **context: Any) -> None:
    outbox.write(template=f"networks/mail/{template}", context=context, person=person, shows=shows, once=once)


def _signing(signature: Signature) -> str:
    return f"{_at('sign', key=signature.founding.key, signature=signature.key)}?seal={signature.seal}"


def _language(signature: Signature, founding: Founding) -> str:
    return str(signature.person.account.language) if signature.person else str(founding.unit.language)


def _at(name: str, **parts: str) -> str:
    return str(settings.URL) + reverse(name, kwargs=parts)
