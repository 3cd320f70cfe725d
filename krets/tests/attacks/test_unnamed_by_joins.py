"""Somebody puts together what they may read to learn who wrote without a name."""

import json
from typing import Any

from django.db import connection

from krets.api.tests.calling import Caller
from krets.asks import actions as asks
from krets.db.identity import acting_as
from krets.files import actions as files
from krets.tests.cast import client_of, reader
from krets.tests.world import World

TABLES = "select table_name, column_name from information_schema.columns where table_schema = 'public'"


NAMES_OF_PEOPLE = {"person_id", "writer_id", "account_id", "by_id", "author_id", "of_id", "user_id"}


def columns_of_all_tables() -> dict[str, set[str]]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        columns: dict[str, set[str]] = {}
        for table, column in cursor.fetchall():
            columns.setdefault(table, set()).add(column)
    return columns


def tied(column: str, number: int, writer: int) -> tuple[int, list[str]]:
    """How many rows that hold the item's number are given out, and those that hold its writer's as well."""
    rows: list[tuple[str, Any]] = []
    with connection.cursor() as cursor:
        for table, names in columns_of_all_tables().items():
            if column in names or table == f"asks_{column.removesuffix('_id')}":
                by = column if column in names else "id"
                cursor.execute(f'select to_jsonb(t) from "{table}" t where "{by}" = %s', [number])
                rows += [(table, json.loads(row) if isinstance(row, str) else row) for (row,) in cursor.fetchall()]
    return len(rows), [t for t, row in rows for name in NAMES_OF_PEOPLE & set(row) if row[name] == writer]


def test_no_row_that_a_colleague_gets_ties_an_unnamed_item_to_its_writer(world: World) -> None:
    """Every column of every table, as PostgreSQL gives it to Bo, that holds the number of what Cilla wrote."""
    ask, cilla = world.unnamed_ask, world.cast.cilla
    answer = asks.answer(by=cilla, ask=world.ask, body="Det gick inte.", unnamed=True)
    with acting_as(reader(world.cast.bo)):
        for column, number in (("ask_id", ask.pk), ("answer_id", answer.pk)):
            count, ties = tied(column, number, cilla.pk)
            assert count and ties == [], column
    with acting_as(reader(cilla)):  # the eye that looks for it sees it where it is hers
        assert tied("ask_id", ask.pk, cilla.pk)[1] == ["asks_askwriter"]


def test_nor_is_it_told_by_files_or_by_what_happened(world: World) -> None:
    """A file's row, and what the history says of the item, as Bo gets them, hold neither name nor number."""
    cilla = world.cast.cilla
    file = files.keep(name="Mall Cilla Sjöberg.txt", content=b"mall")
    answer = asks.answer(by=cilla, ask=world.ask, body="Se mallen.", unnamed=True, files=[file])
    with acting_as(reader(world.cast.bo)), connection.cursor() as cursor:
        cursor.execute("select to_jsonb(f)::text from files_file f where id = %s", [file.pk])
        ((told,),) = cursor.fetchall()
        history = "select to_jsonb(e)::text from activity_entry e where key in (%s, %s)"
        cursor.execute(history, [answer.key, world.ask.key])
        told += "".join(row for (row,) in cursor.fetchall())
    assert "Cilla" not in told and "Sjöberg" not in told
    assert f'"by_id": {cilla.pk},' not in told


def test_its_writer_is_not_among_the_filters_that_find_it(world: World) -> None:
    bo, cilla = client_of(world.cast.bo), world.cast.cilla
    assert world.unnamed_ask.key in bo.get("/find/?q=Nickelask").content.decode()
    for name, hers, another in (("person", cilla.key, world.cast.eva.key), ("organisation", "sjohamn", "coastal")):
        found = [bo.get(f"/find/?q=Nickelask&{name}={value}").content.decode() for value in (hers, another)]
        assert len({world.unnamed_ask.key in page for page in found}) == 1, name
    assert world.unnamed_ask.key not in bo.get(f"/people/{cilla.key}/").content.decode()
    assert world.unnamed_ask.key not in bo.get("/organisations/sjohamn/").content.decode()


def test_the_api_names_nobody(world: World) -> None:
    told = json.dumps(Caller(world.cast.bo).get(f"/asks/{world.unnamed_ask.key}"), ensure_ascii=False)
    assert "Nickelask" in told
    for word in ("Cilla", world.cast.cilla.key, "sjohamn", "Sjöhamn"):
        assert word not in told, word
