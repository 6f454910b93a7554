"""Signals to one outcome word and its reason: a pure function, so that anyone can run it again and dispute it.

The order of the rules is the product's order of fears. A live source called dead is the worst, a wall read as the
source the second: so a wall's mark beats a death's, a death needs more proof the more text a page has, and a page
that says of itself that it is an article is believed longest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from spiders.outcome_content import by_content, stands
from spiders.outcome_signals import OUTCOME_OF, WALLS, evidence, needed_by, number, place_of, scores, shown

# What a visit that brought no answer means.
ERRORS: Mapping[str, tuple[str, str]] = {
    "dns": ("gone", "there is no such host any more"),
    "connect": ("unreachable", "no connection could be made"),
    "broken": ("unreachable", "the connection broke before the answer was whole"),
    "not_in_replay": ("unreachable", "the replayed archives do not hold this address"),
    "not_archived": ("unreachable", "the archive holds no copy of this address"),
    "archive_unreachable": ("unreachable", "the archive could not be reached"),
    "archive_rate_limited": ("rate_limited", "the archive asks us to wait"),
    "told_to_wait": ("rate_limited", "the site told us to ask nothing more for a while before we came to this page"),
    "timeout": ("timeout", "no whole answer came in time"),
    "too_slow": ("timeout", "the answer came too slowly to be waited for"),
    "tls": ("tls_error", "the certificate or the encryption of the host cannot be trusted"),
    "too_large": ("too_large", "the answer is larger than is read"),
    "headers_too_large": ("too_large", "the headers of the answer are larger than is read"),
    "refused_private": ("refused", "the address is a private one, which is never visited"),
    "refused_scheme": ("refused", "the address has a scheme that is never visited"),
    "refused_robots": ("refused", "the site's robots.txt forbids the visit"),
    "redirect_loop": ("redirect_loop", "the redirects run in a circle"),
    "too_many_hops": ("redirect_loop", "there are more redirects than are followed"),
}


def judge(signals: Mapping[str, str]) -> tuple[str, str]:
    """Return the outcome of a visit and one sentence that names the signals it rests on.

    `signals` are those that pipeline.extract stores: `status`, `error`, `media_type`, `title`, `prose_words`,
    `main_words`, `mark.KIND.PLACE` (its value begins with the strength) and so on. Unknown names are passed over.
    """
    error = signals.get("error")
    if error:
        return ERRORS.get(error, ("unreachable", f"the visit failed ({error})"))
    rules = (_by_status, _by_media, _by_address, by_content, _by_likeness, _by_subject)
    return next((found for found in (rule(signals) for rule in rules) if found), None) or _live(signals)


def _by_status(signals: Mapping[str, str]) -> tuple[str, str] | None:
    status = number(signals, "status")
    marks = scores(signals)
    if not status or 200 <= status < 300:
        if status in (204, 205):
            return "empty", f"status {status}: the server says that there is no content"
        sure = next((kind for kind in WALLS if place_of(signals, kind, "header") >= 8), None)
        return (OUTCOME_OF[sure], f"status {status}, and {evidence(signals, sure)}") if sure else None
    if 300 <= status < 400:
        return "redirect", f"status {status}: the answer only points elsewhere"
    wall = _wall(marks, signals)
    because = f"status {status}, and {evidence(signals, wall)}" if wall else ""
    match status:
        case 401 | 407 | 511:
            # "401 Unauthorized" is the status again, not another word of it.
            said = wall == "denied" and not _SAYS_401.search(evidence(signals, "denied"))
            if said or wall in ("challenge", "rate_limited"):
                return OUTCOME_OF[wall or ""], because
            return "login_wall", f"status {status}: the server asks who we are"
        case 402:
            return "paywall", "status 402: payment required"
        case 404 | 410 if not wall:
            return (
                "gone",
                f"status {status}: the server says that the page {'does not exist' if status == 404 else 'is gone for good'}",
            )
        case 408:
            return "timeout", "status 408: the server gave up waiting"
        case 429:
            if wall == "challenge":
                return "bot_wall", because
            return "rate_limited", "status 429: we asked too often"
        case 451:
            return "bot_wall", "status 451: withheld for legal reasons from where we ask"
    if wall:
        return OUTCOME_OF[wall], because
    if status >= 500 and status != 999:
        return "server_error", f"status {status}: the server failed"
    if status in (403, 405, 406, 409, 412, 415, 418, 421, 423, 425, 426, 428, 999):
        return "bot_wall", f"status {status}: the server refuses us; a reader may well be let in"
    return "server_error", f"status {status}: the server could not use the request"


def _wall(marks: Mapping[str, float], signals: Mapping[str, str]) -> str | None:
    """Return the wall that an error status carries: one mark of some weight is enough to doubt that a page is dead."""
    long = number(signals, "prose_words") > 400
    # A site's own error page has a login form in its menu and a cookie banner at its foot.
    enough = {"challenge": 2.0, "rate_limited": 2.0, "denied": 2.0, "login": 4.0, "consent": 99.0}
    missing = marks.get("not_found", 0.0)
    found = [k for k in WALLS if marks.get(k, 0.0) >= enough[k] and (k == "challenge" or marks[k] > missing)]
    if "challenge" in found and missing > marks["challenge"]:
        found.remove("challenge")
    best = max(found, key=lambda k: marks[k], default=None)
    return best if best and (not long or marks[best] >= 4) else None


def _by_media(signals: Mapping[str, str]) -> tuple[str, str] | None:
    unread = signals.get("unread")
    if unread:
        word, _, why = unread.partition(": ")
        return word, why
    if signals.get("bytes") == "0":
        return "empty", f"status {signals.get('status', '')} with an empty body".replace("  ", " ")
    return None


def _by_address(signals: Mapping[str, str]) -> tuple[str, str] | None:
    """Return redirected_home where a deep address ended at its site's root, and no wall sent it there."""
    station = signals.get("way_station", "")
    lost = signals.get("home_from")
    if signals.get("short_link"):
        return "redirect", signals["short_link"]
    if not lost:
        return None
    if station:
        kind, _, where = station.partition(" ")
        return OUTCOME_OF[kind], f"the visit passed {where} and ended at the site's root"
    marks = scores(signals)
    needed, words = needed_by(signals), shown(signals, "words")
    kinds = (*WALLS, "needs_browser", "server_error", "maintenance", "parked")
    if any(marks.get(kind, 0.0) >= needed and stands(signals, kind, marks[kind], words) for kind in kinds):
        return None
    return "redirected_home", f"{urlsplit(lost).path or '/'} was redirected to the root of its site"


_SAYS_401 = re.compile(r"\b401\b|unauthori[sz]ed|authori[sz]ation required")

# Words that a page may have beyond its site's answer for nothing: an address, a date, a name in it.
_ALIKE = 3


def _by_likeness(signals: Mapping[str, str]) -> tuple[str, str] | None:
    """Return what a page is that its site gives for an address that cannot exist as well: never the source.

    It is dead only where it says so too, or has no script that might fill it in; else nobody knows what a browser would show.
    """
    if "unlike_nowhere" not in signals or number(signals, "unlike_nowhere") > _ALIKE:
        return None
    words = shown(signals, "words")
    everywhere = "unlike_front" in signals and number(signals, "unlike_front") <= _ALIKE
    where = "the site's front page and an address that cannot exist" if everywhere else "an address that cannot exist"
    because = f"{words} words, the same as for {where}"
    if scores(signals).get("not_found", 0.0) >= 1.0:
        return "soft_404", because
    if signals.get("scripts") != "0":
        return "needs_browser", because
    if everywhere:
        return "server_error", f"{because}: the whole site answers with one page"
    return "soft_404", because


def _by_subject(signals: Mapping[str, str]) -> tuple[str, str] | None:
    """Return replaced where a page shares no word with what citations call it, and something else speaks for it too."""
    called, said = number(signals, "named_words"), number(signals, "named_words_said")
    if signals.get("taken_over") and number(signals, "trade_words") >= 3 and called >= 2 and said * 6 <= called:
        return "replaced", f"{said} of the {called} words that name it, and “{signals['taken_over']}” in its title"
    named, seen = number(signals, "label_words"), number(signals, "label_words_seen")
    if named < 2 or seen or number(signals, "main_words") < 60:
        return None
    before, still = number(signals, "earlier_words"), number(signals, "earlier_words_seen")
    foreign = signals.get("earlier_language", "") != signals.get("language", "")
    if before >= 40 and still * (10 if foreign else 25) <= before and signals.get("earlier_title_words_seen") == "0":
        return (
            "replaced",
            f"none of the {named} words that name it, and {still} of the {before} words of an earlier capture, none of a title's",
        )
    if named < 4:
        return None
    if signals.get("taken_over"):
        return "replaced", f"none of the {named} words that name it, and “{signals['taken_over']}” in its title"
    if signals.get("other_front"):
        return (
            "replaced",
            f"the front page of another site, {signals['other_front']}, with none of the {named} words that name it",
        )
    return None


def _live(signals: Mapping[str, str]) -> tuple[str, str]:
    title = signals.get("title") or signals.get("heading") or ""
    main = signals.get("main_words", "0")
    return "live", f"{main} words" + (
        f" under “{title[:120]}”" if title else ""
    ) + ", and no mark of a wall or an error that outweighs them"
