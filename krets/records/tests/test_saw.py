"""Who opens one thing that is neither public nor their own leaves a trace: by page, by API, by its files."""

from typing import Any

import pytest

from krets.asks import actions as asks
from krets.asks.models import Ask
from krets.files.actions import keep
from krets.records import actions, rules
from krets.records.models import Trace
from krets.tests.cast import Cast, client_of


@pytest.fixture
def ask(cast: Cast) -> Ask:
    file = keep(name="mall.txt", content=b"Mall")
    unit = cast.units["hallbart-inkop"]
    return asks.post(by=cast.anna, title="Hur?", body="…", units=[unit], files=[file], unnamed=True)


def seen() -> list[Any]:
    return list(Trace.objects.filter(act="saw").order_by("pk").values_list("by__name", "kind", "verb"))


def test_the_page_and_its_file(cast: Cast, ask: Ask) -> None:
    bo = client_of(cast.bo)
    for _ in range(2):
        assert bo.get(f"/asks/{ask.key}/").status_code == 200
        assert bo.get(f"/asks/{ask.key}/files/{ask.files.get().key}/").status_code == 200
    assert seen() == [(cast.bo.name, "ask", ""), (cast.bo.name, "file", "")]


def test_ones_own_leaves_none(cast: Cast, ask: Ask) -> None:
    anna = client_of(cast.anna)
    assert anna.get(f"/asks/{ask.key}/").status_code == 200
    assert anna.get(f"/asks/{ask.key}/files/{ask.files.get().key}/").status_code == 200
    assert seen() == []


def test_what_one_may_not_read_leaves_none(cast: Cast, ask: Ask) -> None:
    assert client_of(cast.nora).get(f"/asks/{ask.key}/").status_code == 404
    assert seen() == []


def test_what_is_public_leaves_none(cast: Cast) -> None:
    actions.saw(by=cast.bo, kind="case", key="k2", readers=["public"])
    assert seen() == []


def test_a_process_remembers_only_what_is_committed(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    actions.saw(by=cast.bo, kind="case", key="k2")
    assert not actions._lately
    with django_capture_on_commit_callbacks(execute=True):
        actions.saw(by=cast.bo, kind="case", key="k2")
    assert len(actions._lately) == 1
    actions._lately.clear()


def test_its_writer_is_told_how_many_and_never_who(cast: Cast, ask: Ask) -> None:
    for who in (cast.bo, cast.eva):
        client_of(who).get(f"/asks/{ask.key}/")
    counted = list(rules.looked_at(ask=Ask.objects.values("key")).values_list("kind", "people"))
    assert counted == [("ask", 2)]
    anna = client_of(cast.anna)
    mine = anna.get("/my-data/krets.json").json()
    assert [(row["key"], row["people"]) for row in mine["how_many_opened"]] == [(ask.key, 2)]
    assert cast.bo.name not in str(mine["how_many_opened"]) + str(mine["traces"])
    assert "2 personer: en efterlysning" in anna.get("/my-data/").content.decode()


def test_who_asked_for_the_name_is_named_to_the_writer(cast: Cast, ask: Ask) -> None:
    actions.looked_behind(by=cast.eva, kind="ask", key=ask.key)
    assert (
        f"{cast.eva.name} frågade vem som skrev en efterlysning"
        in client_of(cast.anna).get("/my-data/").content.decode()
    )
    assert "frågade vem som" not in client_of(cast.bo).get("/my-data/").content.decode()


def test_who_read_it_as_registrar_is_named_though_they_opened_it_before(cast: Cast, ask: Ask) -> None:
    client_of(cast.eva).get(f"/asks/{ask.key}/")
    assert not rules.official_looks(ask=Ask.objects.values("key")).exists()
    actions.saw(by=cast.eva, kind="ask", key=ask.key, what=rules.AS_REGISTRAR)
    assert rules.official_looks(ask=Ask.objects.values("key")).get().by == cast.eva
    counted = rules.looked_at(ask=Ask.objects.values("key"))
    assert [row["people"] for row in counted] == [1]
