"""Whether someone comes into consideration: one question at a time, and the outcome with its grounds."""
