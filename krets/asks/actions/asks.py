"""An ask from the first typed word to what it was used for."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date

from django.db import IntegrityError, transaction

from krets.activity.actions import record
from krets.activity.models import Hearing
from krets.activity.rules import hears_each
from krets.asks import emails, rules, search
from krets.asks.actions.answers import thank
from krets.asks.models import Answer, Ask, AskCheck, AskWriter, Closing, Draft, Enough
from krets.db.identity import verb
from krets.db.later import later
from krets.engines.text.language import guess
from krets.files.actions import make_nameless
from krets.files.models import File
from krets.networks.models import Check, Phase, Unit
from krets.networks.rules import readers_among, tokens_of
from krets.people.actions import number_record
from krets.people.models import Person
from krets.people.rules import outline_of, signed_in_once
from krets.search import index


@verb
def enough(*, by: Person, title: str, kind: str, key: str) -> Enough:
    """The answer was there already: a success without an ask. `kind` and `key` say where."""
    found = Enough.objects.create(person=by, title=title[:160], kind=kind, key=key)
    Draft.objects.filter(person=by).delete()
    record(verb="asks.enough", kind=kind, key=key, by=by)
    return found


@verb
def post(
    *,
    by: Person,
    title: str,
    body: str,
    units: Collection[Unit],
    people: Collection[Person] = (),
    language: str = "",
    topic: str = "",
    cpv: Sequence[str] = (),
    deadline: date | None = None,
    effect_sought: str = "",
    tentative: bool = False,
    failures_welcome: bool = False,
    own_organisation_too: bool = False,
    unnamed: bool = False,
    files: Sequence[File] = (),
    check: Check | None = None,
    message_id: str = "",
    number: str = "",
) -> Ask:
    """Put a question to the units' members, and to people by name: they are written to, and if there are no units
    nobody else is asked.

    The same `message_id` of a form ("form:…") gives back the ask it already became: a form sent twice asks
    once. number: under which the asker's organisation keeps it.
    """
    gate = check or Check.NONE
    organisation = by.organisation
    try:
        with transaction.atomic():
            ask: Ask = Ask.objects.create(
                writer=None if unnamed else by,
                organisation=None if unnamed else organisation,
                shown_as=outline_of(organisation) if unnamed else {},
                readers=tokens_of(units, people),
                language=language or guess(f"{title}\n{body}") or "",
                title=title,
                body=body,
                topic=topic,
                cpv=list(cpv),
                deadline=deadline,
                effect_sought=effect_sought,
                tentative=tentative,
                failures_welcome=failures_welcome,
                own_organisation_too=own_organisation_too,
                phase=gate.reached,
                message_id=message_id,
            )
    except IntegrityError:
        known = Ask.objects.filter(rules.asked_by(by.pk), message_id=message_id).first()
        if known is None:
            raise
        return known
    ask.units.set(units)
    if unnamed:
        make_nameless(files=files)
        AskWriter.objects.create(ask=ask, person=by, organisation=organisation)
    ask.files.set(files)
    if gate.phase != Phase.NONE:
        AskCheck.objects.create(ask=ask, by=None if unnamed else by, **asdict(gate))
    if number and organisation is not None:
        number_record(by=by, organisation=organisation, kind="ask", key=ask.key, number=number)
    Draft.objects.filter(person=by).delete()
    index.put(search.document(ask))
    named = {person.pk for person in people}
    tell = (rules.followers(ask, how=[Hearing.How.DAILY, Hearing.How.WEEKLY]) | named) - {by.pk}
    unit = rules.unit_of(ask)
    record(verb="asks.post", kind="ask", key=ask.key, by=None if unnamed else by, tell=tell, unit=unit)
    _put_to(ask, named - {by.pk})
    if units:
        later("asks.suggest", ask=ask.key, wave=1)
    return ask


def _put_to(ask: Ask, people: Collection[int]) -> None:
    """Write to those who were named."""
    each = signed_in_once(hears_each(people, None)) if people else set()
    for person in Person.objects.filter(pk__in=each).select_related("account"):
        emails.put_to(ask, person)


@verb
def announce(*, ask: Ask, by: None = None) -> None:
    """Write to members who asked for a letter about each ask, and were not asked to help already.

    Nobody else gets one: an ask is put to a few at a time, and who likes digests reads of it there.
    """
    wanted = rules.followers(ask, how=[Hearing.How.EACH]) - {rules.person_behind(ask)}
    asked = ask.suggestions.values("person")
    for person in Person.objects.filter(pk__in=wanted).exclude(pk__in=asked).select_related("account"):
        emails.posted(ask, person)


@verb
def close(*, by: Person, ask: Ask, used_for: str = "", helped: Sequence[Answer] = ()) -> Closing:
    """It is enough. Who answered hears what it was used for; closing again changes only that text."""
    closing, new = Closing.objects.update_or_create(
        ask=ask,
        defaults={"used_for": used_for},
        create_defaults={"used_for": used_for, "by": None if ask.unnamed else by},
    )
    thank(by=by, ask=ask, helped=helped)
    index.put(search.document(ask))
    if new:
        record(
            verb="asks.close",
            kind="ask",
            key=ask.key,
            by=None if ask.unnamed else by,
            tell=_answerers(ask),
            unit=rules.unit_of(ask),
        )
        later("asks.give_back", ask=ask.key)
    return closing


@verb
def give_back(*, ask: Ask, by: None = None) -> None:
    """Write to everybody who answered what it was used for, once each."""
    answerers = _answerers(ask)
    each = readers_among(hears_each(answerers, rules.unit_of(ask)), ask.readers)
    for person in Person.objects.filter(pk__in=each).select_related("account"):
        emails.closed(ask, person, answerers[person.pk])


def _answerers(ask: Ask) -> dict[int, list[Answer]]:
    """Who answered, other than the asker, unnamed ones too; each with their answers."""
    given: dict[int, list[Answer]] = {}
    asker = rules.person_behind(ask)
    for answer in ask.answers.select_related("thanks", "hidden_writer"):
        writer = rules.person_behind(answer)
        if writer is not None and writer != asker:
            given.setdefault(writer, []).append(answer)
    return given
