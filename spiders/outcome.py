"""Signals to one outcome word and its reason: a pure function, so that anyone can run it again and dispute it.

The order of the rules is the product's order of fears. A live source called dead is the worst, a wall read as the
source the second: so a wall's mark beats a death's, a death needs more proof the more text a page has, and a page
that says of itself that it is an article is believed longest.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

DEAD = frozenset({"gone", "soft_404", "redirected_home", "parked", "placeholder", "replaced"})

# What a visit that brought no answer means.
ERRORS: Mapping[str, tuple[str, str]] = {
    "dns": ("gone", "there is no such host any more"),
    "connect": ("unreachable", "no connection could be made"),
    "broken": ("unreachable", "the connection broke before the answer was whole"),
    "not_in_replay": ("unreachable", "the replayed archives do not hold this address"),
    "not_archived": ("unreachable", "the archive holds no copy of this address"),
    "archive_unreachable": ("unreachable", "the archive could not be reached"),
    "archive_rate_limited": ("rate_limited", "the archive asks us to wait"),
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

# Which outcome a kind of mark stands for.
OUTCOME_OF: Mapping[str, str] = {
    "challenge": "bot_wall",
    "denied": "bot_wall",
    "rate_limited": "rate_limited",
    "login": "login_wall",
    "consent": "consent_wall",
    "paywall": "paywall",
    "redirect": "redirect",
    "server_error": "server_error",
    "maintenance": "server_error",
    "parked": "parked",
    "not_found": "soft_404",
    "placeholder": "placeholder",
    "needs_browser": "needs_browser",
}
WALLS = ("challenge", "rate_limited", "denied", "login", "consent")
MARK = "mark."

# (words of prose, score that a page of fewer words must reach to be called what its marks say). Set together with
# the weights in spiders/marks.py and spiders/mark_vendors.py on the development half of the saved pages; see
# docs/experiments/outcome.md.
STEPS = ((30, 1.5), (60, 2.0), (150, 2.5), (300, 3.5), (600, 4.5), (1500, 6.0))
NEVER = 99.0


def judge(signals: Mapping[str, str]) -> tuple[str, str]:
    """Return the outcome of a visit and one sentence that names the signals it rests on.

    `signals` are those that pipeline.extract stores: `status`, `error`, `media_type`, `title`, `prose_words`,
    `main_words`, `mark.KIND.PLACE` (its value begins with the strength) and so on. Unknown names are passed over.
    """
    error = signals.get("error")
    if error:
        return ERRORS.get(error, ("unreachable", f"the visit failed ({error})"))
    rules = (_by_status, _by_media, _by_address, _by_content, _by_likeness, _by_subject)
    return next((found for found in (rule(signals) for rule in rules) if found), None) or _live(signals)


def scores(signals: Mapping[str, str]) -> dict[str, float]:
    """Return how strongly the marks speak for each kind of page, strongest first; a place counts once."""
    found: dict[str, float] = {}
    for name, value in signals.items():
        if name.startswith(MARK):
            kind = name.split(".")[1]
            found[kind] = found.get(kind, 0.0) + float(value.split(" ", 1)[0])
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def _number(signals: Mapping[str, str], name: str) -> int:
    value = signals.get(name, "")
    return int(value) if value.isdigit() else 0


def _evidence(signals: Mapping[str, str], kind: str) -> str:
    """Return the marks of a kind in words, strongest first."""
    found = []
    for name, value in signals.items():
        if name.startswith(f"{MARK}{kind}."):
            strength, _, seen = value.partition(" ")
            found.append((float(strength), f"{name.split('.')[2]} “{seen.split('; ')[0]}”"))
    return ", ".join(words for _, words in sorted(found, reverse=True)[:3])


def _by_status(signals: Mapping[str, str]) -> tuple[str, str] | None:
    status = _number(signals, "status")
    marks = scores(signals)
    if not status or 200 <= status < 300:
        if status in (204, 205):
            return "empty", f"status {status}: the server says that there is no content"
        sure = next((kind for kind in WALLS if _place(signals, kind, "header") >= 8), None)
        return (OUTCOME_OF[sure], f"status {status}, and {_evidence(signals, sure)}") if sure else None
    if 300 <= status < 400:
        return "redirect", f"status {status}: the answer only points elsewhere"
    wall = _wall(marks, signals)
    because = f"status {status}, and {_evidence(signals, wall)}" if wall else ""
    match status:
        case 401 | 407 | 511:
            if wall in ("challenge", "denied", "rate_limited"):
                return OUTCOME_OF[wall], because
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


def _place(signals: Mapping[str, str], kind: str, place: str) -> float:
    return float(signals.get(f"{MARK}{kind}.{place}", "0").split(" ", 1)[0])


def _wall(marks: Mapping[str, float], signals: Mapping[str, str]) -> str | None:
    """Return the wall that an error status carries: one mark of some weight is enough to doubt that a page is dead."""
    long = _number(signals, "prose_words") > 400
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
    if any(
        marks.get(kind, 0.0) >= _needed(signals)
        for kind in (*WALLS, "needs_browser", "server_error", "maintenance", "parked")
    ):
        return None
    return "redirected_home", f"{urlsplit(lost).path or '/'} was redirected to the root of its site"


# Words that a page may have beyond its site's answer for nothing: an address, a date, a name in it.
_ALIKE = 3


def _by_likeness(signals: Mapping[str, str]) -> tuple[str, str] | None:
    """Return what a page is that its site gives for an address that cannot exist as well: never the source.

    It is dead only where it says so too, or has no script that might fill it in; else nobody knows what a browser would show.
    """
    if "unlike_nowhere" not in signals or _number(signals, "unlike_nowhere") > _ALIKE:
        return None
    words = _shown(signals, "words")
    everywhere = "unlike_front" in signals and _number(signals, "unlike_front") <= _ALIKE
    where = "the site's front page and an address that cannot exist" if everywhere else "an address that cannot exist"
    because = f"{words} words, the same as for {where}"
    if scores(signals).get("not_found", 0.0) >= 1.0:
        return "soft_404", because
    if signals.get("scripts") != "0":
        return "needs_browser", because
    if everywhere:
        return "server_error", f"{because}: the whole site answers with one page"
    return "soft_404", because


def _shown(signals: Mapping[str, str], name: str) -> int:
    """Return a count of words, or that of the main text where a script has yet to show what the page hides."""
    words, main = _number(signals, "words"), _number(signals, "main_words")
    return max(main, _number(signals, name)) if main > words else _number(signals, name)


def _by_subject(signals: Mapping[str, str]) -> tuple[str, str] | None:
    """Return replaced where a page shares no word with what citations call it, and something else speaks for it too."""
    named, seen = _number(signals, "label_words"), _number(signals, "label_words_seen")
    if named < 2 or seen or _number(signals, "main_words") < 60:
        return None
    before, still = _number(signals, "earlier_words"), _number(signals, "earlier_words_seen")
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


def _needed(signals: Mapping[str, str]) -> float:
    prose = _shown(signals, "prose_words")
    needed = next((score for words, score in STEPS if prose < words), NEVER)
    # A page that calls itself an article and has the length of one is taken at its word for longer.
    if signals.get("article") == "yes" and _number(signals, "main_words") >= 80:
        needed += 2.0
    return needed


def _reports(signals: Mapping[str, str], kind: str) -> float:
    """Return how much more a page that reports needs to be called what its words say: messages speak to their reader.

    A short story on a closed bridge has the words of a maintenance page, with numbers; an entry on "404 Not Found" those of a
    missing page, at length. Set on pages made up for it: docs/experiments/outcome.md.
    """
    details, addressed, prose = (_number(signals, name) for name in ("details", "addressed", "prose_words"))
    told = _headline(signals, kind)
    places = {name.split(".")[2] for name in signals if name.startswith(f"{MARK}{kind}.")}
    if OUTCOME_OF[kind] in DEAD and places == {"text"} and len(signals.get("title", "").split()) >= 5:
        told += 0.5  # a headline speaks of something else
    if prose < 60 and details == 0 and addressed >= 2 and 20 * addressed >= prose:
        return told - 0.5
    if details >= 2 and details > 2 * addressed:
        told += 5.5 if details >= 3 else 4.0
    if OUTCOME_OF[kind] not in DEAD or "addressed" not in signals or 100 * addressed >= prose:
        return told
    return 8.0 if prose >= 100 else max(told, 2.0 if prose >= 60 else 0.0)


def _by_content(signals: Mapping[str, str]) -> tuple[str, str] | None:
    marks = scores(signals)
    needed = _needed(signals)
    words, prose, main = _shown(signals, "words"), _shown(signals, "prose_words"), _number(signals, "main_words")
    if signals.get("password_field") == "yes":
        marks["login"] = marks.get("login", 0.0) + (2.5 if _number(signals, "links") < 8 else 1.5)
    elif signals.get("account_field") == "yes" and marks.get("login"):
        marks["login"] += 0.5
    reached = {k: s for k, s in marks.items() if s >= needed + _reports(signals, k) and _stands(signals, k, s, words)}
    pointer = _pointer(signals, marks, words, told=bool(reached))
    if pointer:
        return pointer
    if reached:
        walls = {k: s for k, s in reached.items() if k in WALLS}
        if walls:  # a check asks for scripts too
            reached.pop("needs_browser", None)
        best = _strongest(walls if walls and max(walls.values()) >= max(reached.values()) - 1.0 else reached)
        if OUTCOME_OF[best] in DEAD and words < 60:
            # "It does not exist, or you may not see it" is no death.
            refused = {k: marks[k] for k in ("challenge", "denied") if marks.get(k, 0.0) >= 1.5}
            best = _strongest(refused) if refused else best
        if not (best == "consent" and _number(signals, "words_outside_consent") > 60):
            seen = _evidence(signals, best) or "a password field"
            return OUTCOME_OF[best], f"{seen}, in {prose} words"
    return _paywall(signals, marks, main) or _consent(signals) or _unshown(signals, marks, words, prose, main)


def _headline(signals: Mapping[str, str], kind: str) -> float:
    """Return 1.5 where a title speaks of a death among other things: it may head a story about one."""
    if OUTCOME_OF[kind] not in DEAD:
        return 0.0
    title, phrase = _place(signals, kind, "title"), _place(signals, kind, "title_phrase")
    if 0 < title < 1.5 or (0 < phrase < 2.0 and not _place(signals, kind, "heading")):
        return 1.5
    # Many headings under a title that says nothing of it: a page of questions, or a list.
    return 1.0 if not title and not phrase and _number(signals, "headings") >= 4 else 0.0


def _strongest(marks: Mapping[str, float]) -> str:
    order = list(OUTCOME_OF)
    return max(marks, key=lambda kind: (marks[kind], -order.index(kind)))


def _stands(signals: Mapping[str, str], kind: str, score: float, words: int) -> bool:
    """Return whether a kind of mark may decide: these kinds need more than their score."""
    places = {name.split(".")[2] for name in signals if name.startswith(f"{MARK}{kind}.")}
    if kind in ("paywall", "redirect"):
        return False
    if kind == "login":
        # Blogs carry a login form in a corner of every page.
        asked = signals.get("password_field") == "yes"
        field = asked or signals.get("account_field") == "yes" or bool(places & {"header", "class", "html"})
        titled = "title" in places and (field or words < 25)
        return titled or bool(places & {"header", "class"}) or (asked and "heading" in places) or (field and words < 60)
    if kind == "consent":
        return "title" in places or words < 400
    if kind == "needs_browser":
        return words < 80
    if kind in ("parked", "placeholder", "not_found", "maintenance", "server_error", "denied"):
        # Words inside a headline and scripts of a product prove little on their own, and a death least.
        few = 15 if OUTCOME_OF[kind] in DEAD else 40
        return (
            bool(places - {"html", "title_phrase", "heading_phrase"})
            or words < few
            or ("html" in places and score >= 4)
        )
    return True


def _pointer(
    signals: Mapping[str, str], marks: Mapping[str, float], words: int, *, told: bool
) -> tuple[str, str] | None:
    """Return redirect for a page that only points elsewhere, or the wall that it points to."""
    # A script's address may stand in a handler that never runs: it counts where the page shows nothing else of its own.
    script = signals.get("script_location") if not told and _number(signals, "consent_words") < 25 else None
    target = signals.get("meta_refresh") or script
    if target and words < 80:
        if marks.get("challenge", 0.0) >= max(2.0, marks.get("redirect", 0.0)):
            return "bot_wall", f"it only points to a check ({_evidence(signals, 'challenge')})"
        if marks.get("parked", 0.0) >= 3.0:
            return "parked", f"it only points to a parking page ({_evidence(signals, 'parked')})"
        how = "meta refresh" if signals.get("meta_refresh") else "script"
        if signals.get("meta_refresh") and _number(signals, "meta_refresh_s") > 30:
            return None
        return "redirect", f"{how} to {target[:200]}, and only {words} words"
    if _reports(signals, "redirect") >= 4:
        return None  # an office that moved, not a page
    others = max((score for kind, score in marks.items() if kind not in ("redirect", "needs_browser")), default=0.0)
    if marks.get("redirect", 0.0) >= 2.0 and marks["redirect"] > others and words < 80:
        return "redirect", f"{_evidence(signals, 'redirect')}, and only {words} words"
    if marks.get("redirect", 0.0) and others < 1.5 and words < 50:
        return "redirect", f"{_evidence(signals, 'redirect')}, and only {words} words"
    return None


def _paywall(signals: Mapping[str, str], marks: Mapping[str, float], main: int) -> tuple[str, str] | None:
    marked = signals.get("free") == "no" or signals.get("content_tier") == "locked"
    says = _place(signals, "paywall", "text") >= 1.5 or _place(signals, "paywall", "title_phrase") >= 2
    if marked and main < (250 if says else 120):
        return "paywall", f"it says that it is not free to read, and shows {main} words"
    if marks.get("paywall", 0.0) >= 2.5 and says and main < 150:
        return "paywall", f"{_evidence(signals, 'paywall')}, and {main} words"
    return None


def _consent(signals: Mapping[str, str]) -> tuple[str, str] | None:
    inside, outside = _number(signals, "consent_words"), _number(signals, "words_outside_consent")
    if inside >= 25 and outside < 25 and inside > 2 * outside and _number(signals, "main_words") <= inside:
        return "consent_wall", f"{inside} words of a cookie question and {outside} of anything else"
    return None


def _unshown(
    signals: Mapping[str, str], marks: Mapping[str, float], words: int, prose: int, main: int
) -> tuple[str, str] | None:
    """Return needs_browser or empty for a page with next to nothing on it."""
    if signals.get("listing") == "root":
        return "empty", "a bare list of files at the server's root"
    scripted = signals.get("app_root") or _number(signals, "script_chars") > 2000 or _number(signals, "scripts") >= 3
    if (
        words < 80
        and prose < 40
        and main < 60
        and (signals.get("app_root") or (marks.get("needs_browser") and scripted))
    ):
        root = f"an empty #{signals['app_root']}" if signals.get("app_root") else _evidence(signals, "needs_browser")
        return "needs_browser", f"{words} words, and {root}"
    if words < 15 and scripted:
        return "needs_browser", f"{words} words, and {signals.get('scripts')} scripts"
    if signals.get("frameset") == "yes" and words < 30:
        return "needs_browser", "a frameset: its text stands in other files"
    if words < 3:
        return "empty", f"{words} words"
    return None


def _live(signals: Mapping[str, str]) -> tuple[str, str]:
    title = signals.get("title") or signals.get("heading") or ""
    main = signals.get("main_words", "0")
    return "live", f"{main} words" + (
        f" under “{title[:120]}”" if title else ""
    ) + ", and no mark of a wall or an error that outweighs them"
