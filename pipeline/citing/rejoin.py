"""Sentences that a note, a page's end or a table cut in two, made whole again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.readers.blocks import NOTES, Block, joined, without
from pipeline.readers.unwrap import without_hyphen

_CAPTION = re.compile(
    r"(?:table|figure|fig\.|chart|box|exhibit|tabla|cuadro|figura|gr[áa]fic[oa]|recuadro)\s\d", re.IGNORECASE
)


def rejoined(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the body with its cut sentences whole, then each note after the block that it cut."""
    held: Block | None = None
    between: list[Block] = []
    gone: set[int] = set()
    for number, block in enumerate(blocks):
        if number in gone:
            continue
        if block.kind in NOTES:
            between.append(block)
            continue
        if held is not None and (between or block.page != held.page) and goes_on(held, block):
            hyphened = held.text.endswith("-")
            if hyphened and len(without_hyphen(held.text, block.text)) < len(held.text):
                held = without(held, [(len(held.text) - 1, len(held.text))])
            held = joined([held, block], "" if hyphened else " ")
            continue
        if held is not None and held.page is not None and block.page == held.page + 1:
            rest = _past_floats(held, blocks, number)
            if rest is not None:
                gone.add(rest)
                held = joined([held, blocks[rest]])
        if held is not None:
            yield held
        yield from between
        between = []
        held = block
    if held is not None:
        yield held
    yield from between


def _past_floats(held: Block, blocks: Sequence[Block], number: int) -> int | None:
    """Return the index of the paragraph that goes on with `held` behind the tables and figures that head its next page."""
    if len(held.text) < 25 or not held.text.split()[-1].islower() or held.kind not in ("paragraph", "item"):
        return None
    page = blocks[number].page
    for index in range(number + 1, min(number + 40, len(blocks))):
        block = blocks[index]
        if block.page != page:
            return None
        if (
            block.kind == "paragraph"
            and len(block.text) > 40
            and goes_on(held, block)
            and not block.text.startswith(("http", "www."))
        ):
            return index if block.text[0].islower() else None
    return None


def goes_on(first: Block, second: Block) -> bool:
    """Return whether the second block goes on with a sentence that the first one leaves open."""
    if first.kind not in ("paragraph", "item") or second.kind != "paragraph" or not second.text or not first.text:
        return False
    end = first.text.rstrip("\"”’')] ")[-1:]
    if not end or end in ".!?:;…":
        return False
    if _CAPTION.match(second.text):
        return False
    begins = second.text.lstrip("\"“‘'([¿¡")[:1]
    return begins.islower() or end in ",-–" or (len(first.text) > 60 and first.text.split()[-1].islower())
