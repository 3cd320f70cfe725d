"""`python -m krets.engines.matching FILE.json`"""

import sys

from krets.engines.matching import Match, Problem, rank
from krets.engines.shell import run


def solve(problem: Problem) -> tuple[Match, ...]:
    return rank(
        problem.evidence, lang=problem.lang, weights=problem.weights, limit=problem.limit, seed=problem.seed
    )


if __name__ == "__main__":
    sys.exit(run(Problem, solve, sys.argv[1:]))
