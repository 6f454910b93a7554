"""`testimonia read`: the text, citations and claims of documents."""

from __future__ import annotations

from collections import defaultdict

from pipeline.citing.places import places_of
from pipeline.cli.lines import Answer, serve
from pipeline.read import Reading, file_bytes, read_document
from pipeline.settings import Settings
from pipeline.stage import BadInput


def main(docs: list[str], *, as_json: bool, settings: Settings) -> int:
    """Answer each document; return the exit status."""
    del settings
    return serve(docs, "path", _read, as_json=as_json, plain=_plain)


def _read(asked: Answer) -> Answer:
    path = asked.get("path")
    if not isinstance(path, str):
        raise BadInput(
            "read/missing", 'no `path` in the object\n\nhint: one object a line, such as {"path": "letter.pdf"}'
        )
    as_of = asked.get("as_of")
    return as_answer(read_document(file_bytes(path), name=path, as_of=as_of if isinstance(as_of, str) else None))


def as_answer(reading: Reading) -> Answer:
    """Return a reading as the object that the contract promises; citations are c1…, claims k1…, in reading order."""
    cited_by: dict[int, list[str]] = defaultdict(list)
    for pair in reading.laid.cites:
        name = f"c{pair.citation + 1}"
        if name not in cited_by[pair.claim]:
            cited_by[pair.claim].append(name)
    return {
        "sha256": reading.sha256,
        "format": reading.format,
        "title": reading.title,
        "date": reading.date,
        "language": reading.language,
        "text": reading.laid.text,
        "citations": [
            {
                "id": f"c{n}",
                "marker": c.marker,
                "kind": c.kind,
                "printed": c.printed,
                "url": c.url,
                "candidates": list(c.candidates),
                "label": c.said.label,
                "stated_date": c.said.date,
                "stated_publisher": c.said.publisher,
                "stated_title": c.said.title,
                "stated_authors": c.said.authors,
                "accessed_date": c.said.accessed,
                "source_kind": c.said.kind,
                "page": c.page,
                "start": c.start,
                "end": c.end,
                "places": places_of(c.said, reading.laid.text, c.said_start, c.said_end),
            }
            for n, c in enumerate(reading.laid.citations, start=1)
        ],
        "claims": [
            {
                "id": f"k{n + 1}",
                "text": k.text,
                "start": k.start,
                "end": k.end,
                "citations": cited_by[n],
                "heading": k.heading,
                "page": k.page,
                "paragraph": k.number,
                "assertions": k.assertions,
            }
            for n, k in enumerate(reading.laid.claims)
        ],
    }


def _plain(answered: Answer) -> str:
    """Return a reading for the eye: the title, then each citation with the claims it stands for."""
    lines = [
        f"{answered['input']}: {answered['title'] or 'untitled'} ({answered['format']}, {answered['date'] or 'no date'})"
    ]
    for cited in answered["citations"]:
        lines.append(
            f"  [{cited['marker'] or '-'}] {cited['label'] or ''} {cited['url'] or '(no link)'}".replace("  ", " ")
        )
        lines += [f"      {claim['text'][:160]}" for claim in answered["claims"] if cited["id"] in claim["citations"]]
    return "\n".join(lines)
