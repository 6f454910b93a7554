"""What can be seen in a page that bears on its outcome: words, forms, scripts, metadata, marks; nothing is judged here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from pipeline.pages.look import count_words, is_hidden, look_at
from pipeline.pages.manner import MARK_CHARS, beneath, consent_talk, manner, shortly, unquoted
from spiders.manner import LIVE, heading_marks, kinds, message_marks
from spiders.mark_vendors import BODY_CLASSES, markup_marks
from spiders.marks import Mark, own_name_marks, text_marks, title_marks, title_parts

_WORD = re.compile(r"\w+")
_REFRESH = re.compile(r"(?i)^\s*(\d{0,6})(?:\.\d{0,6})?\s*[;,]?\s*(?:url\s*=\s*)?['\"]?\s*([^'\"]{0,2000})")
_LOCATION = re.compile(
    r"""(?:window|document|self|top|parent)?\.?\blocation(?:\.href)?\s*=\s*["']([^"'<>\s]{1,500})["']|\blocation\.(?:replace|assign)\(\s*["']([^"'<>\s]{1,500})["']"""
)
_LOGIN_PATH = re.compile(r"(?i)/(?:log-?in|sign-?in|logon|auth|account|sso|users/sign_in)\b")
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
_CAPTCHA = ("g-recaptcha", "h-captcha", "cf-turnstile", "frc-captcha")
# A page with this many words of its own is judged by its title and headings alone (spiders/outcome.py: STEPS).
LONG = 600


def page_signals(tree: HtmlElement, markup: str, *, url: str) -> tuple[dict[str, str], list[Mark]]:
    """Return the signals of an HTML page by name and the marks of known kinds found in it."""
    look = look_at(tree)
    visible = " ".join("".join(look.visible).split())
    prose = " ".join("".join(look.prose).split())
    title = " ".join((tree.findtext(".//title") or "").split())
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1", "h2", "h3") if not is_hidden(h)][:6]
    words, prose_words = count_words(visible), count_words(prose)
    told = "".join(look.told)
    signals = {
        "title": title[:500],
        "heading": (headings[0] if headings else "")[:500],
        "headings": str(len(headings)),
        "words": str(words),
        "prose_words": str(prose_words),
        **manner(told, [title, *headings[:1]]),
        "links": str(look.links),
        "scripts": str(look.scripts),
        "script_chars": str(look.script_chars),
        "script_files": str(sum(bool(script.get("src") or script.text) for script in tree.iter("script"))),
        "consent_words": str(look.in_consent),
        "words_outside_consent": str(look.outside_consent),
        "consent_talk": str(consent_talk(told)),
    }
    signals |= _metadata_signals(tree, markup, url)
    signals |= _form_signals(tree, words)
    signals |= _pointer_signals(tree, url, words)
    marks = title_marks(unquoted(title)) if title else []
    for heading in headings[:3]:
        if 0 < len(heading) <= 200:
            marks += title_marks(unquoted(heading), place="heading")
    if not title and not headings and words <= 12:
        marks += title_marks(visible, place="heading")
    if prose_words < LONG:
        # Headings were heard already: a headline's words shall not count twice.
        marks += text_marks(unquoted(" ".join("".join(look.unheaded).split())[:MARK_CHARS]))
        noscript = " ".join(" ".join(n.itertext()) for n in tree.iter("noscript"))
        if words < 150:
            hidden = text_marks(_untagged(noscript)[:2000])
            marks += [_at(m, "noscript") for m in hidden if m.kind in ("needs_browser", "challenge", "denied")]
        marks += own_name_marks(url, [title, *headings[:3], visible[:2000]])
        marks += markup_marks(markup[:400_000].lower())
        marks += _class_marks(tree)
        messages, own = message_marks(shortly(title, told))
        marks += messages
        if prose_words < 60 and headings:
            marks += heading_marks(headings[0])
        if own:
            signals["own_text"] = f"{own:.2f}"
        under = beneath([title, *title_parts(title), *headings], "".join(look.body))
        body_words = count_words(under)
        if body_words >= 6:
            signals |= {"own_body": f"{kinds(under)[LIVE]:.2f}", "body_words": str(body_words)}
        offers = [kinds(block)["paywall"] for block in told.split("\n") if 3 <= len(block.split()) <= 40]
        if max(offers, default=0.0) >= 0.85:
            marks.append(
                Mark(kind="paywall", place="offer", strength=1.5, seen=f"{max(offers):.2f} by the words of a line")
            )
        if words < 60 and _only_asks(tree, markup):
            marks.append(
                Mark(kind="challenge", place="widget", strength=1.5, seen="a captcha and nothing else to fill in")
            )
    return signals, marks


def _only_asks(tree: HtmlElement, markup: str) -> bool:
    """Return whether a page has a captcha and no other field that it might protect."""
    if not any(widget in markup for widget in _CAPTCHA):
        return False
    fields = [
        i
        for i in tree.iter("input")
        if (i.get("type") or "text").lower() in ("text", "email", "password", "tel", "search")
    ]
    return not fields and tree.find(".//textarea") is None


def _at(mark: Mark, place: str) -> Mark:
    return Mark(kind=mark.kind, place=place, strength=mark.strength, seen=mark.seen)


def _untagged(text: str) -> str:
    return re.sub(r"<[^>]{0,2000}>", " ", text)


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


def _form_signals(tree: HtmlElement, words: int) -> dict[str, str]:
    found: dict[str, str] = {}
    if words < 60 and any(_LOGIN_PATH.search(a.get("href") or "") for a in tree.iter("a")):
        found["login_link"] = "yes"
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
            if len(_shown_in(node)) <= 2:  # nothing, or "Loading …"
                found["app_root"] = root
    if tree.find(".//app-root") is not None:
        found["app_root"] = "app-root"
    if tree.find(".//frameset") is not None:
        found["frameset"] = "yes"
    return found


def _shown_in(node: HtmlElement) -> list[str]:
    """Return the words that an element shows, those of its scripts and styles aside."""
    shown = (
        str(text) for text in node.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
    )
    return _WORD.findall(" ".join(shown))


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
