"""The list of members goes out, in the form in which it comes in."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import override

from krets.db.identity import verb
from krets.db.readers import Reader
from krets.engines.tables import MEMBERS, csv_of, xlsx_of
from krets.networks import rules
from krets.networks.models import Unit
from krets.people.models import Person
from krets.records.actions import exported

HEADINGS = {"sv": 0, "fi": 1, "en": 2, "nb": 3, "da": 3}
COLUMNS = ("name", "email", "organisation", "title", "phone", "since")


@verb
def export_members(*, by: Person | None, unit: Unit, reader: Reader, excel: bool = False) -> bytes:
    """Current members, one a row, as CSV or Excel with the unit's headings. It leaves a trace.

    A telephone number stands there only where its owner tells it to the reader.
    """
    exported(by=by, kind="unit", key=unit.slug, what="members")
    rows = [_headings(unit.language), *_rows(unit, reader)]
    with override(unit.language):
        return xlsx_of(rows, unit.name) if excel else csv_of(rows)


def _headings(language: str) -> list[str]:
    return [_WORDS[name][HEADINGS.get(language, 2)] for name in COLUMNS]


_WORDS = {
    "name": ("Namn", "Nimi", "Name", "Navn"),
    "email": ("E-post", "Sähköposti", "E-mail", "E-post"),
    "organisation": ("Organisation", "Organisaatio", "Organisation", "Organisasjon"),
    "title": ("Titel", "Nimike", "Title", "Tittel"),
    "phone": ("Telefon", "Puhelin", "Phone", "Telefon"),
    "since": ("Medlem sedan", "Jäsen alkaen", "Member since", "Medlem siden"),
}
assert set(COLUMNS) <= set(MEMBERS)


def _rows(unit: Unit, reader: Reader) -> Iterator[list[str]]:
    for membership, phone in rules.member_rows(reader, unit):
        person = membership.person
        account = getattr(person, "account", None)
        since = timezone.localtime(membership.since).date().isoformat()
        organisation = person.organisation.name if person.organisation else ""
        yield [person.name, account.email if account else "", organisation, person.title, phone, since]
