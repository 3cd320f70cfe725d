"""Members choose subgroups, propose them and set their agendas."""

from django.utils.text import slugify

from krets.activity.actions import record
from krets.db import readers
from krets.db.clock import now
from krets.db.identity import verb
from krets.mail.addresses import RESERVED
from krets.networks import emails, rules
from krets.networks.actions.mandates import appoint
from krets.networks.actions.states import change_state
from krets.networks.actions.units import found, join
from krets.networks.models import Mandate, Membership, NextMeeting, Topic, TopicVote, Unit, Watch
from krets.people.models import Person


class NotInTheNetwork(Exception):
    """Only members of what a subgroup belongs to are members of it."""


@verb
def join_subgroup(*, by: Person, unit: Unit) -> Membership:
    """A member of the network is in a subgroup from now on. Raises NotInTheNetwork."""
    if not Membership.objects.filter(unit=unit.parent_id, person=by, ended=None).exists():
        raise NotInTheNetwork
    return join(by=by, unit=unit, person=by)


@verb
def propose_subgroup(*, by: Person, unit: Unit, name: str, purpose: str) -> Unit:
    """Propose a subgroup of a network; who proposes leads it. It opens at once where the network lets it, else
    whoever runs the network hears of it, and until they open it nobody else knows of it."""
    opens = unit.subgroups_open
    known = Unit.KnownTo.PARENT if unit.known_to == Unit.KnownTo.MEMBERS else unit.known_to
    plain = slugify(name)[:60].strip("-") or "undergrupp"
    subgroup = found(
        by=by, slug=f"{plain}-grupp" if plain in RESERVED else plain, name=name, kind=Unit.Kind.SUBGROUP,
        language=unit.language, purpose=purpose, parent=unit, known_to=known,
        state=Unit.State.ACTIVE if opens else Unit.State.PROPOSED,
    )  # fmt: skip
    appoint(by=by, unit=subgroup, person=by, kind=Mandate.Kind.LEAD)
    if not opens:
        for person in rules.who_appoints(unit, Mandate.Kind.LEAD).exclude(pk=by.pk):
            emails.subgroup_proposed(subgroup, to=person, by=by)
    return subgroup


@verb
def open_subgroup(*, by: Person | None, unit: Unit) -> None:
    """Open what was proposed: whoever may know of the network may know of it from now on."""
    change_state(by=by, unit=unit, state=Unit.State.ACTIVE)


@verb
def decline_subgroup(*, by: Person | None, unit: Unit, why: str = "") -> None:
    """Do not open what was proposed."""
    change_state(by=by, unit=unit, state=Unit.State.CLOSED, why=why)


@verb
def set_up_subgroups(
    *, by: Person | None, unit: Unit, subgroups_open: bool | None = None, takes_mail: bool | None = None
) -> None:
    """Say whether what members propose opens at once, and whether a subgroup takes letters."""
    given = {"subgroups_open": subgroups_open, "takes_mail": takes_mail}
    chosen = {name: value for name, value in given.items() if value is not None}
    Unit.objects.filter(pk=unit.pk).update(**chosen)
    record(verb="networks.set_up_subgroups", kind="unit", key=unit.slug, by=by, unit=unit.pk)


@verb
def put_forward(*, by: Person, unit: Unit, title: str, why: str = "") -> Topic:
    """Put a topic forward for the agenda; who does wants it."""
    topic: Topic = Topic.objects.create(unit=unit, title=title, why=why, by=by, readers=[readers.unit(unit.pk)])
    TopicVote.objects.create(topic=topic, person=by)
    _record("networks.put_forward", by, unit)
    return topic


@verb
def vote_for(*, by: Person, topic: Topic, wanted: bool = True) -> None:
    """Want a topic too, or no more. Twice is once."""
    if wanted:
        TopicVote.objects.get_or_create(topic=topic, person=by)
    else:
        TopicVote.objects.filter(topic=topic, person=by).delete()


@verb
def tick_off(*, by: Person, topic: Topic, done: bool = True) -> None:
    """A topic has been dealt with, or has not after all."""
    Topic.objects.filter(pk=topic.pk).update(done=now() if done else None, done_by=by if done else None)
    _record("networks.tick_off", by, topic.unit)


@verb
def take_away(*, by: Person | None, row: Topic | Watch) -> None:
    """Take a topic or a note away for good."""
    unit = row.unit
    row.delete()
    _record("networks.take_away", by, unit)


@verb
def tell_next_meeting(*, by: Person, unit: Unit, text: str) -> None:
    """Say when, where and how a subgroup meets next; without a word it is said no more."""
    if text.strip():
        token = [readers.unit(unit.pk)]
        NextMeeting.objects.update_or_create(
            unit=unit, defaults={"text": text.strip(), "by": by, "at": now(), "readers": token}
        )
    else:
        NextMeeting.objects.filter(unit=unit).delete()
    _record("networks.tell_next_meeting", by, unit)


@verb
def watch(*, by: Person, unit: Unit, title: str, why: str, link: str = "", wide: bool = False) -> Watch:
    """Note something that happens in the field, for the subgroup or its whole network."""
    tokens = [readers.unit(unit.pk)]
    if wide and unit.parent_id is not None:
        tokens.append(readers.unit(unit.parent_id))
    note: Watch = Watch.objects.create(
        unit=unit, title=title, why=why, link=link, wide=wide, by=by, readers=readers.clean(tokens)
    )
    _record("networks.watch", by, unit)
    return note


def _record(verb: str, by: Person | None, unit: Unit) -> None:
    record(verb=verb, kind="unit", key=unit.slug, by=by, unit=unit.pk)
