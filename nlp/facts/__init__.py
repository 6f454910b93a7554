"""The facts of a claim held against a source: `find` looks for each of them."""
