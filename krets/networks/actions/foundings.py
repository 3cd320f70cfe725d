"""Somebody applies to found a unit: they write, colleagues sign, and the association takes its steps."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.text import slugify

from krets.activity.actions import record
from krets.db.clock import now
from krets.db.identity import verb
from krets.networks import emails, rules
from krets.networks.actions.opening import open_space
from krets.networks.actions.proposed import known_to
from krets.networks.actions.states import change_state
from krets.networks.actions.units import found
from krets.networks.models import Chain, Decision, Founding, FoundingStep, Signature, Unit
from krets.people.models import Organisation, Person


class NotNow(Exception):
    """It was done already, or it is not its turn."""


class Rewritten(Exception):
    """The application says something else than what was read."""


@verb
def compose_chain(
    *, by: Person, association: Unit, signatories: int, steps: Sequence[Mapping[str, str]], opens_as: str
) -> Chain:
    """Say which steps an application takes from now on. Those under way keep the version they began with."""
    Unit.objects.select_for_update().order_by().get(pk=association.pk)
    before = rules.chain_of(association)
    chain = Chain.objects.create(
        association=association, version=before.version + 1, signatories=signatories,
        steps=[{"kind": step["kind"], "who": step["who"]} for step in steps], opens_as=opens_as, by=by,
    )  # fmt: skip
    record(verb="networks.compose_chain", kind="unit", key=association.slug, by=by, unit=association.pk)
    return chain


@verb
def propose(
    *,
    by: Person,
    association: Unit,
    name: str,
    purpose: str,
    letter: str,
    area: Iterable[str] = (),
    kind: str = Unit.Kind.CHAPTER,
    unit: Unit | None = None,
) -> Founding:
    """Begin an application. The unit is there as proposed, and whoever begins has signed.

    unit: one that the association proposed before anybody applied. The same begun twice is begun once.
    """
    Unit.objects.select_for_update().order_by().get(pk=association.pk)
    mine = Founding.objects.filter(initiator=by, sent=None, ended=None, letter=letter.strip())
    begun = mine.filter(unit__parent=association, unit__name=name.strip()).first()
    if begun is not None:
        return begun
    unit = unit or found(
        by=by, slug=slugify(name)[:70] or "unit", name=name.strip(), kind=kind, language=association.language,
        area=[*area], state=Unit.State.PROPOSED, purpose=purpose.strip(), parent=association,
        known_to=association.known_to,
    )  # fmt: skip
    chain = rules.chain_of(association)
    if chain.pk is None:
        chain.version = 1
        chain.save()
    founding = Founding.objects.create(unit=unit, chain=chain, initiator=by, letter=letter.strip())
    Signature.objects.create(
        founding=founding, email=by.account.email, name=by.name, title=by.title, organisation=by.organisation,
        person=by, invited_by=by, signed=now(),
    )  # fmt: skip
    known_to(by=by, founding=founding)
    record(verb="networks.propose", kind="founding", key=founding.key, by=by)
    return founding


@verb
def change_founding(
    *, by: Person, founding: Founding, name: str, purpose: str, letter: str, area: Iterable[str]
) -> None:
    """Write it anew, until it is sent in. Who had signed something else is asked to sign again."""
    _still_open(founding)
    unit, before = founding.unit, (founding.unit.name, founding.unit.purpose, founding.unit.area, founding.letter)
    unit.name, unit.purpose, unit.area = name.strip(), purpose.strip(), [*area]
    founding.letter = letter.strip()
    if before == (unit.name, unit.purpose, unit.area, founding.letter):
        return
    unit.save(update_fields=["name", "sort_key", "purpose", "area"])
    founding.save(update_fields=["letter"])
    for signature in founding.signatures.exclude(person=by).filter(signed__isnull=False):
        signature.signed = None
        signature.save(update_fields=["signed"])
        emails.to_sign(signature, again=True)
    known_to(by=by, founding=founding)
    record(verb="networks.change_founding", kind="founding", key=founding.key, by=by)


@verb
def ask_to_sign(
    *, by: Person, founding: Founding, email: str, name: str, organisation: Organisation | None, title: str = ""
) -> Signature:
    """Ask somebody by mail to sign. Asked once, however often."""
    _still_open(founding)
    known = _of_address(email)
    signature, new = Signature.objects.get_or_create(
        founding=founding, email=email.casefold(),
        defaults={
            "name": known.name if known else name.strip(), "title": known.title if known else title.strip(),
            "organisation": (known.organisation if known else None) or organisation,
            "person": known, "invited_by": by,
        },
    )  # fmt: skip
    if new:
        known_to(by=by, founding=founding)
        emails.to_sign(signature)
        record(verb="networks.ask_to_sign", kind="founding", key=founding.key, by=by)
    return signature


@verb
def sign(*, by: Person | None, signature: Signature, text: str = "") -> None:
    """Sign, as the one whose address was written to. `by` None: by the link in that letter.

    text: `Founding.text` of what was read. Raises NotNow, and Rewritten where it says something else by now.
    """
    _still_open(signature.founding)
    if text and text != Founding.objects.select_related("unit").get(pk=signature.founding_id).text:
        raise Rewritten
    done = Signature.objects.filter(pk=signature.pk, signed=None).update(signed=now())
    if done:
        signature.refresh_from_db()
        if signature.person is None and (known := _of_address(signature.email)) is not None:
            signature.person = known
            signature.save(update_fields=["person"])
            known_to(by=by, founding=signature.founding)
        emails.signed(signature)
        record(verb="networks.sign", kind="founding", key=signature.founding.key, by=by or signature.person)


@verb
def take_back_signature(*, by: Person | None, signature: Signature) -> None:
    """Sign no longer, until it is sent in. Raises NotNow."""
    _still_open(signature.founding)
    if Signature.objects.filter(pk=signature.pk, signed__isnull=False).update(signed=None):
        record(
            verb="networks.take_back_signature", kind="founding", key=signature.founding.key,
            by=by or signature.person,
        )  # fmt: skip


@verb
def send_in(*, by: Person, founding: Founding) -> None:
    """Send it to the association. Nobody signs or withdraws after this. Raises NotNow where signatures lack."""
    _still_open(founding)
    if rules.lacking(founding):
        raise NotNow
    founding.sent = now()
    founding.save(update_fields=["sent"])
    record(verb="networks.send_in", kind="founding", key=founding.key, by=by)
    _go_on(founding, by)


@verb
def take_step(
    *,
    by: Person | None,
    founding: Founding,
    outcome: str,
    reason: str = "",
    place: int | None = None,
    decision: Decision | None = None,
) -> FoundingStep:
    """Take the next step. A position is only said; a decision of no ends the application.

    place: which step is meant, so that two who take it at once do not take the one after it too. Raises NotNow.
    """
    locked = Founding.objects.select_for_update().order_by().get(pk=founding.pk)
    step = rules.next_step(locked)
    if step is None or (step["kind"] == Chain.Kind.MEETING) != (decision is not None):
        raise NotNow
    if place is not None and place != locked.steps.count():
        raise NotNow
    taken = FoundingStep.objects.create(
        founding=locked, place=locked.steps.count(), kind=step["kind"], outcome=outcome, reason=reason.strip(),
        by=by, decision=decision,
    )  # fmt: skip
    record(verb="networks.take_step", kind="founding", key=founding.key, by=by)
    if outcome == Founding.Outcome.NO and step["kind"] != Chain.Kind.RECOMMEND:
        _end(locked, outcome, reason, by)
    else:
        _go_on(locked, by)
    founding.refresh_from_db()
    return taken


@verb
def begin_again(*, by: Person, founding: Founding) -> Founding:
    """After a no: a new application with the same words, to be mended, signed and sent in; one at a time."""
    unit = founding.unit
    Founding.objects.select_for_update().order_by().get(pk=founding.pk)
    begun = Founding.objects.filter(unit__parent=unit.parent_id, unit__name=unit.name, initiator=by, ended=None)
    if founding.outcome != Founding.Outcome.NO or unit.parent is None or begun.exists():
        raise NotNow
    return propose(
        by=by, association=unit.parent, name=unit.name, purpose=unit.purpose, letter=founding.letter,
        area=unit.area, kind=unit.kind,
    )  # fmt: skip


def _go_on(founding: Founding, by: Person | None) -> None:
    """Whoever takes the next step hears of it; after the last, the space opens."""
    if rules.next_step(founding) is not None:
        for person in Person.objects.filter(pk__in=rules.who_takes_next(founding)).select_related("account"):
            if person != by:
                emails.founding_waits(founding, to=person)
    else:
        _end(founding, Founding.Outcome.YES, "", by)


def _end(founding: Founding, outcome: str, reason: str, by: Person | None) -> None:
    founding.outcome, founding.ended = outcome, now()
    founding.save(update_fields=["outcome", "ended"])
    if outcome == Founding.Outcome.YES:
        open_space(by=by, founding=founding)
    elif founding.unit.state == Unit.State.PROPOSED:  # whoever decides above it may have been faster
        change_state(by=by, unit=founding.unit, state=Unit.State.CLOSED, why=reason)
    for signature in founding.signatures.filter(signed__isnull=False).select_related("person__account"):
        if signature.person is not None:
            emails.founding_ended(founding, to=signature.person, reason=reason)


def _still_open(founding: Founding) -> None:
    locked = Founding.objects.select_for_update().order_by().get(pk=founding.pk)
    if locked.sent is not None or not locked.is_open:
        raise NotNow


def _of_address(email: str) -> Person | None:
    found: Person | None = Person.objects.filter(account__email__iexact=email).first()
    return found
