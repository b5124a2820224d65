"""Decisions in three values: yes, no, or what would have to be known, each criterion with its source."""

from assistant.rules.decisions.registry import REGISTRY, Decider, decide, missing_facts

__all__ = ["REGISTRY", "Decider", "decide", "missing_facts"]
