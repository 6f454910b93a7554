"""Lists of addresses: plain lines, or a table with a column of addresses; each entry is a citation, and none has a claim."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from pipeline.readers.blocks import Block, Draft
from pipeline.readers.dates import dates_in
from pipeline.stage import BadInput

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_LINE = re.compile(r"\s*<?(?P<url>https?://[^\s<>\"]+)>?(?:\s+(?P<label>\S.{0,500}))?\s*", re.IGNORECASE)
_MOST_ROWS = 200_000
_LONGEST_HEAD = 5_000  # characters: a longer first line is prose, or hostile
# What the columns of a table are called that people export, from what they are to us.
_COLUMNS = {
    "url": ("url", "link", "address", "href", "uri", "source_url", "enlace", "dirección", "direccion"),
    "label": ("label", "title", "name", "description", "text", "título", "titulo", "nombre"),
    "date": ("date", "published", "publication_date", "fecha"),
    "accessed": ("accessed", "access_date", "accessed_date", "retrieved", "fecha_acceso"),
    "publisher": ("publisher", "site", "source", "publication", "medio", "editorial"),
}


def is_url_list(text: str) -> bool:
    """Say whether a text is a list of addresses: every line that says anything begins with one, or is a `#` comment."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return bool(lines) and all(_LINE.fullmatch(line) for line in lines)


def is_table(text: str) -> bool:
    """Say whether a text is a delimited table whose head names a column of addresses, and some row has one."""
    head, _, rest = text.lstrip("\ufeff\r\n").partition("\n")
    if len(head) > _LONGEST_HEAD:
        return False
    return bool(_delimiter(head)) and "url" in _places(head) and bool(_ADDRESS.search(rest[:20_000]))


def read_url_list(text: str) -> Draft:
    """Return a list of addresses as references; what stands behind an address on its line is its label."""
    lines = (m for line in text.splitlines() if not line.lstrip().startswith("#") and (m := _LINE.fullmatch(line)))
    return _draft(({"url": m["url"], "label": (m["label"] or "").strip()} for m in lines), "urls")


def read_table(text: str, *, name: str) -> Draft:
    """Return a table as references, a row each; rows without an address are passed over. Raises BadInput("read/damaged")."""
    text = text.lstrip("\ufeff\r\n")
    head = text.partition("\n")[0]
    places = _places(head)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(head))
    try:
        next(rows, None)
        entries = [
            {key: row[at].strip() for key, at in places.items() if at < len(row)}
            for number, row in enumerate(rows)
            if number < _MOST_ROWS
        ]
    except csv.Error as broken:
        raise BadInput(
            "read/damaged", f"{name}: cannot be read as a table ({broken})\n\nhint: save it again as CSV, UTF-8"
        ) from broken
    return _draft((entry for entry in entries if _ADDRESS.match(entry.get("url", ""))), "csv")


def _draft(entries: Iterator[dict[str, str]], form: str) -> Draft:
    blocks = []
    for number, entry in enumerate(entries):
        fields = {key: value for key, value in entry.items() if value}
        for key in ("date", "accessed"):
            iso = [d for _, _, d in dates_in(fields.get(key, ""), years=True)]
            fields = {**fields, key: iso[0]} if iso else {k: v for k, v in fields.items() if k != key}
        blocks.append(
            Block(
                kind="reference",
                text=fields.get("label") or fields["url"],
                key=f"row{number}",
                fields=tuple(fields.items()),
            )
        )
    return Draft(format=form, blocks=tuple(blocks))


def _delimiter(head: str) -> str:
    return max(",;\t", key=head.count) if any(d in head for d in ",;\t") else ("," if head.strip() else "")


def _places(head: str) -> dict[str, int]:
    """Return which column is what, by the names in the head."""
    try:
        cells = next(csv.reader([head], delimiter=_delimiter(head) or ","), [])
    except csv.Error:  # a carriage return within the line: no table's head
        return {}
    named = [re.sub(r"[\s-]+", "_", cell.strip().lower()) for cell in cells]
    found: dict[str, int] = {}
    for key, names in _COLUMNS.items():
        at = next((named.index(name) for name in names if name in named), None)
        if at is not None:
            found[key] = at
    return found
