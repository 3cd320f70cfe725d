"""`python -m krets.engines.routing FILE.json`"""

import sys

from krets.engines.routing import Problem, choose
from krets.engines.shell import run

if __name__ == "__main__":
    sys.exit(run(Problem, choose, sys.argv[1:]))
