"""Names in a text: `find` finds them by a model and by rules."""
