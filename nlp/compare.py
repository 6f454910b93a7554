"""What changed between two captures of one address, how much it matters, and which claims it hits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nlp.boxes import without_boxes
from nlp.edit_facts import facts_of
from nlp.edits import Change, Edits, edits_between, edits_of_forms
from nlp.footing import Footing, footings
from nlp.noise import plain
from nlp.volatile import Part, is_volatile
from nlp.weight import Weight, reweigh, weigh

READ = ("live",)
_TEASERS = ("paywall", "rate_limited")  # answered as good, and the source itself still stands behind them
DEAD = ("gone", "soft_404", "redirected_home", "parked", "placeholder")
_REPLACED = 0.12  # of the old characters kept: below, the page was written anew
_STRIPPED = 0.25  # kept, with next to nothing new beside it: what is left is the page's frame
_STILL_THERE = 0.5  # of the old characters on a page that was taken for a wall: then it was none
_FROM_VISIT_TO_VISIT = "a part that differs from visit to visit changed"
_MOST_FACTS = 60  # edits whose facts are told, the weightiest first: more is a text rewritten
_MOST_JUDGED = 4  # wordings of one page that the judge reads
_PRINT = "application/pdf"
_WORTH_LOSING = 40  # characters of the old text; a page with less had no content to lose


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One capture: what kind of answer it was, why, and the text that was read from it.

    `answered` is whether the server sent a page as a good answer (status 200): a wall in its place hides the content
    for everyone who follows the link, where a refusal or a timeout says only that we were not served.
    """

    outcome: str
    reason: str = ""
    title: str | None = None
    text: str = ""
    language: str | None = None
    published: str | None = None
    media_type: str | None = None
    sha256: str | None = None
    answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The answer: `change` is none, cosmetic, minor, substantive, replaced or gone; `score` is how sure, 0 to 1.

    `facts` are (kind, old, new) with kind number, date, name or quote; `edits` are (op, old, new) by sentence, `places` the lines
    that stay above and below each of them;
    `claims_affected` are places in the claims given; `footings` says what became of the sentence that each stood on.
    """

    change: str
    score: float
    reason: str
    facts: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    edits: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    places: list[tuple[str, str]] = field(default_factory=list)
    claims_affected: list[int] = field(default_factory=list)
    footings: list[Footing] = field(default_factory=list)


def compare(old: Side, new: Side, *, claims: Sequence[str] = (), volatile: Sequence[Part] = ()) -> Comparison:
    """Return how the new capture differs from the old one.

    A dead new side is `gone`, one that answers with another subject `replaced`. A new side that was not read (refused,
    timed out) is `none` with score 0: nothing is known. A page that was answered as good and shows a wall, an error or
    a stub where the old one had content is `gone`: the content no longer stands at that address, and the reason says
    what stands there; a paywall is no such page. Stamps, counters, notices, offers, moved lines and line breaks are `cosmetic`,
    and so is what is confined to places that two visits close together have shown to differ (`volatile`), unless a claim
    stands on the sentence.
    """
    if old.sha256 and old.sha256 == new.sha256:
        return Comparison(change="none", score=1.0, reason="both captures are the same to the byte")
    if old.outcome not in READ:
        return Comparison(change="none", score=0.0, reason=f"the old capture was not read: {old.outcome}")
    every = list(range(len(claims)))
    if new.outcome in DEAD:
        return Comparison(change="gone", score=0.95, reason=_why(new), claims_affected=every)
    if new.outcome == "replaced":
        return Comparison(change="replaced", score=0.9, reason=_why(new), claims_affected=every)
    language = new.language or old.language or "en"
    if new.outcome not in READ:
        if not new.answered or new.outcome in _TEASERS:
            return Comparison(change="none", score=0.0, reason=f"the new capture was not read: {_why(new)}")
        edits = _edits(old, new, language)
        if edits.kept < _STILL_THERE and len(old.text) >= _WORTH_LOSING:
            return Comparison(
                change="gone",
                score=0.8,
                reason=f"the content is not shown any more: {_why(new)}",
                claims_affected=every,
            )
    else:
        edits = _edits(old, new, language)
    if edits.kept < _REPLACED and len(old.text) >= _WORTH_LOSING:
        kept = round(100 * edits.kept)
        return Comparison(
            change="replaced", score=0.8, reason=f"another text: {kept} % of the old one is left", claims_affected=every
        )
    if edits.kept < _STRIPPED and edits.come < _REPLACED and len(old.text) >= _WORTH_LOSING:
        kept = round(100 * edits.kept)
        reason = f"the text was taken away: {kept} % of it is left, and nothing stands in its place"
        return Comparison(change="gone", score=0.7, reason=reason, claims_affected=every)
    return _weighed(old, new, edits, claims, volatile, language)


def _edits(old: Side, new: Side, language: str) -> Edits:
    """Return the edits between two texts: by lines where both came in one form, by words where a print's lines are in the way."""
    if _of_forms(old, new):
        forms = ((side.text, side.media_type) for side in (old, new))
        return edits_of_forms(*forms, language=language, titles=[side.title for side in (old, new) if side.title])
    titles = [side.title for side in (old, new) if side.title and "html" in (side.media_type or "")]
    return edits_between(old.text, new.text, language=language, titles=titles)


def _of_forms(old: Side, new: Side) -> bool:
    forms = {side.media_type for side in (old, new)}
    return _PRINT in forms or (len(forms) == 2 and None not in forms)


def _why(side: Side) -> str:
    return f"{side.outcome}, {side.reason}" if side.reason else side.outcome


def _weighed(
    old: Side, new: Side, edits: Edits, claims: Sequence[str], volatile: Sequence[Part], language: str
) -> Comparison:
    """Return the comparison of two texts that are one, edited."""
    changes = [*([] if _of_forms(old, new) else _retitled(old.title, new.title)), *edits.changes]
    weighed = without_boxes([(change, weigh(change, language=language)) for change in changes], old.text, new.text)
    stood = footings(
        claims, old.text, [c for c, w in weighed if w.level > 0 and c.old], frozenset(edits.moved)
    )  # fmt: skip
    if volatile:
        borne = {footing.old for footing in stood if footing.how != "moved"}
        quiet = Weight(0, 0.8, _FROM_VISIT_TO_VISIT)
        weighed = [
            (c, quiet if w.level > 0 and c.old not in borne and is_volatile(c, volatile) else w) for c, w in weighed
        ]
    weighed = _judged(weighed, language)
    heaviest = max((w for _, w in weighed), key=lambda w: (w.level, w.sure), default=None)
    if heaviest is None:
        if old.text == new.text and not (old.sha256 and new.sha256) and old.title == new.title:
            return Comparison(change="none", score=1.0, reason="both texts are the same")
        moved = f"{len(edits.moved)} lines changed their place" if edits.moved else ""
        reason = moved or ("only line breaks changed" if edits.reflowed else "only what stands around the text changed")
        return Comparison(change="cosmetic", score=0.95, reason=reason, footings=stood)
    telling = [(c, w) for c, w in weighed if w.level == heaviest.level]
    telling_first = [c for level in (2, 1) for c, w in weighed if w.level == level]
    facts = [fact for change in telling_first[:_MOST_FACTS] for fact in facts_of(change, language=language)]
    return Comparison(
        change=("cosmetic", "minor", "substantive")[heaviest.level],
        score=heaviest.sure,
        reason=_reason(telling, len(weighed)),
        facts=list(dict.fromkeys(facts)),
        edits=[(c.op, c.old or None, c.new or None) for c, _ in weighed],
        places=[c.between for c, _ in weighed],
        claims_affected=[footing.claim for footing in stood if footing.how != "moved"],
        footings=stood,
    )


def _judged(weighed: list[tuple[Change, Weight]], language: str) -> list[tuple[Change, Weight]]:
    """Return the edits with wordings read by the judge: a few, and only where nothing weightier is told anyway."""
    if any(w.level > 1 for _, w in weighed):
        return weighed
    read = {id(c) for c in [c for c, w in weighed if w.level == 1 and c.op == "replace"][:_MOST_JUDGED]}
    return [(c, reweigh(c, w, language=language) if id(c) in read else w) for c, w in weighed]


def _retitled(old: str | None, new: str | None) -> list[Change]:
    """Return the edit of a title; a site's name that came or went beside it is none."""
    before, after = plain(old or ""), plain(new or "")
    if not before or not after or before in after or after in before:
        return []
    return [Change("replace", before, after)]


def _reason(telling: Sequence[tuple[Change, Weight]], total: int) -> str:
    kinds = list(dict.fromkeys(w.why for _, w in telling))
    if telling[0][1].level == 0 and _FROM_VISIT_TO_VISIT in kinds:
        count = sum(w.why == _FROM_VISIT_TO_VISIT for _, w in telling)
        return f"only parts that differed between two visits close together ({count} of {total} edit{'s' if total > 1 else ''})"
    of = f" of {total}" if total > len(telling) else ""
    return f"{'; '.join(kinds[:4])} ({len(telling)}{of} edit{'s' if total > 1 else ''})"
