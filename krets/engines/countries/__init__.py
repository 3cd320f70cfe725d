"""What the law of a country makes Krets say: one TOML file for each, read with all its faults at once.

A host's folder goes before ours: `load(ours, theirs)`. `docs/countries.md` says what stands in a file.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from krets.engines.contract import Fault, InputError
from krets.engines.shell import read

LONGEST_STANDSTILL = 90  # days; what is longer is a slip of the pen


@dataclass(frozen=True, slots=True)
class Words:
    """One text in the languages it is written in."""

    sv: str = ""
    fi: str = ""
    en: str = ""
    nb: str = ""
    da: str = ""


LANGUAGES = tuple(field.name for field in fields(Words))


@dataclass(frozen=True, slots=True)
class Said:
    """A text in one language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Law:
    """link: an address that lasts, such as an ELI."""

    name: Words
    section: Words
    link: str


@dataclass(frozen=True, slots=True)
class Country:
    """languages: what every text is written in, the country's own first."""

    country: str
    languages: tuple[str, ...]
    warning: Words  # the line above the box that one writes in
    outsiders: Words  # why that holds among colleagues too
    awarded: Words
    award_date: Words
    supplier_secrets: Words
    supplier_secrets_help: Words
    records_number: Words
    standstill: int  # days after the award before there is a contract
    laws: tuple[Law, ...]

    def said(self, words: Words, reader: str) -> Said:
        """In the reader's language if it is written in it, else in the country's own."""
        language = reader if reader in self.languages else self.languages[0]
        return Said(getattr(words, language), language)


class Broken(ValueError):
    """Files that can't be used. `faults`: for each what is wrong with it, in words that say what to do."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))


def load(*folders: Path | str) -> Mapping[str, Country]:
    """Countries by code. Of two files with one name the one in the later folder counts, whole."""
    files: dict[str, Path] = {}
    faults = []
    for folder in map(Path, folders):
        if not folder.is_dir():
            faults.append(f"{folder} is no folder. Make it, or name another.")
        files.update({path.name: path for path in sorted(folder.glob("*.toml"))})
    found = {}
    for path in files.values():
        try:
            country = parse(path.read_text(encoding="utf-8"), path.stem)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
            faults.append(f"{path} can't be read: {wrong}. Compare it with the file of another country.")
        except InputError as wrong:
            faults += [f"{path}: {fault.path} {fault.message}." for fault in wrong.faults]
        else:
            found[country.country] = country
    if faults:
        raise Broken(faults)
    return found


def parse(text: str, name: str) -> Country:
    """name: the file's, which is the country's code. InputError names all that is wrong."""
    data = tomllib.loads(text)
    try:
        country = read(Country, data)
    except InputError as wrong:
        raise InputError(Fault(one.path, one.code, _told(one)) for one in wrong.faults) from wrong
    if faults := list(_faults(country, name)):
        raise InputError(faults)
    return country


def _told(fault: Fault) -> str:
    if fault.code == "unknown":
        return f"is not known here. Take it out, or write one of {', '.join(_known_at(fault.path))}"
    if fault.code == "empty":
        return "is missing. Write it; the file of another country shows how"
    return fault.message


def _known_at(path: str) -> tuple[str, ...]:
    """What may stand beside the last part of a path."""
    above = path.rpartition(".")[0]
    if not above:
        return tuple(field.name for field in fields(Country))
    return tuple(field.name for field in fields(Law)) if above.endswith("]") else LANGUAGES


def _faults(country: Country, name: str) -> Iterator[Fault]:
    if not re.fullmatch("[A-Z]{2}", country.country) or country.country.lower() != name:
        yield Fault("country", "out_of_range", f"must be the file's name in capitals, {name.upper()[:2]}")
    if not country.languages:
        yield Fault("languages", "empty", "must name at least one language, the country's own first")
    for language in country.languages:
        if language not in LANGUAGES:
            yield Fault("languages", "unknown", f"names {language!r}; Krets knows {', '.join(LANGUAGES)}")
    if not 0 <= country.standstill <= LONGEST_STANDSTILL:
        yield Fault("standstill", "out_of_range", f"must be a number of days from 0 to {LONGEST_STANDSTILL}")
    if not country.laws:
        yield Fault("laws", "empty", "must name the law that the questions come from")
    for place, law in enumerate(country.laws):
        if not re.match(r"https://[\w.-]+/\S", law.link):
            yield Fault(f"laws[{place}].link", "out_of_range", "must be an address that begins with https://")
    known = [language for language in country.languages if language in LANGUAGES]
    for path, words in _texts(asdict(country), ""):
        for language in LANGUAGES:
            if language in known and not words[language].strip():
                yield Fault(
                    f"{path}.{language}", "empty", f"is missing. Write it, or take {language} out of languages"
                )
            elif language not in known and words[language]:
                yield Fault(
                    f"{path}.{language}", "unknown", f"is never shown. Add {language} to languages, or take it out"
                )


def _texts(value: Any, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every text of a country, with its place in the file."""
    if isinstance(value, dict) and set(value) == set(LANGUAGES):
        yield path, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, f"{path}.{key}" if path else key)
    elif isinstance(value, (list, tuple)):
        for place, one in enumerate(value):
            yield from _texts(one, f"{path}[{place}]")
