"""What a rule raises when a case cannot exist."""

from __future__ import annotations


class InvalidCase(Exception):  # noqa: N818 - it describes the case, not a defect of the program
    """The case given is impossible or lies outside what the sources cover.

    `message_nl` says in plain Dutch what is wrong; `allowed` says what would be possible.
    """

    def __init__(self, message_nl: str, allowed: str) -> None:
        super().__init__(f"{message_nl} {allowed}")
        self.message_nl = message_nl
        self.allowed = allowed
