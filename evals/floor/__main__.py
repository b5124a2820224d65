"""`python -m evals.floor` is `imw eval floor`."""

from evals.cli import app

if __name__ == "__main__":
    app(["floor"])
