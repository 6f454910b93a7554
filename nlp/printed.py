"""What of a text belongs to its form: the heads and feet of a print's pages, marks of Markdown, numbers of notes, addresses that a line's end cut."""

from __future__ import annotations

import html
import re
from collections import Counter

from nlp.marks import without_marks

_MARKUP = re.compile(
    r"\\\\(?=[\[\]*_#.!()|-])|<br ?/?>|</?(?:div|span|p|a|b|i|em|strong|sup|sub)\b[^<>]{0,200}>|\{[:#.][^{}\n]{0,80}\}"
    r"|!\[([^\[\]\n]{0,200})\]\([^()\n]{0,500}\)|\[([^\[\]\n]{0,300})\]\([^()\n]{0,500}\)"
    r"|\[(?!\^|\d{1,3}\])([^\[\]\n]{0,300})\]\[(?!\^)[^\[\]\n]{0,60}\]"
    r"|<(?=https?://)|(?<=[\w/])>|(?<!\S)#{1,6} |^[ \t]*[-*_]{3,}[ \t]*$|\*{1,3}|`+|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)",
    re.MULTILINE,
)
_MARK = re.compile(
    r"\[\^[^\[\]\s\d]{1,20}\]:?|\[\^?(\d{1,3})\]:?|(?<=[a-zà-ÿ][.,;:)”\"])(\d{1,3})(?=\s|$)|(?<=[a-zà-ÿ]{3})(\d{1,2})(?=[\s.,;:)]|$)"
    r"|(?<=\d{3}\.)(\d{1,2})(?=\s+[A-ZÀ-Þ“\"]|\s*$)"
)
_WITH_MARK = re.compile(rf"(?:https?://|www\.)\S+|{_MARK.pattern}")  # an address holds none
_SOFT = re.compile(
    r"(?<=\S) \n(?=[^\s\d])"
)  # a blank at a line's end: the print went on in the next because this one was full
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED_RUN = re.compile("[⁰¹²³⁴-⁹]+")
# An address that a line's end broke goes on where the next line begins with what only an address has, or has nothing else.
_BROKEN_ADDRESS = re.compile(
    r"((?:https?://|www\.)[^\s<>\"”)\]]{0,2000}) ?\n(?!https?://|www\.)(?![\[(]?\^?\d{1,3}[\])]?\s*(?:\n|$))"
    r"(?=[/?&=_%#]|\S*[/_=%]\S|[^\s.]+\.(?:pdf|html?|aspx?|php)\b|[^\s,;:]{1,60}[.,]? ?(?:\n|$))"
)
_LINES = 4  # line ends that break one address at most
_DEFINED = re.compile(r"^[ \t]*\[[^\[\]\n]{1,60}\]:[ \t]+<?(?:https?://|/|www\.|mailto:)\S+.*$", re.MULTILINE)
_DIGITS = re.compile(r"\d+")
_BEGINS = re.compile(r"\s*(?:[-*+•·–—|]\s|\d{1,3}[.)]\s|https?://|www\.)")  # an entry of a list, a row, an address
_WIDEST = 0.9  # of all lines are narrower than one that fills its column
_FULL = 0.75  # of its width: a line as long was broken there because the next word found no room
_HEADS = 2  # lines at the top and at the foot of a page that may be the print's own


def printed(text: str, media_type: str | None) -> str:
    """Return a text without what belongs to its form: the heads, feet and numbers of a print's pages, marks of Markdown, brackets of notes."""
    if media_type == "application/pdf":
        text = _without_heads(text)
    elif media_type in ("text/markdown", "text/plain"):
        text = html.unescape(_MARKUP.sub(lambda m: m[1] or m[2] or m[3] or " ", _DEFINED.sub("", text)))
    text = re.sub("\\s?↩\ufe0e?", "", text)  # the way back from a note
    for _ in range(_LINES):
        text = _BROKEN_ADDRESS.sub(r"\1", text)
    if media_type == "application/pdf":
        text = _SOFT.sub(" ", text)
    text = without_marks(text)
    text = _RAISED_RUN.sub(lambda m: f" {m[0].translate(_RAISED)} ", text)
    text = _WITH_MARK.sub(_bare, text)
    return text if media_type == "text/html" else _unwrapped(text)


def _bare(found: re.Match[str]) -> str:
    """Return the number of a mark without its brackets, an address as it stands."""
    if found[0].startswith(("http", "www.")):
        return found[0]
    return f" {next(filter(None, found.groups()), '')} "


def _unwrapped(text: str) -> str:
    """Return a text with the lines in one that its form broke because they were full; a heading, and what ends a sentence, stays alone."""
    lines = text.split("\n")
    full = _FULL * sorted(map(len, lines))[int(_WIDEST * (len(lines) - 1))]
    parts = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        on = (
            len(line) >= full
            and line.strip()
            and following.strip()
            and line.rstrip()[-1] not in ".!?:;|"
            and not _BEGINS.match(following)
        )
        parts += [line, " " if on else "\n"]
    return "".join(parts[:-1])


def _without_heads(text: str) -> str:
    """Return the text of a print without lines that stand at the same end of most of its pages, whatever figures they bear."""
    pages = [page.split("\n") for page in re.split(r"\n[^\S\n]*\n", text)]
    counts = Counter(
        line
        for page in pages
        for line in {_DIGITS.sub("0", line.strip()) for line in [*page[:_HEADS], *page[-_HEADS:]]}
    )
    often = max(2, len(pages) // 3)

    def own(line: str) -> bool:
        folded = _DIGITS.sub("0", line.strip())
        return folded in ("0", "") or (counts[folded] >= often and folded[-1] not in ".!?")

    kept = []
    for page in pages:
        if len(page) < _HEADS:  # a line alone is no head
            kept.append("\n".join(page))
            continue
        top = next((n for n, line in enumerate(page[:_HEADS]) if not own(line)), min(_HEADS, len(page)))
        foot = next((n for n, line in enumerate(page[: -_HEADS - 1 : -1]) if not own(line)), min(_HEADS, len(page)))
        kept.append("\n".join(page[top : len(page) - foot]))
    return "\n".join(kept)
