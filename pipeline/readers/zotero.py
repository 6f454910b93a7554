"""Zotero's RDF export: each item's title, creators, publisher, dates and address. (Its CSL-JSON, RIS and BibTeX: csl.py.)"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.readers.blocks import Block, Draft
from pipeline.readers.dates import dates_in
from pipeline.stage import BadInput

_NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "bib": "http://purl.org/net/biblio#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "z": "http://www.zotero.org/namespaces/export#",
}
_KINDS = {
    "report": "report",
    "newspaperArticle": "news",
    "magazineArticle": "news",
    "statute": "law",
    "bill": "law",
    "case": "court",
}
_NO_ITEMS = ("attachment", "note", "annotation")


def read_zotero(data: bytes, *, name: str) -> Draft:
    """Return the items of a Zotero RDF file as references. Raises BadInput("read/damaged") where it holds none.

    Entities and other files are never resolved.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as broken:
        raise BadInput(
            "read/damaged", f"{name}: cannot be read as RDF ({broken})\n\nhint: export it again from Zotero"
        ) from broken
    blocks = tuple(
        Block(
            kind="reference", text=dict(fields).get("label") or dict(fields)["url"], key=f"item{number}", fields=fields
        )
        for number, fields in enumerate(_items(root))
    )
    if not blocks:
        raise BadInput(
            "read/damaged", f"{name}: no item of a Zotero library in it\n\nhint: export it as Zotero RDF or CSL JSON"
        )
    return Draft(format="zotero-rdf", blocks=blocks)


def _items(root: etree._Element) -> Iterator[tuple[tuple[str, str], ...]]:
    for item in root:
        kind = _text(item, "z:itemType")
        if kind in _NO_ITEMS or not (kind or _text(item, "dc:title")):
            continue
        about = item.get(f"{{{_NS['rdf']}}}about") or ""
        people = [
            " ".join(filter(None, (_text(p, "foaf:givenName"), _text(p, "foaf:givenname"), _text(p, "foaf:surname"))))
            for p in item.iterfind("bib:authors//foaf:Person", _NS)
        ]
        fields = {
            "title": _text(item, "dc:title"),
            "authors": ", ".join(filter(None, people)),
            "publisher": _text(item, "dcterms:isPartOf//dc:title") or _text(item, "dc:publisher//foaf:name"),
            "date": _day(_text(item, "dc:date")),
            "accessed": _day(_text(item, "dcterms:dateSubmitted")),
            "url": _text(item, "dc:identifier/dcterms:URI/rdf:value") or (about if about.startswith("http") else ""),
            "kind": _KINDS.get(kind, ""),
        }
        fields["label"] = ". ".join(fields[k] for k in ("authors", "title", "publisher", "date") if fields[k])
        if fields["label"] or fields["url"]:
            yield tuple((key, value) for key, value in fields.items() if value)


def _text(item: etree._Element, path: str) -> str:
    found = item.find(path, _NS)
    return " ".join((found.text or "").split())[:2000] if found is not None else ""


def _day(text: str) -> str:
    return next((iso for _, _, iso in dates_in(text, years=True)), "")
