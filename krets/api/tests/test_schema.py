"""The description is true: whatever is sent, no answer is a fault of ours or outside its schema.

KRETS_EXAMPLES sets how many calls of each kind are tried on each operation.
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi import checks

from krets.api.tests.calling import token_of
from krets.asks.models import Suggestion
from krets.cases.actions import ask_writer
from krets.cases.tests.filled import published
from krets.search import indexer
from krets.tests.cast import load
from krets.tests.world import World, build
from krets.urls import api
from krets.wsgi import application

EXAMPLES = int(os.environ.get("KRETS_EXAMPLES", "10"))
HELD = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.ignored_auth,
    checks.unsupported_method,
]
OPERATIONS = {
    operation["operationId"]: (path, method)
    for path, operations in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items()
    for method, operation in operations.items()
}

TAKES_NOTHING = {"me"}  # so nothing wrong can be sent to it
reached: dict[str, set[int]] = defaultdict(set)


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """One world for all calls: each call is undone."""
    index = tmp_path_factory.mktemp("search")
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with django_db_blocker.unblock(), override_settings(SEARCH_DIR=index), transaction.atomic():
        built = build(load())
        indexer.catch_up(everything=True)
        yield built
        transaction.set_rollback(True)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def schema(world: World) -> Any:
    load_all_checks()
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture(scope="module")
def headers(world: World) -> dict[str, str]:
    return {"Authorization": f"Bearer {token_of(world.cast.anna)}"}


@pytest.fixture(scope="module")
def known(world: World) -> dict[str, list[Any]]:
    """What the world has, by where it is named: else nothing but 404 would be described truly."""
    asked = Suggestion.objects.create(ask=world.unnamed_ask, person=world.cast.anna, wave=1)
    own = published(world.cast.anna)
    return {
        "asks key": [world.ask.key, world.ask.key, world.unnamed_ask.key, world.foreign_ask.key],
        "cases key": [own.key, world.unit_case.key, world.draft.key],
        "suggestions key": [asked.key],
        "questions key": [world.question.key, ask_writer(by=world.cast.bo, case=own, body="Hur då?").key],
        "people key": [world.cast.bo.key],
        "units key": ["hallbart-inkop", "security-of-supply"],
        "organisations key": ["bjorkfors"],
        "file": [world.file.key],
        "document": [world.document.key],
        "helped": [[world.answer.key]],
        "answer": [world.answer.key],
        "case": [world.unit_case.key],
        "builds_on": [[world.unit_case.key]],
        "to": ["Bo Björk"],
        "units": [["hallbart-inkop"]],
        "unit": ["hallbart-inkop"],
        "q": ["Zinkask", "uppföljning"],
    }


@pytest.mark.parametrize(
    ("operation", "mode"),
    [
        (name, mode)
        for name in OPERATIONS
        for mode in GenerationMode
        if name not in ("me", "week") or mode is not GenerationMode.NEGATIVE  # they take nothing
    ],
    ids=str,
)
def test_whatever_is_sent_is_answered_as_described(
    schema: Any, headers: dict[str, str], known: dict[str, list[Any]], operation: str, mode: GenerationMode
) -> None:
    path, method = OPERATIONS[operation]

    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=schema[path][method].as_strategy(generation_mode=mode, headers=headers), data=st.data())
    def send(case: Any, data: st.DataObject) -> None:
        if mode is GenerationMode.POSITIVE:
            name_known(case, path.split("/")[3], known, data)
        with transaction.atomic():
            response = case.call(headers=headers)
            reached[operation].add(response.status_code)
            case.validate_response(response, checks=HELD, headers=headers)
            transaction.set_rollback(True)

    send()  # fails by itself where an answer is not as described
    assert reached[operation], "nothing was sent"


def name_known(case: Any, room: str, known: dict[str, list[Any]], data: st.DataObject) -> None:
    """Let four calls of five name things that are there."""
    for place in (case.path_parameters, case.query, case.body):
        for name in list(place) if isinstance(place, dict) else ():
            among = known.get(f"{room} key" if name in ("key", "slug") else name)
            if among and data.draw(st.integers(0, 4)):
                place[name] = data.draw(st.sampled_from(among))


def test_calls_came_through_and_were_not_only_refused() -> None:
    """Some take more than chance, such as one document of one case, or another than Anna: a coordinator, a
    registrar, who wrote the answer. The rooms' tests do those."""
    others = {"charge", "relieve", "export_records", "share_answer"}
    others |= {"appoint", "renew_mandate", "end_mandate", "hand_over"}
    others |= {"propose_subgroup", "join_subgroup", "leave_subgroup", "put_forward", "watch", "agenda", "watched"}
    others |= {"found", "edit_unit", "change_state", "set_rule", "welcome", "foundings", "decision", "vote"}
    others |= {"apply", "application", "decide_application", "appeal", "withdraw_application"}
    others |= {"imports", "bring_import", "import_report", "run_import"}
    others |= {"register_organisation", "change_organisation", "verify_domain", "end_domain"}
    refused = [name for name, statuses in reached.items() if not any(status < 300 for status in statuses)]
    assert set(refused) <= {"post", "publish", "document", "award", "withdraw", "withdraw_answer"} | others
