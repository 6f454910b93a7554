"""What the fields and content controls of a Word file say: a link's target, or the sources of a citation manager."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from typing import Any

from pipeline.readers.csl import csl_fields

Fields = tuple[tuple[str, str], ...]
_HYPERLINK = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]*)"(?:.*?\\l\s+"([^"]*)")?', re.IGNORECASE)
_CSL = re.compile(r"\{.*\}", re.DOTALL)
_WORD = re.compile(r"\s*CITATION\s+(?P<first>[^\s\\]+)(?P<more>(?:.*?\\m\s+[^\s\\]+)*)", re.IGNORECASE | re.DOTALL)
_MORE = re.compile(r"\\m\s+([^\s\\]+)")
_MENDELEY = "MENDELEY_CITATION_v3_"


def field_target(code: str) -> str | None:
    """Return the address of a field that is a hyperlink, with its place in the page; None for another field."""
    link = _HYPERLINK.search(code)
    if link is None or not link[1]:
        return None
    return f"{link[1]}#{link[2]}" if link[2] and "#" not in link[1] else link[1]


def cited_items(code: str) -> Iterator[tuple[str, Fields]]:
    """Yield (key, fields) of each source that a citation field of Zotero or Mendeley carries as CSL data."""
    if "CSL_CITATION" in code:
        found = _CSL.search(code)
        yield from _items(found[0] if found else "")


def control_items(tag: str) -> Iterator[tuple[str, Fields]]:
    """Yield the same of a content control by its tag: Mendeley Cite packs the CSL data in it, in base 64."""
    if tag.startswith(_MENDELEY):
        try:
            yield from _items(base64.b64decode(tag[len(_MENDELEY) :] + "==").decode("utf-8", "replace"))
        except (binascii.Error, ValueError):
            return


def source_tags(code: str) -> list[str]:
    """Return the tags of those of Word's own sources that a CITATION field names."""
    named = _WORD.match(code)
    return [named["first"], *_MORE.findall(named["more"])] if named else []


def _items(written: str) -> Iterator[tuple[str, Fields]]:
    try:
        read: Any = json.loads(written)
        items = read.get("citationItems", [])
    except (json.JSONDecodeError, AttributeError, RecursionError):
        return
    for entry in items if isinstance(items, list) else []:
        csl = entry.get("itemData") if isinstance(entry, dict) else None
        if isinstance(csl, dict):
            yield f"csl:{csl.get('id') or entry.get('id') or json.dumps(csl, sort_keys=True)[:200]}", csl_fields(csl)
