"""Certificates held against the lists: reading what was pasted or uploaded, and showing what was found."""
