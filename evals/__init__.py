"""Measures the assistant from outside, with checkers of its own."""
