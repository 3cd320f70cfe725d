"""Random histories, each surface compared with a model of who may see what; see krets/tests/leaks.

Prints each leak as it is found, and at the end steps, comparisons, leaks and seconds: with the rules of the
rooms, or (`--rules off`) with PostgreSQL alone. It runs on databases of its own, as the tests do, one a process.
"""

import argparse
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUN = [sys.executable, "-m", "pytest", "krets/tests/leaks", "-q", "-n", "0", "-p", "no:logging", "--tb=line"]
DONE = re.compile(r"rules (on|off): (\d+) steps, (\d+) comparisons, (\d+) leaks, (\d+) missing, (\d+) seconds")
TOLD = re.compile(r"^(leaks|missing): |^\d+ steps|^E  |Error")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=10_000, help="of all processes together")
    parser.add_argument("--rules", choices=["on", "off", "both"], default="on")
    parser.add_argument("--seed", type=int, default=1, help="of the first process; each further one has the next")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    steps = -(-options.steps // options.processes)
    rules = "" if options.rules == "both" else options.rules
    seeds = range(options.seed, options.seed + options.processes)
    with ThreadPoolExecutor(options.processes) as processes:
        runs = list(processes.map(lambda seed: _run(steps, rules, seed), seeds))
    for name in ("on", "off"):
        of_all = [found.groups()[1:] for _failed, told in runs for found in told if found[1] == name]
        if of_all:
            done, compared, leaks, missing, seconds = (
                list(map(int, numbers)) for numbers in zip(*of_all, strict=True)
            )
            print(
                f"rules {name}: {sum(done)} steps, {sum(compared)} comparisons, {sum(leaks)} leaks,"
                f" {sum(missing)} missing, {max(seconds)} seconds in {len(done)} processes"
            )
    return max(failed for failed, _told in runs)


def _run(steps: int, rules: str, seed: int) -> tuple[int, list[re.Match[str]]]:
    """Pass on what one process tells of leaks; its exit code, and its last lines."""
    told = {"KRETS_LEAK_STEPS": str(steps), "KRETS_LEAK_RULES": rules, "KRETS_LEAK_SEED": str(seed)}
    told["PGOPTIONS"] = "-c synchronous_commit=off"  # nothing here has to outlive the machine
    found = []
    with subprocess.Popen(
        RUN,
        cwd=ROOT,
        env=os.environ | told,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if done := DONE.search(line):
                found.append(done)
            if done or TOLD.search(line):
                print(f"seed {seed}: {line.rstrip()}", flush=True)
    return process.returncode, found


if __name__ == "__main__":
    sys.exit(main())
