"""The command line. What a command needs is imported when it runs, so that `imw --help` is instant."""

from __future__ import annotations

import os

# Before numpy is loaded. The matrices here are small and read once: threads would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from api.cli.app import main

__all__ = ["main"]
