"""One walk over the tree of a page: which of its words are shown, and whether they stand in its frame, in a cookie question or in what it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_WORD = re.compile(r"\w+")
_SILENT = frozenset(
    {
        "script",
        "style",
        "template",
        "head",
        "svg",
        "math",
        "iframe",
        "object",
        "canvas",
        "noscript",
        "select",
        "datalist",
    }
)
_FRAME = frozenset({"nav", "footer", "aside", "label", "button", "a", "option"})
_BLOCK = frozenset(
    "p div section article main header h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tr td th br hr form pre blockquote center nav footer aside".split()
)
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_CONSENT = re.compile(
    r"(?i)cookie|consent|gdpr|onetrust|didomi|tarteaucitron|usercentrics|cmp-|cmp2|cmpbox|truste|quantcast|sp_message|fc-dialog|axeptio|klaro|osano|iubenda|borlabs|complianz"
)


@dataclass(slots=True, kw_only=True)
class Look:
    """What one pass over the tree gathers."""

    visible: list[str] = field(default_factory=list)
    unheaded: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    outside_consent: int = 0
    in_consent: int = 0
    links: int = 0
    scripts: int = 0
    script_chars: int = 0


def count_words(text: str) -> int:
    """Return the number of words; two characters of a script without spaces count as one."""
    dense = len(_CJK.findall(text))
    return len(_WORD.findall(_CJK.sub(" ", text) if dense else text)) + dense // 2


def look_at(tree: HtmlElement) -> Look:
    """Walk the tree once, without recursion, and sort its words by where they stand."""
    look = Look()
    # (element or text, in frame, in consent, in heading): a frame is what stands around the content, links included
    stack: list[tuple[HtmlElement | str, bool, bool, bool]] = [(tree, False, False, False)]
    while stack:
        node, framed, consent, headed = stack.pop()
        if isinstance(node, str):
            _take(look, node, framed, consent, headed)
            continue
        tag = node.tag
        if not isinstance(tag, str):
            continue
        if tag == "script":
            look.scripts += 1
            look.script_chars += len(node.text or "")
        if tag in _SILENT or is_hidden(node):
            continue
        if tag == "a" and node.get("href"):
            look.links += 1
        framed = framed or tag in _FRAME
        headed = headed or tag in ("h1", "h2", "h3")
        if not consent and tag not in ("body", "html", "main"):
            consent = bool(_CONSENT.search(f"{node.get('id', '')} {node.get('class', '')}"))
        space = "\n" if tag in _BLOCK else ""
        inside: list[tuple[HtmlElement | str, bool, bool, bool]] = [
            (space + (node.text or ""), framed, consent, headed)
        ]
        for child in node:
            inside.append((child, framed, consent, headed))
            inside.append((child.tail or "", framed, consent, headed))
        inside.append((space, framed, consent, headed))
        stack.extend(reversed(inside))
    return look


def _take(look: Look, text: str, framed: bool, consent: bool, headed: bool) -> None:
    if not text:
        return
    look.visible.append(text)
    look.unheaded.append(" " if headed else text)
    look.prose.append(" " if framed else text)
    look.told.append(" " if framed or consent else text)
    look.body.append("\n" if framed or consent or headed else text)
    if text.strip():
        number = count_words(text)
        if consent:
            look.in_consent += number
        elif not framed:
            look.outside_consent += number


def is_hidden(node: HtmlElement) -> bool:
    style = node.get("style")
    return node.get("hidden") is not None or bool(style and _HIDDEN.search(style))
