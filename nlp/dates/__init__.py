"""Dates in a text: `find` finds them, the other modules read, resolve and name them."""
