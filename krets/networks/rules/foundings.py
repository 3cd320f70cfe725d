"""Who reads an application to found a unit, and who takes which step of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from krets.db.readers import Reader
from krets.networks.models import Chain, Decision, Founding, Guarantee, Mandate, Membership, Signature, Unit
from krets.networks.rules.mandates import current, holds, may_decide, may_oversee, may_run
from krets.networks.rules.units import is_member, visible
from krets.networks.rules.waiting import Act, Waiting

WAITING = 20


@dataclass(frozen=True)
class Step:
    """One step of an application's chain. done: the row of who took it; next: it is the one that waits."""

    place: int
    kind: str
    who: str
    done: Any
    next: bool

    @property
    def name(self) -> str:
        return str(Chain.Kind(self.kind).label)

    @property
    def by_whom(self) -> str:
        return str(Chain.Who(self.who).label)


def foundings(reader: Reader) -> "QuerySet[Founding]":
    """Applications that the reader signed or is asked to sign, began, or oversees."""
    found: QuerySet[Founding] = Founding.objects.readable(reader)
    return found.select_related("unit__parent", "chain", "initiator").order_by("-at", "-pk")


def foundings_in(reader: Reader, association: Unit) -> "QuerySet[Founding]":
    """Those of one association, each with how many have `signed`."""
    signed = Count("signatures", filter=Q(signatures__signed__isnull=False))
    return foundings(reader).filter(unit__parent=association).annotate(signed=signed)


def chain_of(association: Unit) -> Chain:
    """The present version of the association's chain; the usual one, not saved, where nothing was composed."""
    found = Chain.objects.filter(association=association).order_by("-version").first()
    return found or Chain(association=association, version=0, steps=Chain.USUAL)


def may_found(reader: Reader, association: Unit) -> bool:
    """Members of an association who belong to an organisation apply to found a chapter in it."""
    of_kind = association.kind == Unit.Kind.ASSOCIATION and association.state == Unit.State.ACTIVE
    return of_kind and is_member(reader, association) and reader.is_buyer


def may_compose(reader: Reader, association: Unit) -> bool:
    """Who decides in an association says which steps an application takes."""
    return association.kind == Unit.Kind.ASSOCIATION and may_decide(reader, association)


def may_change(reader: Reader, founding: Founding) -> bool:
    """Who began an application changes it, asks people to sign and sends it in, until it is sent in."""
    return founding.is_open and founding.sent is None and founding.initiator_id == (reader.person or 0)


def may_send(reader: Reader, founding: Founding) -> bool:
    """It is sent in when enough have signed."""
    return may_change(reader, founding) and lacking(founding) == 0


def may_take(reader: Reader, founding: Founding) -> bool:
    """Whoever the next step is for; a decision at a meeting is taken by its vote instead."""
    step = next_step(founding)
    return step is not None and step["kind"] != Chain.Kind.MEETING and _is(reader, founding, step["who"])


def may_bring(reader: Reader, founding: Founding) -> bool:
    """Whoever decides in the association brings an application before its meeting."""
    step = next_step(founding)
    at_meeting = step is not None and step["kind"] == Chain.Kind.MEETING
    return at_meeting and may_oversee(reader, founding.unit)


def may_begin_again(reader: Reader, founding: Founding) -> bool:
    """After a no, who began an application can make a new one of it, while they may found in the association."""
    own = founding.outcome == Founding.Outcome.NO and founding.initiator_id == (reader.person or 0)
    return own and founding.unit.parent is not None and may_found(reader, founding.unit.parent)


def lacking(founding: Founding) -> int:
    """How many signatures are lacking."""
    signed = founding.signatures.filter(signed__isnull=False).count()
    return max(0, founding.chain.signatories - signed)


def next_step(founding: Founding) -> dict[str, str] | None:
    """The step that waits to be taken; None before it was sent in, and when it has ended."""
    if founding.sent is None or not founding.is_open:
        return None
    steps: list[dict[str, str]] = founding.chain.steps
    taken = founding.steps.count()
    return steps[taken] if taken < len(steps) else None


def steps_of(founding: Founding) -> list[Step]:
    """All steps of the chain, taken or not. One query."""
    done = {step.place: step for step in founding.steps.select_related("by", "decision")}
    waits = founding.is_open and founding.sent is not None
    return [
        Step(place, step["kind"], step["who"], done.get(place), waits and place == len(done))
        for place, step in enumerate(founding.chain.steps)
    ]


def signature_of(reader: Reader, founding: Founding) -> Signature | None:
    """The reader's own signature, given or asked for."""
    return founding.signatures.filter(person_id=reader.person or 0).first()


def knowers(association: Unit) -> set[int]:
    """Numbers of the people who oversee what is founded in an association. Two queries."""
    lead = Membership.Role.COORDINATOR
    runs = Membership.objects.filter(unit=association, role=lead, ended=None).values_list("person", flat=True)
    kinds = [*Mandate.RUNS, *Mandate.DECIDES]
    decides = current().filter(unit=association, kind__in=kinds).values_list("person", flat=True)
    return {*runs, *decides}


def who_takes_next(founding: Founding) -> set[int]:
    """Numbers of the people who take the next step."""
    step = next_step(founding)
    parent = founding.unit.parent
    if step is None or parent is None:
        return set()
    board = set(current().filter(unit=parent, kind__in=Mandate.DECIDES).values_list("person", flat=True))
    return board if step["who"] == Chain.Who.BOARD and board else knowers(parent)


def foundings_waiting(reader: Reader) -> list[Waiting]:
    """What waits for the reader: to sign, send in, take a step, answer about a guarantee. Seven queries."""
    if reader.person is None:
        return []
    own = Signature.objects.filter(person_id=reader.person, signed=None, founding__sent=None)
    rows = [
        Waiting(
            _("Sign: {unit}").format(unit=one.founding.unit), _url("sign", one.founding, one), one.at,
            act=Act(_("Read and sign"), _url("sign", one.founding, one), page=True),
        )
        for one in own.filter(founding__ended=None).select_related("founding__unit").order_by("-at")[:WAITING]
    ]  # fmt: skip
    signed = Count("signatures", filter=Q(signatures__signed__isnull=False))
    ready = foundings(reader).filter(initiator_id=reader.person, sent=None, ended=None).annotate(signed=signed)
    rows += [
        Waiting(
            _("Send in: {unit}").format(unit=one), _url("founding", one), one.at,
            act=Act(_("Send it in"), _url("send_in", one)),
        )
        for one in ready.filter(signed__gte=F("chain__signatories"))[:WAITING]
    ]  # fmt: skip
    rows += _steps_waiting(reader) + _guarantees_waiting(reader)
    return sorted(rows, key=lambda row: str(row.since), reverse=True)[:WAITING]


def _steps_waiting(reader: Reader) -> list[Waiting]:
    led = _led(reader)
    board = _led(reader, Mandate.DECIDES)
    have_board = set(current().filter(unit__in=led, kind__in=Mandate.DECIDES).values_list("unit", flat=True))
    sent = foundings(reader).filter(unit__parent__in=led, sent__isnull=False, ended=None)
    rows = []
    drafted = Decision.objects.filter(founding=OuterRef("pk"), unit=OuterRef("unit__parent")).order_by("-at")
    sent = sent.annotate(taken=Count("steps"), matter=Subquery(drafted.values("key")[:1]))
    for one in sent[: WAITING * 5]:
        steps, parent = one.chain.steps, one.unit.parent_id
        step = steps[one.taken] if one.taken < len(steps) else None
        if step and (step["who"] != Chain.Who.BOARD or parent in board or parent not in have_board):
            says = {
                Chain.Kind.RECOMMEND: _("Take a position: {unit}"),
                Chain.Kind.DECIDE: _("Decide: {unit}"),
                Chain.Kind.MEETING: _("Bring to the meeting: {unit}"),
            }[Chain.Kind(step["kind"])]
            url = _url("founding", one)
            rows.append(
                Waiting(says.format(unit=one), url, one.sent or one.at, one.unit.parent, _step_of(one, step))
            )
    return rows


def _step_of(founding: Any, step: dict[str, Any]) -> Act:
    if step["kind"] != Chain.Kind.MEETING:
        return Act(_("Take the step"), _url("take_step", founding), page=True)
    if founding.matter:
        return Act(_("Put it to the vote"), reverse("decision", kwargs={"key": founding.matter}), page=True)
    return Act(_("Draft the matter"), _url("bring", founding))


def _guarantees_waiting(reader: Reader) -> list[Waiting]:
    asked = Guarantee.objects.filter(unit__parent__in=_led(reader), outcome="").select_related("unit__parent")
    return [
        Waiting(
            _("Answer about a guarantee against loss: {unit}").format(unit=one.unit),
            reverse("guarantee", kwargs={"key": one.key}),
            one.at,
            one.unit.parent,
            Act(_("Answer"), reverse("guarantee", kwargs={"key": one.key}), page=True),
        )
        for one in asked.order_by("-at")[:WAITING]
    ]


def _led(reader: Reader, kinds: Iterable[str] = ()) -> set[int]:
    """Units that the reader decides in, or holds one of these mandates in."""
    mine = current().filter(person_id=reader.person or 0)
    if kinds:
        return set(mine.filter(kind__in=[*kinds]).values_list("unit", flat=True))
    lead = Membership.Role.COORDINATOR
    runs = Membership.objects.filter(person_id=reader.person or 0, role=lead, ended=None)
    decides = mine.filter(kind__in=[*Mandate.RUNS, *Mandate.DECIDES]).values_list("unit", flat=True)
    return set(runs.values_list("unit", flat=True).union(decides))


def _is(reader: Reader, founding: Founding, who: str) -> bool:
    parent = founding.unit.parent
    if parent is None:
        return False
    if who == Chain.Who.RUNS:
        return may_run(reader, parent) or holds(reader, [parent.pk], Mandate.DECIDES)
    if current().filter(unit=parent, kind__in=Mandate.DECIDES).exists():
        return holds(reader, [parent.pk], Mandate.DECIDES)
    return may_decide(reader, parent)  # an association without a board


def _url(name: str, founding: Founding, signature: Signature | None = None) -> str:
    more = {"signature": signature.key} if signature is not None else {}
    return reverse(name, kwargs={"key": founding.key, **more})


def associations(reader: Reader) -> "QuerySet[Unit]":
    """Associations that the reader may know of."""
    return visible(reader).filter(kind=Unit.Kind.ASSOCIATION)
