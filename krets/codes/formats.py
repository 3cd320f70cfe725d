"""How public lists of codes come: CSV with a column for each language, or genericode XML; gzipped or not."""

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

GZIP = b"\x1f\x8b"
# Languages that genericode names by three letters, of those that have two.
TWO_LETTERS = {
    "bul": "bg", "ces": "cs", "dan": "da", "deu": "de", "ell": "el", "eng": "en", "est": "et", "fin": "fi",
    "fra": "fr", "gle": "ga", "hrv": "hr", "hun": "hu", "isl": "is", "ita": "it", "lav": "lv", "lit": "lt",
    "mlt": "mt", "nld": "nl", "nob": "nb", "nor": "nb", "pol": "pl", "por": "pt", "ron": "ro", "slk": "sk",
    "slv": "sl", "spa": "es", "swe": "sv",
}  # fmt: skip

Row = tuple[str, dict[str, str]]


class NotAList(ValueError):
    """The file is no list of codes; the message says what is wrong with it."""


def files(path: Path) -> list[Path]:
    """The file, or those of a folder that look like lists."""
    if not path.is_dir():
        return [path]
    return sorted(one for one in path.iterdir() if {".csv", ".gc"} & set(one.suffixes))


def read(path: Path) -> Iterator[Row]:
    """Codes and their labels by language. What a file is its first bytes say, not its name."""
    with path.open("rb") as raw:
        head = raw.read(2)
        raw.seek(0)
        with gzip.open(raw) if head == GZIP else raw as content:
            yield from _read(path, io.BufferedReader(content))


def _read(path: Path, content: "io.BufferedReader") -> Iterator[Row]:
    try:
        if content.peek(64).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            yield from _genericode(content)
        else:
            yield from _table(content)
    except (ParseError, DefusedXmlException, UnicodeDecodeError, csv.Error, EOFError, gzip.BadGzipFile) as fault:
        raise NotAList(f"{path.name} cannot be read as a list of codes: {fault}") from fault
    except NotAList as fault:
        raise NotAList(f"{path.name}: {fault}") from fault


def _table(content: IO[bytes]) -> Iterator[Row]:
    rows = csv.reader(io.TextIOWrapper(content, encoding="utf-8-sig", newline=""))
    heads = next(rows, [])
    if len(heads) < 2 or heads[0].strip().lower() != "code":
        raise NotAList('the first line must be "code" and then a language in each column, as in code,sv,fi')
    languages = [head.strip().lower() for head in heads[1:]]
    for row in rows:
        if row:
            yield row[0].strip(), dict(zip(languages, row[1:], strict=False))


def _genericode(content: IO[bytes]) -> Iterator[Row]:
    for _, element in ElementTree.iterparse(content, forbid_dtd=True):
        if element.tag.rpartition("}")[2] != "Row":
            continue
        values = {
            value.get("ColumnRef", ""): "".join(value.itertext()).strip()
            for value in element
            if value.tag.rpartition("}")[2] == "Value"
        }
        labels = {
            TWO_LETTERS[column.removesuffix("_label")]: text
            for column, text in values.items()
            if column.removesuffix("_label") in TWO_LETTERS
        }
        yield values.get("code", ""), labels
        element.clear()
