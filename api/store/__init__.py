"""What is kept: conversations, feedback and shared links, in SQL. Masked text only."""

from api.store.engine import StoreError, StoreUnavailable
from api.store.keeper import Keeper
from api.store.records import StoredConversation, StoredFeedback, StoredLink, StoredTurn, StoreStatus
from api.store.store import Store

__all__ = [
    "Keeper",
    "Store",
    "StoreError",
    "StoreStatus",
    "StoreUnavailable",
    "StoredConversation",
    "StoredFeedback",
    "StoredLink",
    "StoredTurn",
]
