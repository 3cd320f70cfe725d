"""All that waits for whoever runs something, by unit, the most urgent first, each with its act."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from krets.asks import rules as asks
from krets.cases import rules as cases
from krets.db.clock import now
from krets.db.readers import Reader
from krets.home.rules.entries import entries_waiting
from krets.networks import rules as networks
from krets.networks.models import Unit
from krets.networks.rules import Act

SHOWN = 20  # of one unit; its own page has the rest
MOST = 200  # of one kind, on the page of one unit
LONG = timedelta(days=7)  # without an answer
GIVEN_UP = timedelta(days=60)
KEPT = timedelta(days=180)  # for so long an answer is worth writing up
LONG_SILENT = timedelta(days=30)  # about whether a case still holds
FEW = 3  # newcomers with a row each
CAME_BACK = timedelta(days=30)
URGENT, SOON, CALM = range(3)

KINDS: dict[str, Any] = {  # in a letter, which names nobody
    "ask": _("Asks that nobody has answered for a week"),
    "answer": _("Answers that could become cases"),
    "case": _("Cases to let be published again"),
    "review": _("Cases whose writer has not said whether they hold"),
    "question": _("Questions from readers of your cases"),
    "newcomer": _("New members to welcome"),
    "bounced": _("Members whose e-mail comes back"),
    "application": _("Applications to decide on"),
    "reconfirmation": _("Memberships to confirm"),
    "founding": _("Networks about to be founded"),
    "vote": _("Votes"),
    "mandate": _("Mandates that end, and what was handed over"),
    "unit": _("Networks that are going quiet"),
    "entry": _("People who wait for a word about their employer"),
    "import": _("Lists of members on their way in"),
}


@dataclass(frozen=True)
class Waiting:
    """kind: what it is, in code; says: the same in words; title: of what it is about, in its language;
    url: where one looks at it; since: it waits; urgency: 0 first."""

    kind: str
    says: str
    url: str
    since: date | datetime | None
    unit: Unit | None = None
    title: str = ""
    language: str = ""
    act: Act | None = None
    urgency: int = SOON


@dataclass(frozen=True)
class Group:
    """One unit, or None for what is of no unit. `count` is of all that waits there, `rows` a part of it."""

    unit: Unit | None
    rows: list[Waiting] = field(default_factory=list)
    count: int = 0
    more: bool = False  # than `count`: a kind of it was cut off


def week(reader: Reader, slug: str = "") -> list[Group]:
    """By unit; `slug`: only of that one, whole. The units with the most urgent things first.

    As many queries whatever waits. Nothing in it is what the reader could not come upon elsewhere.
    """
    units = networks.running(reader)
    if slug:
        units = [unit for unit in units if unit.slug == slug]
    if slug and not units:
        return []
    some = MOST if slug else 3 * SHOWN + 1
    rows: list[Waiting] = []
    cut: set[int | None] = set()
    for source in SOURCES:
        found = source(reader, units, some)
        rows += found
        if len(found) >= some:
            cut |= {row.unit.pk if row.unit else None for row in found}
    known = {unit.pk for unit in units}
    groups: dict[int | None, list[Waiting]] = {}
    for row in rows:
        pk = row.unit.pk if row.unit else None
        if not slug or pk in known:
            groups.setdefault(pk, []).append(row)
    found_groups = [_group(one, pk in cut, shown=None if slug else SHOWN) for pk, one in groups.items()]
    return sorted(
        found_groups, key=lambda group: (_order(group.rows[0]), group.unit.sort_key if group.unit else "")
    )


def _group(rows: list[Waiting], more: bool, shown: int | None) -> Group:
    rows = sorted(rows, key=_order)
    return Group(rows[0].unit, rows[:shown], len(rows), more)


def _order(row: Waiting) -> tuple[int, datetime]:
    return row.urgency, _moment(row.since)


def _moment(since: date | datetime | None) -> datetime:
    if since is None:
        return now()
    return since if isinstance(since, datetime) else datetime.combine(since, time(), UTC)


def _unanswered(reader: Reader, units: list[Unit], some: int) -> list[Waiting]:
    inside = _inside(units)
    rows = asks.unanswered(reader, inside, since=now() - GIVEN_UP, until=now() - LONG, some=some)
    return [
        Waiting(
            "ask", gettext("Nobody has answered for a week"), reverse("ask", args=[ask.key]), ask.posted,
            _unit_in(ask.readers, inside), ask.title, ask.language,
            Act(gettext("Ask a few more"), reverse("next_wave", args=[ask.key])) if ask.may_ask_more else None,  # type: ignore[attr-defined]
        )
        for ask in rows
    ]  # fmt: skip


def _worth_keeping(reader: Reader, units: list[Unit], some: int) -> list[Waiting]:
    inside = _inside(units)
    rows = asks.worth_keeping(reader, inside, since=now() - KEPT, some=some)
    return [
        Waiting(
            "answer", gettext("An answer helped and could become a case"),
            f"{reverse('ask', args=[row.ask.key])}#answer-{row.key}", row.thanks.at,
            _unit_in(row.ask.readers, inside), row.ask.title, row.ask.language,
            Act(gettext("Invite its writer"), reverse("write_up", args=[row.ask.key]), (("answer", row.key),)),
            CALM,
        )
        for row in rows
    ]  # fmt: skip


def _let_back(reader: Reader, units: list[Unit], some: int) -> list[Waiting]:
    inside = _inside(units)
    return [
        Waiting(
            "case", gettext("Mended, and asked to be published again"), reverse("let_back", args=[row.case.key]),
            row.asked_back, _first_of(row.case.units.all(), inside), row.case.title, row.case.language,
            Act(gettext("Let it be published again"), reverse("let_back", args=[row.case.key])), URGENT,
        )
        for row in cases.all_to_let_back(reader, some)
    ]  # fmt: skip


def _reviews(reader: Reader, units: list[Unit], some: int) -> list[Waiting]:
    inside = _inside(units)
    return [
        Waiting(
            "review", gettext("Its writer has not said for a month whether it still holds"),
            reverse("case", args=[case.key]), case.asked_at, _unit_in(case.readers, inside),  # type: ignore[attr-defined]
            case.title, case.language,
            Act(gettext("Ask the writer again"), reverse("remind_review", args=[case.key])), CALM,
        )
        for case in cases.overdue_reviews(reader, inside, before=now() - LONG_SILENT, some=some)
    ]  # fmt: skip


def _questions(reader: Reader, units: list[Unit], some: int) -> list[Waiting]:
    inside = _inside(units)
    return [
        Waiting(
            "question", gettext("A reader asks you about it"), reverse("reply", args=[row.key]), row.on,
            _unit_in(row.case.readers, inside), row.case.title, row.case.language,
            Act(gettext("Reply"), reverse("reply", args=[row.key]), page=True),
        )
        for row in cases.unreplied(reader, inside, some)
    ]  # fmt: skip


def _newcomers(reader: Reader, units: list[Unit], some: int) -> list[Waiting]:
    """Each by name; where they are many, all in one row with one button."""
    of = {unit.pk: unit for unit in units}
    found: dict[int, list[Any]] = {}
    for row in networks.newcomers(reader, of, now() - networks.NEW, some):
        found.setdefault(row.unit_id, []).append(row)
    return [
        one
        for pk, rows in found.items()
        for one in ([_many_new(of[pk], rows)] if len(rows) > FEW else [_new(of[pk], row) for row in rows])
    ]


def _new(unit: Unit, row: Any) -> Waiting:
    return Waiting(
        "newcomer", gettext("New here, not welcomed yet"), reverse("person", args=[row.person.key]), row.since,
        unit, _whom(row.person), "",
        Act(gettext("Welcome them"), reverse("welcome", args=[unit.slug, row.person.key])), CALM,
    )  # fmt: skip


def _many_new(unit: Unit, rows: list[Any]) -> Waiting:
    names = gettext("{names} and {n} more").format(
        names=", ".join(str(row.person.name) for row in rows[:FEW]), n=len(rows) - FEW
    )
    return Waiting(
        "newcomer", gettext("New here, not welcomed yet"), f"{reverse('people')}?unit={unit.slug}", rows[0].since,
        unit, names, "", Act(gettext("Welcome them all"), reverse("welcome_all", args=[unit.slug])), CALM,
    )  # fmt: skip


def _came_back(reader: Reader, units: list[Unit], some: int) -> list[Waiting]:
    of = {unit.pk: unit for unit in units}
    return [
        Waiting(
            "bounced", gettext("E-mail to them comes back"), reverse("person", args=[row.person.key]),
            row.bounced, of[row.unit_id], _whom(row.person), "",  # type: ignore[attr-defined]
            Act(gettext("Find another way"), reverse("person", args=[row.person.key]), page=True),
        )
        for row in networks.unreachable(reader, of, now() - CAME_BACK, some)
    ]  # fmt: skip


def _told(kind: str, told: Callable[[Reader], Iterable[Any]], urgency: int) -> "Source":
    """What another part says waits for the reader: what it says, its page, since when, perhaps of which unit."""

    def source(reader: Reader, units: list[Unit], some: int) -> list[Waiting]:
        return [_as_told(kind, one, units, urgency) for one in told(reader)]

    return source


def _as_told(kind: str, one: Any, units: list[Unit], urgency: int) -> Waiting:
    """Whoever does it on that page comes back here."""
    return Waiting(kind, one.says, f"{one.url}?back=week", one.since, one.unit, act=one.act, urgency=urgency)


def _entries(reader: Reader, units: list[Unit], some: int) -> list[Waiting]:
    return [
        Waiting(
            "entry", gettext("{name} says: I work at {employer}").format(name=one.name, employer=one.employer),
            f"{reverse('entry', args=[one.key])}?back=week", one.proved or one.asked,
            act=Act(gettext("Look and decide"), reverse("entry", args=[one.key]), page=True), urgency=URGENT,
        )
        for one in entries_waiting(reader, SHOWN)
    ]  # fmt: skip


def _whom(person: Any) -> str:
    return f"{person.name}, {person.organisation.name}" if person.organisation else str(person.name)


def _inside(units: list[Unit]) -> dict[int, Unit]:
    """Those whose asks and cases the reader reads: a secretariat does not."""
    return {unit.pk: unit for unit in units if unit.inside}  # type: ignore[attr-defined]


def _unit_in(tokens: Iterable[str], units: dict[int, Unit]) -> Unit | None:
    """The first of these units that something is shared in."""
    shared = {token.removeprefix("unit:") for token in tokens}
    return next((unit for pk, unit in units.items() if str(pk) in shared), None)


def _first_of(units: Iterable[Unit], among: dict[int, Unit]) -> Unit | None:
    return next((among[unit.pk] for unit in units if unit.pk in among), None)


Source = Callable[[Reader, list[Unit], int], list[Waiting]]
SOURCES: tuple[Source, ...] = (
    _entries,
    _told("application", networks.applications_waiting, URGENT),
    _told("reconfirmation", networks.reconfirmations_waiting, SOON),
    _told("import", networks.imports_waiting, SOON),
    _told("founding", networks.foundings_waiting, SOON),
    _told("vote", networks.votes_waiting, SOON),
    _told("mandate", networks.mandates_waiting, SOON),
    _told("unit", networks.units_waiting, CALM),
    _let_back,
    _questions,
    _unanswered,
    _came_back,
    _newcomers,
    _worth_keeping,
    _reviews,
)


def unit_run(reader: Reader, slug: str) -> Unit | None:
    """The unit of this name, if the reader runs it. One query."""
    return next((unit for unit in networks.running(reader) if unit.slug == slug), None)
