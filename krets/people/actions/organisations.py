"""What is known of organisations, and which addresses are theirs."""

import re
from typing import Any

from krets.activity.actions import record
from krets.db.clock import now
from krets.db.identity import verb
from krets.people import rules
from krets.people.models import Domain, Organisation, Person

FACTS = ("name", "kind", "country", "nuts", "inhabitants", "website", "regions", "covered")
_DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


class NoDomain(ValueError):
    """It is no domain of mail."""


class PublicProvider(NoDomain):
    """Anybody can have an address there."""


class Taken(NoDomain):
    """It is another organisation's."""


@verb
def change_organisation(*, by: Person | None, organisation: Organisation, **facts: Any) -> Organisation:
    """Change what is known of it: any of FACTS. Whoever works there stays, and reads by what it says now."""
    changed = [name for name in FACTS if name in facts and getattr(organisation, name) != facts[name]]
    for name in changed:
        setattr(organisation, name, facts[name])
    if changed:
        organisation.save()
        record(verb="people.change_organisation", kind="organisation", key=organisation.slug, by=by)
    return organisation


@verb
def verify_domain(*, by: Person | None, organisation: Organisation, name: str, operator: str = "") -> Domain:
    """Say that addresses on this domain are the organisation's: from now on one proves who works there.

    Raises NoDomain, PublicProvider or Taken. `operator`: who did it by command.
    """
    name = name.strip().casefold().rpartition("@")[2].rstrip(".")
    try:
        name = name.encode("idna").decode()
    except UnicodeError as wrong:
        raise NoDomain from wrong
    if not _DOMAIN.fullmatch(name):
        raise NoDomain
    if rules.is_public_provider(name):
        raise PublicProvider
    domain, new = Domain.objects.get_or_create(
        name=name, ended=None,
        defaults={"organisation": organisation, "verified_by": by, "operator": operator[:80]},
    )  # fmt: skip
    if domain.organisation_id != organisation.pk:
        raise Taken
    if new:
        record(verb="people.verify_domain", kind="organisation", key=organisation.slug, by=by)
    return domain


@verb
def end_domain(*, by: Person | None, domain: Domain) -> None:
    """From now on an address there shows nothing. Who came in by one stays."""
    if Domain.objects.filter(pk=domain.pk, ended=None).update(ended=now()):
        record(verb="people.end_domain", kind="organisation", key=domain.organisation.slug, by=by)
