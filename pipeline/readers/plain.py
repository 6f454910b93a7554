"""Plain text: paragraphs, headings, lists and note paragraphs out of lines."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.readers.blocks import NOTE_SECTION, Block, Draft
from pipeline.readers.dates import dates_in
from pipeline.readers.unwrap import address_at_end, goes_on_in, unwrap

ITEM = re.compile(r"(?:[-*•‣▪◦–]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+\S")
NOTE_LINE = re.compile(r"(?:[¹²³⁰-⁹]+|\.\.\s\[[\w#*-]{1,12}\]|\[\^?[\w+-]{1,12}\]:?|[*†‡§]{1,3})\s*(?=\S)")
_UNDERLINE = re.compile(r"([=\-~^\"'#*+`.])\1{2,}")
# The first line of an entry in a list of references: a name, and a year not far from it.
_ENTRY = re.compile(r"[A-ZÀ-Þ][\w’'-]+[^()]{0,80}[\s(](?:1[89]|20)\d\d[a-z]?[).,:]")
_LONG = re.compile(r"\S{30}")
_ENDS = ".!?…:;,"
# A full stop with the marks of notes behind it: "The pumps were sold.2", "Nobody was told.(3)"
_NOTED = re.compile(r"[^\W\d]{2,}[”»\"’)]?[.!?…][”»\"’)]?(?:\(\d{1,3}\)|\[\d{1,3}\]|\d{1,3}|[¹²³⁰-⁹]+|[*†‡§]{1,3})+$")


def read_plain(text: str) -> Draft:
    """Return the blocks of a text: a blank line parts paragraphs, a form feed parts pages.

    Whether the lines are wrapped by hand is judged from their lengths: a line that could have held the next
    line's first word was ended on purpose.
    """
    pages = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    lines = [line for page in pages for line in page.split("\n")]
    width = _width(lines)
    blocks: list[Block] = []
    section = False
    for number, page in enumerate(pages, start=1):
        for paragraph in _paragraphs(page):
            for part in _parts(paragraph, width, section):
                block = _block(part, number if len(pages) > 1 else None)
                if block is not None:
                    blocks.append(block)
                    section = (section and block.kind != "heading") or NOTE_SECTION.fullmatch(block.text) is not None
    title = next((b.text for b in [b for b in blocks[:6] if not dates_in(b.text)][:2] if b.kind == "heading"), None)
    return Draft(format="txt", blocks=tuple(blocks), title=title)


def is_heading(text: str) -> bool:
    """Return whether a line alone reads as a heading: short, capitalised, no full stop, no address."""
    return (
        len(text) <= 100
        and len(text.split()) <= 14
        and text[-1] not in _ENDS
        and (text[0].isupper() or text[0].isdigit() or not text[0].isascii())
        and "://" not in text
        and "@" not in text
        and sum(c.isalpha() for c in text) >= 3
        and not re.search(r"\.\s", text.lstrip("0123456789. IVX"))
        and not (len(text.split()) > 2 and _NOTED.search(text))
    )


def _width(lines: list[str]) -> int:
    """Return the width that the lines were wrapped to; 0 where each line is a paragraph of its own."""
    pairs = [a.rstrip() for a, b in pairwise(lines) if a.strip() and b.strip()]
    # An address is not wrapped: a line that holds a long one says nothing of the width.
    inner = sorted(len(a) for a in pairs if not _LONG.search(a)) or sorted(map(len, pairs))
    if not inner:
        return 0
    width = inner[int(len(inner) * 0.95)]
    return width if width <= 120 else 0


def _paragraphs(page: str) -> list[list[str]]:
    paragraphs: list[list[str]] = [[]]
    for line in page.split("\n"):
        if line.strip():
            paragraphs[-1].append(line.rstrip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return [lines for lines in paragraphs if lines]


def _parts(lines: list[str], width: int, section: bool) -> list[list[str]]:
    """Return the paragraph cut where a list item, a note, an underline or a line ended on purpose says so."""
    parts: list[list[str]] = []
    for line in lines:
        bare = line.strip()
        last = parts[-1][-1] if parts else ""
        if (
            (
                not parts
                or _begins_item(parts, bare)
                or NOTE_LINE.match(bare)
                or _UNDERLINE.fullmatch(last.strip())
                or width == 0
                or (section and _ENTRY.match(bare) and _ends_entry(parts, last))
                or (
                    len(last) + 1 + len(bare.split()[0]) <= width * 0.8
                    and "://" not in bare.split()[0]
                    and not _in_address(last, bare)
                )
            )
            and not (parts and _UNDERLINE.fullmatch(bare))
            and not _continues_item(parts, line)
        ):
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _in_address(last: str, bare: str) -> bool:
    """Return whether a line was ended within an address."""
    address = address_at_end(last)
    return address is not None and goes_on_in(address, bare)


def _begins_item(parts: list[list[str]], bare: str) -> bool:
    """Return whether a line within a paragraph begins a list item: a bullet, a first number, or the next one.

    What else looks like one is the end of a sentence that the wrapping put there ("… see p." and then "33. Then").
    """
    if not ITEM.match(bare):
        return False
    number = _ordinal(bare)
    items = [ordinal for part in parts for ordinal in (_ordinal(part[0].strip()),) if ordinal is not None]
    return number is None or number == 1 or (bool(items) and number == items[-1] + 1)


def _ordinal(text: str) -> int | None:
    """Return which item of its list a label names: 3 for "3." and for "c)"; None for a bullet."""
    label = re.match(r"\(?(?:(?P<number>\d{1,3})|(?P<roman>[ivx]{2,5})|(?P<letter>[a-z]))[.)]", text)
    if label is None:
        return None
    if label["number"]:
        return int(label["number"])
    return _ROMAN.index(label["roman"]) if label["roman"] in _ROMAN else ord(text.lstrip("(")[0]) - ord("a") + 1


_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def _ends_entry(parts: list[list[str]], last: str) -> bool:
    """Return whether an unlabelled entry of a list of references may end with a line, and the next begin."""
    return not NOTE_LINE.match(parts[0][0].strip()) and (last.rstrip()[-1:] in ".)>/" or "://" in last)


def _continues_item(parts: list[list[str]], line: str) -> bool:
    """Return whether an indented line goes on with the list item before it."""
    if not parts or not ITEM.match(parts[-1][0].strip()):
        return False
    indent = len(line) - len(line.lstrip())
    first = parts[-1][0]
    bare = line.strip()
    return indent > len(first) - len(first.lstrip()) and not ITEM.match(bare)


def _block(lines: list[str], page: int | None) -> Block | None:
    underlined = len(lines) > 1 and _UNDERLINE.fullmatch(lines[-1].strip())
    if underlined:
        lines = lines[:-1]
    if all(_UNDERLINE.fullmatch(line.strip()) for line in lines):
        return None
    text, seams, _ = unwrap(lines)
    kind = "paragraph"
    if ITEM.match(text) and not NOTE_LINE.match(text.replace("* ", "- ", 1)):
        kind = "item"
    elif underlined or (len(lines) == 1 and is_heading(text)):
        kind = "heading"
    return Block(kind=kind, text=text, seams=seams, page=page)
