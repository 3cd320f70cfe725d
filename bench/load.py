"""What the benches read: the demo's cast and content among 10,000 asks, 50,000 answers, 1,000 cases, 2,000 people.

Made with a seed, by bulk, once for each data folder. Anna reads two thirds of it.
"""

import random
import sys
from datetime import timedelta
from functools import cache
from itertools import islice
from typing import Any

from django.db import connections

from krets.asks.models import Answer, AnswerWriter, Ask, AskWriter, Closing, Suggestion, Thanks
from krets.asks.search import answer_document
from krets.asks.search import document as ask_document
from krets.cases.models import Case, groups_of
from krets.cases.search import document as case_document
from krets.db import readers
from krets.db.clock import now
from krets.db.identity import acting_as
from krets.db.readers import Reader
from krets.home.demo import cast
from krets.home.demo.content import load_content
from krets.networks.models import Membership
from krets.people.models import Account, Availability, Organisation, Person, ProfileField
from krets.people.rules import outline_of
from krets.search import index, indexer

ASKS, CASES, PEOPLE, ORGANISATIONS = 10_000, 1_000, 2_000, 290
MEASURED, FULL = 30, 20  # the one ask that is measured has a whole page of answers
_WHO = ("writer", "organisation")
# How asks and members are spread; Anna is in the first four.
UNITS = {
    "hallbart-inkop": 40, "krets-mitt": 15, "uppfoljning": 10, "kretsens-inkopare": 5, "kategori-it": 10,
    "transporter": 8, "cirkulart": 6, "security-of-supply": 3, "hyvinvointialueet": 3,
}  # fmt: skip
WHAT = (
    "skolmat", "städning", "elfordon", "möbler", "konsulter", "licenser", "skyddskläder", "vinterväghållning",
    "larmtjänster", "kontorsmaterial", "byggvaror", "förskolekök", "trygghetslarm", "tvätt", "bevakning",
)  # fmt: skip
HOW = (
    "Hur följer ni upp {what} under avtalstiden?", "Vilka krav ställde ni på {what}, och höll de?",
    "Någon som har delat upp {what} i mindre avtal?", "Vad kostade uppföljningen av {what}?",
)  # fmt: skip
TEXT = (
    "Vi har ett avtal som löper ut nästa år och vill göra om det från grunden. Förra gången fick vi två anbud, "
    "och kraven på leveranstid gick inte att mäta. Nu söker vi någon som har prövat ett annat sätt.\n\nBerätta "
    "gärna vad ni skulle göra annorlunda. Ett exempel på en bilaga räcker långt."
)
REPLY = (
    "Vi gjorde så här: en **månatlig avstämning** med tre mått, inte fler.\n\n- leveranstid\n- avvikelser\n- vad "
    "verksamheten tycker\n\nDet tog en halv dag i månaden och vi slapp viten. Hör av dig om du vill se mallen."
)


def load() -> dict[str, str]:
    """The pages to measure, by name, once everything is there."""
    with acting_as(Reader.of_system("bench")):
        loaded = Ask.objects.count() >= ASKS
    if not loaded:
        print("Loading …", file=sys.stderr)
        with acting_as(Reader.of_system("bench")):
            _load(random.Random(7))
        with connections["owner"].cursor() as cursor:
            cursor.execute("analyze")
        indexer.rebuild()
    with acting_as(Reader.of_system("bench")):
        full = Ask.objects.filter(title__startswith="Mätt:")[0]
    return {
        "start": "/start/", "asks": "/asks/", "one ask": f"/asks/{full.key}/", "cases": "/cases/",
        "people": "/people/", "units": "/units/", "one unit": "/units/hallbart-inkop/",
        "find": "/find/?q=avtal+skolmat",
    }  # fmt: skip


def _load(chance: random.Random) -> None:
    load_content()
    members = cast.load()
    people = _people(chance, members)
    asks = _asks(chance, members, people)
    _answers(chance, asks, people)
    _cases(chance, members, people)
    _waiting(chance, members, people)
    _index()


def _people(chance: random.Random, members: cast.Cast) -> list[Person]:
    places = Organisation.objects.bulk_create(
        Organisation(
            slug=f"matt-{n}", name=f"Mätta kommun {n}", sort_key=f"matta kommun {n:04}", kind="municipality",
            inhabitants=chance.choice((4_000, 15_000, 38_000, 70_000, 140_000)),
        )
        for n in range(ORGANISATIONS)
    )  # fmt: skip
    people = Person.objects.bulk_create(
        Person(
            name=f"Mätta Personsson {n}", sort_key=f"matta personsson {n:05}", organisation=chance.choice(places),
            title="Upphandlare", languages=["sv"], readers=[readers.BUYERS],
        )
        for n in range(PEOPLE)
    )  # fmt: skip
    Account.objects.bulk_create(
        Account(email=f"bench{n}@example.org", person=person, password="!", last_login=now())
        for n, person in enumerate(people)
    )
    Availability.objects.bulk_create(Availability(person=person) for person in people)
    ProfileField.objects.bulk_create(
        ProfileField(
            person=person, field="topics", text=", ".join(chance.sample(WHAT, 4)), readers=[readers.BUYERS]
        )
        for person in people
    )
    units = {slug: members.units[slug] for slug in UNITS}
    Membership.objects.bulk_create(
        Membership(unit=unit, person=person)
        for person in people
        for slug, unit in units.items()
        if chance.random() < UNITS[slug] / 50
    )
    return people


def _asks(chance: random.Random, members: cast.Cast, people: list[Person]) -> list[Ask]:
    asks, hidden, closed = [], [], []
    for n, slug in enumerate(chance.choices(list(UNITS), list(UNITS.values()), k=ASKS)):
        measured = n == MEASURED
        unit, writer = members.units["hallbart-inkop" if measured else slug], chance.choice(people)
        title = chance.choice(HOW).format(what=chance.choice(WHAT))
        ask = Ask(
            title=f"Mätt: {title}" if measured else title, body=TEXT, language="sv", topic="uppföljning",
            cpv=["15000000"], readers=[readers.unit(unit.pk)], posted=now() - timedelta(minutes=n * 50),
            answer_count=FULL if measured else _answers_to(n),
        )  # fmt: skip
        if chance.random() < 0.05 and not measured:
            ask.shown_as = _outline(writer)
            hidden.append(AskWriter(ask=ask, person=writer, organisation=writer.organisation))
        else:
            ask.writer, ask.organisation = writer, writer.organisation
        if chance.random() < 0.3 and not measured:
            closed.append(Closing(ask=ask, by=ask.writer, used_for="Vi tog mallen rakt av."))
        asks.append(ask)
    Ask.objects.bulk_create(asks, batch_size=2000)
    AskWriter.objects.bulk_create(hidden)
    Closing.objects.bulk_create(closed)
    numbers = {readers.unit(unit.pk): unit.pk for unit in members.units.values()}
    through = Ask.units.through
    through.objects.bulk_create(
        (through(ask=ask, unit_id=numbers[ask.readers[0]]) for ask in asks), batch_size=5000
    )
    return asks


def _answers_to(n: int) -> int:
    return n % 11  # five on average


def _answers(chance: random.Random, asks: list[Ask], people: list[Person]) -> None:
    for part in range(0, ASKS, 1000):
        given, hidden, thanks = [], [], []
        for ask in asks[part : part + 1000]:
            for turn in range(ask.answer_count):
                writer = chance.choice(people)
                answer = Answer(
                    ask=ask, body=f"{REPLY} ({chance.choice(WHAT)} {turn + 1})", language="sv",
                    readers=ask.readers, posted=ask.posted + timedelta(hours=turn + 1),
                )  # fmt: skip
                if chance.random() < 0.05:
                    answer.shown_as = _outline(writer)
                    hidden.append(AnswerWriter(answer=answer, person=writer, organisation=writer.organisation))
                else:
                    answer.writer, answer.organisation = writer, writer.organisation
                if chance.random() < 0.1:
                    thanks.append(Thanks(answer=answer, by=ask.writer))
                given.append(answer)
        Answer.objects.bulk_create(given)
        AnswerWriter.objects.bulk_create(hidden)
        Thanks.objects.bulk_create(thanks)


def _cases(chance: random.Random, members: cast.Cast, people: list[Person]) -> None:
    audiences = [[readers.BUYERS], [readers.PUBLIC], *([readers.unit(members.units[slug].pk)] for slug in UNITS)]
    weights = [50, 10, *UNITS.values()]
    cases = []
    for n, tokens in enumerate(chance.choices(audiences, weights, k=CASES)):
        writer, what = chance.choice(people), chance.choice(WHAT)
        place, published = writer.organisation, now() - timedelta(days=n)
        assert place is not None
        cases.append(
            Case(
                title=f"{what.capitalize()}: vad vi lärde av avtalet", summary=TEXT[:380], subject=what,
                aim=TEXT, what_we_did=REPLY, what_went_wrong=TEXT, why=TEXT, advice=REPLY, language="sv",
                pitfall="Räkna med uppföljningen redan i kravställningen.", cpv=["15131000"],
                cpv_groups=groups_of(["15131000"]), themes=["follow_up"], phase="contract",
                outcome=chance.choice(Case.Outcome.values), authority_type=place.kind, authority_size=place.size,
                readers=tokens, writer=writer, organisation=place, published=published, confirmed=published,
            )
        )  # fmt: skip
    Case.objects.bulk_create(cases)


def _waiting(chance: random.Random, members: cast.Cast, people: list[Person]) -> None:
    """What Anna's start page shows: asks she was asked about, her own with answers to thank for."""
    anna = members.anna
    unit = members.units["hallbart-inkop"]
    hers = Ask.objects.bulk_create(
        Ask(
            title=f"Min fråga om {what}", body=TEXT, language="sv", readers=[readers.unit(unit.pk)], writer=anna,
            organisation=anna.organisation, posted=now() - timedelta(days=40 + n), answer_count=2,
        )
        for n, what in enumerate(WHAT[:5])
    )  # fmt: skip
    Ask.units.through.objects.bulk_create(Ask.units.through(ask=ask, unit=unit) for ask in hers)
    _answers(chance, hers, people)
    others = Ask.objects.filter(readers__contains=[readers.unit(unit.pk)], closing=None, writer__isnull=False)
    Suggestion.objects.bulk_create(
        Suggestion(
            ask=ask, person=anna, wave=1, sent=ask.posted,
            reasons=[{"source": "answer", "key": ask.key, "words": "Hur följer ni upp avtal?"}],
        )
        for ask in others.exclude(writer=anna)[5:12]
    )  # fmt: skip


def _index() -> None:
    """All of it is found by searching."""
    index.put_many(map(case_document, Case.objects.filter(published__isnull=False).select_related(*_WHO)))
    asks = {ask.pk: ask for ask in Ask.objects.select_related("closing", *_WHO).prefetch_related("units")}
    index.put_many(map(ask_document, asks.values()))
    answers = Answer.objects.select_related(*_WHO).iterator(chunk_size=5000)
    while some := list(islice(answers, 5000)):
        index.put_many(answer_document(answer, asks[answer.ask_id]) for answer in some)


def _outline(writer: Person) -> dict[str, Any]:
    return _outline_of(writer.organisation)


@cache
def _outline_of(organisation: Organisation | None) -> dict[str, Any]:
    return outline_of(organisation)
