"""Whether an address still speaks of what it spoke of: an earlier capture beside today's page, by their own words."""

from __future__ import annotations

import re

from pipeline.journey import is_front
from pipeline.pages.text import PageText
from spiders.marks import fold

# Names and things have five letters and more; what is shorter is mostly grammar, in the languages that we read.
_WORD = re.compile(r"[^\W\d_]{5,}")
_READ = 50_000  # characters of a text: a subject shows itself early


def subject_signals(now: PageText, earlier: PageText, *, url: str) -> dict[str, str]:
    """Return how many of the distinct words of an earlier capture stand in today's page, in text and in title, and both languages.

    Nothing for a front page: what it speaks of changes with the day.
    """
    if is_front(url):
        return {}
    before, after = _words(earlier), _words(now)
    titles = [set(_WORD.findall(fold(said.title or ""))) for said in (earlier, now)]
    found = {
        "earlier_words": str(len(before)),
        "earlier_words_seen": str(len(before & after)),
        "earlier_title_words_seen": str(len(titles[0] & after) + len(titles[1] & before)),
    }
    if earlier.language and now.language:
        found["earlier_language"], found["language"] = earlier.language, now.language
    return found


def _words(said: PageText) -> set[str]:
    return set(_WORD.findall(fold(f"{said.title or ''} {said.text[:_READ]}")))
