"""The command line. What a command needs is imported when it runs, so that `imw --help` is instant."""

from __future__ import annotations

from api.cli.app import main

__all__ = ["main"]
