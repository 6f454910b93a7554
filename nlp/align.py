"""Find words in a source: exact, then folded, then with words left out; always back to offsets in the source's own text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.terms import NEGATIONS

# What folding forgives, and nothing else: case, accents' composition, the shape of quotation marks and dashes,
# an ellipsis as one sign or three, runs of white space, invisible signs, a comma between thousands, and % for percent.
_SIGNS = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "‚": "'",
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
    }
)
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_ELLIPSIS = re.compile(r"\s*(?:\[\s*(?:\.\s?\.\s?\.|…)\s*\]|\(\s*(?:\.\s?\.\s?\.|…)\s*\)|\.\s?\.\s?\.|…)\s*")
_WORD = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|[^\W_]+(?:['’][^\W_]+)?|%")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# A gap between two parts of a quote that an ellipsis joins: a paragraph, not a book.
_LONGEST_GAP = 600
# What a changed quote is looked for at most: words compared grow with the square of the first and with the second.
_LONGEST_QUOTE = 150
_MOST_PLACES = 8


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded for comparison; `at[i]` is where its i-th character stands in the original, with one entry past the end."""

    text: str
    at: list[int]


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote stands in a source and how: `verbatim`, `elided` (its own ellipsis covers the gap), `altered` (words differ).

    `omitted` are words of the source that the quote leaves out, `added` words of the quote that the source lacks.
    """

    start: int
    end: int
    how: str
    omitted: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def swallows_negation(self) -> bool:
        """Whether a word left out or put in turns the meaning round."""
        return any(w.lower().replace("’", "'") in NEGATIONS for w in (*self.omitted, *self.added))


def folded(text: str) -> Folded:
    """Return a text folded (case, marks, dashes, blanks, invisible signs) with the way back to its offsets."""
    out: list[str] = []
    at: list[int] = []
    blank = True
    between = {found.start() for found in _THOUSANDS.finditer(text)}
    for i, sign in enumerate(text):
        if sign in _INVISIBLE or i in between:
            continue
        if sign.isspace():
            if not blank:
                out.append(" ")
                at.append(i)
            blank = True
            continue
        blank = False
        plain = (
            ("percent" if out[-1:] == [" "] else " percent")
            if sign == "%"
            else sign.translate(_SIGNS).lower()
            if sign.isascii() or sign in "“”„«»‘’‚–—‐‑−"
            else unicodedata.normalize("NFKC", sign).lower()
        )
        for piece in plain:
            out.append(piece)
            at.append(i)
    at.append(len(text))
    return Folded("".join(out), at)


def find_quote(quote: str, source: str) -> Found | None:
    """Return where a source holds a quote: verbatim after folding, with the quote's own ellipses, or with words changed.

    An ellipsis may stand for at most 600 characters; words that it left out are reported, so that a swallowed
    "not" can be seen. A quote of which fewer than four fifths of the words stand together in order is not found.
    """
    text = folded(source)
    parts = [p.strip(" .,;:!?\"'") for p in _ELLIPSIS.split(quote)]
    parts = [folded(p).text.strip() for p in parts if p]
    if not parts:
        return None
    at = text.text.find(parts[0])
    while at >= 0:
        end, gaps = at + len(parts[0]), []
        for part in parts[1:]:
            following = text.text.find(part, end, end + _LONGEST_GAP + len(part))
            if following < 0:
                break
            gaps.append(text.text[end:following])
            end = following + len(part)
        else:
            omitted = tuple(w for gap in gaps for w in _WORD.findall(gap))
            return Found(text.at[at], text.at[end - 1] + 1, "elided" if gaps else "verbatim", omitted)
        at = text.text.find(parts[0], at + 1)
    return _altered(quote, source)


def _altered(quote: str, source: str) -> Found | None:
    """Return the stretch of the source whose words are nearly the quote's, with what was left out and put in."""
    wanted = [_plain(m) for m in _WORD.finditer(quote)]
    if not 4 <= len(wanted) <= _LONGEST_QUOTE:
        return None
    words = [(_plain(m), m.start(), m.end()) for m in _WORD.finditer(source)]
    places: dict[str, list[int]] = {}
    for i, (word, _, _) in enumerate(words):
        places.setdefault(word, []).append(i)
    rarest = sorted({w for w in wanted if w in places}, key=lambda w: len(places[w]))[:3]
    best: tuple[int, int, int, list[tuple[int, int]]] | None = None
    for word in rarest:
        offset = wanted.index(word)
        for i in places[word][:_MOST_PLACES]:
            low, high = max(0, i - offset - 4), min(len(words), i - offset + len(wanted) + 5)
            pairs = in_order(wanted, [w for w, _, _ in words[low:high]])
            if pairs and (best is None or len(pairs) > best[0]):
                best = (len(pairs), low + pairs[0][1], low + pairs[-1][1] + 1, [(a, low + b) for a, b in pairs])
    if best is None or best[0] < 0.8 * len(wanted):
        return None
    _, first, last, matched = best
    kept = {b for _, b in matched}
    held = {a for a, _ in matched}
    omitted = tuple(words[i][0] for i in range(first, last) if i not in kept)
    added = tuple(w for i, w in enumerate(wanted) if i not in held)
    return Found(words[first][1], words[last - 1][2], "altered", omitted, added)


def _plain(word: re.Match[str]) -> str:
    return "percent" if word.group() == "%" else word.group().lower().replace("’", "'").replace(",", "")


def in_order(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Return the index pairs of a longest common subsequence of two lists of words; time and room go with the product of their lengths."""
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            table[i][j] = table[i + 1][j + 1] + 1 if a[i] == b[j] else max(table[i + 1][j], table[i][j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
