"""Which elements of a page are notes, and which anchors are their marks."""

from __future__ import annotations

import re

from lxml.etree import SubElement
from lxml.html import Element, HtmlElement

_BACK = re.compile(r"\s*(?:[↑↩⤴⏎^]\ufe0e?\ufe0f?|\[?back\]?|jump up|volver)\s*", re.IGNORECASE)
MARKER = re.compile(
    r"\s*[\[(^]*\s*(?P<m>\d{1,4}|[*†‡§¶]{1,4}|[a-z]{1,3}|[ivxlc]{1,6}|note \d{1,3}|nota \d{1,3}|[⁰¹²³⁴-⁹]{1,4})\s*[\])]*\s*",
    re.IGNORECASE,
)

_SIDE = re.compile(r"(?:^|\s)(?:side-?note|margin-?note|foot-?note|fn)(?:\s|$)", re.IGNORECASE)


def find_notes(root: HtmlElement) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Return the elements that hold notes: those to which a mark in the text points."""
    targets = {
        str(element.get("id") or element.get("name")): element
        for element in root.iter(
            "li", "p", "div", "aside", "td", "dd", "tr", "span", "a", "sup", "section", "small", "cite", "dt"
        )
        if element.get("id") or element.get("name")
    }
    every = list(root.iter())  # held, since lxml makes an element's object anew, with another id, once it is let go
    order = {id(element): number for number, element in enumerate(every)}
    notes: dict[str, str] = {}
    shown: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for anchor in root.iter("a"):
        href = anchor.get("href") or ""
        at = href.find("#")
        if at < 0 or (href[:at] and not re.fullmatch(r"[\w./-]*\.x?html?", href[:at])):
            continue
        goal = href[at + 1 :]
        words = str(anchor.text_content())
        marker = MARKER.fullmatch(words)
        target = targets.get(goal)
        if marker is None or target is None or is_backlink(anchor, words) or order[id(target)] < order[id(anchor)]:
            continue
        raised = (anchor.getparent() is not None and anchor.getparent().tag == "sup") or anchor.find(
            ".//sup"
        ) is not None
        named = re.search(
            r"note|fn|ref|cit|bib|ftn",
            goal
            + " ".join(
                (
                    anchor.get("class") or "",
                    anchor.get("role") or "",
                    anchor.get("{http://www.idpf.org/2007/ops}type") or anchor.get("epub:type") or "",
                )
            ),
            re.IGNORECASE,
        )
        if not (raised or named or words.strip().startswith(("[", "(", "^"))):
            continue
        holder = _holder(target)
        key = goal if holder is target else str(holder.get("id") or goal)
        holder.set("data-note", key)
        notes[goal] = key
        shown.setdefault(key, words.strip().strip("^"))
        kinds.setdefault(
            key,
            "reference" if re.search(r"cit|bib", key, re.IGNORECASE) and words.strip().startswith("[") else "footnote",
        )
        anchor.set("data-mark", key)
    for aside in root.iter("aside"):
        role = f"{aside.get('role') or ''} {aside.get('class') or ''} {aside.get('epub:type') or ''}"
        if "note" in role and aside.get("data-note") is None and aside.find(".//*[@data-note]") is None:
            key = aside.get("id") or f"aside{order[id(aside)]}"
            aside.set("data-note", key)
            kinds[key] = "footnote"
    for number, element in enumerate(_side_notes(root), start=1):
        key = f"side{number}"
        own = MARKER.match(str(element.text_content())[:8])
        shown[key] = own["m"] if own and own["m"].isdigit() and len(own["m"]) < 4 else str(number)
        kinds[key] = "footnote"
        _moved_out(element, root, key)
    return notes, shown, kinds


def _side_notes(root: HtmlElement) -> list[HtmlElement]:
    """Return the notes that stand within their sentence, for a style sheet to set beside it or at the page's foot."""
    return [
        element
        for element in root.iter("span", "small")
        if _SIDE.search(element.get("class") or "")
        and len(str(element.text_content()).strip()) > 3
        and not any(
            outer.get("data-note") or _SIDE.search(outer.get("class") or "") for outer in element.iterancestors()
        )
        and not any(inner.get("data-mark") or inner.get("data-note") for inner in element.iter())
        and next(element.iterancestors("p", "li", "td", "dd", "blockquote", "h1", "h2", "h3", "h4"), None) is not None
    ]


def _moved_out(element: HtmlElement, root: HtmlElement, key: str) -> None:
    """Put a mark in a note's place, and the note at the document's end."""
    body, parent = root.find("body"), element.getparent()
    if body is None or parent is None:
        return
    mark = Element("a", {"data-mark": key})
    mark.tail, element.tail = element.tail, None
    parent.replace(element, mark)
    note = SubElement(body, "aside", {"data-note": key})
    note.append(element)


def _holder(target: HtmlElement) -> HtmlElement:
    """Return the block that holds a note whose anchor may be an empty element at its beginning."""
    element = target
    while (
        element.tag in ("a", "span", "sup", "b", "i", "em", "strong", "cite", "small")
        and element.getparent() is not None
    ):
        element = element.getparent()
    if element.tag in ("td", "th") and element.getparent() is not None:
        element = element.getparent()
    if element.tag == "dt" and element.getnext() is not None and element.getnext().tag == "dd":
        return element.getnext()
    return element if element.tag not in ("body", "html", "main", "article") else target


def is_backlink(anchor: HtmlElement, words: str) -> bool:
    kind = f"{anchor.get('class') or ''} {anchor.get('role') or ''} {anchor.get('rev') or ''} {anchor.get('epub:type') or ''}"
    return bool(re.search(r"back", kind, re.IGNORECASE)) or bool(_BACK.fullmatch(words))
