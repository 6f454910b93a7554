"""What looks like the mark of a note in a text: raised, in brackets, a sign, a figure whose raising is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣ", "0123456789ivx")
_MARK = re.compile(
    r"(?P<super>[⁰¹²³⁴-⁹ⁱᵛˣ]{1,6}(?:\s?[,–-]\s?[⁰¹²³⁴-⁹ⁱᵛˣ]{1,6})*)"
    r"|\[(?P<bracket>\^?[\w.+:-]{1,16}(?:\s?[,;–]\s?\^?[\w.+:-]{1,16}){0,12})(?:,\s(?:pp?|p[áa]gs?|at|chap|ch|secs?|§|arts?|p[áa]rrs?|paras?|caps?|vol|n[.ºo°])[^\]]{1,30})?\]_?"
    r"|(?<=\S)(?P<symbol>[*†‡§¶]{1,3})(?=[\s.,;:)\]”\"]|$)"
    r"|(?<![\d)])\((?P<paren>\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,8})\)(?!\()"
    r"|(?:(?<=[a-zà-ÿ)”’])|(?<=[a-zà-ÿ)”’][.,;:]))(?P<glued>\d{1,3})(?=[\s.,;:)]|$)"
)
# What a mark begins with; a plain figure only behind a letter, as `glued` has it.
_SIGN = re.compile(r"[\d(\[*†‡§¶⁰¹²³⁴-⁹ⁱᵛˣ](?:(?<=\D)|(?<=[a-zà-ÿ)”’]\d)|(?<=[a-zà-ÿ)”’][.,;:]\d))")


def marks_in(text: str) -> Iterator[re.Match[str]]:
    """Yield what looks like a mark, in order: as `_MARK.finditer`, which would try each of its forms at every letter."""
    last = 0
    for sign in _SIGN.finditer(text):
        if sign.start() >= last:
            match = _MARK.match(text, sign.start())
            if match is not None:
                last = match.end()
                yield match


def markers(match: re.Match[str]) -> list[str]:
    """Return the markers of one mark: "[3, 5-7]" is four of them."""
    inner = match[match.lastgroup or 0].translate(SUPER).replace("^", "")
    found: list[str] = []
    for part in re.split(r"\s?[,;]\s?", inner):
        ends = re.fullmatch(r"(\d{1,3})\s?[–-]\s?(\d{1,3})", part)
        if ends and 0 < int(ends[2]) - int(ends[1]) < 30:
            found += [str(n) for n in range(int(ends[1]), int(ends[2]) + 1)]
        else:
            found.append(part.strip())
    return found


def side_by_side(marker: str) -> tuple[str, ...]:
    """Return the two marks that stand side by side without a sign between them: "⁵⁶" are 5 and 6, "⁹¹⁰" 9 and 10."""
    for cut in range(1, len(marker)):
        first, second = marker[:cut], marker[cut:]
        if marker.isdigit() and second[0] != "0" and int(second) == int(first) + 1:
            return first, second
    return ()


def is_a_word(text: str, match: re.Match[str]) -> bool:
    """Return whether a bracketed number is a word of its sentence: "[14] shows", "as in [14]"."""
    after = text[match.end() : match.end() + 2]
    before = text[: match.start()].rstrip()
    opens = not before or (before[-1] in ".!?" and bool(re.match(r"\s[a-z]", after)))
    return (
        opens
        or re.search(r"(?:^|\s)(?:in|by|see|from|of|to|with|en|de|por|véase|and|y)$", before[-8:], re.IGNORECASE)
        is not None
    )
