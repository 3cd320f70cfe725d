"""Who works where, and what follows: who is a buyer, and what an address says."""

from collections.abc import Iterable

from django.db.models import QuerySet

from krets.db.identity import reaching
from krets.db.readers import Reader
from krets.people.models import Belonging, Domain, Organisation, Person, ProfileField

# Anybody can have an address there, so that it shows no employer.
_PROVIDERS = """
    gmail.com googlemail.com hotmail.com hotmail.se hotmail.fi hotmail.no hotmail.dk outlook.com outlook.se
    outlook.fi outlook.dk live.com live.se live.fi live.no live.dk msn.com yahoo.com yahoo.se yahoo.fi
    yahoo.no yahoo.dk ymail.com icloud.com me.com mac.com aol.com gmx.com gmx.net gmx.de web.de mail.com
    proton.me protonmail.com pm.me tuta.com tutanota.com fastmail.com zoho.com hey.com yandex.com mail.ru
    telia.com tele2.se bredband.net bredband2.com comhem.se spray.se home.se swipnet.se passagen.se bahnhof.se
    ownit.nu glocalnet.net luukku.com suomi24.fi kolumbus.fi elisanet.fi saunalahti.fi welho.com
    dnainternet.net pp.inet.fi online.no getmail.no jubii.dk mail.dk tdcadsl.dk hot.ee mail.ee inbox.lv
    inbox.lt simnet.is
"""
PROVIDERS = frozenset(_PROVIDERS.split())


def domain_of(email: str) -> str:
    return email.strip().casefold().rpartition("@")[2]


def is_public_provider(domain: str) -> bool:
    """Whether anybody can have an address on this domain."""
    parts = domain.casefold().split(".")
    return any(".".join(parts[start:]) in PROVIDERS for start in range(len(parts)))


def organisation_of_domain(domain: str) -> Organisation | None:
    """Whose domain it is, verified by somebody. A part of it, such as `skola.` before it, is not the same."""
    with reaching("people.domains"):
        found = Domain.objects.filter(name=domain, ended=None).select_related("organisation").first()
    return found.organisation if found else None


def organisation_of_address(email: str) -> Organisation | None:
    """Whose verified domain it is; else where colleagues with addresses at the same host work, if that is one
    and the same place."""
    host = domain_of(email)
    if not host or is_public_provider(host):
        return None
    if known := organisation_of_domain(host):
        return known
    places = Organisation.objects.filter(people__account__email__endswith=f"@{host}").distinct()[:2]
    return places[0] if len(places) == 1 else None


def is_buyer(person: Person) -> bool:
    """Who works, in the first place, for an organisation that falls under procurement law."""
    return person.organisation is not None and person.organisation.covered


def may_be_member(person: Person) -> bool:
    """Suppliers never become members. Somebody whose employer is not known yet may be one: from a mailing list."""
    return person.organisation is None or person.organisation.covered


def own_belongings(reader: Reader) -> "QuerySet[Belonging]":
    """Where the reader works and has worked, present employers first; with how that was proved."""
    if reader.person is None:
        return Belonging.objects.none()
    mine = Belonging.objects.filter(person_id=reader.person).select_related("organisation", "proof__by")
    return mine.order_by("-ended", "since", "pk")


def visible_belongings(reader: Reader, person: Person) -> "QuerySet[Belonging]":
    """Present employers of somebody whose name the reader may see; what was before is told to nobody else."""
    found = Belonging.objects.filter(person=person, ended=None).select_related("organisation")
    return found.order_by("since", "pk") if reader.reads(person) else found.none()


def domains_of(organisation: Organisation) -> "QuerySet[Domain]":
    """Only for pages of who administers, and within their reach."""
    return Domain.objects.filter(organisation=organisation, ended=None).select_related("verified_by")


def formal_names(people: Iterable[Person]) -> dict[int, str]:
    """By number of the person. Only for pages of who administers: others read them as each chose."""
    with reaching("people.formal_names"):
        rows = ProfileField.objects.filter(person__in=[*people], field=ProfileField.Name.FORMAL_NAME)
        return dict(rows.values_list("person_id", "text"))
