"""Letters about units."""

from django.conf import settings
from django.urls import reverse

from krets.mail import outbox
from krets.networks.models import Application, Handover, Look, Mandate, Quiet, Reconfirmation, Return, Unit
from krets.networks.rules import still
from krets.people.models import Person


def invitation(*, person: Person, unit: Unit, by: Person | None) -> None:
    """Somebody who coordinates a unit has made this person a member. It goes to people who have not
    signed in yet too: it is the one letter that tells them how."""
    outbox.write(
        template="networks/mail/invitation",
        context={
            "unit": unit,
            "inviter": by,
            "email": person.account.email,
            "url": settings.URL + reverse("unit", kwargs={"slug": unit.slug}),
            "code_url": settings.URL + reverse("account_request_login_code"),
            "known": person.account.has_signed_in,
        },
        to=person.account.email,
        language=person.account.language,
        once=f"networks.invitation:{unit.pk}:{person.pk}",
    )


def welcome(unit: Unit, *, to: Person, by: Person) -> None:
    """Somebody who runs a unit welcomes a new member; an answer goes to them."""
    outbox.write(
        template="networks/mail/welcome",
        context={
            "unit": unit,
            "by": by,
            "url": settings.URL + reverse("unit", kwargs={"slug": unit.slug}),
            "hour": settings.URL + reverse("first_hour"),
        },
        person=to,
        shows=[f"unit:{unit.slug}"],
        once=f"networks.welcome:{unit.pk}:{to.pk}",
    )


def charged(unit: Unit, *, to: Person, by: Person | None) -> None:
    """A coordinator has given `to` the charge of vouching."""
    outbox.write(
        template="networks/mail/charged",
        context={
            "unit": unit,
            "by": by,
            "url": settings.URL + reverse("vouching", kwargs={"slug": unit.slug}),
        },
        person=to,
        shows=[f"unit:{unit.slug}"],
    )


def looked_behind(look: Look, *, to: Person, title: str, page: str) -> None:
    """Somebody who vouches asked for the name of `to`: who, and why. It has no kind that one could say no to."""
    outbox.write(
        template="networks/mail/looked_behind",
        context={"look": look, "title": title},
        person=to,
        shows=[page],
        once=f"networks.looked_behind:{look.pk}",
    )


def mandate_ends(mandate: Mandate, *, to: Person) -> None:
    """A mandate has its last day within sixty days: to who holds it, to who appoints. Once for each such day."""
    outbox.write(
        template="networks/mail/mandate_ends",
        context={
            "mandate": mandate,
            "unit": mandate.unit,
            "own": mandate.person_id == to.pk,
            "url": settings.URL + reverse("mandates", kwargs={"slug": mandate.unit.slug}),
        },
        person=to,
        shows=[f"unit:{mandate.unit.slug}"],
        once=f"networks.mandate_ends:{mandate.pk}:{mandate.until}:{to.pk}",
    )


def appointed(mandate: Mandate) -> None:
    """Somebody is trusted with something in a unit, from when to when and by whom."""
    outbox.write(
        template="networks/mail/appointed",
        context={
            "mandate": mandate,
            "unit": mandate.unit,
            "by": mandate.appointed_by,
            "url": settings.URL + reverse("my_mandates"),
        },
        person=mandate.person,
        shows=[f"unit:{mandate.unit.slug}"],
        once=f"networks.appointed:{mandate.pk}",
    )


def handed_over(handover: Handover, *, to: Person, undone: bool = False) -> None:
    """What somebody ran is somebody else's from now on, or is not after all: to both. The note stands on the page
    alone."""
    args = {"slug": handover.unit.slug, "key": handover.key}
    outbox.write(
        template="networks/mail/handed_over",
        context={
            "handover": handover,
            "unit": handover.unit,
            "gets": to.pk == handover.successor_id,
            "undone": undone,
            "url": settings.URL + reverse("handover", kwargs=args),
        },
        person=to,
        shows=[f"unit:{handover.unit.slug}"],
        once=f"networks.handed_over:{handover.pk}:{to.pk}:{undone:d}",
    )


def quiet(spell: Quiet, *, to: Person) -> None:
    """The unit that `to` runs has been quiet for long: shall it sleep?"""
    unit = spell.unit
    outbox.write(
        template="networks/mail/quiet",
        context={"unit": unit, "spell": spell, "url": _page("sleep", unit.slug)},
        person=to,
        kind="units",
        shows=[f"unit:{unit.slug}"],
        once=f"networks.quiet:{spell.pk}:{to.pk}",
    )


def restart(back: Return, unit: Unit) -> None:
    """A unit that slept wakes: does `back.person` come along?"""
    here = f"{_page('come_along', back.key)}?seal={back.seal}"
    outbox.write(
        template="networks/mail/restart",
        context={
            "unit": unit,
            "restart": back.restart,
            "hosts": list(back.restart.hosts.all()),
            "yes": f"{here}&choice=in",
            "no": f"{here}&choice=out",
        },
        person=back.person,
        kind="units",
        shows=[f"unit:{unit.slug}"],
        once=f"networks.restart:{back.key}",
    )


def subgroup_proposed(unit: Unit, *, to: Person, by: Person) -> None:
    """A member proposes a subgroup: to who runs the network, and opens it or not."""
    outbox.write(
        template="networks/mail/subgroup_proposed",
        context={
            "unit": unit,
            "by": by,
            "url": settings.URL + reverse("subgroups", kwargs={"slug": unit.parent.slug if unit.parent else ""}),
        },
        person=to,
        shows=[f"unit:{unit.slug}"],
        once=f"networks.subgroup_proposed:{unit.pk}:{to.pk}",
    )


def _page(name: str, slug: str) -> str:
    return settings.URL + reverse(name, args=[slug])


def applied(application: Application, *, to: Person) -> None:
    """Somebody wants to join, or asks for another look: `to` can decide. None of the answers stand in it."""
    again = application.state == Application.State.APPEALED
    outbox.write(
        template="networks/mail/applied",
        context={
            "application": application,
            "unit": application.unit,
            "again": again,
            "url": settings.URL + reverse("application", args=[application.key]),
        },
        person=to,
        kind="application",
        shows=[f"unit:{application.unit.slug}", f"application:{application.key}"],
        once=f"networks.applied:{application.key}:{application.state}:{to.pk}",
    )


def decided(application: Application, *, to: Person, admitted: bool, why: str, may_appeal: bool) -> None:
    """Somebody decided about your application: how, and why."""
    outbox.write(
        template="networks/mail/decided",
        context={
            "unit": application.unit,
            "admitted": admitted,
            "reason": why,
            "may_appeal": may_appeal and not admitted,
            "unit_url": settings.URL + reverse("unit", args=[application.unit.slug]),
            "url": settings.URL + reverse("application", args=[application.key]),
        },
        person=to,
        shows=[f"application:{application.key}"],
    )


def reconfirm(asked: Reconfirmation, *, to: Person, again: bool = False) -> None:
    """Once a year: does it still hold? One button on the page that the link opens."""
    outbox.write(
        template="networks/mail/reconfirm",
        context={
            "unit": asked.membership.unit,
            "still": lambda: still(asked.rule.clauses),  # in the letter's language
            "again": again,
            "url": _sealed(asked),
        },
        person=to,
        shows=[f"unit:{asked.membership.unit.slug}"],
        once=f"networks.reconfirm:{asked.key}:{again}",
    )


def rests(asked: Reconfirmation, *, to: Person) -> None:
    """Your membership rests, since you did not answer; the same link wakes it."""
    outbox.write(
        template="networks/mail/rests",
        context={"unit": asked.membership.unit, "url": _sealed(asked)},
        person=to,
        once=f"networks.rests:{asked.key}",
    )


def _sealed(asked: Reconfirmation) -> str:
    return settings.URL + reverse("reconfirm", args=[asked.key]) + f"?seal={asked.seal}"
