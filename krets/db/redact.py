"""A person's name, address and telephone taken out of texts that stay when the person does not."""

import re
from collections.abc import Collection

from django.db import models

GONE = "[…]"


def pattern(words: Collection[str]) -> re.Pattern[str] | None:
    """Of these words, each as a whole; None when there is none long enough to mean anything."""
    told = sorted({word.strip() for word in words if len(word.strip()) >= 4}, key=len, reverse=True)
    if not told:
        return None
    return re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in told), re.IGNORECASE)


def redact(row: models.Model, words: re.Pattern[str] | None) -> bool:
    """Take them out of the row's own texts, and save it if any was there. An address field becomes empty."""
    changed = []
    for field in row._meta.concrete_fields:
        if words is None or field.choices or not isinstance(field, models.CharField | models.TextField):
            continue
        value = getattr(row, field.attname)
        if value and words.search(value):
            setattr(row, field.attname, "" if isinstance(field, models.EmailField) else words.sub(GONE, value))
            changed.append(field.name)
    if changed:
        row.save(update_fields=changed)
    return bool(changed)
