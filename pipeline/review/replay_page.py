"""An archived page made fit to be shown: nothing in it runs, asks the web for anything or sends anything, and the evidence is lit.

The page's policy (replay.py) is the wall; what is taken out here could do nothing behind it. It is taken out all the same: two locks,
and no dead buttons. What a page looks like is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring, tostring

# An address that the page names -> where the archive has it in this viewer, or None.
Known = Callable[[str], str | None]

MOST_CHARS = 8_000_000  # of markup that is shown; a page of a source is a fiftieth of it
# What runs, frames, posts or reaches out. Frames and objects are gaps; noscript is kept: scripts are off.
_GONE = frozenset("script template base applet object embed iframe frame frameset portal fencedframe param animate set animatetransform animatemotion foreignobject handler listener".split())  # fmt: skip
_ADDRESSES = frozenset("src href xlink:href poster background data longdesc cite lowsrc dynsrc icon usemap".split())
_DROPPED = frozenset("srcset imagesrcset srcdoc action formaction ping target integrity crossorigin nonce autofocus http-equiv manifest profile codebase classid archive form formtarget formmethod is attributionsrc".split())  # fmt: skip
_IMAGES = frozenset(("img", "image", "input", "source", "video", "audio", "track", "link", "use", "feimage"))
_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)""", re.IGNORECASE)
_IMPORT = re.compile(r"""@import\b[^;]*;?|@charset\b[^;]*;?|@namespace\b[^;]*;?""", re.IGNORECASE)
_FRAGMENT = re.compile(r"#[\w.:-]+\Z")
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|bmp|x-icon)[;,]", re.IGNORECASE)
_PLAIN = "white-space:pre-wrap;font:1rem/1.5 serif;max-width:46rem;margin:1rem auto;overflow-wrap:anywhere"
_MARK = "background:#ffe58a;color:#1d1c1a;outline:2px solid #b58900;outline-offset:1px"


def page_of(markup: str, *, url: str, known: Known, evidence: Sequence[str]) -> bytes:
    """Return a page as UTF-8 markup that can be shown; `known` says what the archive has of the addresses in it.

    Passages of `evidence` are marked where their words stand, whatever white space and elements lie between; the first mark has
    the id `evidence`. A page with no element in it is shown as text.
    """
    markup = markup[:MOST_CHARS].replace("\x00", "")
    try:
        root = document_fromstring(markup.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True))  # fmt: skip
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError, ValueError):
        return text_page(markup, evidence=evidence)
    base = next((element.get("href", "") for element in root.iter("base")), "")
    tame(root, url=_joined(url, base) or url, known=known)
    light(root, evidence)
    for meta in list(root.iter("meta")):
        if meta.get("charset") is not None:
            _drop(meta)
    return b"<!doctype html>\n" + bytes(tostring(root, encoding="utf-8", method="html"))


def text_page(text: str, *, evidence: Sequence[str] = ()) -> bytes:
    """Return a text as a page, its evidence lit."""
    root = document_fromstring('<html><head><meta charset="utf-8"></head><body></body></html>')
    shown = etree.SubElement(root[-1], "pre", style=_PLAIN)
    shown.text = "".join(char if char in "\n\t" or ord(char) >= 32 else " " for char in text[:MOST_CHARS])
    light(root, evidence)
    return b"<!doctype html>\n" + bytes(tostring(root, encoding="utf-8", method="html"))


def tame(root: HtmlElement, *, url: str, known: Known) -> None:
    """Take out of a page what could run, reach out or send, and lead what it names to the archive, or nowhere."""
    for element in list(root.iter(etree.Element)):
        tag = _name(element.tag)
        if element is not root and (
            tag in _GONE or (tag == "link" and "stylesheet" not in element.get("rel", "").lower().split())
        ):
            _drop(element)
            continue
        if tag == "meta" and element.get("http-equiv") is not None:
            _drop(element)
            continue
        if tag == "style":
            element.text = style_of("".join(element.itertext()), url=url, known=known)
            for child in list(element):
                element.remove(child)
        for name in list(element.attrib):
            plain = _name(name)
            if plain.startswith("on") or plain in _DROPPED:
                del element.attrib[name]
            elif plain == "style" or "url(" in str(element.attrib[name]).lower():
                element.attrib[name] = style_of(str(element.attrib[name]), url=url, known=known)
            elif plain in _ADDRESSES or plain == "href":
                there = _led(str(element.attrib[name]), tag, url=url, known=known)
                if there is None:
                    del element.attrib[name]
                    if tag == "a":
                        element.set("title", "not in this archive")
                else:
                    element.attrib[name] = there


def style_of(css: str, *, url: str, known: Known) -> str:
    """Return a style sheet that loads nothing but what the archive has."""
    if "\\" in css:  # an escape can spell any word of the language; what it hides is not worth its risk
        css = css.replace("\\", "")

    def led(match: re.Match[str]) -> str:
        there = _led(next((part for part in match.groups() if part), "").strip(), "image", url=url, known=known)
        return f'url("{there}")' if there and '"' not in there else "none"

    return _URL.sub(led, _IMPORT.sub("", css)).replace("</", "< /")


def _led(address: str, tag: str, *, url: str, known: Known) -> str | None:
    address = "".join(char for char in address if char.isprintable()).strip()
    if _FRAGMENT.match(address):
        return address
    if tag in _IMAGES and _DATA_IMAGE.match(address):
        return address
    whole = _joined(url, address)
    return known(whole) if whole and whole.startswith(("http://", "https://")) else None


def _joined(url: str, address: str) -> str | None:
    try:
        return urljoin(url, address) if address else url
    except ValueError:
        return None


def _name(tag: object) -> str:
    """Return the name of an element or attribute without its namespace, in lower case."""
    name = str(tag).rpartition("}")[2].lower() if isinstance(tag, str) else ""
    return name if name == "xlink:href" else name.rpartition(":")[2]


def _drop(element: HtmlElement) -> None:
    """Remove an element with what is in it, and keep the words that follow it."""
    parent = element.getparent()
    if parent is None:
        return
    tail, before = element.tail or "", element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


# ---- light


@dataclass(slots=True)
class _Run:
    """A run of words of the page: the text of an element, or what follows it."""

    element: HtmlElement
    is_tail: bool
    text: str
    start: int  # where it begins among all letters of the page that are no white space


_UNSEEN = frozenset(("head", "style", "title", "textarea", "select", "option", "math"))


def light(root: HtmlElement, passages: Sequence[str]) -> int:
    """Mark passages where their letters stand, and return how many were found; white space does not count in the search."""
    runs = list(_runs(root))
    letters = "".join("".join(run.text.split()) for run in runs)
    spans: list[tuple[int, int]] = []
    found = 0
    for passage in passages:
        wanted = "".join(passage.split())
        at = letters.find(wanted) if len(wanted) > 2 else -1
        if (
            at < 0 and len(wanted) > 80
        ):  # the reader took the page's words in another way at one end: the middle is enough to find it
            wanted = wanted[len(wanted) // 4 : -len(wanted) // 4]
            at = letters.find(wanted)
        if at >= 0:
            found += 1
            spans.append((at, at + len(wanted)))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    first = True
    for run in runs:
        places = [
            (max(start, run.start), end)
            for start, end in merged
            if start < run.start + _letters(run.text) and end > run.start
        ]
        if places:
            _mark(run, [(_place(run, start), _place(run, end, past=True)) for start, end in places], first=first)
            first = False
    return found


def _runs(root: HtmlElement) -> Iterator[_Run]:
    at = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        hidden = any(_name(e.tag) in _UNSEEN for e in (element, *element.iterancestors())) if event == "start" else any(_name(e.tag) in _UNSEEN for e in element.iterancestors())  # fmt: skip
        text = element.text if event == "start" else element.tail
        if text and not hidden:
            yield _Run(element, event == "end", text, at)
            at += _letters(text)


def _letters(text: str) -> int:
    return sum(not char.isspace() for char in text)


def _place(run: _Run, letter: int, *, past: bool = False) -> int:
    """Return where a letter of the page stands in a run; with `past`, the place after the letter before it."""
    count = run.start
    for place, char in enumerate(run.text):
        if char.isspace():
            continue
        if past and count == letter - 1:
            return place + 1
        if not past and count == letter:
            return place
        count += 1
    return len(run.text)


def _mark(run: _Run, places: list[tuple[int, int]], *, first: bool) -> None:
    parent = run.element.getparent() if run.is_tail else run.element
    if parent is None:
        return
    at = parent.index(run.element) + 1 if run.is_tail else 0
    before, done = run.text[: places[0][0]], places[0][0]
    if run.is_tail:
        run.element.tail = before
    else:
        run.element.text = before
    for number, (start, end) in enumerate(places):
        mark = etree.Element("mark", style=_MARK)
        if first and number == 0:
            mark.set("id", "evidence")
        mark.text = run.text[start:end]
        done = end
        mark.tail = run.text[done : places[number + 1][0] if number + 1 < len(places) else None]
        parent.insert(at + number, mark)
