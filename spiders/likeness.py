"""Whether a site answers everything alike: its answer for an address that cannot exist, and its front page, beside a page."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit, urlunsplit

from spiders.exchange import Answer, media_type
from spiders.pointers import shown_text, visible_text
from spiders.urls import host_of

# A page with more words than this is its own witness, unless it was redirected within its site or calls itself the front page.
SHORT = 400
_WORD = re.compile(r"[^\W\d_]+")
# No list of words: a fifth of the time of counting them; of plain letters a third of that.
_LONG = re.compile(rf"[\W\d_]*+(?:[^\W\d_]++[\W\d_]++){{{SHORT}}}[^\W\d_]")
_LONG_ASCII = re.compile(rf"[^A-Za-z]*+(?:[A-Za-z]++[^A-Za-z]++){{{SHORT}}}[A-Za-z]")
_READ = 300_000  # bytes of a page that are looked at
_BEGINNING = 8_000  # characters that hold the first words of most pages
_SAYS_FRONT = re.compile(
    rb"""(?i)<(?:link|meta)\b[^<>]{0,300}?(?:rel\s*=\s*["']?canonical|og:url)[^<>]{0,300}?(?:href|content)\s*=\s*["']?(https?://[^"'\s<>/]{1,200}/?)["'\s>]"""
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlike:
    """How many words a page has that the site's answer for an impossible address, and its front page, lack; None: not known."""

    nowhere: int | None = None
    front: int | None = None


def is_doubtful(url: str, answer: Answer, *, steps: int) -> bool:
    """Return whether a page is worth two more requests: short, redirected, or calling itself the site's front page."""
    exchange = answer.exchange
    if exchange.status != 200 or media_type(exchange.headers) not in ("text/html", "application/xhtml+xml"):
        return False
    parts = urlsplit(exchange.url)
    if parts.path in ("", "/") and not parts.query:
        return False
    moved = steps > 1 and host_of(url) == host_of(exchange.url)
    return moved or bool(_SAYS_FRONT.search(answer.body[:_READ])) or not _is_long(answer)


def _is_long(answer: Answer) -> bool:
    """Return whether a page shows more than SHORT words; of a long one only the beginning is looked at (a third of a crawl's CPU else)."""
    markup = answer.body[:_READ].decode("utf-8", "replace")
    opened, closed = markup.rfind("<", 0, _BEGINNING), markup.rfind(">", 0, _BEGINNING)
    beginning = markup[: opened if opened > closed else _BEGINNING]  # no tag is cut in two: its attributes are no words
    shown = (shown_text(part) for part in (beginning, markup))
    return any((_LONG_ASCII if text.isascii() else _LONG).match(text) for text in shown)


def nowhere(url: str) -> str:
    """Return an address beside this one that no site has a page for; the same each time."""
    parts = urlsplit(url)
    folder, _, last = parts.path.rpartition("/")
    ending = re.search(r"\.[A-Za-z]{2,5}\Z", last)
    made = "q" + hashlib.sha256(url.encode()).hexdigest()[:18] + (ending.group() if ending else "")
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/{made}", "", ""))


def front(url: str) -> str:
    """Return the address of the site's front page."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/", "", ""))


def words_of(answer: Answer) -> Counter[str]:
    """Return the words that a page shows, its title's among them, numbers aside."""
    return Counter(_WORD.findall(visible_text(answer.body[:_READ].decode("utf-8", "replace")).casefold()))


def unlike(page: Answer, other: Answer) -> int | None:
    """Return how many words a page has that another answer of its site lacks, those of its own address aside.

    None where the other is no page with status 200: then the site tells what exists from what does not.
    """
    exchange = other.exchange
    if exchange.error is not None or exchange.status != 200 or other.body == b"":
        return None
    if media_type(exchange.headers) not in ("text/html", "application/xhtml+xml"):
        return None
    own = set(_WORD.findall(unquote(page.exchange.url).casefold()))
    return sum(count for word, count in (words_of(page) - words_of(other)).items() if word not in own)
