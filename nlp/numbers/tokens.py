"""The tokens that numbers are read from: words, figures, marks, with what stands around each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Every alternative is linear: a figure's parts are parted by one mark each, a word takes no mark but an apostrophe.
_TOKEN = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![ \u00a0\u202f]?\d|[.,]\d{4})(?:[.,]\d+)?"
    r"|\d+(?:[.,'\u2019]\d+)*"
    r"|[^\W\d_]+(?:['\u2019][^\W\d_]+)?"
    r"|[^\s\w]"
    r"|\n"
    r"|[\w]"
)
_STRETCH = 50_000  # characters


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a figure, a mark or a line's end; `low` is its text in lower case."""

    start: int
    end: int
    text: str
    low: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text; asked outside of it, they are empty."""

    text: str
    language: str
    items: tuple[Token, ...]

    def low(self, at: int) -> str:
        """Return a token in lower case, "" outside of the text."""
        return self.items[at].low if 0 <= at < len(self.items) else ""

    def raw(self, at: int) -> str:
        """Return a token as written, "" outside of the text."""
        return self.items[at].text if 0 <= at < len(self.items) else ""

    def digit(self, at: int) -> bool:
        """Return whether a token is a figure."""
        return self.low(at)[:1].isdigit()

    def near(self, at: int) -> bool:
        """Return whether a token stands against the one before it, with nothing between."""
        return 0 < at < len(self.items) and self.items[at].start == self.items[at - 1].end

    def close(self, at: int) -> bool:
        """Return whether at most one character stands between a token and the one before it."""
        return 0 < at < len(self.items) and self.items[at].start - self.items[at - 1].end <= 1

    def after(self, at: int) -> list[str]:
        """Return the words from a token on, up to the first mark or line's end, at most eight."""
        found: list[str] = []
        for n in range(at, min(at + 9, len(self.items))):
            text = self.items[n].text
            if text[0].isalpha():
                if n > at and self.near(n) and self.raw(n - 1) in "-‑" and found:
                    found[-1] += "-" + text  # mid-sized
                else:
                    found.append(text)
            elif text == "\n" and found and self.raw(n + 1) != "\n":
                continue  # a line that is wrapped within a phrase
            elif not (text in "-‑" and self.near(n) and self.near(n + 1)):
                break
        return found


def tokenize(text: str, language: str, start: int, end: int) -> Tokens:
    """Return the tokens of a stretch of a text, in time that grows with its length."""
    items = tuple(Token(m.start(), m.end(), m[0], m[0].lower()) for m in _TOKEN.finditer(text, start, end))
    return Tokens(text, language, items)


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that are read one at a time, cut at a line's end, else at a sentence's, else a word's.

    Millions of tokens held at once cost a third more time each (measured at 10 MB): the collector walks them.
    """
    start = 0
    while start < len(text):
        end = min(len(text), start + _STRETCH)
        if end < len(text):
            cuts = (text.rfind(mark, start + _STRETCH // 2, end) for mark in ("\n", ". ", " "))
            end = next((cut + 1 for cut in cuts if cut >= 0), end)
        yield start, end
        start = end
