"""What the way to a page says: where it passed, whether it ended at a front page, whether that is another's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from spiders.mark_vendors import address_marks
from spiders.marks import fold
from spiders.short_links import is_short_link
from spiders.urls import host_of, host_shard

_ROOT = re.compile(r"(?i)/?(?:index|default|home|homepage|main)?(?:\.(?:html?|php|aspx?|jsp|cfm))?/?\Z")
_LANGUAGE_ROOT = re.compile(
    r"(?i)/(?:[a-z]{2}(?:[-_][a-z]{2,4})?|intl|international|global)(?:/(?:home|index(?:\.\w{2,5})?)?)?/?\Z"
)
_NAMES_A_PAGE = re.compile(r"(?i)(?:^|&)(?:p|id|page|page_id|article|q|doc|docid|v|story|item|a|s|url|u)=")
_FRONT = re.compile(r"\A(?:www\d?|m|mobile|amp|ww\d)\.")
_WORD = re.compile(r"[^\W\d_]{4,}")
_PATH_WORDS = frozenset(
    ("html", "index", "aspx", "node", "page", "default", "article", "files", "wp-content", "uploads", "content")
)
# What domains that were let go are registered again for; a cited source that speaks of it has it in its label.
_TAKEN_OVER = re.compile(
    r"\b(?:casinos?|slots?|slot gacor|togel|judi|poker|betting|bookmakers?|sportsbook|1xbet|baccarat|viagra|cialis|escorts?|porno?|xxx|"
    r"payday loans?|online pharmac(?:y|ies)|(?:no|without(?: a)?) prescription|sin receta|sans ordonnance|ohne rezept|sem receita|senza ricetta|казино|ставки на спорт|букмекер\w*|kasino|canl[iı] bahis|bahis|deneme bonusu|카지노|바카라|토토|娱乐城|博彩|彩票|カジノ)\b"
)


def journey_signals(url: str, final_url: str, hops: Sequence[tuple[str, int | None, str]]) -> dict[str, str]:
    """Return the signals of a visit's way: `hops`, `way_station`, `home_from`, `other_front`, `short_link`.

    `hops` are (address, status, kind) in order; what was asked before an `alternative` belongs to another search.
    """
    found = {name: value for name, value in (("url", url), ("final_url", final_url)) if value}
    if hops:
        found["hops"] = str(len(hops))
    started = max((n for n, hop in enumerate(hops) if hop[2] == "alternative"), default=0)
    urls = [hop[0] for hop in hops[started:]] or [url]
    for passed in urls[1:]:
        station = next(
            (m for m in address_marks(passed) if m.kind in ("consent", "login", "challenge", "denied")), None
        )
        if station:
            found["way_station"] = f"{station.kind} {passed[:200]}"
    if not final_url or final_url == urls[0]:
        return found
    if url and is_short_link(url) and same_site(url, final_url):
        found["short_link"] = "the visit ended on the shortener's own page"
    if is_front(final_url) and not is_short_link(url):
        lost = next((u for u in reversed(urls) if same_site(u, final_url) and not is_front(u)), None)
        if lost and not _carries(final_url, lost):
            found["home_from"] = lost
        elif not lost and not is_front(urls[0]) and host_shard(urls[0]) != host_shard(final_url):
            found["other_front"] = host_of(final_url)
    return found


def label_signals(labels: Sequence[str], *, title: str, text: str, url: str) -> dict[str, str]:
    """Return how many of the words by which citations name the page stand on it, and a trade it was taken over for.

    Without labels the words of the address's path name it. An address keeps its words whoever owns it now, so that beside a trade only
    title and text are asked for them (`named_words`, `named_words_said`), and how often the trade is spoken of (`trade_words`).
    """
    named = {word for label in labels for word in _WORD.findall(fold(label))}
    said = fold(f"{title} {text[:100_000]}")
    found: dict[str, str] = {}
    if named:
        page = f"{said} {fold(unquote(url))}"
        found = {"label_words": str(len(named)), "label_words_seen": str(sum(word in page for word in named))}
    trade = _TAKEN_OVER.search(fold(title))
    if trade and not any(_TAKEN_OVER.search(fold(name).replace("-", " ")) for name in (*labels, unquote(url))):
        called = named or set(_WORD.findall(fold(unquote(urlsplit(url).path)))) - _PATH_WORDS
        found |= {
            "taken_over": trade.group(), "trade_words": str(len(_TAKEN_OVER.findall(said))),
            "named_words": str(len(called)), "named_words_said": str(sum(word in said for word in called)),
        }  # fmt: skip
    return found


def is_front(url: str) -> bool:
    """Return whether an address is the front page of its site, or of a language of it."""
    parts = urlsplit(url)
    if _NAMES_A_PAGE.search(parts.query) or parts.fragment.startswith(("/", "!")):
        return False
    return bool(_ROOT.match(parts.path) or _LANGUAGE_ROOT.match(parts.path))


def same_site(one: str, other: str) -> bool:
    """Return whether two addresses are of one host, `www.`, `m.` and ports aside."""
    hosts = [_FRONT.sub("", host_of(url)) for url in (one, other)]
    return bool(hosts[0]) and hosts[0] == hosts[1]


def _carries(final_url: str, lost: str) -> bool:
    """Return whether the front page was asked with the lost address in its query: something stands before the page."""
    last = urlsplit(lost).path.rstrip("/").rsplit("/", 1)[-1]
    return len(last) > 2 and last.lower() in unquote(urlsplit(final_url).query).lower()
