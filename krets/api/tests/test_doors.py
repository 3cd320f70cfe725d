"""Every operation compared with every member of the cast: what opens, and that nothing else is said.

The pages' table stands in krets/tests/doors.py; a new operation gets its line here.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from krets.api.tests.calling import Caller
from krets.tests.cast import MEMBERS, Cast
from krets.tests.searching import CatchUp
from krets.tests.world import COLLEAGUES, EVERYBODY, IN_HALLBART, World, build
from krets.urls import api

WITH_KEY = EVERYBODY - {"stranger"}
ANNA, BO, EVA, NORA = (frozenset({name}) for name in ("anna", "bo", "eva", "nora"))
ABSENT = "aaaaaaaaaaaa"
START_KIT = {"Teknetiumgatan", "Ruteniumträff", "Palladiumgaranti"}  # read on its pages alone
EMPTY = {"clauses": [{"kind": "share"}]}  # says nothing


@dataclass(frozen=True)
class Door:
    """`open_to` gets `status`; who `sees` what stands behind but may not, 403; a stranger 401; others `shut`."""

    method: str
    path: Callable[[World], str]
    open_to: Collection[str] = WITH_KEY
    status: int = 200
    body: Any = None
    sees: Collection[str] = ()
    shut: int = 404

    def expected(self, member: str) -> int:
        if member == "stranger":
            return 401
        if member in self.open_to:
            return self.status
        return 403 if member in self.sees else self.shut


def reads(path: str | Callable[[World], str], open_to: Collection[str] = WITH_KEY) -> Door:
    return Door("get", path if callable(path) else lambda world: path, open_to)


def does(
    path: Callable[[World], str], body: Any, open_to: Collection[str], status: int = 200, **more: Any
) -> Door:
    return Door("post", path, open_to, status, body, **more)


def ask(tail: str = "") -> Callable[[World], str]:
    return lambda world: f"/asks/{world.ask.key}{tail}"


def case(name: str, tail: str = "") -> Callable[[World], str]:
    return lambda world: f"/cases/{getattr(world, name).key}{tail}"


def inside(slug: str) -> dict[str, str]:
    """A unit without a name that an address could be made of."""
    return {"parent": slug, "name": "?", "kind": "subgroup"}


def application(tail: str) -> Callable[[World], str]:
    return lambda world: f"/units/hallbart-inkop/applications/{world.application.key}{tail}"


def decision(which: str, tail: str = "") -> Callable[[World], str]:
    return lambda world: f"/units/kretsens-inkopare/decisions/{getattr(world, which).key}{tail}"


IN_ASSOCIATION = IN_HALLBART | {"ida"}
# In this order: each door is tried in the world that the ones before it left.
DOORS: dict[str, list[Door]] = {
    "find": [reads(f"/find?q={word}") for word in ("uppföljning", "Zinkask", "Kobaltask", "Litiumutkast")],
    "asks": [reads("/asks"), reads("/asks?unit=hallbart-inkop"), reads("/asks?unit=security-of-supply")],
    "ask": [
        reads(ask(), IN_HALLBART),
        reads(lambda world: f"/asks/{world.unnamed_ask.key}", IN_HALLBART),
        reads(lambda world: f"/asks/{world.foreign_ask.key}", NORA),
        reads(f"/asks/{ABSENT}", ()),
    ],
    "attached": [
        reads(lambda world: f"/asks/{world.ask.key}/files/{world.file.key}", IN_HALLBART),
        reads(lambda world: f"/asks/{world.foreign_ask.key}/files/{world.file.key}", ()),
    ],
    "preview": [
        does(lambda world: "/asks/preview", {"title": word}, WITH_KEY)
        for word in ("Zinkask om uppföljning", "Kobaltask om lager", "Nickelask utan namn")
    ],
    "enough": [
        Door(
            "post", lambda world: "/asks/enough", IN_HALLBART, 204,
            lambda world: {"title": "x", "kind": "ask", "key": world.ask.key},
        ),
    ],
    "post": [does(lambda world: "/asks", {"surprise": True}, WITH_KEY, 422)],
    "answer": [does(ask("/answers"), {"body": "\n"}, IN_HALLBART, 422)],
    "thank": [does(ask("/thanks"), {"helped": [ABSENT]}, (), sees=IN_HALLBART - ANNA)],
    "close": [does(ask("/close"), {"helped": [ABSENT]}, (), sees=IN_HALLBART - ANNA)],
    "next_wave": [does(ask("/next"), None, ANNA | EVA, sees=IN_HALLBART)],
    "write_up": [does(ask("/write-up"), {"answer": ABSENT}, (), sees=IN_HALLBART - ANNA - EVA)],
    "suggestions": [reads("/suggestions")],
    "pass_on": [does(lambda world: f"/suggestions/{world.suggestion.key}/pass-on", {"to": "Nobody"}, BO, 422)],
    "decline": [
        does(lambda world: f"/suggestions/{world.suggestion.key}/decline", {"reply": "not_me"}, BO),
        does(lambda world: f"/suggestions/{ABSENT}/decline", {"reply": "not_me"}, ()),
    ],
    "cases": [reads("/cases"), reads("/cases?mine=true"), reads("/cases?topic=e")],
    "case": [
        reads(case("public_case")),
        reads(case("unit_case"), IN_HALLBART),
        reads(case("draft"), ANNA),
        reads(f"/cases/{ABSENT}", ()),
    ],
    "case_readers": [reads(case("unit_case", "/readers"), IN_HALLBART), reads(case("draft", "/readers"), ())],
    "document": [
        reads(lambda world: f"/cases/{world.unit_case.key}/documents/{world.document.key}", IN_HALLBART),
        reads(lambda world: f"/cases/{world.public_case.key}/documents/{world.document.key}", ()),
    ],
    "questions": [
        reads(case("public_case", "/questions")),
        reads(case("unit_case", "/questions"), IN_HALLBART),
        reads(f"/cases/{ABSENT}/questions", ()),
    ],
    "ask_writer": [
        does(case("unit_case", "/questions"), {"body": "\n"}, IN_HALLBART - BO, 422, sees=BO),
    ],
    "question": [
        reads(lambda world: f"/questions/{world.question.key}", ANNA | BO),
        reads(lambda world: f"/questions/{world.shared_question.key}"),
        reads(f"/questions/{ABSENT}", ()),
    ],
    "reply": [does(lambda world: f"/questions/{world.question.key}/reply", {"body": "\n"}, BO, 422, sees=ANNA)],
    "draft": [does(lambda world: "/cases", {"title": "x", "builds_on": [ABSENT]}, COLLEAGUES, 422, shut=403)],
    "save": [
        Door("patch", case("draft"), ANNA, 200, {}),
        Door("patch", case("unit_case"), BO, 200, {}, IN_HALLBART),
    ],
    "discard": [
        Door("delete", case("unit_case"), BO, 204, sees=IN_HALLBART),
        Door("delete", lambda world: f"/cases/{ABSENT}", ()),
    ],
    "award": [does(case("draft", "/award"), {"decided": False}, (), sees=ANNA)],
    "publish": [does(case("unit_case", "/publish"), {"audience": "units"}, BO, 422, sees=IN_HALLBART)],
    "reuse": [does(case("unit_case", "/reuse"), {}, IN_HALLBART - BO, sees=BO)],
    "review": [does(case("unit_case", "/review"), {"still_valid": True}, BO, sees=IN_HALLBART)],
    "rule": [reads("/units/hallbart-inkop/rule"), reads("/units/security-of-supply/rule", NORA)],
    "set_rule": [
        Door("put", lambda world: "/units/hallbart-inkop/rule", EVA, 422, EMPTY, WITH_KEY),
        Door("put", lambda world: "/units/security-of-supply/rule", NORA, 422, EMPTY),
    ],
    "applications": [
        reads("/units/hallbart-inkop/applications"),
        reads("/units/security-of-supply/applications", NORA),
    ],
    "application": [
        reads(lambda w: f"/units/hallbart-inkop/applications/{w.application.key}", EVA | {"ida"}),
        reads(lambda w: f"/units/kategori-it/applications/{w.application.key}", ()),
    ],
    "exemptions": [Door("get", lambda world: "/units/hallbart-inkop/exceptions", IN_HALLBART, shut=403)],
    "apply": [
        does(lambda world: "/units/hallbart-inkop/applications", {"answers": {}}, {"ida", "nora"}, 422, shut=403),
        does(lambda world: "/units/security-of-supply/applications", {"answers": {}}, (), sees=NORA),
    ],
    "decide_application": [
        does(application("/decide"), {"admit": True, "why": ""}, WITH_KEY, 422),
        does(application("/decide"), {"admit": False, "why": "Nej."}, EVA, sees={"ida"}),
    ],
    "appeal": [does(application("/appeal"), {"why": "Om igen."}, (), sees=EVA | {"ida"})],
    "withdraw_application": [does(application("/withdraw"), None, {"ida"}, sees=EVA)],
    "units": [reads("/units?limit=100")],
    "unit": [
        reads("/units/hallbart-inkop"),
        reads("/units/security-of-supply", NORA),
        reads("/units/inkopschefer-mitt", COLLEAGUES),
        reads("/units/finns-inte", ()),
    ],
    "found": [
        does(lambda world: "/units", inside("hallbart-inkop"), EVA, 422, shut=403),
        does(lambda world: "/units", inside("security-of-supply"), NORA, 422),
    ],
    "foundings": [reads("/units/kretsens-inkopare/foundings"), reads("/units/hallbart-inkop/foundings", ())],
    "decisions": [reads("/units/kretsens-inkopare/decisions", IN_ASSOCIATION)],
    "decision": [reads(decision("drafted"), EVA), reads(decision("voted_on"), IN_ASSOCIATION)],
    "vote": [
        does(decision("drafted", "/vote"), {"choice": "yes"}, ()),
        does(decision("voted_on", "/vote"), {"choice": "yes"}, IN_ASSOCIATION),
        does(decision("voted_on", "/vote"), {"choice": "no"}, IN_ASSOCIATION, 409),
    ],
    "edit_unit": [
        Door("patch", lambda world: "/units/hallbart-inkop", EVA, 200, {}, shut=403),
        Door("patch", lambda world: "/units/security-of-supply", NORA, 200, {}),
    ],
    "states": [
        reads("/units/hallbart-inkop/states"),
        reads("/units/security-of-supply/states", NORA),
        reads("/units/krets-vast/states", EVA),
    ],
    "change_state": [
        does(lambda world: "/units/hallbart-inkop/states", {"state": "proposed", "why": "x"}, EVA, 409, shut=403),
        does(lambda world: "/units/security-of-supply/states", {"state": "proposed", "why": "x"}, NORA, 409),
    ],
    "imports": [
        reads("/units/hallbart-inkop/imports", EVA),
        reads("/units/security-of-supply/imports", NORA),
    ],
    "import_report": [
        reads(lambda world: f"/units/hallbart-inkop/imports/{world.imported.key}", EVA),
        reads(f"/units/hallbart-inkop/imports/{ABSENT}", ()),
    ],
    "bring_import": [
        does(lambda world: "/units/hallbart-inkop/imports", {"name": "x", "content": "JVBERi0="}, EVA, 422),
    ],
    "run_import": [
        does(lambda world: f"/units/hallbart-inkop/imports/{ABSENT}/run", {}, ()),
        does(lambda world: f"/units/hallbart-inkop/imports/{world.imported.key}/run", {}, EVA),
    ],
    "vouching": [
        reads("/units/hallbart-inkop/vouching", IN_HALLBART),
        reads("/units/security-of-supply/vouching", NORA),
    ],
    "charge": [
        does(lambda world: "/units/hallbart-inkop/vouching", {"who": "Ingen Alls"}, EVA, 422, sees=IN_HALLBART),
    ],
    "relieve": [
        Door("delete", lambda world: f"/units/hallbart-inkop/vouching/{ABSENT}", (), sees=IN_HALLBART - EVA),
    ],
    "subgroups": [
        reads("/units/hallbart-inkop/subgroups"),
        reads("/units/security-of-supply/subgroups", NORA),
    ],
    "propose_subgroup": [
        does(
            lambda world: "/units/hallbart-inkop/subgroups", {"name": "Transporter", "purpose": "Finns."},
            IN_HALLBART, 422, sees=WITH_KEY,
        ),
    ],
    "join_subgroup": [does(lambda world: "/units/hallbart-inkop/membership", {}, (), sees=WITH_KEY)],
    "leave_subgroup": [Door("delete", lambda world: "/units/hallbart-inkop/membership", ())],
    "agenda": [reads("/units/transporter/agenda", EVA)],
    "put_forward": [does(lambda world: "/units/transporter/agenda", {"title": " "}, EVA, 422)],
    "watched": [reads("/units/transporter/watch", IN_HALLBART)],
    "watch": [does(lambda world: "/units/transporter/watch", {"title": " ", "why": " "}, EVA, 422)],
    "mandates": [
        reads("/units/hallbart-inkop/mandates"),
        reads("/units/security-of-supply/mandates", NORA),
    ],
    "appoint": [
        does(
            lambda world: "/units/hallbart-inkop/mandates", {"who": "Ingen Alls", "kind": "mentor"}, EVA, 422,
            sees=WITH_KEY,
        ),
    ],
    "renew_mandate": [
        Door("patch", lambda world: f"/units/hallbart-inkop/mandates/{ABSENT}", (), body={"until": None}),
    ],
    "end_mandate": [Door("delete", lambda world: f"/units/hallbart-inkop/mandates/{ABSENT}", ())],
    "hand_over": [
        does(
            lambda world: "/units/hallbart-inkop/handovers",
            {"predecessor": ABSENT, "who": "Ingen Alls"}, (), 422,
        ),
    ],
    "week": [reads("/week")],
    "welcome": [does(lambda world: "/units/hallbart-inkop/welcome", {"person": ABSENT}, (), sees=WITH_KEY - EVA)],
    "me": [reads("/me")],
    "people": [reads("/people?limit=100"), reads("/people?q=Galliumtelefon"), reads("/people?q=Indiumerfarenhet")],
    "person": [
        reads(lambda world: f"/people/{world.cast.bo.key}", COLLEAGUES),
        reads(f"/people/{ABSENT}", ()),
    ],
    "organisations": [reads("/organisations"), reads("/organisations?q=kommun&kind=municipality")],
    "register_organisation": [does(lambda world: "/organisations", {"name": ""}, (), 422, shut=422)],
    "change_organisation": [
        Door("patch", lambda world: "/organisations/bjorkfors", EVA | NORA, body={"nuts": "SE321"}, shut=403)
    ],
    "verify_domain": [
        does(lambda world: "/organisations/bjorkfors/domains", {"domain": "gmail.com"}, EVA | NORA, 422, shut=403)
    ],
    "end_domain": [
        Door("delete", lambda world: "/organisations/bjorkfors/domains/x.example", EVA | NORA, 404, shut=403),
        Door("delete", lambda world: "/organisations/finns-inte/domains/x.example", ()),
    ],
    "organisation": [reads("/organisations/bjorkfors")],
    "export_records": [does(lambda world: "/organisations/grankoping/records/export", {}, ())],
    "withdraw": [does(case("unit_case", "/withdraw"), {"surprise": True}, WITH_KEY, 422)],
    "ask_readers": [reads(ask("/readers"), IN_HALLBART)],
    "answer_readers": [
        reads(ask(f"/answers/{ABSENT}/readers"), ()),
        reads(lambda world: f"/asks/{world.ask.key}/answers/{world.narrow_answer.key}/readers", ANNA | {"eva"}),
    ],
    "share": [does(ask("/share"), {"units": ["finns-inte"]}, ANNA, 422, sees=IN_HALLBART - ANNA)],
    "share_answer": [does(ask(f"/answers/{ABSENT}/share"), {}, ())],
    "withdraw_answer": [does(ask(f"/answers/{ABSENT}/withdraw"), {}, ())],
    "withdraw_ask": [does(lambda world: f"/asks/{world.foreign_ask.key}/withdraw", {}, NORA, 204)],
}  # fmt: skip


def operations() -> set[str]:
    paths = api.get_openapi_schema(path_prefix="")["paths"].values()
    return {operation["operationId"] for path in paths for operation in path.values()}


def test_every_operation_stands_in_the_table() -> None:
    assert operations() == set(DOORS)


@pytest.fixture
def world(cast: Cast, searching: CatchUp) -> World:
    built = build(cast)
    searching()
    return built


@pytest.mark.parametrize("member", MEMBERS)
def test_doors_open_as_the_table_says_and_tell_no_secret(world: World, member: str) -> None:
    caller = Caller(None if member == "stranger" else world.cast.people[member])
    wrong, told, seen = [], [], ""
    for name, doors in DOORS.items():
        for door in doors:
            path = door.path(world)
            body = door.body(world) if callable(door.body) else door.body
            response = caller(door.method, path, body)
            if response.status_code != door.expected(member):
                wrong.append(f"{name} {path}: {response.status_code}, not {door.expected(member)}")
            parts = response.streaming_content if response.streaming else [response.content]  # type: ignore[attr-defined]
            text = b"".join(parts).decode() + str(dict(response.headers))
            seen += text
            for secret, may in world.secrets.items():
                if member not in may and secret.casefold() in text.casefold():
                    told.append(f"{name} {path} told {member} of {secret}")
            if "Cilla" in text and world.unnamed_ask.key in path:
                told.append(f"{name} {path} names the asker who is unnamed")
    assert (wrong, told) == ([], [])
    if member != "stranger":  # a test for leaks proves nothing where nothing could be seen at all
        missing = {secret for secret, may in world.secrets.items() if member in may and secret not in seen}
        assert missing - START_KIT == set()


@pytest.mark.parametrize("member", ["lea", "ida"])
def test_hidden_and_absent_are_told_alike_with_as_many_queries(world: World, member: str) -> None:
    caller = Caller(world.cast.people[member])
    caller.get("/me")
    for hidden, absent in (
        (f"/asks/{world.foreign_ask.key}", f"/asks/{ABSENT}"),
        (f"/asks/{world.ask.key}/files/{world.file.key}", f"/asks/{ABSENT}/files/{ABSENT}"),
        (f"/cases/{world.draft.key}", f"/cases/{ABSENT}"),
        ("/units/security-of-supply", "/units/finns-inte"),
    ):
        with CaptureQueriesContext(connection) as one:
            told = caller.get(hidden, 404)
        with CaptureQueriesContext(connection) as other:
            assert told == caller.get(absent, 404)
        assert len(one) == len(other)


def test_a_stranger_reads_the_description_and_nothing_else(db: None) -> None:
    assert Caller(None).get("/openapi.json")["openapi"] == "3.1.0"
