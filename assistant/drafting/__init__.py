"""Drafting: a reply letter to somebody who asks one or more questions."""

from assistant.drafting.model import LONGEST, Letter, LetterQuestion
from assistant.drafting.request import is_letter_request
from assistant.drafting.write import as_answer, write_letter

__all__ = ["LONGEST", "Letter", "LetterQuestion", "as_answer", "is_letter_request", "write_letter"]
