"""Values out of a row that anybody may have made: of the right type, or BadRow."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Field
from django.utils import translation
from django.utils.dateparse import parse_date, parse_datetime

from krets.cases.models.case import Case

KEY = re.compile(r"[0-9a-z]{6,24}")
LISTS = ("cpv", "themes")
FLAGS = ("may_be_contacted", "value_per_year")


class BadRow(ValueError):
    """The row is not taken; the message says why."""


def words(row: Mapping[str, Any], name: str, longest: int = 100_000) -> str:
    value = row.get(name) or ""
    if not isinstance(value, str) or len(value) > longest:
        raise BadRow(f"{name} is not a text, or too long")
    return value.replace("\x00", "").encode("utf-8", "replace").decode()


def objects(row: Mapping[str, Any], name: str, kind: Any = dict) -> list[Any]:
    found = row.get(name) or []
    if not isinstance(found, list) or not all(isinstance(one, kind) for one in found):
        raise BadRow(f"{name} is not a list of objects")
    return found


def moment(row: Mapping[str, Any], name: str) -> datetime | None:
    """With its time zone; None when the row says nothing."""
    value = words(row, name)
    try:
        found = parse_datetime(value) if value else None
    except ValueError:
        found = None
    if value and (found is None or found.tzinfo is None):
        raise BadRow(f"{name} is not a moment with its time zone")
    return found


def day(row: Mapping[str, Any], name: str) -> date | None:
    value = words(row, name)
    try:
        found = parse_date(value) if value else None
    except ValueError:
        found = None
    if value and found is None:
        raise BadRow(f"{name} is not a date")
    return found


def flag(row: Mapping[str, Any], name: str) -> bool | None:
    value = row.get(name)
    if value is not None and not isinstance(value, bool):
        raise BadRow(f"{name} is not true or false")
    return value


def field(row: Mapping[str, Any], name: str) -> Any:
    """A field of a case. A choice may stand as its code, or as its word in any of our languages."""
    if name in FLAGS:
        return flag(row, name)
    if name in LISTS:
        value = row.get(name) or []
        if isinstance(value, str):
            return value
        return objects(row, name, str)
    found, column = words(row, name), Case._meta.get_field(name)
    assert isinstance(column, Field)
    return _code(column.choices, found) if column.choices and found else found


def _code(choices: Any, found: str) -> str:
    codes = dict(choices)
    if found in codes:
        return found
    for language in ("en", "sv", "fi"):
        with translation.override(language):
            for code, label in codes.items():
                if str(label).casefold() == found.casefold():
                    return str(code)
    return found
