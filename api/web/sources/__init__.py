"""Reading the sources: a document with its places, what is said about them, and searching in all of them."""
