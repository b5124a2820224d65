"""Are the answers right? Cases with checks, asked of the whole assistant, judged by code of its own."""
