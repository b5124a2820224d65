"""The web page: templates, texts, and turning answers and documents into HTML."""
