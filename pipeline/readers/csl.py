"""References of citation managers: CSL-JSON, BibTeX and RIS entries made the fields of a citation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pipeline.readers.blocks import Block, Draft
from pipeline.readers.dates import iso_date
from pipeline.stage import BadInput

_KINDS = {
    "report": "report",
    "techreport": "report",
    "rprt": "report",
    "webpage": None,
    "article-newspaper": "news",
    "news": "news",
    "article-magazine": "news",
    "mgzn": "news",
    "legislation": "law",
    "bill": "law",
    "stat": "law",
    "legal_case": "court",
    "case": "court",
    "dataset": "dataset",
    "data": "dataset",
    "personal_communication": "letter",
    "post": "social",
    "post-weblog": "social",
}


def csl_fields(entry: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what a CSL-JSON entry says of its source, as the fields of a reference block."""
    authors = ", ".join(_person(p) for p in entry.get("author") or entry.get("editor") or [] if isinstance(p, dict))
    doi = str(entry.get("DOI") or "").removeprefix("https://doi.org/")
    fields = {
        "title": str(entry.get("title") or ""),
        "authors": authors,
        "publisher": str(entry.get("container-title") or entry.get("publisher") or ""),
        "date": _csl_date(entry.get("issued")),
        "accessed": _csl_date(entry.get("accessed")),
        "url": str(entry.get("URL") or "") or (f"https://doi.org/{doi}" if doi else ""),
        "kind": _KINDS.get(str(entry.get("type") or "").lower()) or "",
    }
    fields["label"] = ". ".join(fields[k] for k in ("authors", "title", "publisher", "date") if fields[k])
    return tuple((key, value) for key, value in fields.items() if value)


def _person(person: dict[str, Any]) -> str:
    return str(person.get("literal") or " ".join(str(person[k]) for k in ("given", "family") if person.get(k)))


def _csl_date(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else []
    numbers = [int(str(n)) for n in first if str(n).isdigit()] if isinstance(first, list) else []
    if not numbers:
        raw = re.match(r"\d{4}(?:-\d\d){0,2}", str(value.get("raw") or value.get("literal") or ""))
        return raw[0] if raw else ""
    return iso_date(
        numbers[0], numbers[1] if len(numbers) > 1 else None, numbers[2] if len(numbers) > 2 else None
    ) or str(numbers[0])


def read_references(text: str, kind: str, *, name: str) -> Draft:
    """Return a draft whose blocks are the entries of a bibtex, ris or csl-json text.

    Raises BadInput("read/damaged") where no entry can be read.
    """
    entries = {"bibtex": _bibtex, "ris": _ris, "csl-json": _csl_json}[kind]
    try:
        found = [csl_fields(entry) for entry in entries(text)]
    except (json.JSONDecodeError, RecursionError, ValueError) as broken:
        raise BadInput(
            "read/damaged",
            f"{name}: cannot be read as {kind} ({broken})\n\nhint: export it again from the reference manager",
        ) from broken
    blocks = tuple(
        Block(
            kind="reference",
            text=dict(fields).get("label") or dict(fields).get("url", ""),
            key=f"entry{number}",
            fields=fields,
        )
        for number, fields in enumerate(found)
        if fields
    )
    if not blocks:
        raise BadInput(
            "read/damaged", f"{name}: no {kind} entry in it\n\nhint: export it again from the reference manager"
        )
    return Draft(format=kind, blocks=blocks)


def _csl_json(text: str) -> Iterator[dict[str, Any]]:
    found = json.loads(text)
    entries = found.get("items", [found]) if isinstance(found, dict) else found
    yield from (entry for entry in entries if isinstance(entry, dict))


def _ris(text: str) -> Iterator[dict[str, Any]]:
    for record in re.split(r"^ER  - ?.*$", text, flags=re.MULTILINE):
        lines = re.findall(r"^([A-Z][A-Z0-9])  - (.*)$", record, re.MULTILINE)
        values = {tag: value.strip() for tag, value in reversed(lines)}
        if not lines:
            continue
        date = [int(n) for n in re.findall(r"\d+", values.get("DA") or values.get("PY") or values.get("Y1") or "")[:3]]
        yield {
            "type": values.get("TY", ""),
            "title": values.get("TI") or values.get("T1") or "",
            "author": [{"literal": v.strip()} for t, v in lines if t in ("AU", "A1")],
            "container-title": values.get("JO") or values.get("T2") or values.get("JF") or "",
            "publisher": values.get("PB", ""),
            "issued": {"date-parts": [date]},
            "URL": values.get("UR", ""),
            "DOI": values.get("DO", ""),
        }


def _bibtex(text: str) -> Iterator[dict[str, Any]]:
    """Yield the entries; braces are balanced by counting, and an entry that never closes ends with the text."""
    for match in re.finditer(r"@(\w+)\s*\{\s*[^\s,{}]*\s*,", text):
        if match[1].lower() in ("comment", "string", "preamble"):
            continue
        values = dict(_bibtex_fields(text, match.end()))
        date = [int(n) for n in re.findall(r"\d+", values.get("date", ""))[:3]] or [
            int(n) for n in re.findall(r"\d{4}", values.get("year", ""))[:1]
        ]
        seen = [int(n) for n in re.findall(r"\d+", values.get("urldate", ""))[:3]]
        url = values.get("url") or next(iter(re.findall(r"https?://[^\s{}]+", values.get("howpublished", ""))), "")
        yield {
            "type": match[1].lower(),
            "title": values.get("title", ""),
            "author": [{"literal": p.strip()} for p in re.split(r"\s+and\s+", values.get("author", "")) if p.strip()],
            "container-title": values.get("journal") or values.get("journaltitle") or values.get("booktitle") or "",
            "publisher": values.get("publisher") or values.get("institution") or values.get("organization") or "",
            "issued": {"date-parts": [date]},
            "accessed": {"date-parts": [seen]},
            "URL": url,
            "DOI": values.get("doi", ""),
        }


def _bibtex_fields(text: str, at: int) -> Iterator[tuple[str, str]]:
    field = re.compile(r"\s*,?\s*([\w-]+)\s*=\s*")
    while match := field.match(text, at):
        at = match.end()
        opener = text[at : at + 1]
        if opener == "{":
            depth, end = 0, at
            for end in range(at, len(text)):
                depth += (text[end] == "{") - (text[end] == "}")
                if depth == 0:
                    break
            value, at = text[at + 1 : end], end + 1
        elif opener == '"':
            end = text.find('"', at + 1)
            end = len(text) if end < 0 else end
            value, at = text[at + 1 : end], end + 1
        else:
            bare = re.compile(r"[^,}\s]*").match(text, at)
            value, at = (bare[0], bare.end()) if bare else ("", at)
        yield match[1].lower(), re.sub(r"\s+", " ", re.sub(r"[{}]|\\(?=[&%_$#])", "", value)).strip()
