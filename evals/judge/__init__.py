"""Trains the judge on the fiches' own ways of asking, and measures how well it ranks and declines."""
