"""Asks and answers as letters, to be taken along to another installation."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from krets.asks.models import Answer, Ask
from krets.asks.rules import person_behind
from krets.cases.models import Case
from krets.db.rows import Row, values
from krets.mail import exact
from krets.networks.models import SecrecyCheck, Unit
from krets.networks.rules import named_in, units_in
from krets.people.models import Person

# Said in other words, or counted anew.
SAID = ("key", "title", "body", "message_id", "answer_count", "private_count", "readers")
UNNAMED = ("Unnamed", "unnamed@krets.invalid")
KEYED = "krets.invalid"  # the domain of a Message-ID that is made of a key


def export_letters(*, by: Person | None, unit: Unit | None) -> Iterator[exact.Exact]:
    """Each ask whose first unit this is (None: asks without a unit), then its answers.

    An unnamed item tells kind, size and country of the organisation; its writer stays behind, and so do the
    gate's answers, which say who gave them. Notices, drafts and what was done when stay behind too, and
    so does what was taken down.
    """
    names = _Names()
    for ask in _asks(unit).iterator(chunk_size=200):
        units = sorted(one.slug for one in ask.units.all())
        if (units[0] if units else None) != (unit.slug if unit else None):
            continue
        letter = _letter(ask, "ask", _ask_more(ask, units) | names.read_by(ask), subject=ask.title)
        yield letter
        for answer in sorted(ask.answers.all(), key=lambda answer: (answer.posted, answer.key)):
            more = _answer_more(answer) | (names.read_by(answer, but=ask) if answer.narrowed else {})
            yield _letter(answer, "answer", more, subject=f"Re: {ask.title}", answers=letter.message_id)


class _Names:
    """What reader tokens are called everywhere."""

    def __init__(self) -> None:
        self.people = dict(Person.objects.values_list("pk", "key"))
        self.units = dict(Unit.objects.values_list("pk", "slug"))

    def read_by(self, item: Ask | Answer, but: Ask | None = None) -> Row:
        """Whom it was shared with one by one; of an answer, units too. Never who asked or wrote it."""
        behind = {person_behind(one) for one in (item, but) if one is not None}
        people = [self.people[pk] for pk in named_in(item.readers) if pk in self.people and pk not in behind]
        units = [self.units[pk] for pk in units_in(item.readers) if pk in self.units] if but is not None else []
        named = {"read_by_people": sorted(people), "read_by_units": sorted(units)}
        return {name: keys for name, keys in named.items() if keys}


def _asks(unit: Unit | None) -> "QuerySet[Ask]":
    answers = (
        Answer.objects.filter(taken_down=None)
        .select_related(
            "writer__account", "organisation", "secrecy_check__by", "thanks__by", "case", "hidden_writer"
        )
        .prefetch_related("files")
    )
    asks: QuerySet[Ask] = Ask.objects.filter(units=unit, taken_down=None).select_related(
        "writer__account", "organisation", "secrecy_check__by", "closing__by", "closing__case"
    )
    return asks.prefetch_related(
        "units",
        "files",
        "waves",
        Prefetch("answers", queryset=answers),
        "suggestions__person",
        "suggestions__passed_on_by",
        "write_ups__case",
        "write_ups__answer",
        "write_ups__invited_by",
        "hidden_writer",
    ).order_by("posted", "key")


def _letter(item: Ask | Answer, kind: str, more: Row, *, subject: str, answers: str = "") -> exact.Exact:
    account = getattr(item.writer, "account", None)
    sender = (item.writer.name, account.email if account else "") if item.writer else UNNAMED
    if item.unnamed:
        sizes = "+".join(item.shown_as.get("sizes", []))
        shown = ", ".join((item.shown_as.get("kind", ""), sizes, item.shown_as.get("country", "")))
        headers: tuple[tuple[str, str], ...] = (("X-Krets-Kind", kind), ("X-Krets-Shown-As", shown))
    else:
        headers = (("X-Krets-Kind", kind),)
    return exact.Exact(
        key=item.key,
        message_id=_message_id(item),
        sender=sender,
        date=item.posted,
        subject=subject,
        text=item.body,
        answers=answers,
        headers=headers,
        more=values(item, without=SAID) | _shared(item) | more,
        files=tuple(_files(item)),
    )


def _message_id(item: Ask | Answer) -> str:
    """The letter's own, which tells where it was written; an unnamed item's is made of its key."""
    own = item.message_id.startswith("<") and not item.unnamed
    return item.message_id if own else f"<{item.key}@{KEYED}>"


def _shared(item: Ask | Answer) -> Row:
    row: Row = {
        "writer": _key(item.writer),
        "organisation": item.organisation.slug if item.organisation else None,
    }
    check: SecrecyCheck | None = getattr(item, "secrecy_check", None)
    if check is not None and not item.unnamed:
        row["check"] = values(check) | {"by": _key(check.by)}
    return {name: value for name, value in row.items() if value}


def _ask_more(ask: Ask, units: list[str]) -> Row:
    more: Row = {"units": units}
    if closing := getattr(ask, "closing", None):
        case = None if ask.unnamed else _published(closing.case)
        more["closing"] = values(closing) | {"by": _key(closing.by), "case": case}
    more["waves"] = [values(wave) for wave in sorted(ask.waves.all(), key=lambda wave: wave.number)]
    more["suggestions"] = [
        values(one) | {"person": _key(one.person), "passed_on_by": _key(one.passed_on_by)}
        for one in sorted(ask.suggestions.all(), key=lambda one: one.key)
    ]
    more["write_ups"] = [
        values(one) | {"case": _key(one.case), "answer": _key(one.answer), "invited_by": _key(one.invited_by)}
        for one in sorted(ask.write_ups.all(), key=lambda one: one.case.key)
        if _published(one.case) and not one.case.unnamed and not (one.answer or ask).unnamed  # one names the other
    ]
    return {name: value for name, value in more.items() if value}


def _answer_more(answer: Answer) -> Row:
    more: Row = {"ask": answer.ask.key}
    if case := _published(answer.case):
        more["case"] = case
    if thanks := getattr(answer, "thanks", None):
        more["thanks"] = values(thanks) | {"by": _key(thanks.by)}
    return more


def _files(item: Ask | Answer) -> Iterator[exact.Enclosed]:
    for file in sorted(item.files.all(), key=lambda file: file.key):
        if file.path.exists():
            yield exact.Enclosed(file.key, file.name, file.media_type, file.path.read_bytes())


def _published(case: Case | None) -> str | None:
    """Drafts are their writers' alone and stay behind."""
    return case.key if case is not None and case.published is not None else None


def _key(item: Any) -> str | None:
    return item.key if item is not None else None
