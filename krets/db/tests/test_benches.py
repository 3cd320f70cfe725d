"""A folder for measuring is one process's at a time."""

import os
import subprocess
import sys
from pathlib import Path

from krets.db.places import ROOT

HELD = """
import sys
from krets.db import places
places.be_a_bench("finding")
print("mine", flush=True)
sys.stdin.read()
"""


def test_two_benches_do_not_measure_in_one_folder(tmp_path: Path) -> None:
    environment = os.environ | {"KRETS_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "krets.cli", "bench", "finding", "--help"]
    with subprocess.Popen(
        [sys.executable, "-c", HELD], cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None and first.stdout.readline() == b"mine\n"
        second = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert second.returncode == 1 and "another bench" in second.stderr and str(tmp_path) in second.stderr
        first.kill()
    assert (
        subprocess.run([sys.executable, "-c", HELD], cwd=ROOT, env=environment, input=b"", check=False).returncode
        == 0
    )
