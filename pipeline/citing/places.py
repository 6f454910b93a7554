"""Where in a document's text each thing stands that a citation says of its source."""

from __future__ import annotations

import re

from pipeline.citing.labels import Said
from pipeline.readers.dates import dates_in

_WORDS = (("label", "label"), ("title", "title"), ("publisher", "publisher"), ("authors", "authors"))
_DATES = (("date", "date"), ("accessed", "accessed"))


def places_of(said: Said, text: str, start: int, end: int) -> dict[str, tuple[int, int]]:
    """Return the half-open span in `text` of each field of `said` that stands in text[start:end] word for word.

    Blanks may differ, since a label is told without its line ends. A field that a file's own reference manager gave, or that
    was put together from two places, has no span.
    """
    found: dict[str, tuple[int, int]] = {}
    for name, field in _WORDS:
        value = getattr(said, field)
        if value:
            # A label that a removed date once interrupted is not one run of words, and is not found.
            pattern = r"\s+".join(re.escape(word) for word in value.split())
            match = re.compile(pattern).search(text, start, end)
            if match:
                found[name] = match.span()
    if said.date or said.accessed:
        dates = dates_in(text[start:end], years=True)
        for name, field in _DATES:
            same = [(a, b) for a, b, iso in dates if iso == getattr(said, field)]
            if same:  # "accessed" stands last where both are one day
                at = same[-1 if name == "accessed" else 0]
                found[name] = (start + at[0], start + at[1])
    return found
