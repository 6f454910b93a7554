"""What the report calls things: a label, a shape and a plain sentence for each verdict, outcome, change and status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """How a slug is shown: its label, its meaning in a sentence, its tone (a colour) and its shape (never colour alone)."""

    label: str
    meaning: str
    tone: str = "unread"
    shape: str = "unread"


VERDICTS = {
    "supported": Word("Supported", "The source bears the claim out.", "good", "full"),
    "unsure": Word(
        "Supported, not sure",
        "The source seems to bear the claim out; read it yourself before you rely on it.",
        "part",
        "ring",
    ),
    "partly_supported": Word("Partly supported", "The source bears out a part of the claim.", "part", "half"),
    "not_supported": Word("Not supported", "The source was read, and does not say this.", "warn", "hollow"),
    "contradicted": Word("Contradicted", "The source says something else of the same matter.", "bad", "cross"),
    "disputed": Word("Disputed", "One source bears the claim out and another contradicts it.", "bad", "cross"),
    "outdated": Word(
        "True when cited",
        "The source bore the claim out when it was cited; the live page now differs.",
        "warn",
        "delta",
    ),
    "unread": Word("Unread", "No source could be read. That says nothing against the claim."),
    "uncited": Word(
        "Uncited", "The sentence states something that can be checked, and cites nothing.", "plain", "dash"
    ),
    "plain": Word("No claim to check", "The sentence cites nothing and states no checkable fact.", "plain", "dash"),
}

OUTCOMES = {
    "live": Word("Live", "The page was read.", "good", "full"),
    "gone": Word(
        "Not found", "The address answers that there is nothing, or its host no longer exists.", "bad", "cross"
    ),
    "soft_404": Word(
        "Not found", "The page says that it was not found, though the server calls it a success.", "bad", "cross"
    ),
    "redirected_home": Word(
        "Sent to the home page", "The address leads to the home page in place of the source.", "bad", "cross"
    ),
    "parked": Word("Parked", "The domain is for sale or filled with advertisements.", "bad", "cross"),
    "placeholder": Word("Placeholder", "The server shows a default or coming-soon page.", "bad", "cross"),
    "replaced": Word("Replaced", "The address answers with another subject.", "bad", "cross"),
    "paywall": Word("Behind a paywall", "Only subscribers can read the source; it may be whole."),
    "consent_wall": Word("Behind a consent page", "A consent page stood before the source; a person can pass it."),
    "login_wall": Word("Behind a login", "The source asks for an account; it may be whole."),
    "bot_wall": Word("Refused to programs", "The site turned the program away; a browser may read the source."),
    "rate_limited": Word("Asked too often", "The site asked for a pause; a later run may read the source."),
    "needs_browser": Word("Needs a browser", "The page shows its text only in a browser."),
    "redirect": Word("Only points elsewhere", "The saved page only points to another address."),
    "empty": Word("Empty", "The answer holds no text that could be read."),
    "server_error": Word("Server error", "The server failed; a later run may read the source."),
    "timeout": Word("Too slow", "No whole answer came in time; a later run may read the source."),
    "tls_error": Word("Certificate problem", "The secure connection could not be trusted."),
    "redirect_loop": Word("Redirects without end", "The address leads in a circle or through too many redirects."),
    "unreachable": Word("Not reached", "No answer came. That does not say that the source is gone."),
    "too_large": Word("Too large", "The answer is larger than the limit that is set."),
    "unsupported_media": Word("Not a text", "The answer is of a kind that the program does not read."),
    "refused": Word(
        "Not visited", "The address is private, forbidden to programs, or of a kind that is never visited."
    ),
    "no_link": Word("No link", "The citation gives no link."),
}

CHANGES = {
    "none": Word("Unchanged", "Nothing differs.", "good", "full"),
    "cosmetic": Word("Unchanged in substance", "Only the frame around the text differs.", "good", "full"),
    "minor": Word("Reworded", "The wording differs; no fact does.", "part", "delta"),
    "substantive": Word("Changed in substance", "A number, a date, a name or a statement differs.", "warn", "delta"),
    "replaced": Word("Replaced", "Another text stands in its place.", "bad", "delta"),
    "gone": Word("Gone", "The text is no longer there.", "bad", "cross"),
}

FACTS = {
    "match": Word("match", "The source has it.", "good", "full"),
    "mismatch": Word("mismatch", "The source has another value.", "bad", "cross"),
    "absent": Word("absent", "The source does not have it.", "warn", "hollow"),
}

RESCUED = Word("Rescued", "The live page was not read; an archived copy was, in its place.", "part", "ring")

STATED = {
    "date": "date of the source",
    "publisher": "publisher",
    "title": "title",
    "kind": "kind of source",
    "newer_than_document": "source newer than the document",
    "changed_after_document": "source changed after the document",
}

LIFE = {  # what can happen to a source, in the words of its timeline
    "cited": "cited",
    "archived": "archived copy",
    "read": "read",
    "dead": "failed",  # one visit is no death
    "unread": "not read",
    "changed": "changed",
}

KINDS = {
    "date": "date",
    "number": "number",
    "name": "name",
    "quote": "quotation",
    "title": "title",
    "statement": "statement",
}

HEALTHS = {
    "live": Word("Live", "The page was read.", "good", "full"),
    "dead": Word("Failing or dead", "Nothing was found at its address.", "bad", "cross"),
    "unread": Word("Unread", "The source could not be read at its address; unread is not dead."),
    "no_link": Word("No link", "The citation gives no link."),
}


def word(words: dict[str, Word], slug: str | None) -> Word:
    """Return how a slug is shown; one that is not known is shown as it stands, as unread."""
    return words.get(slug or "", Word((slug or "unknown").replace("_", " "), ""))


# What a source said of a claim then, and says now (`claim_ledger.story`).
STORIES = {
    "true_then": "It was true then: the source said so as it was cited or first seen, and does not say so now.",
    "never_said_so": "It never said so: neither the earlier copy nor the page now bears the claim out.",
    "says_so_now": "It says so now: the earlier copy did not.",
    "says_so_still": "It said so then, and says so still.",
    "says_less_now": "It says less now: the earlier copy bore out all of the claim, the page now a part of it.",
    "true_then_unread_now": "It was true then; the page could not be read now.",
    "part_then": "It bore out a part of it then: the page now bears out nothing of it.",
    "part_now": "It says a part of it now: the earlier copy did not.",
    "part_still": "It bore out a part of it then, and does so still.",
    "says_more_now": "It says more now: the earlier copy bore out a part of the claim, the page now all of it.",
    "part_then_unread_now": "It bore out a part of it then; the page could not be read now.",
}


def story(row: Mapping[str, object]) -> str:
    """Return what a source said of a claim then and says now, in a sentence; of a part it never says that it was all."""
    told, then, now = str(row["story"]), row["verdict_as_cited"] or row["verdict_before"], row["verdict_now"]
    if told == "says_so_now" and now == "partly_supported":
        told = "part_now"
    elif then == "partly_supported" and told == "says_so_still":
        told = "part_still" if now == "partly_supported" else "says_more_now"
    elif then == "partly_supported":
        told = told.replace("true_then", "part_then")
    return STORIES[told]


# Rows of `reference_rot` that are no site: all, years, and what a citation says its source is (citations.source_kind).
COLLECTED = {
    "all": "all links",
    "not dated": "not dated",
    "letter": "letter",
    "report": "report",
    "law": "law",
    "court": "court case",
    "dataset": "data set",
    "social": "social post",
    "news": "news story",
    "press_release": "press release",
    "not stated": "not stated",
}
