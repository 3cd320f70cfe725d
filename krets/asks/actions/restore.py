"""Asks and answers from letters that an export wrote."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from krets.asks import search
from krets.asks.actions.handover import KEYED, SAID
from krets.asks.models import Answer, AnswerCheck, Ask, AskCheck, Closing, Suggestion, Thanks, Wave, WriteUp
from krets.cases.models import Case
from krets.db import readers
from krets.db.rows import Row, fields
from krets.db.tally import Tally
from krets.files.actions import FileRefused, keep
from krets.files.models import File
from krets.mail import exact
from krets.networks.models import Unit
from krets.networks.rules import tokens_of
from krets.people.models import Account, Organisation, Person
from krets.search import index


def restore_letters(*, by: Person | None, threads: Sequence[Sequence[bytes]]) -> Tally:
    """Add asks and their answers whose key is not there. Nobody is notified, nobody is asked to help.

    threads: each ask's letter, then its answers'. People, organisations, units and cases must be there; they
    are known by key, slug and address. A thread of which something cannot be kept is left out whole.
    """
    tally = Tally()
    here = _Here()
    for thread in threads:
        counted = Tally()
        try:
            with transaction.atomic():
                _restore(thread, here, counted)
        except (exact.NotExact, ValidationError, FileRefused, DatabaseError, ValueError, TypeError) as fault:
            said = str(fault) if isinstance(fault, exact.NotExact | _Missing) else type(fault).__name__
            counted = Tally()
            counted.skip(said, len(thread))
        tally.add(counted)
    return tally


class _Missing(ValueError):
    """Something that a letter names is not here."""


class _Here:
    """What letters refer to, by the names it has everywhere."""

    def __init__(self) -> None:
        self.people: dict[str, int] = dict(Person.objects.values_list("key", "pk"))
        self.addresses: dict[str, int | None] = dict(Account.objects.values_list("email", "person"))
        self.organisations: dict[str, int] = dict(Organisation.objects.values_list("slug", "pk"))
        self.cases: dict[str, int] = dict(Case.objects.values_list("key", "pk"))
        self.units: dict[str, Unit] = {unit.slug: unit for unit in Unit.objects.all()}

    def writer(self, letter: exact.Exact) -> int | None:
        key = letter.more.get("writer")
        if key is None:
            return None
        found = self.people.get(key) or self.addresses.get(letter.sender[1])
        if found is None:
            raise _Missing("its writer is not here")
        return found

    def tokens(self, units: Sequence[Unit], more: Row) -> list[str]:
        """Who reads it: whoever of those who were named is here."""
        people = [self.people[key] for key in more.get("read_by_people", []) if key in self.people]
        return readers.clean([*tokens_of(units), *map(readers.person, people)])

    def person(self, key: str | None) -> int | None:
        return self.people.get(key or "")


def _restore(thread: Sequence[bytes], here: _Here, tally: Tally) -> None:
    first, *others = map(exact.take_apart, thread)
    ask = Ask.objects.filter(key=first.key).first()
    if ask is None:
        ask = _ask(first, here)
        tally.count("new")
    else:
        tally.count("unchanged")
    there = {answer.key: answer for answer in ask.answers.all()}
    given: dict[str, Answer] = {}
    for letter in others:
        if letter.key in there:
            tally.count("unchanged")
        else:
            given[letter.key] = _answer(ask, letter, here)
            tally.count("new")
    if tally.new:
        _written_up(ask, first, there | given, here)
        _count(ask)
        shown = Ask.objects.select_related("writer", "organisation", "closing").get(pk=ask.pk)
        answers = Answer.objects.filter(pk__in=[one.pk for one in given.values()])
        answers = answers.select_related("writer", "organisation")
        index.put_many([search.document(shown), *(search.answer_document(one, shown) for one in answers)])


def _ask(letter: exact.Exact, here: _Here) -> Ask:
    more = letter.more
    units = [here.units[slug] for slug in more.get("units", []) if slug in here.units]
    if len(units) < len(more.get("units", [])):
        raise _Missing("its unit is not here")
    ask: Ask = Ask.objects.create(
        title=letter.subject, readers=here.tokens(units, more), **_common(Ask, letter, here), **_own(Ask, more)
    )
    ask.units.set(units)
    _enclose(ask, letter)
    _check(AskCheck, "ask", ask, more, here)
    if closing := more.get("closing"):
        Closing.objects.create(
            ask=ask,
            by_id=here.person(closing.get("by")),
            case_id=here.cases.get(closing.get("case") or ""),
            **fields(Closing, closing),
        )
    Wave.objects.bulk_create(Wave(ask=ask, **fields(Wave, wave)) for wave in more.get("waves", []))
    Suggestion.objects.bulk_create(
        Suggestion(
            ask=ask,
            person_id=here.people[one["person"]],
            passed_on_by_id=here.person(one.get("passed_on_by")),
            **fields(Suggestion, one),
        )
        for one in more.get("suggestions", [])
        if one["person"] in here.people
    )
    return ask


def _answer(ask: Ask, letter: exact.Exact, here: _Here) -> Answer:
    more = letter.more
    common = _common(Answer, letter, here)
    answer = Answer(
        ask=ask,
        case_id=here.cases.get(more.get("case") or ""),
        **common,
        **_own(Answer, more),
        readers=[*ask.readers, readers.ASKER],
    )
    if answer.only_asker or answer.narrowed:  # an unnamed asker or writer can't be known here: they don't read it
        own = [] if answer.writer_id is None else [readers.person(answer.writer_id)]
        units = [here.units[slug] for slug in more.get("read_by_units", []) if slug in here.units]
        answer.readers = [*own, *here.tokens(units, more), readers.ASKER]
        answer.narrowed = True
    answer.save()
    _enclose(answer, letter)
    _check(AnswerCheck, "answer", answer, more, here)
    if thanks := more.get("thanks"):
        Thanks.objects.create(answer=answer, by_id=here.person(thanks.get("by")), **fields(Thanks, thanks))
    return answer


def _enclose(item: Ask | Answer, letter: exact.Exact) -> None:
    for enclosed in letter.files:
        known = File.objects.filter(key=enclosed.key).first()
        item.files.add(known or keep(name=enclosed.name, content=enclosed.content, key=enclosed.key))


def _common(model: type[models.Model], letter: exact.Exact, here: _Here) -> Row:
    slug = letter.more.get("organisation")
    if slug is not None and slug not in here.organisations:
        raise _Missing("its organisation is not here")
    own = not letter.message_id.endswith(f"@{KEYED}>")
    return {
        **fields(model, {"key": letter.key, "body": letter.text}),
        "message_id": letter.message_id if own else "",
        "writer_id": here.writer(letter),
        "organisation_id": here.organisations.get(slug or ""),
    }


def _own(model: type[models.Model], more: Row) -> Row:
    return fields(model, more, without=SAID)


def _check(model: type[models.Model], name: str, item: Ask | Answer, more: Row, here: _Here) -> None:
    check: dict[str, Any] | None = more.get("check")
    if check and (by := here.person(check.get("by"))):
        model._default_manager.create(**{name: item}, by_id=by, **fields(model, check))


def _written_up(ask: Ask, letter: exact.Exact, answers: dict[str, Answer], here: _Here) -> None:
    for one in letter.more.get("write_ups", []):
        case, answer = here.cases.get(one["case"]), answers.get(one.get("answer") or "")
        if case is None or (one.get("answer") and answer is None):
            continue
        WriteUp.objects.get_or_create(
            case_id=case,
            defaults={
                "ask": ask,
                "answer": answer,
                "invited_by_id": here.person(one.get("invited_by")),
                **fields(WriteUp, one),
            },
        )


def _count(ask: Ask) -> None:
    ask.private_count = ask.answers.filter(narrowed=True).count()
    ask.answer_count = ask.answers.count() - ask.private_count
    ask.save(update_fields=["answer_count", "private_count"])
