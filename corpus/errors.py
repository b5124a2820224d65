"""Errors of the corpus, worded for people."""

from __future__ import annotations


class CorpusError(Exception):
    """Something in the corpus is wrong; the text says what, what is allowed and what to do."""
