"""Labels that say the same in several languages, read from what the host names.

Tables with a column for each language (CPV, eForms, NUTS, any glossary; CSV or TSV, gzipped or not), and
dictionaries of FreeDict, as dictd has them (`*.index` beside `*.dict.dz`) or as TEI.
"""

import csv
import gzip
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from krets.engines.text.stopwords import LANGUAGES

THREE = {"swe": "sv", "fin": "fi", "nob": "nb", "nor": "nb", "dan": "da", "eng": "en"}
NAMED = re.compile(r"(?P<one>[a-z]{3})-(?P<other>[a-z]{3})(?=\.|$)")
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"  # of numbers in a dictd index
OWN = Path(__file__).parent / "trade.tsv"  # words of the trade, ours


class NotLabels(ValueError):
    """A file holds nothing that a lexicon can be learnt from."""


@dataclass(frozen=True)
class Label:
    """texts: by language. code: in the list it comes from; "" in a dictionary."""

    texts: Mapping[str, str]
    list: str = ""
    code: str = field(default="")

    @property
    def cpv_class(self) -> str:
        return self.code[:5] if self.list == "cpv" else ""


def read(paths: Iterable[Path]) -> list[Label]:
    """All labels with at least two of our languages. Raises NotLabels."""
    coded: dict[tuple[str, str], dict[str, str]] = {}
    loose: list[Label] = []
    for path in (file for one in paths for file in files(one)):
        try:
            for label in _read(path):
                if label.code:
                    coded.setdefault((label.list, label.code), {}).update(label.texts)
                else:
                    loose.append(label)
        except (OSError, ValueError, EOFError, KeyError, csv.Error, ParseError, DefusedXmlException) as fault:
            raise NotLabels(f"{path} cannot be read as labels or as a dictionary: {fault}") from fault
    found = [Label(texts, name, code) for (name, code), texts in coded.items()] + loose
    return [label for label in found if len(label.texts) > 1]


def files(path: Path) -> list[Path]:
    """The file, or those below a folder that look like labels or dictionaries."""
    if not path.is_dir():
        return [path]
    return sorted(one for one in path.rglob("*") if {".csv", ".tsv", ".index", ".tei"} & set(one.suffixes))


def write(labels: Iterable[Label], path: Path) -> None:
    """One JSON object a line, gzipped."""
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for label in labels:
            file.write(json.dumps([label.list, label.code, dict(label.texts)], ensure_ascii=False) + "\n")


def kept(path: Path) -> list[Label]:
    """What `write` wrote; nothing where it wrote nothing."""
    if not path.exists():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [Label(texts, name, code) for name, code, texts in map(json.loads, file)]


def _read(path: Path) -> Iterator[Label]:
    if path.suffix == ".index":
        yield from _dictionary(path)
    elif ".tei" in path.suffixes:
        with _opened(path) as content:
            yield from _tei(content, *_languages(path))
    else:
        with _opened(path) as content:
            yield from _table(content, path)


def _table(content: IO[bytes], path: Path) -> Iterator[Label]:
    text = io.TextIOWrapper(content, encoding="utf-8-sig", newline="")
    rows = csv.reader(text, delimiter="\t" if ".tsv" in path.suffixes else ",")
    heads = [head.strip().lower() for head in next(rows, [])]
    columns = {place: head for place, head in enumerate(heads) if head in LANGUAGES}
    if not columns:
        raise NotLabels("the first line must name a language in each column, as in code,sv,fi")
    name = path.name.split(".")[0]
    for row in rows:
        texts = {language: row[place].strip() for place, language in columns.items() if place < len(row)}
        code = row[0].strip() if row and 0 not in columns else ""
        told = {one: text for one, text in texts.items() if text}
        if re.fullmatch(r"\d{8}(-\d)?", code):
            yield Label(told, "cpv", code)
        else:  # a file of several lists names each before the code: gpp-criteria.eu
            inside, _, bare = code.rpartition(".")
            yield Label(told, inside or name, bare)


def _dictionary(path: Path) -> Iterator[Label]:
    one, other = _languages(path)
    texts = next((path.with_suffix(end) for end in (".dict.dz", ".dict") if path.with_suffix(end).exists()), None)
    if texts is None:
        raise NotLabels(f"there is no {path.stem}.dict.dz beside it")
    with _opened(texts) as file:
        content = file.read()
    seen = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        word, start, size = line.split("\t")[:3]
        if word.startswith("00") or start in seen:
            continue
        seen.add(start)
        entry = content[_number(start) : _number(start) + _number(size)].decode("utf-8")
        head, *lines = entry.strip().split("\n")
        said = re.split(r" [/<]", head)[0].strip()
        for meant in _meanings(lines):
            yield Label({one: said, other: meant})


def _meanings(lines: list[str]) -> Iterator[str]:
    """The first line, and those that begin with a number; others explain."""
    for place, line in enumerate(lines):
        if place and not re.match(r"\d+\. \S", line):
            continue
        bare = re.sub(r"^\d+\. | \d+\.$|#\w+|\([^)]*\)", "", line)
        yield from (one.strip() for one in re.split("[,;]", bare) if one.strip())


def _tei(content: IO[bytes], one: str, other: str) -> Iterator[Label]:
    for _, element in ElementTree.iterparse(content, forbid_dtd=False):
        if element.tag.rpartition("}")[2] != "entry":
            continue
        said = [found.text or "" for found in element.iter() if found.tag.endswith("}orth")]
        for cit in (
            found for found in element.iter() if found.tag.endswith("}cit") and found.get("type") == "trans"
        ):
            for quote in (found.text for found in cit.iter() if found.tag.endswith("}quote")):
                if said and quote:
                    yield Label({one: said[0].strip(), other: quote.strip()})
        element.clear()


def _languages(path: Path) -> tuple[str, str]:
    named = NAMED.search(path.name)
    if named is None or not {named["one"], named["other"]} <= set(THREE):
        raise NotLabels("its name does not say two of our languages, as in freedict-fin-swe")
    return THREE[named["one"]], THREE[named["other"]]


def _number(text: str) -> int:
    return sum(DIGITS.index(digit) * 64**place for place, digit in enumerate(reversed(text)))


def _opened(path: Path) -> IO[bytes]:
    return gzip.open(path) if path.suffix in (".gz", ".dz") else path.open("rb")  # type: ignore[return-value]
