"""What ours is measured against: two other ways to find the same words in the same documents."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from krets.engines.text import grams

TOP = 10


class Tantivy:
    """Plain words in tantivy: its own tokenizer, OR, BM25, ten best; no grams, no rows read again."""

    def __init__(self, folder: Path) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("number", fast=True)
        builder.add_text_field("readers", tokenizer_name="raw", index_option="basic")
        builder.add_text_field("text", index_option="freq")
        self.schema = builder.build()
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.index = tantivy.Index(self.schema, path=str(folder))

    def fill(self, documents: Iterable[dict[str, Any]]) -> None:
        writer = self.index.writer(96 * 1024 * 1024, 1)
        for number, one in enumerate(documents):
            row = tantivy.Document()
            row.add_unsigned("number", number)
            row.add_text("text", f"{one['title']} {one['title']} {one['body']}")
            for token in one["readers"]:
                row.add_text("readers", token)
            writer.add_document(row)
        writer.commit()
        writer.wait_merging_threads()

    def ask(self, question: str, tokens: Sequence[str]) -> list[Any]:
        self.index.reload()
        searcher = self.index.searcher()
        may = [(Occur.Should, Query.term_query(self.schema, "readers", one)) for one in tokens]
        said = [(Occur.Should, Query.term_query(self.schema, "text", word)) for word in grams.words(question)]
        both = Query.boolean_query(
            [
                (Occur.Must, Query.const_score_query(Query.boolean_query(may), 0.0)),
                (Occur.Must, Query.boolean_query(said)),
            ]
        )
        hits = searcher.search(both, TOP, count=False).hits
        return list(searcher.fast_field_values("number", [place for _, place in hits]))

    def bytes(self) -> int:
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())


class Sqlite:
    """SQLite FTS5: OR between words, bm25, ten best. A document of the bench has one audience, kept beside it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.base = sqlite3.connect(path, check_same_thread=False)

    def fill(self, documents: Iterable[dict[str, Any]]) -> None:
        self.base.executescript(
            "pragma journal_mode=off; pragma synchronous=off; drop table if exists text; drop table if exists may;"
            "create virtual table text using fts5(title, body, content='', tokenize='unicode61');"
            "create table may(number integer primary key, reader text);"
        )
        rows, may = [], []
        for number, one in enumerate(documents):
            rows.append((number, one["title"], one["body"]))
            may.append((number, one["readers"][0]))
            if len(rows) == 10_000:
                self._keep(rows, may)
        self._keep(rows, may)
        self.base.commit()

    def ask(self, question: str, tokens: Sequence[str]) -> list[Any]:
        words = " OR ".join(f'"{word}"' for word in grams.words(question))
        marks = ",".join("?" * len(tokens))
        return self.base.execute(
            "select text.rowid from text join may on may.number = text.rowid where text match ? "
            f"and may.reader in ({marks}) order by bm25(text, 2.0, 1.0) limit {TOP}",
            [words, *tokens],
        ).fetchall()

    def bytes(self) -> int:
        return self.path.stat().st_size

    def _keep(self, rows: list[Any], may: list[Any]) -> None:
        self.base.executemany("insert into text(rowid, title, body) values (?, ?, ?)", rows)
        self.base.executemany("insert into may values (?, ?)", may)
        rows.clear()
        may.clear()
