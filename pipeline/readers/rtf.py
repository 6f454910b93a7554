"""Rich text (rtf): its text and links through striprtf, its footnotes where the file marks them."""

from __future__ import annotations

import re
from dataclasses import replace

from striprtf.striprtf import rtf_to_text

from pipeline.readers.blocks import Draft
from pipeline.readers.plain import read_plain
from pipeline.stage import BadInput

_NOTE = re.compile(r"\{\\(?:\*\\)?footnote\b")
_SUPER = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read_rtf(data: bytes, *, name: str) -> Draft:
    """Return the blocks of a rich text; raises BadInput("read/damaged") where it cannot be read.

    Footnotes are moved to the end, a raised number in their place, so that they are read as any text's.
    """
    # A line end is none of the text: it ends a control word at most.
    source = re.sub(r"(\\[a-zA-Z]+-?\d*)[\r\n]+", r"\1 ", data.decode("latin-1"))
    source = re.sub(r"[\r\n]+", "", source)
    source, notes = _notes_out(_linked(source))
    try:
        text = _plain(source)
        read = [_plain("{\\rtf1\\ansi " + note + "}").strip() for note in notes]
    except (
        ValueError,
        IndexError,
        KeyError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
        OverflowError,
    ) as broken:
        raise BadInput(
            "read/damaged", f"{name}: cannot be read as rich text ({broken})\n\nhint: save it again as .docx"
        ) from broken
    lines = [re.sub(r"^[\uf020-\uf0ff] ", "• ", re.sub(r"[ \t]+", " ", line).strip()) for line in text.split("\n")]
    ends = [
        f"{str(number).translate(_SUPER)} {re.sub(chr(10), ' ', note)}" for number, note in enumerate(read, start=1)
    ]
    return replace(read_plain("\n\n".join(line for line in [*lines, *ends] if line)), format="rtf")


# A field over words that are not its address prints the address behind them, as a text would.
_FIELD = re.compile(
    r"\{\\field\s?(?:\\\w+\s?)*\{\\\*\\fldinst\s?(?:\{[^{}]{0,40}?)?\s?HYPERLINK\s+\"(?P<url>[^\"]{1,4000})\"[^{}]{0,200}\}{1,2}\s?(?=\{\\fldrslt)",
)


def _linked(source: str) -> str:
    """Return the source with each link's field made its words, the address behind them where they do not print it."""
    kept: list[str] = []
    last = 0
    for field in _FIELD.finditer(source):
        if field.start() < last:
            continue
        end = _group_end(source, field.start())
        words = source[field.end() + len("{\\fldrslt") : _group_end(source, field.end()) - 1]
        shown = _plain("{\\rtf1\\ansi " + words + "}").strip()
        url = field["url"].replace("\\", "\\\\")
        bare = re.sub(r"^\w+://", "", field["url"]).rstrip("/")
        same = bool(shown) and (shown.rstrip("/").endswith(bare) or "://" in shown)
        kept += [source[last : field.start()], "{" + words + "}" + ("" if same else f" <{url}>")]
        last = end
    return "".join([*kept, source[last:]])


def _plain(source: str) -> str:
    return str(rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]  # striprtf states no types


def _notes_out(source: str) -> tuple[str, list[str]]:
    """Return the source with each footnote group made a raised number, and the groups' contents."""
    kept: list[str] = []
    notes: list[str] = []
    last = 0
    for match in _NOTE.finditer(source):
        if match.start() < last:
            continue
        end = _group_end(source, match.start())
        notes.append(source[match.end() : end - 1].replace("\\chftn", ""))
        before = re.sub(r"\{[^{}]*\\chftn[^{}]*\}\s*$|\\chftn\s*$", "", source[last : match.start()])
        codes = "".join(f"\\u{ord(c)}?" for c in str(len(notes)).translate(_SUPER))
        kept += [before, codes, " " if source[end : end + 1] == " " else ""]
        last = end
    return "".join([*kept, source[last:]]), notes


def _group_end(source: str, start: int) -> int:
    """Return where the group that opens at `start` ends; the source's end where it never closes."""
    depth = 0
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(source, start):
        depth += (match[0] == "{") - (match[0] == "}")
        if depth == 0:
            return match.end()
    return len(source)
