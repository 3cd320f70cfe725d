"""Who reads what a unit decides, who leads a vote, and who has one."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from krets.db.identity import reaching
from krets.db.readers import Reader, shared_with
from krets.networks.models import Ballot, Decision, Mandate, Membership, RollEntry, Unit, Vote
from krets.networks.rules.foundings import WAITING
from krets.networks.rules.mandates import current, may_decide
from krets.networks.rules.waiting import Act, Waiting
from krets.people.models import Person

FEW = 5  # fewer who vote in secret can guess who said what
NO_VOTE = {
    "closed": gettext_lazy("The vote is closed."),
    "not_on_roll": gettext_lazy("You were no member when the vote was opened."),
    "left": gettext_lazy("You have left, and have no vote any more."),
    "voted": gettext_lazy("You have voted. A secret vote can't be changed, for nobody can find it again."),
    "organisation_voted": gettext_lazy("A colleague has voted for your organisation."),
}


@dataclass(frozen=True)
class Said:
    """How one person voted in an open vote; `person` is None for who was erased since."""

    person: object
    organisation: object
    code: str

    @property
    def choice(self) -> str:
        return str(Ballot.Choice(self.code).label)


def decisions(reader: Reader) -> "QuerySet[Decision]":
    """What the reader's units decided; drafts, and all else, in the units where the reader decides. No query."""
    lead = Membership.Role.COORDINATOR
    mine = Membership.objects.filter(unit=OuterRef("unit"), person_id=reader.person or 0, role=lead, ended=None)
    trusted = current().filter(unit=OuterRef("unit"), person_id=reader.person or 0)
    leads = Exists(mine) | Exists(trusted.filter(kind__in=[*Mandate.RUNS, *Mandate.DECIDES]))
    found = Decision.objects.all() if reader.system else Decision.objects.filter(shared_with(reader) | Q(leads))
    return found.select_related("unit__parent", "founding", "vote").order_by("-at", "-pk")


def decisions_in(reader: Reader, unit: Unit) -> "QuerySet[Decision]":
    return decisions(reader).filter(unit=unit)


def may_lead(reader: Reader, unit: Unit) -> bool:
    """Who decides in a unit drafts what it decides, opens and closes the vote and keeps the minutes."""
    return may_decide(reader, unit)


def has_vote(reader: Reader, vote: Vote) -> bool:
    """Whether the reader can vote now: on the roll, still a member, and not voted for already. Three queries."""
    entry = entry_of(reader, vote)
    return vote.is_open and entry is not None and refusal_of(vote, entry) == ""


def entry_of(reader: Reader, vote: Vote) -> RollEntry | None:
    """The reader's place on the electoral roll."""
    return RollEntry.objects.filter(vote=vote, person_id=reader.person or 0).first()


def refusal_of(vote: Vote, entry: RollEntry) -> str:
    """Why somebody on the roll can't vote now: left, voted, organisation_voted; '' if they can."""
    unit = vote.decision.unit_id
    if not Membership.objects.filter(unit=unit, person=entry.person_id, ended=None).exists():
        return "left"
    if entry.voted:
        return "voted" if vote.is_secret else ""
    if vote.counted == Vote.Counted.ORGANISATIONS and entry.organisation_id is not None:
        with reaching("networks.roll"):
            mine = RollEntry.objects.filter(vote=vote, organisation=entry.organisation_id, voted=True)
            return "organisation_voted" if mine.exists() else ""
    return ""


def own_choice(reader: Reader, vote: Vote) -> str:
    """What the reader said in an open vote, yes, no or abstain; '' in a secret one, of which nobody can tell."""
    with reaching("networks.own_vote"):
        found = Ballot.objects.filter(entry__vote=vote, entry__person_id=reader.person or 0).first()
    return found.choice if found is not None else ""


def how_many_voted(vote: Vote) -> tuple[int, int]:
    """People who have voted, and people on the roll."""
    with reaching("networks.roll"):
        return vote.roll.filter(voted=True).count(), vote.roll.count()


def said(vote: Vote) -> list[Said]:
    """Who said what in an open vote, told once it is closed to whoever reads the decision."""
    if vote.is_open or vote.how != Vote.How.OPEN:
        return []
    with reaching("networks.open_votes"):
        rows = Ballot.objects.filter(entry__vote=vote).select_related("entry__person", "entry__organisation")
        entries = [(row.entry, row.choice) for row in rows.order_by("entry__person__sort_key", "entry__pk")]
    # Whom the reader may know is asked of the database too; of the others no name leaves this function.
    known = {one.pk: one for one in Person.objects.filter(pk__in=[entry.person_id for entry, _choice in entries])}
    return [
        Said(
            entry.person and known.get(entry.person_id or 0, Person(pk=entry.person_id)),
            entry.organisation,
            choice,
        )
        for entry, choice in entries
    ]


def votes_waiting(reader: Reader) -> list[Waiting]:
    """Open votes that the reader has not cast. One query."""
    if reader.person is None:
        return []
    member = Membership.objects.filter(unit=OuterRef("vote__decision__unit"), person_id=reader.person, ended=None)
    entries = RollEntry.objects.filter(Exists(member), person_id=reader.person, voted=False, vote__closed=None)
    rows = entries.select_related("vote__decision__unit").order_by("-vote__opened")[:WAITING]
    return [
        Waiting(
            _("Vote: {matter}").format(matter=one.vote.decision.matter),
            reverse("decision", kwargs={"key": one.vote.decision.key}),
            one.vote.opened,
            one.vote.decision.unit,
            Act(_("Vote"), reverse("decision", kwargs={"key": one.vote.decision.key}), page=True),
        )
        for one in rows
    ]
