"""Where people work: somebody begins somewhere, chooses whom they write for, leaves."""

from django.db.models import QuerySet

from krets.activity.actions import record
from krets.db.clock import now
from krets.db.identity import verb
from krets.people import search
from krets.people.models import Belonging, Organisation, Person, Proof
from krets.search import index


class NotCovered(Exception):
    """The employer does not fall under procurement law: who works there is no buyer, and no member."""


@verb
def settle(
    *,
    by: Person | None,
    person: Person,
    organisation: Organisation,
    title: str = "",
    domain: str = "",
    operator: str = "",
    why: str = "",
    leaves_former: bool = False,
) -> Belonging:
    """Say where somebody works: if it falls under procurement law, they read from now on what all buyers read.

    domain: of the address that proved it; else `by`, or `operator` by command, approved it, and says why. Who has
    an employer already works at both and goes on writing for the first, unless `leaves_former`. What was written
    stays its organisation's. Never by themselves without a domain: the token `buyers` stands on this.
    """
    if leaves_former:
        _present(person).exclude(organisation=organisation).update(ended=now())
    belonging = begin(
        person=person, organisation=organisation, by=by, title=title, domain=domain, operator=operator, why=why
    )
    if leaves_former or person.organisation is None:
        _write_for(person, belonging)
    record(verb="people.settle", kind="person", key=person.key, by=by)
    return belonging


@verb
def write_for(*, by: Person, belonging: Belonging) -> None:
    """Who has two employers chooses the one that they ask, answer and share for."""
    _write_for(belonging.person, belonging)
    record(verb="people.write_for", kind="person", key=belonging.person.key, by=by)


@verb
def leave_employer(*, by: Person, belonging: Belonging) -> None:
    """Somebody no longer works there. Who has no employer left is no buyer."""
    person = belonging.person
    if not Belonging.objects.filter(pk=belonging.pk, ended=None).update(ended=now()):
        return
    if person.organisation_id == belonging.organisation_id:
        _write_for(person, _present(person).select_related("organisation").first())
    record(verb="people.leave_employer", kind="person", key=person.key, by=by)


def begin(
    *,
    person: Person,
    organisation: Organisation,
    by: Person | None,
    title: str = "",
    domain: str = "",
    operator: str = "",
    why: str = "",
) -> Belonging:
    """The row and how it was proved; who works there already keeps both."""
    belonging, new = Belonging.objects.get_or_create(
        person=person, organisation=organisation, ended=None, defaults={"title": title}
    )
    if new:
        how = Proof.How.DOMAIN if domain else Proof.How.PERSON if by or operator else Proof.How.BEFORE
        Proof.objects.create(
            belonging=belonging, person=person, how=how, domain=domain, by=by, operator=operator[:80], why=why
        )
    return belonging


def _present(person: Person) -> "QuerySet[Belonging]":
    return Belonging.objects.filter(person=person, ended=None).order_by("since", "pk")


def _write_for(person: Person, belonging: Belonging | None) -> None:
    person.organisation = belonging.organisation if belonging else None
    if belonging is not None and belonging.title:
        person.title = belonging.title
    person.save(update_fields=["organisation", "title"])
    index.put(search.document(person))
