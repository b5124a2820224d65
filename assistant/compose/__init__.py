"""From what is established to what is said."""
