"""`python -m krets.engines.fitting FILE.json`"""

import sys

from krets.engines.fitting import Problem, fit
from krets.engines.shell import run

if __name__ == "__main__":
    sys.exit(run(Problem, fit, sys.argv[1:]))
