"""`python -m evals.judge` is `imw eval judge`; `python -m evals.judge train` also stores the weights."""

import sys

from evals.cli import app

if __name__ == "__main__":
    app(["judge", *(["--keep"] if sys.argv[1:] == ["train"] else sys.argv[1:])])
