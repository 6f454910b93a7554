"""`testimonia compare`: what changed between two captures of one address."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from nlp.check import check
from nlp.compare import READ, Comparison, Side, compare
from pipeline.cli.extract import page_of
from pipeline.cli.lines import Answer, answer, serve
from pipeline.compare import side_of
from pipeline.settings import Settings
from pipeline.stage import BadInput


def main(arguments: list[str], *, as_json: bool, settings: Settings) -> int:
    """Compare two files, OLD and NEW, or with `-` each pair of objects on standard input; return the exit status."""
    if arguments == ["-"]:
        return serve(["-"], "input", lambda asked: work(asked, settings), as_json=as_json, plain=_plain)
    if len(arguments) != 2 or "-" in arguments:
        sys.stderr.write(
            f"compare: {len(arguments)} files\n\nhint: give two, OLD and NEW, or `-` for pairs on standard input\n"
        )
        return 2
    old, new = arguments
    asked = {"input": f"{old} {new}", "old": {"path": old}, "new": {"path": new}}
    answered = answer(asked, "input", lambda pair: work(pair, settings))
    bad = "error" in answered
    if as_json:
        sys.stdout.write(json.dumps(answered, ensure_ascii=False) + "\n")
    else:
        shown = sys.stderr if bad else sys.stdout
        shown.write((answered["error"]["message"] if bad else _plain(answered)) + "\n")
    return 2 if bad else 0


def work(asked: Answer, settings: Settings) -> Answer:
    """Return the contract's object for one pair; raise BadInput where a side or the claims are unusable."""
    sides = []
    for which in ("old", "new"):
        given = asked.get(which)
        if not isinstance(given, dict):
            hint = 'give an object such as {"path": "page.html"}, or {"path": null, "status": 404}'
            raise BadInput("compare/bad_side", f"{which}: not an object ({given!r})\n\nhint: {hint}")
        sides.append(side_of(page_of(given), max_chars=settings.text.max_chars))
    claims: Any = asked.get("claims") or []
    if not isinstance(claims, list) or not all(isinstance(claim, str) for claim in claims):
        raise BadInput(
            "compare/bad_claims", f"claims: not a list of texts ({claims!r})\n\nhint: give a list of sentences"
        )
    found = compare(sides[0], sides[1], claims=claims)
    return {
        "change": found.change,
        "score": found.score,
        "reason": found.reason,
        "facts": [{"kind": kind, "old": old, "new": new} for kind, old, new in found.facts],
        "edits": [{"op": op, "old": old, "new": new} for op, old, new in found.edits],
        "claims_affected": found.claims_affected,
        "claims": [
            _standing(place, found, sides, claims)
            for place in sorted({*found.claims_affected, *(f.claim for f in found.footings)})
        ],
    }


def _standing(place: int, found: Comparison, sides: Sequence[Side], claims: Sequence[str]) -> Answer:
    """Return what became of the sentence that a claim stood on, and the claim's verdict by each side; what was not read says nothing."""
    footing = next((footing for footing in found.footings if footing.claim == place), None)
    verdicts = [
        check(
            claims[place],
            side.text if side.outcome in READ else None,
            source_date=side.published,
            source_language=side.language,
        )
        for side in sides
    ]
    return {
        "claim": place,
        "how": footing.how if footing else "gone",
        "old": footing.old if footing else None,
        "new": footing.new if footing else None,
        **{
            when: {"verdict": v.verdict, "score": v.score}
            for when, v in zip(("before", "after"), verdicts, strict=True)
        },
    }


def _plain(answered: Answer) -> str:
    lines = [f"{answered['input']}: {answered['change']} ({answered['reason']})"]
    for edit in answered["edits"][:40]:
        lines += [f"- {edit['old']}"] if edit["old"] else []
        lines += [f"+ {edit['new']}"] if edit["new"] else []
    return "\n".join(lines)
