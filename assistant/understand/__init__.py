"""Step 2, understand: what is asked, which facts are given, and how a message leans on the one before."""

from assistant.understand.inputs import facts_for, values_for
from assistant.understand.model import Asked, FollowUp, Place, Understood
from assistant.understand.read import understand, warm_up

__all__ = ["Asked", "FollowUp", "Place", "Understood", "facts_for", "understand", "values_for", "warm_up"]
