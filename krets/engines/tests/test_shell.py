"""Each engine runs from the shell on a JSON file."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from krets.engines.contract import InputError
from krets.engines.routing import Candidate, Problem
from krets.engines.shell import plain, read

INPUTS = {
    "admission": {"clauses": [{"id": "c1", "kind": "share", "least": 80, "topic": "x"}]},
    "text": {"text": "Hej, någon som upphandlat städ?", "query": "städning"},
    "threads": {"messages": [{"id": "1", "message_id": "<a@x>", "date": "2025-03-03T09:00:00+00:00"}]},
    "fitting": {"newcomer": {"told": "skolmat"}, "options": [{"key": "food", "text": "Skolmat"}]},
    "matching": {"evidence": [{"person": "eva", "source": "case", "key": "1", "similarity": 1}]},
    "routing": {
        "asker": "ole",
        "asker_organisation": "oslo",
        "today": "2026-03-02",
        "candidates": [{"person": "eva", "organisation": "vasa", "p": 0.5, "load": 0, "budget": 4}],
    },
}


def run(name: str, path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", f"krets.engines.{name}", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", INPUTS)
def test_an_engine_answers_in_json(name: str, tmp_path: Path) -> None:
    path = tmp_path / "input.json"
    path.write_text(json.dumps(INPUTS[name]), encoding="utf-8")
    done = run(name, path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)


def test_bad_input_is_named_and_fails(tmp_path: Path) -> None:
    path = tmp_path / "input.json"
    path.write_text('{"asker": 1, "today": "x", "candidates": [{"p": true}]}', encoding="utf-8")
    done = run("routing", path)
    assert done.returncode == 2
    paths = {fault["path"] for fault in json.loads(done.stderr)["faults"]}
    assert {"asker", "today", "asker_organisation", "candidates[0].p", "candidates[0].person"} <= paths
    path.write_text("{", encoding="utf-8")
    assert run("routing", path).returncode == 2
    assert run("routing", tmp_path / "absent.json").returncode == 2


def test_what_is_written_is_read_back() -> None:
    problem = read(Problem, INPUTS["routing"])
    assert problem.candidates == (Candidate("eva", "vasa", 0.5, 0, 4),)
    assert read(Problem, plain(problem)) == problem
    with pytest.raises(InputError):
        read(Problem, {**plain(problem), "surprise": 1})
