"""`python -m krets.engines.votes FILE.json`"""

import sys

from krets.engines.shell import run
from krets.engines.votes import Poll, count

if __name__ == "__main__":
    sys.exit(run(Poll, count, sys.argv[1:]))
