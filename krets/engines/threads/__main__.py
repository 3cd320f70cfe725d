"""`python -m krets.engines.threads FILE.json`"""

import sys

from krets.engines.shell import run
from krets.engines.threads import Problem, Thread, thread


def solve(problem: Problem) -> tuple[Thread, ...]:
    return thread(problem.messages, window_days=problem.window_days)


if __name__ == "__main__":
    sys.exit(run(Problem, solve, sys.argv[1:]))
