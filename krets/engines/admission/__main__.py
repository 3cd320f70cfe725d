"""`python -m krets.engines.admission FILE.json`"""

import sys

from krets.engines.admission import Problem, evaluate
from krets.engines.shell import run

if __name__ == "__main__":
    sys.exit(run(Problem, evaluate, sys.argv[1:]))
