"""What a page links to as its own: the reports that an index lists, and the file of the report that it is."""

from __future__ import annotations

import json
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from pipeline.page_look import count_words
from spiders.urls import host_shard

_FRAME = frozenset({"nav", "footer", "aside", "header", "form"})
_LEAST = 3  # links that make a list, and words that make a title of one
_MOST = 12  # addresses that are kept: a list is looked into, not copied
_SHARE = 0.25  # of a page's words stand in the titles that an index lists
_FILES = (".pdf", ".docx", ".doc", ".odt")


def link_signals(tree: HtmlElement, url: str, *, prose: int) -> dict[str, str]:
    """Return `listed` (a JSON list of up to 12 addresses, in order) for a page that mostly lists pages of its site by their titles, and `file`,
    the address of the one document that a page offers of itself; `prose` is how many words the page says
    outside of links.

    An index is no report: what is claimed of "all reports" stands in those that it lists.
    """
    listed: dict[str, int] = {}
    files: dict[str, None] = {}
    for link in tree.iter("a"):
        target = _address(url, link.get("href"))
        if target is None or any(above.tag in _FRAME for above in link.iterancestors()):
            continue
        if urlsplit(target).path.lower().endswith(_FILES):
            files[target] = None
        size = count_words(" ".join(link.itertext()))
        if size >= _LEAST and host_shard(target) == host_shard(url):
            listed.setdefault(target, size)
    found = {}
    titles = sum(listed.values())
    if len(listed) >= _LEAST and titles >= _SHARE * (titles + prose):
        found["listed"] = json.dumps(list(listed)[:_MOST])
    elif len(files) == 1:
        found["file"] = next(iter(files))
    return found


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
