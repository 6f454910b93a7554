"""What a page links to as its own: the reports that an index lists, the next page of its list, the file of the report that it is, its appendices."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from pipeline.pages.look import count_words
from spiders.urls import host_shard

_FRAME = frozenset({"nav", "footer", "aside", "header", "form"})
_LEAST = 3  # links that make a list, and words that make a title of one
_MOST = 50  # addresses that are kept; how many of them are visited is a setting (fetch.follow)
# Share of a page's text that the titles in it make, the first of them in its first third: what stands at its end are other stories. Of 715
# single pages (2026-11-24: news, blogs, encyclopedias) 4 have as much and do not say that they are an article; where teasers of thirty words
# stand between titles of six, an index has .17.
_SHARE = 0.1
_LIST_PATH = re.compile(
    r"(?i)/(?:categor(?:y|ies|ia|ias)|tags?|etiquetas?|topics?|temas?|series)/"
    r"|/(?:reports?|informes?|publications?|publicaciones|research|investigaci(?:on|ones)|archives?|archivo|news|noticias|press|prensa|library|"
    r"biblioteca|issues|blog|stories|posts|papers|documents|documentos)/?(?:page/\d{1,4}/?)?\Z"
)
_FILES = (".pdf", ".docx", ".doc", ".odt")
# How a page offers its own text as a file; else the link's words are those of its title.
_OFFER = re.compile(
    r"(?i)\bdownload|\bdescarg|\bpdf\b|\bprint version|\bfull (?:report|text|paper|study)|\b(?:informe|texto|estudio) completo|\bread the (?:full )?report"
)
# What the next page of a list is called, beside `rel="next"`.
_NEXT = re.compile(
    r"(?i)[\s←«‹<]*(?:(?:older|earlier|more) (?:posts|entries|reports|stories|articles|publications)|next(?: page)?|(?:p[aá]gina )?siguiente|"
    r"(?:entradas|informes|noticias) (?:m[aá]s )?(?:antiguas|antiguos|anteriores)|(?:page )?suivante|n[aä]chste(?: seite)?|pr[oó]xima(?: p[aá]gina)?)[\s→»›>]*"
)
# What a report calls its appendices; a link within a sentence has more words.
_APPENDIX = re.compile(
    r"(?i)\W{0,3}(?:(?:technical|online|statistical) )?(?:appendi(?:x|ces)|annex(?:es)?|supplement(?:ary|al) (?:material|data|information|tables?)|anexos?|ap[eé]ndices?|annexes?|anhang|anhänge|"
    r"anlagen?|allegat[oi]|appendice|bijlagen?|bilag(?:a|or)?|załączniki?)\b"
)
_APPENDIX_WORDS = 14
_APPENDICES = 10  # addresses that are kept
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link in the body of a page, outside of its frame: where it leads, without a fragment, and its words."""

    url: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The links of a page's body in order, the file that its head names as the same text (`citation_pdf_url`, `alternate`), and what it
    calls the next page, wherever that stands."""

    body: tuple[Link, ...] = ()
    declared: str | None = None
    more: str | None = None


def links_of(tree: HtmlElement, url: str) -> Links:
    """Return a page's links; to be asked before its text is taken, which changes the tree."""
    return Links(
        body=tuple(_body(tree, url)), declared=next(_declared(tree, url), None), more=next(_next(tree, url), None)
    )


def link_signals(links: Links, text: str, *, url: str, title: str, prose: int, is_article: bool) -> dict[str, str]:
    """Return `listed` (a JSON list of up to 50 addresses, in order) with `listed_count` (of how many) for a page that lists pages of its site
    by their titles, with `more` where it names a next page of them; else `file`, the address of the one document that a page offers as its own text, and
    `appendix`, a JSON list of up to ten that it calls its appendix or annex.

    `text` is what was taken as the page's text, `prose` how many words it says outside of links. An index is no report: what is claimed
    of "all reports" stands in those that it lists. A page that says that it is an article is no index, whatever stands beside it.
    """
    listed: dict[str, int] = {}
    told: dict[str, int] = {}
    said = _squashed(text)
    first = len(said)
    for link in links.body:
        size = count_words(link.words)
        if size >= _LEAST and host_shard(link.url) == host_shard(url) and not _is_file(link.url):
            listed.setdefault(link.url, size)
            at = said.find(_squashed(link.words))
            if at >= 0:
                told.setdefault(link.url, size)
                first = min(first, at)
    if not is_article:
        share = sum(told.values()) / max(count_words(text), 1)
        if len(told) >= _LEAST and share >= _SHARE and first <= len(said) / 3:
            return _listed(told, links.more)
        # Where the address says that it is a list, the text that was taken may be one entry of it.
        titles = sum(listed.values())
        if len(listed) >= _LEAST and _LIST_PATH.search(urlsplit(url).path) and titles >= _SHARE * (titles + prose):
            return _listed(listed, links.more)
    file = links.declared or _own_file(links, url=url, title=title)
    appendices = [found for found in _appendices(links, url) if found != file][:_APPENDICES]
    return {**({"file": file} if file else {}), **({"appendix": json.dumps(appendices)} if appendices else {})}


def _listed(found: dict[str, int], more: str | None) -> dict[str, str]:
    listed = {"listed": json.dumps(list(found)[:_MOST]), "listed_count": str(len(found))}
    return {**listed, "more": more} if more else listed


def _appendices(links: Links, url: str) -> dict[str, None]:
    """Return the addresses on its own site that a page calls its appendices, in their order."""
    named = (link for link in links.body if _APPENDIX.match(link.words) and count_words(link.words) <= _APPENDIX_WORDS)
    return dict.fromkeys(link.url for link in named if host_shard(link.url) == host_shard(url) and _is_text(link.url))


def _own_file(links: Links, *, url: str, title: str) -> str | None:
    """Return the one document of the site that a page offers, None where it offers none or several."""
    named = set(_WORD.findall(title.casefold()))
    found = set()
    for link in links.body:
        if _is_file(link.url) and host_shard(link.url) == host_shard(url) and not _APPENDIX.match(link.words):
            own = set(_WORD.findall(link.words.casefold()))
            if _OFFER.search(link.words) or (len(own) >= _LEAST and len(own & named) * 2 > len(own)):
                found.add(link.url)
    return found.pop() if len(found) == 1 else None


def _declared(tree: HtmlElement, url: str) -> Iterator[str]:
    for element in tree.iter("meta", "link"):
        name = (element.get("name") or element.get("rel") or "").lower()
        target = None
        if element.tag == "meta" and name == "citation_pdf_url":
            target = _address(url, element.get("content"))
        elif element.tag == "link" and name == "alternate" and (element.get("type") or "").lower() == "application/pdf":
            target = _address(url, element.get("href"))
        if target:
            yield target


def _next(tree: HtmlElement, url: str) -> Iterator[str]:
    for link in tree.iter("link", "a"):
        named = "next" in (link.get("rel") or "").lower().split() or (
            link.tag == "a" and _NEXT.fullmatch("".join(link.itertext()))
        )
        target = _address(url, link.get("href")) if named else None
        if target and host_shard(target) == host_shard(url):
            yield target


def _body(tree: HtmlElement, url: str) -> Iterator[Link]:
    for link in tree.iter("a"):
        target = _address(url, link.get("href"))
        if target is not None and not any(above.tag in _FRAME for above in link.iterancestors()):
            yield Link(url=target, words=" ".join(" ".join(link.itertext()).split()))


def _is_file(url: str) -> bool:
    return urlsplit(url).path.lower().endswith(_FILES)


def _is_text(url: str) -> bool:
    """Return whether an address, by its ending, is that of a page or a document: a table or a picture is not read, and would leave its report half read."""
    ending = re.search(r"\.[A-Za-z]{1,5}\d?\Z", urlsplit(url).path)
    return ending is None or ending[0].lower() in (*_FILES, ".html", ".htm", ".php", ".asp", ".aspx", ".txt", ".md")


def _squashed(text: str) -> str:
    return " ".join(text.split()).casefold()


def _address(url: str, href: str | None) -> str | None:
    """Return the page that a link leads to, without its fragment; None for the page itself and for what is no page."""
    if not href or not url:
        return None
    try:
        target = urljoin(url, href.strip()).split("#")[0]
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or target == url.split("#")[0]:
        return None
    return target[:500] if len(parts.path) > 1 or parts.query else None
