"""Twelve cases: four worked well, five partly, two not as intended, one stopped. All invented.

A demo with only successes would teach the wrong thing.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from krets.cases import actions
from krets.cases.models import Case, Question, Reply
from krets.db import clock
from krets.files.actions import keep
from krets.home.demo import neighbours
from krets.home.demo.cast import Cast
from krets.home.demo.purchases import load_purchases
from krets.home.demo.texts import english, finnish, swedish_contracts, swedish_supplies
from krets.networks.models import Check, Phase


@dataclass(frozen=True)
class Told:
    """One case, who wrote it and how long ago it was published."""

    name: str
    writer: str
    days_ago: int
    phase: str
    awarded: date | None
    fields: dict[str, Any]
    audience: str = "buyers"
    units: tuple[str, ...] = ()
    unnamed: bool = False
    effects: tuple[dict[str, str], ...] = ()
    documents: tuple[tuple[str, str, str], ...] = ()  # title, name, text
    builds_on: tuple[str, ...] = ()
    reuses: tuple[tuple[str, int, str, str], ...] = field(default=())  # who, days ago, adapted, result

    @property
    def check(self) -> Check:
        return Check(self.phase, True, self.awarded, False) if self.awarded else Check.NONE


# In the order they were published: what a case builds on is there before it.
CASES = (
    Told("lumityot", "hanna", 780, Phase.CLOSED, date(2023, 8, 24), finnish.SNOW),
    Told(
        "henkilostovuokraus", "pirjo", 350, Phase.FOLLOW_UP, date(2023, 12, 8), finnish.STAFFING,
        audience="public",
        effects=finnish.STAFFING_EFFECTS,
        documents=(("Laskentapohja sopimuksen ulkopuolisille ostoille", "laskentapohja.csv", finnish.STAFFING_SHEET),),
        reuses=(
            ("matti", 210, "Otimme laskentapohjan sellaisenaan ja lisäsimme siihen keikkalääkärit omana ryhmänään.",
             "Ensimmäinen ajo näytti 29 prosenttia ohi sopimuksen. Seuraava mittaus on syksyllä."),
        ),
    ),
    Told(
        "stadtjanster", "sven", 300, Phase.CONTRACT, date(2023, 10, 12), swedish_contracts.CLEANING,
        effects=swedish_contracts.CLEANING_EFFECTS,
        reuses=(
            ("petra", 120, "Vi tog den gemensamma kontrollen rakt av, men varannan månad.",
             "Diskussionerna om betyg har i stort sett upphört. Siffror har vi först till våren."),
        ),
    ),
    Told(
        "varudistribution", "cilla", 210, Phase.FOLLOW_UP, date(2024, 11, 20), swedish_supplies.DISTRIBUTION,
        audience="public",
        effects=swedish_supplies.DISTRIBUTION_EFFECTS,
    ),
    Told(
        "avtalscontroller", "anna", 160, Phase.NONE, None, swedish_contracts.CONTROLLER,
        audience="public",
        effects=swedish_contracts.CONTROLLER_EFFECTS,
        documents=(("Mall för stickprov på fakturor mot avtal", "stickprov.csv", swedish_contracts.CONTROLLER_SHEET),),
        reuses=(
            ("bo", 110, "Vi har inte råd med en hel tjänst. Vi tog mallen och avsatte två dagar i månaden på de åtta "
             "största avtalen.", "182 000 kr tillbaka på fem månader, nästan allt från två avtal."),
            ("david", 75, "Mallen, men med stickproven dragna av systemet i stället för för hand.",
             "För tidigt att säga i kronor. Vi hittade tre prislistor som aldrig lagts in."),
        ),
    ),
    Told(
        "verksamhetssystem", "ida", 130, Phase.CLOSED, date(2026, 1, 30), swedish_contracts.SYSTEM,
        audience="units", units=("kategori-it",), unnamed=True,
    ),
    Told(
        "handskar", "david", 95, Phase.CONTRACT, date(2025, 2, 14), swedish_supplies.GLOVES,
        effects=swedish_supplies.GLOVES_EFFECTS,
    ),
    Told(
        "datorer", "nora", 75, Phase.CONTRACT, date(2024, 9, 17), english.LAPTOPS,
        audience="public",
        effects=english.LAPTOPS_EFFECTS,
        documents=(
            ("Requirement text for refurbished laptops", "requirements.txt", english.LAPTOPS_REQUIREMENTS),
            ("Acceptance test at delivery", "acceptance-test.csv", english.LAPTOPS_TEST),
        ),
    ),
    Told(
        "skolmat", "bo", 60, Phase.AWARD, date(2026, 6, 11), swedish_supplies.SCHOOL_FOOD,
        audience="public",
        documents=(("Frågelista för dialog med små producenter", "fragelista.txt", swedish_supplies.SCHOOL_FOOD_QUESTIONS),),
        reuses=(
            ("rikard", 20, "Vi har läst Fallgropen högt för upphandlarna och delat efter kök från början.",
             "Annonseras i januari. Jag återkommer när vi vet hur många som lämnade anbud."),
        ),
    ),
    Told(
        "serviceboende", "viveka", 40, Phase.FOLLOW_UP, date(2025, 6, 5), swedish_contracts.HOUSING,
        effects=swedish_contracts.HOUSING_EFFECTS,
        builds_on=("henkilostovuokraus",),
    ),
    Told(
        "tyollistamisehto", "juha", 25, Phase.CLOSED, date(2023, 5, 4), finnish.SCHOOL,
        audience="public",
        effects=finnish.SCHOOL_EFFECTS,
        documents=(("Työllistämisehto ja sen seuranta, sopimusteksti", "tyollistamisehto.txt", finnish.SCHOOL_CLAUSE),),
    ),
    Told(
        "asfalt", "carl", 15, Phase.CONTRACT, date(2025, 12, 2), english.ASPHALT,
        effects=english.ASPHALT_EFFECTS,
    ),
)  # fmt: skip


def load_cases(cast: Cast) -> dict[str, Case]:
    """Write and publish them as their writers did, once. By name, for what comes after."""
    neighbours.load(cast)
    load_purchases()
    cases: dict[str, Case] = {}
    for told in CASES:
        known = Case.objects.filter(title=told.fields["title"]).first()
        cases[told.name] = known or _tell(told, cast, cases)
    return cases


def load_question(cast: Cast, cases: dict[str, Case]) -> Question:
    """What David asked the unnamed writer of a case, and the reply that came the morning after it was written, once."""
    case = cases["verksamhetssystem"]
    known = case.questions.first()
    if known is not None:
        return known
    with clock.shifted(timedelta(days=-60)):
        question = actions.ask_writer(
            by=cast.david, case=case, body=swedish_contracts.SYSTEM_QUESTION, may_be_shared=True
        )
    with clock.shifted(timedelta(days=-59)):
        actions.reply(
            by=cast.ida,
            question=question,
            how=Reply.How.ANSWERED,
            body=swedish_contracts.SYSTEM_REPLY,
            share=True,
        )
    with clock.shifted(timedelta(days=-58)):
        actions.give_replies()
    return question


def _tell(told: Told, cast: Cast, cases: dict[str, Case]) -> Case:
    writer = cast.people[told.writer]
    with clock.shifted(timedelta(days=-told.days_ago)):
        fields = told.fields | ({"region": ""} if told.unnamed else {})
        case = actions.draft(by=writer, phase=told.phase, **fields)
        builds_on = [cases[name] for name in told.builds_on]
        left = actions.save(by=writer, case=case, effects=told.effects, builds_on=builds_on)
        assert not left, f"{told.name}: {left} can't be taken"
        for title, name, text in told.documents:
            actions.attach(by=writer, case=case, file=keep(name=name, content=text.encode()), title=title)
        actions.publish(
            by=writer,
            case=case,
            audience=told.audience,
            units=[cast.units[slug] for slug in told.units],
            unnamed=told.unnamed,
            check=told.check,
        )
    for who, days_ago, adapted, result in told.reuses:
        with clock.shifted(timedelta(days=-days_ago)):
            actions.reuse(by=cast.people[who], case=case, adapted=adapted, result=result)
    return case
