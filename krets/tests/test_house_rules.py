"""The shape of the house, held by reading it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp
import pytest

KRETS = Path(__file__).resolve().parents[1]
ROOMS = ("home", "asks", "cases", "networks", "people")
MACHINES = ("activity", "search", "files", "codes", "mail", "records", "db", "web", "api", "engines")
FACES = {"models", "rules", "actions"}
# GateFields, Gate: the gate's questions are asked by two rooms, on pages and by the API, and must be the same.
OTHER_FACES = {"krets.networks.forms", "krets.networks.api"}
# Who may look into every room: the doors' own lists, and home, whose pages span rooms.
ASSEMBLERS = {"krets.urls", "krets.inbox", "krets.recurring", "krets.cli", "krets.run"}
LONGEST_FILE = 300
LONGEST_VIEW = 30


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((KRETS / folder).rglob("*.py")):
            if not {"migrations", "tests"} & set(path.relative_to(KRETS).parts):
                yield path


def name_of(path: Path) -> str:
    return str(path.relative_to(KRETS))


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("krets", cache_dir=None)


def test_rooms_see_only_each_others_faces() -> None:
    seen = []
    for room in ROOMS:
        for module in graph().find_descendants(f"krets.{room}"):
            if ".tests" in module or ".migrations" in module:
                continue
            for imported in graph().find_modules_directly_imported_by(module):
                other = imported.split(".")[1] if imported.count(".") else ""
                if other not in ROOMS or other == room:
                    continue
                kind = imported.split(".")[2] if imported.count(".") > 1 else ""
                if kind not in FACES and imported not in OTHER_FACES:
                    seen.append(f"{module} looks behind the face of {imported}")
    assert seen == []


def test_no_file_is_longer_than_can_be_kept_in_view() -> None:
    long = {
        name_of(path): lines
        for path in sources(".")
        if (lines := len(path.read_text().splitlines())) > LONGEST_FILE and "/demo/" not in str(path)
    }
    assert long == {}


def test_every_room_and_machine_says_what_it_is_for() -> None:
    missing = [folder for folder in (*ROOMS, *MACHINES) if not (KRETS / folder / "README.md").exists()]
    assert missing == []
    long = [folder for folder in (*ROOMS, *MACHINES) if not 8 <= len(_readme(folder)) <= 15]
    assert long == [], "a README is 8 to 15 lines: the rest belongs to docstrings or docs/"


def _readme(folder: str) -> list[str]:
    return (KRETS / folder / "README.md").read_text().splitlines()


def test_views_only_open_doors() -> None:
    """Writes are verbs: a view, form, API function or reply that writes by the ORM is in the wrong room."""
    writes = re.compile(
        r"(?<!actions)(?<!router)\.(save|delete|bulk_create|bulk_update|get_or_create|update_or_create)\(|objects\.create\(|\)\.update\("
    )
    doors = re.compile(r"/(views|api|replies|forms|commands)(/|\.py$)")
    found = [
        f"{name_of(path)}:{number}: {line.strip()}"
        for path in sources(*ROOMS)
        if doors.search(str(path))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if writes.search(line)
    ]
    assert found == []


def test_pages_fetch_through_the_reader() -> None:
    """`Ask.objects` in a door is a row fetched past its rule."""
    found = [
        f"{name_of(path)}:{number}: {line.strip()}"
        for path in sources(*ROOMS)
        if re.search(r"/(views|api|replies)(/|\.py$)", str(path))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(r"\b(Ask|Answer|Case|Unit|Person|ProfileField)\.objects", line)
    ]
    assert found == []


def test_views_are_short() -> None:
    long = []
    for path in sources(*ROOMS):
        if not re.search(r"/views(/|\.py$)", str(path)):
            continue
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LONGEST_VIEW:
                    long.append(f"{name_of(path)}: {node.name} has {lines} lines")
    assert long == []


def test_jobs_load_call_and_are_done() -> None:
    long = []
    for path in sources(
        ".",
    ):
        if path.name != "jobs.py":
            continue
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and node.decorator_list and len(node.body) > 6:
                long.append(f"{name_of(path)}: {node.name}")
    assert long == []


def test_verbs_take_keywords_only_and_say_who() -> None:
    wrong = []
    for path in sources(*ROOMS):
        if not re.search(r"/actions(/|\.py$)", str(path)):
            continue
        for node in ast.parse(path.read_text()).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            names = [argument.arg for argument in node.args.kwonlyargs]
            if node.args.args or "by" not in names:
                wrong.append(f"{name_of(path)}: {node.name}")
    assert wrong == []


def test_letters_have_a_plain_and_a_set_text() -> None:
    folders = sorted(KRETS.glob("*/templates/*/mail"))
    lonely = [
        name_of(path)
        for folder in folders
        for path in folder.iterdir()
        if not path.name.startswith(("_", "base"))
        and not path.with_suffix(".mjml" if path.suffix == ".txt" else ".txt").exists()
    ]
    assert lonely == []


def test_no_drawer_for_odds_and_ends() -> None:
    odds = [
        name_of(path)
        for path in sources(".")
        if re.search(r"(utils?|helpers?|services?|signals|common|misc)\.py$", path.name)
    ]
    assert odds == []


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX", "NotImplementedError"])
def test_nothing_is_left_for_later(word: str) -> None:
    found = [
        name_of(path) for path in sources(".") if word in path.read_text() and path.name != "test_house_rules.py"
    ]
    assert found == []
