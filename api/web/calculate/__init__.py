"""Calculating on the page: the forms, the result as people read it, its picture and its files."""
