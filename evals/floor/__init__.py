"""Trains the judge: which features of a search tell that the documents answer the question."""
