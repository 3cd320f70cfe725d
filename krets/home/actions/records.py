"""An organisation's records as one file that is read without Krets."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from krets.db.clock import now
from krets.db.identity import verb
from krets.files.models import File
from krets.home import rules
from krets.home.rules import record_words as words
from krets.home.rules.record_rows import SOME, Record
from krets.people.models import Organisation, Person
from krets.records import actions as trail

NAMES = {"json_name": "records.json", "sums_name": "manifest.txt"}
STYLE = settings.ROOT / "krets" / "home" / "static" / "home" / "kept.css"


@dataclass(frozen=True)
class Exported:
    """How much was written: items of all kinds, and attached files."""

    items: int
    files: int


@verb
def export_records(
    *, by: Person | None, organisation: Organisation, period: rules.Period, out: IO[bytes]
) -> Exported:
    """Write what the organisation's staff wrote and received as a zip: a page for each item and an index of them,
    all of it as JSON, the files, and the SHA-256 of each of these. It is traced who took it.

    `by` is None for the operator. `out` is written from the beginning to the end; SOME rows are held at a time.
    """
    trail.exported(by=by, kind="organisation", key=organisation.slug, what=f"records {period}")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped, tempfile.TemporaryFile("w+b") as index:
        archive = _Archive(zipped, organisation, period)
        with tempfile.TemporaryFile("w+b") as plain:
            plain.write(_head(organisation, period))
            for number, record in enumerate(_all(organisation, period)):
                plain.write(b",\n" if number else b"\n")
                plain.write(_json(record))
                index.write(archive.add(record))
            plain.write(b"\n]}\n")
            archive.take(plain, NAMES["json_name"])
        archive.finish(index)
    return Exported(archive.items, archive.files)


def _all(organisation: Organisation, period: rules.Period) -> Iterator[Record]:
    found = rules.listed(organisation, period).iterator(SOME)
    while some := list(islice(found, SOME)):
        yield from rules.records(some, organisation)
    for further in (rules.questions, rules.requests, rules.reuses, rules.letters):
        yield from further(organisation, period)


class _Archive:
    """A zip that knows the sum of everything in it."""

    def __init__(self, zipped: zipfile.ZipFile, organisation: Organisation, period: rules.Period) -> None:
        self.zipped, self.items, self.files = zipped, 0, 0
        self.sums: dict[str, str] = {}
        language = translation.get_language() or settings.LANGUAGE_CODE
        # Ours, and the same in each page: it must look right where there is no Krets.
        style = mark_safe(f"<style>{STYLE.read_text()}</style>")  # noqa: S308
        self.page = {
            "back": "../index.html",
            "style": style,
            "organisation": organisation,
            "period": period,
            "language": language,
        }

    def add(self, record: Record) -> bytes:
        """Put in the page and the files of one item; its row of the index."""
        self.items += 1
        name = f"items/{record['kind']}-{record['key']}.html"
        shown = words.shown_of(record)
        self._put(name, render_to_string("home/kept/item.html", self.page | shown).encode())
        for file in record.get("files", []):
            self._copy(file)
        return render_to_string("home/kept/row.html", shown | {"href": name}).encode()

    def finish(self, index: IO[bytes]) -> None:
        """The index, and last what everything should add up to, as `sha256sum --check` takes it."""
        counted = self.page | {"items": self.items, "files": self.files, "made": now()} | NAMES
        above, below = render_to_string("home/kept/index.html", counted).split("<!-- rows -->")
        with tempfile.TemporaryFile("w+b") as whole:
            whole.write(above.encode())
            index.seek(0)
            while part := index.read(65_536):
                whole.write(part)
            whole.write(below.encode())
            self.take(whole, "index.html")
        self._put(NAMES["sums_name"], "".join(f"{one}  {name}\n" for name, one in self.sums.items()).encode())

    def take(self, source: IO[bytes], name: str) -> None:
        """From its beginning, a part at a time."""
        source.seek(0)
        digest = hashlib.sha256()
        with self.zipped.open(name, "w", force_zip64=True) as kept:
            while part := source.read(65_536):
                digest.update(part)
                kept.write(part)
        self.sums[name] = digest.hexdigest()

    def _copy(self, file: dict[str, Any]) -> None:
        source = File(sha256=file["sha256"]).path
        if file["path"] not in self.sums and source.exists():
            self.files += 1
            with source.open("rb") as content:
                self.take(content, file["path"])

    def _put(self, name: str, content: bytes) -> None:
        self.zipped.writestr(name, content)
        self.sums[name] = hashlib.sha256(content).hexdigest()


def _head(organisation: Organisation, period: rules.Period) -> bytes:
    head = {
        "organisation": {"slug": organisation.slug, "name": organisation.name},
        "since": period.since,
        "until": period.until,
        "made": now(),
        "from": settings.URL,
    }
    return _json(head)[:-1] + b', "records": ['


def _json(row: Any) -> bytes:
    return json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False).encode()
