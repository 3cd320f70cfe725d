"""What the law of a country makes Krets say, for a reader. A face."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language

from krets.engines.countries import Country, Words, load

Text = Any  # str, safe where it holds marks of language, or a translation to come

OURS = Path(__file__).parents[1] / "countries"


def countries() -> Mapping[str, Country]:
    """What the law makes Krets say, by country. `Broken` names every fault of the files."""
    return _loaded(settings.COUNTRIES)


@cache
def _loaded(folder: str) -> Mapping[str, Country]:
    return load(OURS, folder) if folder else load(OURS)


def said(country: Country, words: Words) -> Text:
    """In the reader's language where it is written in it, else marked with the language that it is in."""
    reader = get_language() or settings.LANGUAGE_CODE
    told = country.said(words, reader)
    if told.language == reader:
        return told.text
    return format_html('<span lang="{}">{}</span>', told.language, told.text)
