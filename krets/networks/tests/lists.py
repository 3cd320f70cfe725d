"""Lists of invented people, as messy as real ones, and what becomes of them."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from krets.engines.tables import read
from krets.networks import actions
from krets.networks.models import Import, ImportRow, Unit
from krets.people.models import Person

HEAD = ("Namn", "E-post", "Organisation", "Titel", "Telefon", "Medlem sedan")


def csv(*rows: Sequence[str], head: Sequence[str] = HEAD, separator: str = ";", encoding: str = "cp1252") -> bytes:
    return "\r\n".join(separator.join(row) for row in (head, *rows)).encode(encoding)


def xlsx(*rows: Sequence[Any], merged: Iterable[str] = ()) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def brought(
    by: Person | None, unit: Unit, content: bytes, kind: str = Import.Kind.MEMBERS, name: str = "lista.csv"
) -> Import:
    return actions.bring_import(by=by, unit=unit, kind=kind, name=name, sheet=read(content))


def taken_in(by: Person | None, unit: Unit, content: bytes, kind: str = Import.Kind.MEMBERS) -> Import:
    imported = brought(by, unit, content, kind)
    actions.decide_import(by=by, imported=imported, choices={}, rest="skip")
    actions.confirm_import(by=by, imported=imported)
    imported.refresh_from_db()
    return imported


def fates(imported: Import) -> dict[int, str]:
    rows = ImportRow.objects.filter(imported=imported).exclude(fate="")
    return dict(rows.values_list("number", "fate"))


def notes(imported: Import, number: int) -> list[str]:
    return [code for code, _ in ImportRow.objects.get(imported=imported, number=number).told]
