"""Citations found in the blocks of a document: marks, notes, links, entries, and the claims that they are there to support."""
