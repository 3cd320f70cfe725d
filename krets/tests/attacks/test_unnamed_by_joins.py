"""Somebody puts together what they may read to learn who wrote without a name."""

import json

from django.db import connection

from krets.api.tests.calling import Caller
from krets.db.identity import acting_as
from krets.tests.cast import client_of, reader
from krets.tests.world import World

TABLES = "select table_name, column_name from information_schema.columns where table_schema = 'public'"


def test_no_row_that_a_colleague_gets_ties_the_item_to_its_writer(world: World) -> None:
    """Every column of every table, as PostgreSQL gives it to Bo, that holds the number of the unnamed ask."""
    ask, cilla = world.unnamed_ask, world.cast.cilla
    tied = []
    with acting_as(reader(world.cast.bo)), connection.cursor() as cursor:
        cursor.execute(TABLES)
        columns: dict[str, set[str]] = {}
        for table, column in cursor.fetchall():
            columns.setdefault(table, set()).add(column)
        for table, names in columns.items():
            if "ask_id" in names:
                cursor.execute(f'select to_jsonb(t) from "{table}" t where ask_id = %s', [ask.pk])
                rows = [json.loads(row) if isinstance(row, str) else row for (row,) in cursor.fetchall()]
                people = {"person_id", "writer_id", "account_id", "by_id", "author_id"}
                tied += [table for row in rows for name in people & set(row) if row[name] == cilla.pk]
    assert any("ask_id" in names for names in columns.values())
    assert tied == []


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
