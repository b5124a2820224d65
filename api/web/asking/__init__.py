"""What the page for asking shows: answers within their conversation, and the facts it holds."""
