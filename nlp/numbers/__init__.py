"""Numbers in a text: `find` finds them, the other modules read figures, words, units and bounds."""
