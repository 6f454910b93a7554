"""The parts of a Word package beside its text: link targets, lists, styles, properties and Word's own sources."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.readers.blocks import Block
from pipeline.readers.dates import dates_in
from pipeline.readers.zipped import Zipped

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def main_part(zipped: Zipped) -> str:
    """Return the name of the main part as the package's relationships give it."""
    tree = zipped.tree_of("_rels/.rels")
    for element in tree if tree is not None else ():
        target = (element.get("Target") or "").lstrip("/")
        if (element.get("Type") or "").endswith("/officeDocument") and target in zipped.names:
            return target
    return "word/document.xml"


def link_targets(zipped: Zipped, member: str) -> dict[str, str]:
    """Return the targets of a part's hyperlinks by relationship id."""
    folder, _, base = member.rpartition("/")
    tree = zipped.tree_of(f"{folder}/_rels/{base}.rels")
    if tree is None:
        return {}
    return {e.get("Id") or "": e.get("Target") or "" for e in tree if (e.get("Type") or "").endswith("/hyperlink")}


def list_formats(zipped: Zipped, folder: str) -> dict[tuple[str, str], str]:
    """Return how each level of each list is numbered: (numId, ilvl) -> decimal, bullet, lowerLetter …"""
    tree = zipped.tree_of(f"{folder}/numbering.xml")
    if tree is None:
        return {}
    abstract: dict[str, dict[str, str]] = {}
    formats: dict[tuple[str, str], str] = {}
    for element in tree.iter(f"{W}abstractNum"):
        levels = {}
        for level in element.iter(f"{W}lvl"):
            shape = level.find(f"{W}numFmt")
            levels[level.get(f"{W}ilvl") or "0"] = (
                (shape.get(f"{W}val") or "decimal") if shape is not None else "decimal"
            )
        abstract[element.get(f"{W}abstractNumId") or ""] = levels
    for element in tree.iter(f"{W}num"):
        reference = element.find(f"{W}abstractNumId")
        named = (reference.get(f"{W}val") or "") if reference is not None else ""
        for number, shape_name in abstract.get(named, {}).items():
            formats[element.get(f"{W}numId") or "", number] = shape_name
    return formats


def note_numbers(zipped: Zipped, folder: str, document: etree._Element) -> dict[str, str]:
    """Return how footnotes and endnotes are numbered, as the settings or a section say; Word's own way else: 1 and i."""
    shapes = {"footnote": "decimal", "endnote": "lowerRoman"}
    settings = zipped.tree_of(f"{folder}/settings.xml")
    for tree in (document,) if settings is None else (document, settings):
        for kind in shapes:
            shape = next((e.find(f"{W}numFmt") for e in tree.iter(f"{W}{kind}Pr")), None)
            if shape is not None:
                shapes[kind] = shape.get(f"{W}val") or "decimal"
    return shapes


_ROMANS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def numbered(number: int, shape: str) -> str:
    """Return a number as Word shows it in one of its shapes; in figures where the shape is another."""
    if shape in ("lowerRoman", "upperRoman") and number < 400:
        written = ""
        for value, sign in _ROMANS:
            written += sign * (number // value)
            number %= value
        return written.upper() if shape == "upperRoman" else written
    if shape in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if shape == "upperLetter" else letter
    if shape == "chicago":
        return "*†‡§"[(number - 1) % 4] * ((number - 1) // 4 + 1)
    return str(number)


def style_names(zipped: Zipped, folder: str) -> dict[str, str]:
    """Return the names of the styles, in lower case, by id."""
    tree = zipped.tree_of(f"{folder}/styles.xml")
    if tree is None:
        return {}
    names = {}
    for style in tree.iter(f"{W}style"):
        named = style.find(f"{W}name")
        names[style.get(f"{W}styleId") or ""] = (named.get(f"{W}val") or "").lower() if named is not None else ""
    return names


def source_key(tag: str) -> str:
    """Return the key of the one of Word's own sources that has this tag."""
    return f"source:{tag.lower()}"


def own_sources(zipped: Zipped) -> list[Block]:
    """Return the sources that Word's own bibliography keeps in custom XML."""
    made = []
    for member in sorted(zipped.names):
        if not re.fullmatch(r"customXml/item\d+\.xml", member):
            continue
        tree = zipped.tree_of(member)
        if tree is None or not str(tree.tag).endswith("}Sources"):
            continue
        for number, source in enumerate(tree):
            values = {
                str(e.tag).rpartition("}")[2]: (e.text or "").strip() for e in source.iter() if isinstance(e.tag, str)
            }
            title = values.get("Title", "")
            date = dates_in(" ".join(values.get(k, "") for k in ("Month", "Day", "Year")), years=True)
            names = ", ".join(
                " ".join(str(t).strip() for t in person.itertext() if str(t).strip())
                for person in source.iter()
                if str(person.tag).endswith("}Person")
            )
            fields = {
                "label": title,
                "title": title,
                "authors": names,
                "publisher": values.get("Publisher", "") or values.get("InternetSiteTitle", ""),
                "date": date[0][2] if date else values.get("Year", ""),
                "url": values.get("URL", ""),
            }
            if title:
                made.append(
                    Block(
                        kind="reference",
                        text=title,
                        key=source_key(values.get("Tag") or f"{member}:{number}"),
                        fields=tuple((k, v) for k, v in fields.items() if v),
                    )
                )
    return made


def core_properties(zipped: Zipped) -> dict[str, str]:
    """Return the title and other properties that the package states of itself."""
    tree = zipped.tree_of("docProps/core.xml")
    if tree is None:
        return {}
    return {str(e.tag).rpartition("}")[2]: (e.text or "").strip() for e in tree if isinstance(e.tag, str)}
