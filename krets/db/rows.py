"""Rows as plain values and back, for export and import: nothing but JSON, and only what is not as usual."""

import json
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import models

Row = dict[str, Any]


def values(item: models.Model, *, without: Collection[str] = ()) -> Row:
    """The item's own fields by name; no number, no relations, nothing that stands at its default."""
    row: Row = {}
    for field in item._meta.concrete_fields:
        if field.primary_key or field.is_relation or field.name in without:
            continue
        value = getattr(item, field.attname)
        if value != field.get_default():
            row[field.name] = _plain(value)
    return row


def fields(model: type[models.Model], row: Mapping[str, Any], *, without: Collection[str] = ()) -> Row:
    """What of a row are the model's own fields, as it takes them. Raises ValueError for what none can be."""
    found: Row = {}
    for field in model._meta.concrete_fields:
        if field.name in row and not (field.primary_key or field.is_relation or field.name in without):
            value = field.to_python(row[field.name])
            field.run_validators(value)
            found[field.name] = value
    return found


def line(row: Row) -> str:
    """A row as one line of JSON, the same for the same row."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value
