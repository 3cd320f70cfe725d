"""One of each protected thing, each with a word of its own that nothing else says, and who may read it.

Who may read is written here by hand, apart from the rules, so that a door can be compared with it.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from krets.asks import actions as asks
from krets.asks.models import Answer, Ask, Suggestion
from krets.cases import actions as cases
from krets.cases.models import Case, Document, Question, Reply
from krets.engines.tables import read
from krets.files import actions as files
from krets.files.models import File
from krets.networks import actions as networks
from krets.networks.models import (
    Application,
    Check,
    DatePoll,
    Decision,
    Founding,
    Guarantee,
    Import,
    Phase,
    Reconfirmation,
)
from krets.people.models import Person, ProfileField
from krets.tests.cast import MEMBERS, Cast

EVERYBODY = frozenset(MEMBERS)
COLLEAGUES = frozenset({"anna", "bo", "eva", "ida", "nora"})  # they belong to an organisation
IN_HALLBART = frozenset({"anna", "bo", "eva"})
DONE = Check(phase=Phase.CONTRACT, awarded=True, award_date=date(2026, 3, 2))

WELL = {
    "outcome": Case.Outcome.WORKED_WELL,
    "summary": "Kort sagt gick det bra.",
    "aim": "Bättre uppföljning.",
    "what_we_did": "Vi satte av tid.",
    "what_went_wrong": "Vi började för sent.",
    "why": "Ingen hade tid.",
    "advice": "Börja i tid.",
    "subject": "Avtalsuppföljning",
    "themes": ["follow_up"],
    "phase": Phase.CONTRACT,
    "language": "sv",
}


@dataclass
class World:
    cast: Cast
    ask: Ask
    foreign_ask: Ask
    unnamed_ask: Ask
    answer: Answer
    narrow_answer: Answer
    suggestion: Suggestion
    public_case: Case
    unit_case: Case
    draft: Case
    document: Document
    file: File
    question: Question
    shared_question: Question
    application: Application
    reconfirmation: Reconfirmation
    imported: Import
    founding: Founding
    drafted: Decision
    voted_on: Decision
    poll: DatePoll
    guarantee: Guarantee
    secrets: dict[str, frozenset[str]] = field(default_factory=dict)  # word: who may read it


def build(cast: Cast) -> World:
    """Fill an empty installation through the verbs."""
    hallbart, supply = cast.units["hallbart-inkop"], cast.units["security-of-supply"]
    networks.charge(by=None, unit=hallbart, person=cast.eva)
    ask = _ask(by=cast.anna, title="Zinkask om uppföljning", units=[hallbart])
    foreign = _ask(by=cast.nora, title="Kobaltask om lager", units=[supply])
    unnamed = _ask(by=cast.cilla, title="Nickelask utan namn", units=[hallbart], unnamed=True)
    file = files.keep(name="kromfil.txt", content=b"kromfil")
    answer = asks.answer(by=cast.bo, ask=ask, body="Titansvar: vi har en mall.", files=[file])
    narrow = asks.answer(by=cast.eva, ask=ask, body="Vanadinsvar bara till dig.", audience="asker")
    suggestion = Suggestion.objects.create(ask=ask, person=cast.bo, wave=1, reasons=[])
    public = _case(by=cast.bo, title="Magnesiumfall för alla", audience="public")
    in_unit = _case(by=cast.bo, title="Berylliumfall för nätverket", audience="units", units=[hallbart])
    draft = cases.draft(by=cast.anna, title="Litiumutkast", language="sv")
    document = cases.attach(
        by=cast.bo, case=in_unit, file=files.keep(name="radonfil.txt", content=b"radonfil"), title="Radonmall"
    )
    question = cases.ask_writer(by=cast.anna, case=in_unit, body="Selenfråga bara till Bo.")
    shared = cases.ask_writer(by=cast.anna, case=public, body="Tellurfråga för alla.", may_be_shared=True)
    cases.reply(by=cast.bo, question=shared, how=Reply.How.ANSWERED, body="Antimonsvar för alla.", share=True)
    _tell(cast.bo, ProfileField.Name.PHONE, "Galliumtelefon", [f"person:{cast.bo.pk}"])
    _tell(cast.bo, ProfileField.Name.EXPERIENCE, "Indiumerfarenhet", ["buyers"])
    application, reconfirmation = _admission(cast)
    imported = networks.bring_import(
        by=cast.eva, unit=hallbart, kind="members", name="lista.csv",
        sheet=read(b"Namn;E-post;Organisation\nZirkonium Rad;zirk@bjorkfors.example;Bj\xc3\xb6rkfors kommun\n"),
    )  # fmt: skip
    founding, drafted, voted_on = _decided(cast)
    mitt = cast.units["krets-mitt"]
    networks.plan_meeting(by=cast.eva, unit=mitt, place="Teknetiumgatan", agenda="Fika", brings="")
    poll = networks.propose_dates(
        by=cast.eva, unit=mitt, what="Ruteniumträff", days=[date(2027, 9, 25), date(2027, 10, 23)]
    )
    guarantee = networks.ask_guarantee(by=cast.eva, unit=mitt, amount=10_000, why="Palladiumgaranti")
    return World(
        cast, ask, foreign, unnamed, answer, narrow, suggestion, public, in_unit, draft, document, file,
        question, shared, application, reconfirmation, imported, founding, drafted, voted_on, poll, guarantee,
        secrets={
            "Rodiumkretsen": frozenset({"bo", "eva"}),
            "Osmiumskäl": frozenset({"bo", "eva"}),
            "Silverärende": frozenset({"eva"}),
            "Iridiumärende": frozenset({"anna", "bo", "eva", "ida"}),
            "Teknetiumgatan": IN_HALLBART,  # the same three are in Krets Mitt
            "Ruteniumträff": IN_HALLBART,
            "Palladiumgaranti": IN_HALLBART,
            "Zinkask": IN_HALLBART,
            "Kobaltask": frozenset({"nora"}),
            "Nickelask": IN_HALLBART,
            "Titansvar": IN_HALLBART,
            "kromfil": IN_HALLBART,
            "Vanadinsvar": frozenset({"anna", "eva"}),
            "Magnesiumfall": EVERYBODY,
            "Berylliumfall": IN_HALLBART,
            "Litiumutkast": frozenset({"anna"}),
            "Radonmall": IN_HALLBART,
            "radonfil": IN_HALLBART,
            "Selenfråga": frozenset({"anna", "bo"}),
            "Tellurfråga": EVERYBODY,
            "Antimonsvar": EVERYBODY,
            "Rutheniumsvar": frozenset({"ida", "eva"}),
            "Rhodiumundantag": IN_HALLBART,
            "Galliumtelefon": frozenset({"bo"}),
            "Indiumerfarenhet": COLLEAGUES,
            "Zirkonium": frozenset({"eva"}),
        },
    )  # fmt: skip


def _admission(cast: Cast) -> tuple[Application, Reconfirmation]:
    """Ida's application waits; Sven was let in as an exception; Bo is asked whether it still holds."""
    unit = cast.units["hallbart-inkop"]
    clause = {"id": "c1", "kind": "share", "least": 80, "topic": "avtal", "among": []}
    asked = {"id": "c2", "kind": "text", "question": "Vad vill du dela?", "among": []}
    rule = networks.set_rule(by=cast.eva, unit=unit, clauses=[clause, asked], yearly=True)
    networks.leave(by=cast.sven, unit=unit, person=cast.sven)
    short = networks.apply(by=cast.sven, unit=unit, answers={"c1": "10", "c2": "Lite."})
    networks.decide_application(by=cast.eva, application=short, admit=True, why="Ja.", exempt="Rhodiumundantag.")
    application = networks.apply(by=cast.ida, unit=unit, answers={"c1": "90", "c2": "Rutheniumsvar."})
    member = cast.bo.memberships.get(unit=unit, ended=None)
    return application, Reconfirmation.objects.create(membership=member, rule=rule)


def _decided(cast: Cast) -> tuple[Founding, Decision, Decision]:
    """Bo begins to found a chapter; of two matters one is a draft and one is put to the vote."""
    association = cast.units["kretsens-inkopare"]
    founding = networks.propose(
        by=cast.bo, association=association, name="Rodiumkretsen", purpose="Att träffas.", letter="Osmiumskäl",
        area=["Mittland"],
    )  # fmt: skip
    networks.ask_to_sign(by=cast.bo, founding=founding, email="ny@sjohamn.example", name="Ny", organisation=None)
    drafted = networks.draft_decision(by=cast.eva, unit=association, matter="Silverärende")
    voted_on = networks.draft_decision(by=cast.eva, unit=association, matter="Iridiumärende")
    networks.open_vote(by=cast.eva, decision=voted_on, how="secret")
    return founding, drafted, voted_on


def _ask(*, by: Person, title: str, **more: Any) -> Ask:
    return asks.post(by=by, title=title, body=f"{title}: vad fungerade hos er?", check=Check(), **more)


def _case(*, by: Person, title: str, audience: str, units: Any = ()) -> Case:
    case = cases.draft(by=by, title=title)
    cases.save(by=by, case=case, **WELL)
    cases.publish(by=by, case=case, audience=audience, units=units, check=DONE)
    return case


def _tell(person: Person, name: str, text: str, readers: list[str]) -> None:
    ProfileField.objects.update_or_create(person=person, field=name, defaults={"text": text, "readers": readers})
