"""What a page that answered as good is, by what it shows: its marks against its length, its manner, and what it lacks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spiders.outcome_signals import DEAD, MARK, OUTCOME_OF, WALLS, evidence, needed_by, number, place_of, scores, shown

_SAID = frozenset(("text", "words"))
_STATUS = re.compile(r"\b[45]\d\d\b")
_HEADS = ("title", "heading", "title_phrase", "heading_phrase")


def _reports(signals: Mapping[str, str], kind: str) -> float:
    """Return how much more a page that reports needs to be called what its words say: messages speak to their reader.

    A short story on a closed bridge has the words of a maintenance page, with numbers; an entry on "404 Not Found" those of a
    missing page, at length. Set on pages made up for it: docs/experiments/outcome.md.
    """
    details, addressed, prose = (number(signals, name) for name in ("details", "addressed", "prose_words"))
    told = _headline(signals, kind)
    places = {name.split(".")[2] for name in signals if name.startswith(f"{MARK}{kind}.")}
    read = place_of(signals, kind, "words")  # the title was read along
    if OUTCOME_OF[kind] in DEAD and kind != "parked" and places <= _SAID and read < 2.0:
        title = len(signals.get("title", "").split())  # a headline speaks of something else
        told += (1.0 if title >= 3 else 0.0) if addressed == 0 else (0.5 if title >= 5 else 0.0)
    elif places <= _SAID and kind == "denied" and prose >= 12 and not addressed:
        told += 0.5 if len(signals.get("title", "").split()) >= 3 else 0.0
    if places <= _SAID and details and float(signals.get("own_text", "0")) >= 0.6:
        told += 1.0
    if "defines" in signals:
        told += 8.0
    if _kinds_of_text(signals) >= 3 and not places & {"title", "heading"}:
        told += 3.0  # a page that names every kind of error speaks of errors
    if details >= 2 and details > 2 * addressed:
        told += 5.5 if details >= 3 else 4.0
    if OUTCOME_OF[kind] not in DEAD or "addressed" not in signals or 100 * addressed >= prose:
        return told
    return 8.0 if prose >= 100 else max(told, 2.0 if prose >= 60 else 0.0)


def _over_a_text(signals: Mapping[str, str], kind: str, *, least: float) -> bool:
    """Return whether only the head of a page sounds like a message, over a text that is as likely its own and speaks to nobody:
    "Access denied", on polling stations without a ramp.

    What stands under the head of a message is a message too. A status code is no word of a headline.
    """
    if float(signals.get("own_body", "0")) < least or _STATUS.search(
        f"{signals.get('title', '')} {signals.get('heading', '')}"
    ):
        return False
    places = {name.split(".")[2] for name in signals if name.startswith(f"{MARK}{kind}.")}
    body = number(signals, "body_words")
    return places <= {*_HEADS, "words"} and body >= 20 and 25 * number(signals, "addressed") <= body


def _kinds_of_text(signals: Mapping[str, str]) -> int:
    kinds = ("not_found", "server_error", "rate_limited", "denied", "challenge", "login", "maintenance")
    return sum(f"{MARK}{kind}.text" in signals for kind in kinds)


def by_content(signals: Mapping[str, str]) -> tuple[str, str] | None:
    marks = scores(signals)
    needed = needed_by(signals)
    words, prose, main = shown(signals, "words"), shown(signals, "prose_words"), number(signals, "main_words")
    if signals.get("password_field") == "yes":
        marks["login"] = marks.get("login", 0.0) + (2.5 if number(signals, "links") < 8 else 1.5)
    elif signals.get("account_field") == "yes" and marks.get("login"):
        marks["login"] += 0.5
    reached = {
        k: s
        for k, s in marks.items()
        if s >= needed + _reports(signals, k)
        and stands(signals, k, s, words)
        and not _over_a_text(signals, k, least=0.4)
    }
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
        if not (best == "consent" and number(signals, "words_outside_consent") > 60):
            seen = evidence(signals, best) or "a password field"
            if OUTCOME_OF[best] in DEAD and _over_a_text(signals, best, least=0.2):
                return "empty", f"{seen}, over {number(signals, 'prose_words')} words that may be a text of its own"
            return OUTCOME_OF[best], f"{seen}, in {prose} words"
    return _paywall(signals, marks, main) or _consent(signals) or _unshown(signals, marks, words, prose, main)


def _headline(signals: Mapping[str, str], kind: str) -> float:
    """Return 1.5 where a title speaks of a death among other things: it may head a story about one."""
    if OUTCOME_OF[kind] not in DEAD:
        # "Forbidden: a history of censorship": a part of a headline, and nothing in the text.
        heads = [place_of(signals, kind, place) for place in _HEADS]
        told = any(name.startswith(f"{MARK}{kind}.") and name.split(".")[2] not in _HEADS for name in signals)
        return 1.0 if 0 < max(heads) <= 1.0 and not told else 0.0
    title, phrase = place_of(signals, kind, "title"), place_of(signals, kind, "title_phrase")
    if 0 < title < 1.5 or (0 < phrase < 2.0 and not place_of(signals, kind, "heading")):
        return 1.5
    # Many headings under a title that says nothing of it: a page of questions, or a list.
    return 1.0 if not title and not phrase and number(signals, "headings") >= 4 else 0.0


def _strongest(marks: Mapping[str, float]) -> str:
    order = list(OUTCOME_OF)
    return max(marks, key=lambda kind: (marks[kind], -order.index(kind)))


def stands(signals: Mapping[str, str], kind: str, score: float, words: int) -> bool:
    """Return whether a kind of mark may decide: these kinds need more than their score."""
    places = {name.split(".")[2] for name in signals if name.startswith(f"{MARK}{kind}.")}
    if kind in ("paywall", "redirect"):
        return False
    if kind == "login":
        # Blogs carry a login form in a corner of every page.
        asked = signals.get("password_field") == "yes"
        field = asked or signals.get("account_field") == "yes" or bool(places & {"header", "class", "html"})
        titled = "title" in places and (field or words < 25)
        worded = place_of(signals, kind, "words") >= 2.0 and words < 60
        linked = signals.get("login_link") == "yes" and words < 40
        return (
            titled
            or bool(places & {"header", "class"})
            or (asked and "heading" in places)
            or (field and words < 60)
            or linked
            or worded
        )
    if kind == "consent":
        talk, outside = number(signals, "consent_talk"), number(signals, "words_outside_consent")
        return ("title" in places or words < 400) and ("consent_talk" not in signals or talk >= max(1, outside - talk))
    if kind == "needs_browser":
        return words < 80
    if kind in ("parked", "placeholder", "not_found", "maintenance", "server_error", "denied"):
        # Words inside a headline and scripts of a product prove little on their own, and a death least.
        few = 15 if OUTCOME_OF[kind] in DEAD and not number(signals, "addressed") else 40
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
    script = signals.get("script_location") if not told and number(signals, "consent_words") < 25 else None
    target = signals.get("meta_refresh") or script
    if target and words < 80:
        if marks.get("challenge", 0.0) >= max(2.0, marks.get("redirect", 0.0)):
            return "bot_wall", f"it only points to a check ({evidence(signals, 'challenge')})"
        if marks.get("parked", 0.0) >= 3.0:
            return "parked", f"it only points to a parking page ({evidence(signals, 'parked')})"
        how = "meta refresh" if signals.get("meta_refresh") else "script"
        if signals.get("meta_refresh") and number(signals, "meta_refresh_s") > 30:
            return None
        return "redirect", f"{how} to {target[:200]}, and only {words} words"
    if _reports(signals, "redirect") >= 4:
        return None  # an office that moved, not a page
    others = max((score for kind, score in marks.items() if kind not in ("redirect", "needs_browser")), default=0.0)
    if marks.get("redirect", 0.0) >= 2.0 and marks["redirect"] > others and words < 80:
        return "redirect", f"{evidence(signals, 'redirect')}, and only {words} words"
    if marks.get("redirect", 0.0) and others < 1.5 and words < 50:
        return "redirect", f"{evidence(signals, 'redirect')}, and only {words} words"
    return None


def _paywall(signals: Mapping[str, str], marks: Mapping[str, float], main: int) -> tuple[str, str] | None:
    marked = signals.get("free") == "no" or signals.get("content_tier") == "locked"
    says = (
        any(place_of(signals, "paywall", place) >= 1.5 for place in ("text", "words", "offer"))
        or place_of(signals, "paywall", "title_phrase") >= 2
    )
    if marked and main < (250 if says else 120):
        return "paywall", f"it says that it is not free to read, and shows {main} words"
    asks = max(place_of(signals, "paywall", place) for place in ("offer", "text", "words"))
    offered = (
        asks >= 1.5 and main < 60 and (not number(signals, "details") or place_of(signals, "paywall", "offer") > 0)
    )
    if marks.get("paywall", 0.0) >= (1.5 if offered else 2.5) and says and main < 150:
        return "paywall", f"{evidence(signals, 'paywall')}, and {main} words"
    return None


def _consent(signals: Mapping[str, str]) -> tuple[str, str] | None:
    inside, outside = number(signals, "consent_words"), number(signals, "words_outside_consent")
    talk, prose = number(signals, "consent_talk"), number(signals, "prose_words")
    message = float(signals.get("own_text", "1")) < 0.35 and number(signals, "addressed") > 0
    if message and talk >= 12 and 5 * talk >= 4 * prose and prose < 60:
        return "consent_wall", f"{talk} of {prose} words ask for consent"
    asked = inside >= 25 or (inside >= 12 and outside < 6)
    if asked and outside < 25 and inside > 2 * outside and number(signals, "main_words") <= inside + outside:
        return "consent_wall", f"{inside} words of a cookie question and {outside} of anything else"
    return None


def _unshown(
    signals: Mapping[str, str], marks: Mapping[str, float], words: int, prose: int, main: int
) -> tuple[str, str] | None:
    """Return needs_browser or empty for a page with next to nothing on it."""
    if signals.get("listing") == "root":
        return "empty", "a bare list of files at the server's root"
    scripted = signals.get("app_root") or number(signals, "script_chars") > 2000 or number(signals, "scripts") >= 3
    if (
        words < 80
        and prose < 40
        and main < 60
        and (signals.get("app_root") or (marks.get("needs_browser") and scripted))
    ):
        root = f"an empty #{signals['app_root']}" if signals.get("app_root") else evidence(signals, "needs_browser")
        return "needs_browser", f"{words} words, and {root}"
    if words < 15 and scripted:
        return "needs_browser", f"{words} words, and {signals.get('scripts')} scripts"
    if _message(signals, prose):
        return "empty", f"{prose} words that read like a message of the site"
    if signals.get("frameset") == "yes" and words < 30:
        return "needs_browser", "a frameset: its text stands in other files"
    if (
        min(number(signals, "words"), number(signals, "prose_words")) < 3
        and main < 30
        and number(signals, "script_files")
    ):
        # A frame around "Loading …": its links are no text.
        return "needs_browser", f"{signals.get('words')} words shown, and {signals['script_files']} scripts"
    if words < 3:
        return "empty", f"{words} words"
    return None


def _message(signals: Mapping[str, str], prose: int) -> bool:
    """Return whether a page of a few words reads like a message of some kind: it is no source, whatever it is."""
    own = float(signals.get("own_text", "1"))
    addressed, details = number(signals, "addressed"), number(signals, "details")
    # Who speaks to nobody, or names a number, must sound like nothing else: 20 words of a live page seldom fall below .18 (docs/experiments/outcome.md).
    least = 0.15 if details else 0.35 if addressed else 0.25
    return own < least and prose < 40 and signals.get("article") != "yes"
