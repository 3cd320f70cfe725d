"""The fields of the index, and how a `Document` fills them."""

from collections.abc import Iterator
from functools import lru_cache

import tantivy

from krets.engines.text import grams
from krets.search.models import Document

FIELDS = 2  # raise when a field is added, dropped or read otherwise: an index of another number is not read
VERSION = f"{FIELDS}-{grams.VERSION}"
TITLE = 2  # times a title counts beside its text
GAP = grams.EDGE  # stands between texts, so that no phrase reaches over
FACETS = (
    "organisation",
    "organisation_kind",
    "organisation_size",
    "country",
    "outcome",
    "phase",
    "themes",
    "unit",
)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_integer_field("at", fast=True)
    for exact in ("kind", "language", "readers", "terms", "facets"):
        builder.add_text_field(exact, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("grams", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("pairs", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("title", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


SCHEMA = _schema()


def entry(row: Document) -> tantivy.Document:
    """The row as the index keeps it. Texts are not stored: what is shown is read from the database again."""
    title, body = grams.words(row.title), grams.words(row.body)
    found = tantivy.Document()
    found.add_unsigned("id", row.pk)
    found.add_integer("at", int(row.at.timestamp()))
    found.add_text("kind", row.kind)
    found.add_text("language", row.language)
    for token in row.readers:
        found.add_text("readers", token)
    for term in terms(row.terms):
        found.add_text("terms", term)
    for facet in facets(row.facets):
        found.add_text("facets", facet)
    titled = " ".join(map(_grams, title))
    found.add_text("words", f" {GAP} ".join([" ".join(title)] * TITLE + [" ".join(body)]))
    found.add_text("grams", " ".join([titled] * TITLE + list(map(_grams, body))))
    found.add_text("pairs", " ".join(grams.pairs(title) * TITLE + grams.pairs(body)))
    found.add_text("title", titled)
    return found


def terms(given: list[str]) -> Iterator[str]:
    """Exact words; a CPV code also as each of its parents, so that a code finds what lies below it."""
    for term in dict.fromkeys(given):
        prefix, _, code = term.partition(":")
        if prefix != "cpv":
            yield term
            continue
        code = cpv(code)
        for length in range(2, len(code) + 1):
            yield f"cpv:{code[:length]}"


def cpv(code: str) -> str:
    """A CPV code without its check digit and closing zeros: `15100000-9` → `151`, but `30…` → `30`."""
    digits = code.partition("-")[0]
    return digits[:2] + digits[2:].rstrip("0")


def facets(given: dict[str, object]) -> Iterator[str]:
    for name in FACETS:
        value = given.get(name)
        for one in value if isinstance(value, list) else [value]:
            if one not in (None, ""):
                yield f"{name}:{one}"


@lru_cache(maxsize=100_000)
def _grams(word: str) -> str:
    return " ".join(grams.word_grams(word))
