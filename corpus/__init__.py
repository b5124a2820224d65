"""The knowledge: what the sources say, cut into citable provisions."""
