"""Notes and marks that only the typography shows: found in the text, taken out of the body, joined to each other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.citing.marks import SUPER, is_a_word, markers, marks_in, side_by_side
from pipeline.citing.names import entries_by_year, with_author_years
from pipeline.citing.rejoin import rejoined
from pipeline.readers.blocks import NOTE_SECTION, NOTES, Block, Mark, joined, stripped, without

_START = re.compile(
    r"(?P<super>[⁰¹²³⁴-⁹ⁱᵛˣ]{1,6})\s*(?=[^\s⁰¹²³⁴-⁹ⁱᵛˣ])"
    r"|(?:\.\.\s)?\[\^?(?P<bracket>[^\W_][\w.+:-]{0,15}|\d{1,4})\]:?\s*(?=\S)"
    r"|(?P<symbol>[*†‡§¶]{1,3})\s*(?=[^\s*†‡§¶])"
    r"|\((?P<paren>\d{1,3})\)\s+(?=\S)"
    r"|(?P<number>\d{1,3})[.)]?\s+(?=\S)"
)
_ADDRESS = re.compile(r"<?(?:https?://|www\.)", re.IGNORECASE)
# What a note begins with: words, an address, a sign; not the rest of a formula, whose letters fonts often give as figures.
_OPENS = re.compile(r"[^\W\d_]|\d{2}|\d{1,3}\s[A-ZÀ-Þ]|[\"'“‘«‹<(\[§¿¡]")
_EMPTY = re.compile(r"\(\s?\)|\[\s?\]")
_UNITS = re.compile(r"(?:^|[\s\d(/])(?:[kcmd]?m|ft|in|mi|s|km|x|CO|R|10)$")


@dataclass(frozen=True, slots=True)
class _Note:
    key: str
    style: str
    marker: str
    at: int


def part_notes(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with their textual notes made note blocks and their marks taken out of the body.

    A block is a note where it begins with a marker that the body carries, or stands under a heading such as
    "References" with a marker of its own. A mark is removed only where its note is known: an exponent, a year in
    brackets or a list's number is left alone. Sentences that a note or a page end cut in two are joined. Notes
    that the file itself names (footnote, endnote, reference) are kept, and their marks with them.
    """
    parted, notes = _noted(blocks)
    by_marker: dict[str, list[_Note]] = defaultdict(list)
    for note in notes:
        by_marker[note.marker].append(note)
    entries = entries_by_year(parted)
    glued = [1]
    marked = []
    for number, block in enumerate(parted):
        if block.kind not in NOTES and block.kind != "code":
            block = with_author_years(_marked(block, number, by_marker, glued), entries)
        marked.append(_without_frame(block))
    return list(rejoined(marked))


def _without_frame(block: Block) -> Block:
    """Return the block without the brackets that stood around a mark alone, as in "the harbour(¹)", or before its note."""
    if block.kind in NOTES:
        lead = _EMPTY.match(block.text)
        return stripped(without(block, [(0, lead.end())])) if lead else block
    places = {mark.at for mark in block.marks}
    frames = _EMPTY.finditer(block.text) if places else ()
    return without(
        block, [(m.start(), m.end()) for m in frames if not places.isdisjoint(range(m.start() + 1, m.end()))]
    )


def _noted(blocks: Sequence[Block]) -> tuple[list[Block], list[_Note]]:
    shown = Counter(_shown(blocks))
    body_marks = set(shown) | set(_closing(blocks))
    # A sign calls the note that it opens, once or twice; one that stands all over the body is a bullet, or emphasis gone wrong.
    opened = Counter(m["symbol"] for block in blocks if (m := _START.match(block.text)) and m["symbol"])
    loose = {sign for (style, sign), count in shown.items() if style == "symbol" and count > 2 * max(opened[sign], 1)}
    found: list[Block] = []
    notes: list[_Note] = []
    section: str | None = None
    previous: _Note | None = None
    often = Counter(m["bracket"] for block in blocks if (m := _START.match(block.text)) and m["bracket"])
    romans = any(re.match(r"ⁱⁱ(?!ⁱ)", block.text) for block in blocks)
    bullets = sum(1 for block in blocks if re.match(r"[*†‡§¶]\s", block.text)) > 2
    for number, block in enumerate(blocks):
        if block.kind in NOTES:
            found.append(block)
            if block.key is not None and block.marker and block.kind == "reference":
                notes.append(_Note(block.key, "bracket", block.marker.strip("[]"), number))
            continue
        head = NOTE_SECTION.fullmatch(block.text.strip()) if len(block.text) < 60 else None
        if head and block.kind in ("heading", "paragraph", "item"):
            section = "endnote" if head["notes"] else "reference"
            found.append(replace(block, kind="heading"))
            continue
        if block.kind == "heading" and not _START.match(block.text):
            section = None
        start = _START.match(block.text)
        style = start.lastgroup if start else None
        if style == "symbol" and start and (start["symbol"] in block.text[start.end() :] or start["symbol"] in loose):
            style = None  # **emphasis** that was not rendered
        if style == "symbol" and bullets and re.match(r"[*†‡§¶]\s", block.text):
            style = None
        if style == "bracket" and start and section is None and often[start["bracket"]] > 2:
            style = None  # what a program prints begins so line after line; a note's number stands once
        if style == "super" and start and not romans and not start["super"].translate(SUPER).isdigit():
            style = None  # a raised letter of a formula
        if (
            start
            and style
            and _is_note(block, start, style, section, body_marks, previous, bool(found) and found[-1].kind in NOTES)
        ):
            marker = start[style].translate(SUPER)
            note = _Note(f"{marker}@{number}", style, marker, number)
            kind = section or ("reference" if style == "bracket" else "footnote")
            cut = stripped(without(block, [(0, start.end())]))
            found.append(replace(cut, kind=kind, key=note.key, marker=_as_shown(marker, style)))
            notes.append(note)
            previous = note
        elif (
            section == "reference" and previous is not None and found[-1].marker and _goes_with_entry(found[-1], block)
        ):
            found[-1] = joined([found[-1], block])
        elif section == "reference" and block.kind in ("paragraph", "item") and len(block.text) > 15:
            found.append(replace(block, kind="reference", key=f"@{number}"))
        elif section == "endnote" and previous is not None and block.kind == "paragraph":
            found[-1] = joined([found[-1], block]) if found[-1].kind == "endnote" else found[-1]
            if found[-1].kind != "endnote":
                found.append(block)
        else:
            found.append(block)
            previous = None if block.kind == "heading" else previous
    return found, notes


def _goes_with_entry(entry: Block, block: Block) -> bool:
    """Return whether a block without a label is the address of the entry before it, which has none of its own yet."""
    return block.kind == "paragraph" and _ADDRESS.match(block.text) is not None and "://" not in entry.text


def _as_shown(marker: str, style: str) -> str:
    return f"[{marker}]" if style == "bracket" else f"({marker})" if style == "paren" else marker


def _shown(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Yield (style, marker) of everything in the body that looks like a mark."""
    for block in blocks:
        if block.kind in NOTES or block.kind == "code":
            continue
        for match in marks_in(block.text):
            if match.start() == 0 and match.lastgroup != "bracket":
                continue
            for marker in markers(match):
                if not (match.start() == 0 and _START.match(block.text)):
                    yield str(match.lastgroup), marker
                    yield from (("super", part) for part in side_by_side(marker) if match.lastgroup == "super")


def _is_note(
    block: Block,
    start: re.Match[str],
    style: str,
    section: str | None,
    shown: set[tuple[str, str]],
    previous: _Note | None,
    beside: bool,
) -> bool:
    marker = start[style].translate(SUPER)
    known = (style, marker) in shown
    before, here = _number(previous.marker) if previous else 0, _number(marker)
    follows = before > 0 and 0 < here - before <= 2
    if style == "super":
        return (
            known or follows or marker in ("1", "i")
            if marker != "0" and _OPENS.match(block.text, start.end())
            else False
        )
    if style == "bracket":
        if block.text.startswith((".. [", "[^")):
            return True
        rest = block.text[start.end() :]
        subject = section is None and re.match(r"[a-zà-ÿ]", rest) is not None and not _ADDRESS.match(rest)
        return (known or section is not None or follows) and not subject
    if style == "symbol":
        return known and block.kind != "heading"
    if block.kind == "heading" and section is None:
        return False
    if style == "paren":
        return section is not None or (known and (follows or _opens_the_notes(block, style, marker, shown)))
    if section is not None:
        return marker == "1" or follows or known or previous is None
    lost = follows or _opens_the_notes(block, "glued", marker, shown)
    return (
        (("super", marker) in shown or (lost and (_CLOSING, "glued " + marker) in shown))
        and (marker == "1" or follows or block.kind != "item")
        and (
            _reads_as_note(block)
            or (0 < before == here - 1 and (beside or (block.kind != "item" and len(block.text) < 160)))
        )
    )


def _opens_the_notes(block: Block, style: str, marker: str, shown: set[tuple[str, str]]) -> bool:
    """Return whether a numbered block with an address is the first of the notes, though no heading says so.

    Two sentences must end in its mark and in the next: one figure may be a list's, or a word's.
    """
    both = {(_CLOSING, f"{style} 1"), (_CLOSING, f"{style} 2")} <= shown
    return marker == "1" and both and _ADDRESS.search(block.text) is not None


def _closing(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Yield the marks in brackets, and the figures whose raising is lost, with which a sentence of the body ends."""
    for block in blocks:
        if block.kind in NOTES or block.kind == "code":
            continue
        for match in marks_in(block.text):
            before, after = block.text[max(0, match.start() - 6) : match.start()], block.text[match.end() :]
            stopped = _STOPPED.search(before) if match["glued"] else before[-1:] in {*".!?"} or after[:1] in {".", ""}
            if match.lastgroup in ("paren", "glued") and stopped and _GOES_ON.match(after):
                yield from ((_CLOSING, f"{match.lastgroup} {marker}") for marker in markers(match))


_CLOSING = "closing"
_STOPPED = re.compile(r"[^\W\d]{3}[”’»)]?[.!?][”’»)]?$")
_GOES_ON = re.compile(r"\.?(?:$|\s+[A-ZÀ-Þ¿¡“«\"'(])")
_ROMAN = {"i": 1, "v": 5, "x": 10}


def _number(marker: str) -> int:
    """Return the number that a marker is, in figures or small Roman letters; 0 where it is none."""
    if marker.isdigit():
        return int(marker)
    if not marker or not set(marker) <= set(_ROMAN):
        return 0
    values = [_ROMAN[c] for c in marker]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _reads_as_note(block: Block) -> bool:
    """Return whether a numbered paragraph that has a raised mark in the body is the note itself and not a list item."""
    return (
        re.search(
            r"https?://|www\.|\b(?:[Ss]ee|[Ii]bid|[Ii]d\.|[Vv]éase|[Cc]f\.|[Oo]p\. cit|pp?\. \d|\(?(?:19|20)\d\d\)?)",
            block.text,
        )
        is not None
    )


def _marked(block: Block, number: int, notes: Mapping[str, list[_Note]], glued: list[int]) -> Block:
    """Return the block with its marks; `glued` holds the number that the next raised figure must show whose raising is lost."""
    cuts: list[tuple[int, int]] = []
    marks: list[Mark] = []
    for match in marks_in(block.text):
        style = str(match.lastgroup)
        if any(link.start <= match.start() < link.end for link in block.links) and style == "super":
            continue
        if style == "super" and _UNITS.search(block.text[max(0, match.start() - 4) : match.start()]):
            continue
        if style == "super" and match.start() == 0:
            continue
        if style == "glued" and int(match["glued"]) != glued[0]:
            continue
        targets = [_target(marker, style, number, notes) for marker in markers(match)]
        if style == "super" and any(t is None for t in targets):
            whole = _target(re.sub(r"\D", "", match[0].translate(SUPER)), style, number, notes)
            targets = [whole] if whole else targets
        if style == "super" and targets == [None]:
            apart = [_target(part, style, number, notes) for part in side_by_side(markers(match)[0])]
            targets = targets if None in apart else apart
        known = [t for t in targets if t is not None]
        if not known or (style in ("bracket", "paren") and len(known) < len(targets) / 2):
            continue
        glued[0] += style == "glued"
        keep = style == "bracket" and (any(not t.marker.isdigit() for t in known) or is_a_word(block.text, match))
        marks += [Mark(at=match.end() if keep else match.start(), key=t.key) for t in known]
        if not keep:
            lead = match.start()
            if block.text[lead - 1 : lead] == " " and block.text[match.end() : match.end() + 1] in {
                "",
                " ",
                ".",
                ",",
                ";",
                ":",
                ")",
                "\n",
            }:
                lead -= 1
            cuts.append((lead, match.end()))
    return without(replace(block, marks=(*block.marks, *marks)), cuts) if marks else block


def _target(marker: str, style: str, number: int, notes: Mapping[str, list[_Note]]) -> _Note | None:
    """Return the note that a mark means: of its marker, the first one at or after it, else the nearest before it."""
    wanted = {
        "super": ("super", "number", "bracket", "paren"),
        "bracket": ("bracket", "number"),
        "paren": ("paren", "number"),
        "glued": ("number",),
        "symbol": ("symbol",),
    }
    styles = wanted.get(style, ())
    same = [note for note in notes.get(marker, ()) if note.style in styles]
    if not same:
        return None
    return next((n for n in same if n.at >= number), same[-1])
