"""One notice as one buyer published it in one language."""

import datetime
import re
from dataclasses import astuple, dataclass, fields


class Refused(ValueError):
    """This cannot be kept as something an organisation bought; the message says what is missing."""


class NotProcurement(Refused):
    """A notice, but about something else than buying."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The columns of a TED table, each as it is written there: text, '' for absent.

    date: 20210111; country: two letters; lang: two letters, capitals; cpv: codes of eight digits, the main
    one first, blanks between; value: a decimal number.
    """

    notice: str
    date: str
    country: str
    form: str
    type: str
    procedure: str
    lang: str
    buyer: str
    town: str
    nuts: str
    cpv: str
    title: str
    short_descr: str
    value: str
    currency: str

    @property
    def codes(self) -> tuple[str, ...]:
        """CPV codes, each once, without check digit."""
        return tuple(dict.fromkeys(re.findall(r"\b(\d{8})(?:-\d)?\b", self.cpv)))

    @property
    def published(self) -> datetime.date | None:
        try:
            return datetime.date.fromisoformat(self.date)
        except ValueError:
            return None

    @property
    def language(self) -> str:
        """Two small letters; 'nb' for Norwegian."""
        return {"no": "nb"}.get(self.lang.lower(), self.lang.lower())[:5]

    @property
    def row(self) -> tuple[str, ...]:
        return astuple(self)


@dataclass(frozen=True, slots=True)
class Bought:
    """One buyer's notice: a row for each language, the notice's own first.

    organisation: the slug the buyer is known by here, where an export says so; else name and country tell.
    version: a notice may be published again; a lower version than the known one says nothing new.
    """

    rows: tuple[Notice, ...]
    organisation: str = ""
    version: int = 0


COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(Notice))


def checked(notice: Notice, *, title: bool) -> Notice:
    """The notice, when it says who bought what. `title`: whether this kind of notice must have one.

    Raises Refused, naming everything that is missing.
    """
    missing = [
        name
        for name, there in (
            ("number", notice.notice),
            ("buyer's name", notice.buyer),
            ("title", notice.title or not title),
            ("CPV code", notice.codes),
        )
        if not there
    ]
    if missing:
        raise Refused(f"it has no {_listed(missing)}")
    return notice


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
