"""Random histories, each surface compared with a model of who may see what; see krets/tests/leaks.

Prints each leak as it is found, and at the end steps, comparisons, leaks and seconds: with the rules of the
rooms, or (`--rules off`) with PostgreSQL alone. It runs on a database of its own, as the tests do.
"""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--rules", choices=["on", "off", "both"], default="on")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ["KRETS_LEAK_STEPS"] = str(options.steps)
    os.environ["KRETS_LEAK_RULES"] = "" if options.rules == "both" else options.rules
    os.environ["KRETS_LEAK_SEED"] = str(options.seed)
    os.chdir(ROOT)
    os.execv(
        sys.executable,
        [sys.executable, "-m", "pytest", "krets/tests/leaks", "-q", "-n", "0", "-p", "no:logging", "--tb=line"],
    )


if __name__ == "__main__":
    sys.exit(main())
