"""What can be seen in a page that bears on its outcome: words, forms, scripts, metadata, marks; nothing is judged here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from spiders.mark_vendors import BODY_CLASSES, markup_marks
from spiders.marks import Mark, fold, own_name_marks, text_marks, title_marks

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
_REFRESH = re.compile(r"(?i)^\s*(\d{0,6})(?:\.\d{0,6})?\s*[;,]?\s*(?:url\s*=\s*)?['\"]?\s*([^'\"]{0,2000})")
_LOCATION = re.compile(
    r"""(?:window|document|self|top|parent)?\.?\blocation(?:\.href)?\s*=\s*["']([^"'<>\s]{1,500})["']|\blocation\.(?:replace|assign)\(\s*["']([^"'<>\s]{1,500})["']"""
)
_FREE = re.compile(r'(?i)"isAccessibleForFree"\s*:\s*"?\s*(true|false)')
_ARTICLES = frozenset(
    {
        "article",
        "newsarticle",
        "reportagenewsarticle",
        "blogposting",
        "report",
        "scholarlyarticle",
        "techarticle",
        "analysisnewsarticle",
        "opinionnewsarticle",
    }
)
# How a page speaks to its reader, as messages do and reports do not; folded (spiders.marks.fold).
_ADDRESSED = re.compile(
    r"\b(?:you|your|you're|you've|please|sorry|we're|we'll|click|check back|try again|usted|buscas?|puedes?|por favor|intente|haga clic|lo sentimos"
    r"|vous|votre|veuillez|cliquez|desole|bitte|leider|klicken|voce|clique|desculpe|spiacenti|clicca|puoi|je kunt|helaas)\b|пожалуиста|请|您|ください|申し訳"
)
# A number behind a word is a fact that a report tells: a year, a sum, a day; codes, versions and addresses are joined to more.
_DETAIL = re.compile(
    r"(?<=[^\W\d_]{2}) ([$€£]?(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,3}(?:\.\d{3}){1,2}|\d{1,4}(?:[.,]\d{1,2})?)%?)(?![\w:/@-]|[.,]\d)"
)
_STATUS = re.compile(r"\d{3}|10[0-2]\d")
# A page with this many words of its own is judged by its title and headings alone (spiders/outcome.py: STEPS).
LONG = 600
# Enough of the page to meet the message of an error page behind a long menu.
MARK_CHARS = 8000


@dataclass(slots=True, kw_only=True)
class Look:
    """What one pass over the tree gathers."""

    visible: list[str] = field(default_factory=list)
    unheaded: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
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


def page_signals(tree: HtmlElement, markup: str, *, url: str) -> tuple[dict[str, str], list[Mark]]:
    """Return the signals of an HTML page by name and the marks of known kinds found in it."""
    look = _look(tree)
    visible = " ".join("".join(look.visible).split())
    prose = " ".join("".join(look.prose).split())
    title = " ".join((tree.findtext(".//title") or "").split())
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1", "h2", "h3") if not _is_hidden(h)][:6]
    words, prose_words = count_words(visible), count_words(prose)
    signals = {
        "title": title[:500],
        "heading": (headings[0] if headings else "")[:500],
        "headings": str(len(headings)),
        "words": str(words),
        "prose_words": str(prose_words),
        **_manner("".join(look.told)),
        "links": str(look.links),
        "scripts": str(look.scripts),
        "script_chars": str(look.script_chars),
        "consent_words": str(look.in_consent),
        "words_outside_consent": str(look.outside_consent),
    }
    signals |= _metadata_signals(tree, markup, url)
    signals |= _form_signals(tree)
    signals |= _pointer_signals(tree, url, words)
    marks = title_marks(title) if title else []
    for heading in headings[:3]:
        if 0 < len(heading) <= 200:
            marks += title_marks(heading, place="heading")
    if not title and not headings and words <= 12:
        marks += title_marks(visible, place="heading")
    if prose_words < LONG:
        # Headings were heard already: a headline's words shall not count twice.
        marks += text_marks(" ".join("".join(look.unheaded).split())[:MARK_CHARS])
        noscript = " ".join(" ".join(n.itertext()) for n in tree.iter("noscript"))
        if words < 150:
            hidden = text_marks(_untagged(noscript)[:2000])
            marks += [_at(m, "noscript") for m in hidden if m.kind in ("needs_browser", "challenge", "denied")]
        marks += own_name_marks(url, [title, *headings[:3], visible[:2000]])
        marks += markup_marks(markup[:400_000].lower())
        marks += _class_marks(tree)
    return signals, marks


def _manner(text: str) -> dict[str, str]:
    """Return how a page speaks: how often to its reader, and how many details (numbers that stand alone) it tells."""
    folded = fold(text[:MARK_CHARS])
    details = {n for n in _DETAIL.findall(folded) if not _STATUS.fullmatch(n)}
    return {"addressed": str(len(_ADDRESSED.findall(folded))), "details": str(len(details))}


def _at(mark: Mark, place: str) -> Mark:
    return Mark(kind=mark.kind, place=place, strength=mark.strength, seen=mark.seen)


def _untagged(text: str) -> str:
    return re.sub(r"<[^>]{0,2000}>", " ", text)


def _look(tree: HtmlElement) -> Look:
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
        if tag in _SILENT or _is_hidden(node):
            continue
        if tag == "a" and node.get("href"):
            look.links += 1
        framed = framed or tag in _FRAME
        headed = headed or tag in ("h1", "h2", "h3")
        if not consent and tag not in ("body", "html", "main"):
            consent = bool(_CONSENT.search(f"{node.get('id', '')} {node.get('class', '')}"))
        space = " " if tag in _BLOCK else ""
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
    if text.strip():
        number = count_words(text)
        if consent:
            look.in_consent += number
        elif not framed:
            look.outside_consent += number


def _is_hidden(node: HtmlElement) -> bool:
    style = node.get("style")
    return node.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def _metadata_signals(tree: HtmlElement, markup: str, url: str) -> dict[str, str]:
    found: dict[str, str] = {}
    metas = {(m.get("property") or m.get("name") or "").lower(): m.get("content") or "" for m in tree.iter("meta")}
    if metas.get("og:title"):
        found["og_title"] = metas["og:title"][:500]
    if metas.get("robots"):
        found["robots"] = metas["robots"][:100]
    if metas.get("generator"):
        found["generator"] = metas["generator"][:100]
    canonical = next(
        (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), None
    )
    for name, value in (("canonical", canonical), ("og_url", metas.get("og:url"))):
        if value:
            found[name] = _joined(url, value)[:500]
    kinds = {metas.get("og:type", "").lower()}
    for thing in structured(tree):
        kind = thing.get("@type")
        kinds.update(str(k).lower() for k in (kind if isinstance(kind, list) else [kind]))
    if kinds & _ARTICLES:
        found["article"] = "yes"
    free = {m.group(1).lower() for m in _FREE.finditer(markup)}
    if free:
        found["free"] = "no" if "false" in free else "yes"
    elif metas.get("article:content_tier", "").lower() in ("locked", "metered"):
        found["content_tier"] = metas["article:content_tier"].lower()
    return found


def structured(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the objects of a page's JSON-LD, those in @graph and lists too; what is not JSON is passed over."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json" or not script.text:
            continue
        try:
            found = json.loads(script.text[:1_000_000], strict=False)
        except (ValueError, RecursionError):
            continue
        todo = [found]
        for _ in range(500):
            if not todo:
                break
            thing = todo.pop()
            if isinstance(thing, list):
                todo.extend(reversed(thing))
            elif isinstance(thing, dict):
                yield thing
                todo.extend(thing[key] for key in ("@graph", "mainEntity") if isinstance(thing.get(key), dict | list))


def _form_signals(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    inputs = [(i.get("type") or "text").lower() for i in tree.iter("input")]
    if "password" in inputs:
        found["password_field"] = "yes"  # noqa: S105  a signal, not a secret
    if any(
        (i.get("name") or "").lower()
        in ("username", "login", "user", "userid", "email", "loginfmt", "identifier", "password")
        for i in tree.iter("input")
    ):
        found["account_field"] = "yes"
    for root in ("root", "app", "__next", "___gatsby", "__nuxt", "main-app", "app-root"):
        for node in tree.xpath("//*[@id=$name]", name=root)[:1]:
            if not " ".join(node.itertext()).strip():
                found["app_root"] = root
    if tree.find(".//app-root") is not None:
        found["app_root"] = "app-root"
    if tree.find(".//frameset") is not None:
        found["frameset"] = "yes"
    return found


def _pointer_signals(tree: HtmlElement, url: str, words: int) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        if (meta.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        parts = _REFRESH.match(meta.get("content") or "")
        # Not a pointer: a page that reloads itself, or what only a browser without JavaScript would follow.
        in_noscript = any(a.tag == "noscript" for a in meta.iterancestors())
        if parts and parts.group(2).strip() and not in_noscript:
            target = _joined(url, parts.group(2).strip())
            if target.split("#")[0] != url.split("#")[0]:
                found["meta_refresh"] = target[:500]
                found["meta_refresh_s"] = parts.group(1) or "0"
    if words < 80:
        for script in tree.iter("script"):
            hit = _LOCATION.search(script.text[:20_000]) if script.text else None
            if hit:
                found["script_location"] = _joined(url, hit.group(1) or hit.group(2))[:500]
                break
    return found


def _class_marks(tree: HtmlElement) -> list[Mark]:
    body = tree.find(".//body")
    names = " ".join(f"{n.get('class', '')} {n.get('id', '')}" for n in (tree, body) if n is not None).lower().split()
    return [
        Mark(kind=BODY_CLASSES[name], place="class", strength=2.0, seen=name)
        for name in dict.fromkeys(names)
        if name in BODY_CLASSES
    ]


def _joined(base: str, target: str) -> str:
    """Return the target as an absolute address, or as it stands where that cannot be."""
    try:
        joined = urljoin(base, target.strip())
        urlsplit(joined)
    except ValueError:
        return target
    return joined
