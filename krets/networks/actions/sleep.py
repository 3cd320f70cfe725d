"""A unit falls quiet, sleeps and is woken."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max
from django.utils import timezone

from krets.activity.actions import record
from krets.activity.models import Entry
from krets.db.clock import now, today
from krets.db.identity import verb
from krets.networks import emails, rules
from krets.networks.actions.knowing import know_anew
from krets.networks.actions.mandates import appoint
from krets.networks.actions.states import change_state
from krets.networks.actions.units import leave
from krets.networks.models import Mandate, Membership, Quiet, Restart, Return, Unit
from krets.people.models import Person
from krets.people.rules import may_be_member


@verb
def notice_quiet(*, by: None = None) -> int:
    """Read the signs of life of every unit, and offer sleep to whoever runs one that has had none for too long.

    How many were offered it. Also lets those know of proposed units who decide above them today.
    """
    _read_signs()
    for unit in Unit.objects.filter(state=Unit.State.PROPOSED):
        know_anew(by=None, unit=unit)
    return sum(_offer(unit) for unit in rules.have_been_quiet())


@verb
def settle_quiet(*, by: Person, unit: Unit, reply: str) -> None:
    """Let a quiet unit sleep, or say that it is alive: then it is asked again after as long a time."""
    spell = Quiet.objects.filter(unit=unit, reply="").first() or Quiet(unit=unit, since=unit.last_sign or today())
    spell.reply, spell.by, spell.replied = Quiet.Reply(reply), by, now()
    spell.save()
    if reply == Quiet.Reply.SLEEP:
        change_state(by=by, unit=unit, state=Unit.State.DORMANT)
    else:
        Unit.objects.filter(pk=unit.pk).update(last_sign=today())
        record(verb="networks.say_alive", kind="unit", key=unit.slug, by=by, unit=unit.pk)


@verb
def begin_restart(*, by: Person | None, unit: Unit, hosts: Iterable[Person] | None = None, **said: Any) -> Restart:
    """Begin to wake a dormant unit, or go on: who hosts, what and when. Nobody hears of it yet."""
    restart, _new = Restart.objects.get_or_create(
        unit=unit, sent=None, defaults={"begun_by": by, "purpose": unit.purpose[:2000]}
    )
    for name, value in said.items():
        setattr(restart, name, value)
    restart.save()
    if hosts is not None:
        restart.hosts.set(hosts)
    return restart


@verb
def restart(*, by: Person, restart: Restart) -> Unit:
    """Wake the unit: its members are written to and asked whether they come along. Twice does it once."""
    unit = restart.unit
    if not Restart.objects.filter(pk=restart.pk, sent=None).update(sent=now(), sent_by=by):
        return unit
    if restart.purpose and restart.purpose != unit.purpose:
        unit.purpose = restart.purpose
        unit.save(update_fields=["purpose"])
    change_state(by=by, unit=unit, state=restart.state)
    still = Membership.objects.filter(unit=unit, ended=None).values("person")
    for host in restart.hosts.filter(pk__in=still).select_related("organisation"):
        if not may_be_member(host):  # works for a supplier since
            continue
        appoint(by=by, unit=unit, person=host, kind=Mandate.Kind.CO_HOST)
    members = Membership.objects.filter(unit=unit, ended=None)
    people = Person.objects.filter(pk__in=members.values("person")).exclude(pk=by.pk).select_related("account")
    Return.objects.create(restart=restart, person=by, reply=Return.Reply.IN, replied=now())
    for person in people:
        emails.restart(Return.objects.create(restart=restart, person=person), unit)
    record(verb="networks.restart", kind="unit", key=unit.slug, by=by, unit=unit.pk)
    return unit


@verb
def come_along(*, by: Person, back: Return, reply: str) -> None:
    """A member says that they come along, or that it is no longer for them: then they leave."""
    unit = back.restart.unit
    Return.objects.filter(pk=back.pk).update(reply=Return.Reply(reply), replied=now())
    if reply == Return.Reply.OUT:
        leave(by=by, unit=unit, person=by)
    else:
        record(verb="networks.come_along", kind="unit", key=unit.slug, by=by, unit=unit.pk)


def _read_signs() -> None:
    """A sign of life is something that a person did there; what the clock or an administrator does is none."""
    signs = Entry.objects.filter(unit__isnull=False).exclude(verb__in=rules.NO_SIGNS)
    last = dict(signs.order_by().values_list("unit").annotate(last=Max("at")))
    for unit in Unit.objects.filter(pk__in=last):
        day = timezone.localdate(last[unit.pk])
        if unit.last_sign is None or unit.last_sign < day:
            Unit.objects.filter(pk=unit.pk).update(last_sign=day)
            Quiet.objects.filter(unit=unit, reply="").delete()


def _offer(unit: Unit) -> bool:
    assert unit.last_sign is not None
    spell, new = Quiet.objects.get_or_create(unit=unit, reply="", defaults={"since": unit.last_sign})
    if new:
        for person in rules.who_runs(unit):
            emails.quiet(spell, to=person)
    return new
