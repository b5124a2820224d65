"""Documents to download: a letter in four formats, and the model agreement."""
