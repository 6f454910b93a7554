"""News stories: the publisher's own address behind a copy that a search engine or an app serves."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from spiders.urls import host_of, is_web

_AMP_VIEWER = re.compile(r"/amp/(s/)?(.+)", re.DOTALL)
_AMP_CACHE = re.compile(r"/(?:c|v|i|wp)/(s/)?(.+)", re.DOTALL)


def story_behind(url: str) -> str | None:
    """Return the address of the story that an AMP viewer or cache shows, None for any other address.

    The forms are those of the AMP project's documentation: `google.com/amp/s/HOST/PATH`, the same on Bing, and
    `HOST-WITH-DASHES.cdn.ampproject.org/c/s/HOST/PATH`; `s/` stands for https. A viewer's own page holds only a script.
    """
    host = host_of(url).removeprefix("www.")
    parts = urlsplit(url)
    match = None
    if re.fullmatch(r"google(?:\.com?)?(?:\.[a-z]{2,3})?", host) or host == "bing.com":
        match = _AMP_VIEWER.fullmatch(parts.path)
    elif host == "cdn.ampproject.org" or host.endswith(".cdn.ampproject.org"):
        match = _AMP_CACHE.fullmatch(parts.path)
    elif host == "msn.com" and parts.path == "/amp":
        inner = parse_qs(parts.query).get("url", [""])[0]
        return inner if is_web(inner) else None
    if match is None:
        return None
    story = f"{'https' if match[1] else 'http'}://{unquote(match[2])}" + (f"?{parts.query}" if parts.query else "")
    return story if is_web(story) and "." in host_of(story) else None
