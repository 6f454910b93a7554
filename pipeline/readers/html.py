"""HTML: blocks, links and notes out of a page's markup."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import html as lxml_html
from lxml.etree import LxmlError, ParserError
from lxml.html import HtmlElement

from pipeline.readers.blocks import Block, Draft, Link, Mark, Seam, stripped, without
from pipeline.readers.dates import dates_in
from pipeline.readers.html_notes import MARKER, find_notes, is_backlink
from pipeline.stage import BadInput

_SKIPPED = frozenset(
    "script style noscript template nav form button select option svg math head iframe object canvas input textarea menu".split()
)
_BLOCKS = frozenset(
    "p div section article aside main header footer h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table thead tbody tfoot tr td th caption figure figcaption address details summary hr body fieldset center".split()
)
_STRAY = frozenset("main article section header footer aside figure div p".split())
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_LONGEST = 60_000  # characters of one block; a longer one is cut, so that time does not grow with its square
_LABEL = re.compile(r"(?:\d{1,4}\.|•) ")  # an item of which nothing is written yet but its own sign
_LEVELS = 400  # elements nested deeper than this are read as one text


@dataclass(slots=True)
class _Open:
    """The block being written."""

    kind: str = "paragraph"
    text: str = ""
    links: list[Link] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    key: str | None = None
    marker: str | None = None


@dataclass(slots=True)
class _Walk:
    """The state of one walk over a page."""

    base: str
    notes: dict[str, str]  # id of the element that holds a note -> its key
    shown: dict[str, str]  # key -> the marker that the body shows
    kinds: dict[str, str]
    blocks: list[Block] = field(default_factory=list)
    current: _Open = field(default_factory=_Open)
    preformatted: int = 0
    note: str | None = None
    lists: list[int | None] = field(default_factory=list)

    def close(self, kind: str = "paragraph") -> None:
        """End the block being written and begin the next."""
        block = self.current
        if block.text.strip():
            made = Block(
                kind=block.kind,
                text=block.text,
                links=tuple(block.links),
                marks=tuple(block.marks),
                key=block.key,
                marker=block.marker,
            )
            self.blocks.append(stripped(made))
        note = self.note
        self.current = _Open(
            kind=self.kinds[note] if note else kind, key=note, marker=self.shown.get(note) if note else None
        )

    def write(self, text: str | None) -> None:
        """Add text, its blanks folded as a browser folds them."""
        if not text:
            return
        if not self.preformatted:
            text = _SPACES.sub(" ", text)
            if text.startswith(" ") and self.current.text[-1:] in {"", " ", "\n"}:
                text = text[1:]
        if len(self.current.text) > _LONGEST:
            self.close(self.current.kind)
        self.current.text += text


def read_html(text: str, *, name: str, base: str = "") -> Draft:
    """Return the blocks of a page; raises BadInput("read/damaged") where there is no page in it.

    Notes are what marks point to within the page (`href="#fn1"`), and asides with the role of a note. Scripts,
    styles, forms and navigation are left out. Nothing is loaded.
    """
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = lxml_html.document_fromstring(
            re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace"), parser=parser
        )
    except (LxmlError, ParserError, ValueError) as broken:
        raise BadInput(
            "read/damaged", f"{name}: cannot be read as HTML ({broken})\n\nhint: open it in a browser and save it again"
        ) from broken
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise BadInput(
            "read/damaged",
            f"{name}: its elements are nested deeper than any page's, and what they hold is lost\n\nhint: open it in a browser and save its text",
        )
    href = str(root.xpath("string(//base/@href)"))
    notes, shown, kinds = find_notes(root)
    walk = _Walk(base=urljoin(base, href) if href else base, notes=notes, shown=shown, kinds=kinds)
    body, head = root.find("body"), root.find("head")
    for stray in head if head is not None else ():
        if stray.tag in _STRAY:  # the parser leaves these in the head of a page that names no body
            _walk(stray, walk, 0)
    if body is not None or head is None:
        _walk(body if body is not None else root, walk, 0)
    walk.close()
    return Draft(
        format="html",
        blocks=tuple(_merged(walk.blocks)),
        title=_title(root),
        date=_date(root),
        language=_language(root),
    )


def _walk(element: HtmlElement, walk: _Walk, level: int) -> None:
    tag = element.tag
    if (
        not isinstance(tag, str)
        or tag in _SKIPPED
        or element.get("role") == "navigation"
        or element.get("hidden") is not None
        or (
            tag == "sup" and "noprint" in (element.get("class") or "").split()
        )  # what readers ask of a page: "[citation needed]"
    ):
        return
    if level > _LEVELS:
        walk.write(" ".join(str(t) for t in element.itertext()))
        return
    if tag == "br":
        walk.current.text = walk.current.text.rstrip(" ") + "\n"
        return
    if tag == "img":
        return
    if tag == "a" and element.get("data-mark"):
        walk.current.text = (
            walk.current.text.rstrip(" ") if walk.current.text.endswith(" ") and _tight(element) else walk.current.text
        )
        walk.current.marks.append(Mark(at=len(walk.current.text), key=str(element.get("data-mark"))))
        return
    if (
        tag == "a"
        and walk.note
        and (
            is_backlink(element, str(element.text_content()))
            or ((element.get("href") or "").startswith("#") and MARKER.fullmatch(str(element.text_content())))
        )
    ):
        return
    outer_note, block = walk.note, tag in _BLOCKS
    note = element.get("data-note")
    if note:
        walk.close()
        walk.note = note
        walk.close()
    elif block and not (tag in ("p", "div") and walk.current.kind == "item" and _LABEL.fullmatch(walk.current.text)):
        walk.close(_kind(tag, walk))
    if tag in ("ol", "ul"):
        start = element.get("start") or "1"
        walk.lists.append(int(start) if tag == "ol" and start.isdigit() else None if tag == "ul" else 1)
    if tag == "li" and walk.note is None:
        walk.current.kind = "item"
        if walk.lists and walk.lists[-1] is not None:
            walk.current.text = f"{walk.lists[-1]}. "
            walk.lists[-1] += 1
        else:
            walk.current.text = "• "
    walk.preformatted += tag == "pre"
    begin = len(walk.current.text)
    opened = walk.current
    superscript = tag == "sup" and walk.note is None and (element.text or "").strip().isdigit() and len(element) == 0
    walk.write((element.text or "").strip().translate(_RAISED) if superscript else element.text)
    for child in element:
        _walk(child, walk, level + 1)
        walk.write(child.tail)
    walk.preformatted -= tag == "pre"
    if tag == "a" and opened is walk.current:
        href = (element.get("href") or "").strip()
        text = walk.current.text
        lead = begin + len(text[begin:]) - len(text[begin:].lstrip())
        end = len(text.rstrip())
        if href and not href.startswith("#") and lead < end:
            url = re.sub(r"\s+", "", href).rstrip("<>\"'")
            walk.current.links.append(Link(start=lead, end=end, url=urljoin(walk.base, url) if walk.base else url))
    if tag in ("ol", "ul"):
        walk.lists.pop()
    if note:
        walk.close()
        walk.note = outer_note
        walk.close()
    elif block:
        walk.close(_kind("div", walk))


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _tight(anchor: HtmlElement) -> bool:
    """Return whether the blank before a mark goes with it: what follows begins with a blank or a stop."""
    outer = anchor.getparent() if anchor.getparent() is not None and anchor.getparent().tag == "sup" else anchor
    tail = outer.tail or ""
    return not tail or tail[0] in " \n\t.,;:)"


def _kind(tag: str, walk: _Walk) -> str:
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return "heading"
    if tag == "pre" or walk.preformatted:
        return "code"
    if tag in ("td", "th"):
        return "cell"
    return "item" if tag in ("dd", "dt") else "paragraph"


def _merged(blocks: list[Block]) -> list[Block]:
    """Return the blocks with the paragraphs of one note put together, line breaks made blanks or new blocks."""
    made: list[Block] = []
    for block in blocks:
        flat = _flattened(block) if block.kind != "code" else block
        last = made[-1] if made else None
        if last is not None and flat.key is not None and last.key == flat.key:
            shift = len(last.text) + 1
            links = tuple(Link(start=x.start + shift, end=x.end + shift, url=x.url) for x in flat.links)
            made[-1] = Block(
                kind=last.kind,
                text=f"{last.text} {flat.text}",
                links=(*last.links, *links),
                marks=last.marks,
                key=last.key,
                marker=last.marker,
            )
        else:
            made.append(flat)
    return made


def _flattened(block: Block) -> Block:
    """Return the block on one line: a line break within it becomes a blank."""
    own = re.escape((block.marker or "").strip("[]()")) or r"\d{1,4}"
    lead = re.match(rf"\s*(?:[\[(]?{own}[\])]?[.:)]?|\[\d{{1,4}}\]|[\^↑])\s+", block.text) if block.key else None
    if lead and not any(link.start < lead.end() for link in block.links):
        block = without(block, [(0, lead.end())])
    seams = tuple(Seam(at=m.start(), closed=False) for m in re.finditer(r"\n", block.text))
    return Block(
        kind=block.kind,
        text=block.text.replace("\n", " "),
        links=block.links,
        marks=block.marks,
        seams=seams,
        key=block.key,
        marker=block.marker,
    )


def _title(root: HtmlElement) -> str | None:
    for path in ("string(//meta[@property='og:title']/@content)", "string(//head/title)", "string((//h1)[1])"):
        found = _SPACES.sub(" ", str(root.xpath(path))).strip()
        if found:
            return found
    return None


def _date(root: HtmlElement) -> str | None:
    """Return the day that the page's own metadata give for its publication."""
    for path in (
        "string(//meta[@property='article:published_time']/@content)",
        "string(//meta[@name='date' or @name='dcterms.date' or @name='DC.date' or @name='dc.date.issued' or @name='citation_date' or @name='citation_publication_date']/@content)",
        "string(//meta[@itemprop='datePublished']/@content)",
        "string((//time[@pubdate or @itemprop='datePublished']/@datetime)[1])",
        "string((//time/@datetime)[1])",
    ):
        value = str(root.xpath(path)).strip()
        dates = dates_in(value[:10]) if value else []
        if dates:
            return dates[0][2]
    return None


def _language(root: HtmlElement) -> str | None:
    code = (root.get("lang") or root.get("xml:lang") or "").split("-")[0].lower()
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None
