"""Short links: which hosts only point on, and the page in between that some of them show."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

from spiders.shorteners import LISTED
from spiders.urls import host_of, is_web, joined

# Hosts that answer with a redirect and hold no page of their own: those met in letters, whose own pages are known well enough
# to be read. The many others are in shorteners.py.
SHORTENERS = frozenset(
    "amzn.to bit.ly bitly.com buff.ly cutt.ly db.tt dlvr.it fb.me flip.it g.co goo.gl ht.ly ift.tt is.gd j.mp lnkd.in"
    " nyti.ms on.ft.com ow.ly po.st qr.ae rb.gy reut.rs s.id shorturl.at t.co t.ly tiny.cc tinyurl.com tr.im"
    " trib.al u.to v.gd wapo.st wp.me x.co youtu.be".split()
)
# Resolvers are short links that promise to last; archives hold another address inside their own.
RESOLVERS = frozenset(("doi.org", "dx.doi.org", "hdl.handle.net", "purl.org", "n2t.net", "urn.nbn.de", "w3id.org"))
_ARCHIVED = re.compile(
    r"https?://(?:web\.archive\.org/web/|archive\.org/wayback/)(\d{4,14})[a-z_]*/(.+)", re.IGNORECASE
)

# Pages that ask "really leave?": host, path, and the parameter that holds the target.
_LEAVING: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("google.com", "/url", ("q", "url")),
    ("youtube.com", "/redirect", ("q",)),
    ("l.facebook.com", "/l.php", ("u",)),
    ("lm.facebook.com", "/l.php", ("u",)),
    ("l.instagram.com", "/", ("u",)),
    ("out.reddit.com", "/", ("url",)),
    ("vk.com", "/away.php", ("to",)),
    ("t.umblr.com", "/redirect", ("z",)),
    ("steamcommunity.com", "/linkfilter/", ("url", "u")),
    ("linkedin.com", "/redir/redirect", ("url",)),
    ("exit.sc", "/", ("url",)),
)
_LINK = re.compile(r"""<a\b[^>]{0,1000}?\bhref\s*=\s*["']?(https?://[^"'\s>]{1,2000})""", re.IGNORECASE)


def is_short_link(url: str) -> bool:
    """Return whether an address is a shortener's: its own page is only ever a way to another."""
    host = host_of(url).removeprefix("www.")
    return host in SHORTENERS or host in LISTED


def is_resolver(url: str) -> bool:
    """Return whether an address is a persistent identifier's resolver (doi.org and its like)."""
    return host_of(url).removeprefix("www.") in RESOLVERS


def archived_inside(url: str) -> tuple[str, str] | None:
    """Return (timestamp, address) of a Wayback address, such as 20170619120000 and the address archived then."""
    match = _ARCHIVED.match(url)
    return (match[1], match[2]) if match else None


def interstitial(url: str, markup: str) -> str | None:
    """Return where a page "you are leaving" leads, or None where the page is none of the known ones.

    For a shortener that answers with a page instead of a redirect (goo.gl does since 2024) it is the one address
    outside of the shortener that the page links to; where it links to several, nobody knows which is meant.
    """
    host = host_of(url).removeprefix("www.")
    parts = urlsplit(url)
    for known, path, names in _LEAVING:
        if host == known and parts.path == path:
            asked = parse_qs(parts.query)
            target = next((asked[name][0] for name in names if name in asked), "")
            return target if is_web(target) else None
    if host != "goo.gl" and host not in SHORTENERS:
        return None
    own = {host, *_HELP.get(host, ())}
    links = {joined(url, unescape(link)) for link in _LINK.findall(markup)}
    onward = {link for link in links if not any(_within(host_of(link), name) for name in own)}
    return onward.pop() if len(onward) == 1 else None


_HELP = {  # where a shortener's own page links to itself
    "goo.gl": ("google.com", "googleblog.com", "google.dev", "gstatic.com", "g.co"),
    "bit.ly": ("bitly.com",),
    "t.co": ("twitter.com", "x.com"),
    "lnkd.in": ("linkedin.com",),
    "ow.ly": ("hootsuite.com",),
    "fb.me": ("facebook.com",),
}


def _within(host: str, name: str) -> bool:
    return host == name or host.endswith("." + name)
