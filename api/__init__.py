"""HTTP, web pages and the command line: thin, no domain knowledge."""
