"""`testimonia check`: claims held against sources."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from nlp.check import Judgement, check
from pipeline.cli.lines import Answer, answer, inputs
from pipeline.judges import judges
from pipeline.settings import Settings
from pipeline.stage import BadInput

_LABEL = 80  # characters of the claim that name the input in its answer


def main(files: list[str], *, as_json: bool, settings: Settings) -> int:
    """Answer every claim of the files, or of standard input, in order; return the exit status.

    A FILE holds JSON objects, one a line, as standard input does; `-` is standard input.
    """
    status = 0
    for asked in _asked(files):
        answered = answer(asked, "claim", lambda one: work(one, settings))
        answered["input"] = answered["input"][:_LABEL]
        bad = "error" in answered
        status = 2 if bad else status
        if as_json:
            sys.stdout.write(json.dumps(answered, ensure_ascii=False) + "\n")
        else:
            (sys.stderr if bad else sys.stdout).write(
                (answered["error"]["message"] if bad else _plain(answered)) + "\n"
            )
        sys.stdout.flush()
    return status


def _asked(files: list[str]) -> Iterator[Answer]:
    """Yield the objects of each file in turn; a file or a line that cannot be read is answered in its place."""
    for file in files:
        if file == "-":
            yield from inputs(["-"], "claim")
            continue
        try:
            lines = Path(file).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as wrong:
            detail = f"{file}: cannot be read ({wrong})\n\nhint: a file of JSON objects, one a line, in UTF-8"
            yield {"input": file, "error": {"code": "check/unreadable", "message": detail}}
            continue
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _object(line, f"{file}, line {number}")


def _object(line: str, where: str) -> Answer:
    try:
        asked = json.loads(line)
    except json.JSONDecodeError as broken:
        asked, why = None, str(broken)
    else:
        why = f"it is a {type(asked).__name__}"
    if isinstance(asked, dict):
        return asked
    detail = f'{where}: not a JSON object ({why})\n\nhint: one object a line, such as {{"claim": "…", "source": "…"}}'
    return {"input": where, "error": {"code": "input/not_json", "message": detail}}


def work(asked: Answer, settings: Settings) -> Answer:
    """Return the contract's object for one claim; raise BadInput where it is not one.

    `sure` says whether a `supported` stands at or above the level of `check.abstain_below`; under it a person should look.
    """
    claim, source = asked.get("claim"), asked.get("source")
    if not isinstance(claim, str) or not claim.strip():
        raise BadInput("check/no_claim", f"claim: not a text ({claim!r})\n\nhint: give the sentence to check as a text")
    if isinstance(source, list):
        if not all(isinstance(sentence, str) for sentence in source):
            raise BadInput(
                "check/bad_source",
                "source: a list that holds other than texts\n\nhint: give a text, or a list of sentences",
            )
    elif source is not None and not isinstance(source, str):
        raise BadInput(
            "check/bad_source", f"source: a {type(source).__name__}\n\nhint: give a text, or a list of sentences"
        )
    found = check(
        claim, source, claim_date=_text(asked, "claim_date"), source_date=_text(asked, "source_date"),
        language=_text(asked, "language"), source_language=_text(asked, "source_language"),
        model=settings.check.model,
    )  # fmt: skip
    second = [
        {"judge": said.judge, "verdict": said.verdict, "score": said.score, "answer": said.answer, "error": said.error, "cost": said.cost}
        for judge in (judges(settings.judge) if found.evidence else ())
        for said in [judge.ask(claim, [e.text for e in found.evidence])]
    ]  # fmt: skip
    return {
        "verdict": found.verdict, "score": found.score, "reason": found.reason, "sure": _is_sure(found, settings),
        "evidence": [{"sentence": e.sentence, "start": e.start, "end": e.end, "text": e.text, "score": e.score} for e in found.evidence],
        "facts": [
            {"kind": f.kind, "claim": f.claim, "claim_start": f.claim_start, "claim_end": f.claim_end, "source": f.source,
             "source_start": f.source_start, "source_end": f.source_end, "status": f.status, "note": f.note}
            for f in found.facts
        ],
        "text": source if isinstance(source, str) else " ".join(source or ()),  # what the offsets of evidence and facts count in
        "missing": [{"start": start, "end": end, "text": claim[start:end]} for start, end in found.missing],
        **({"opinions": second} if second else {}),
    }  # fmt: skip


def _text(asked: Answer, key: str) -> str | None:
    value = asked.get(key)
    if value is None or isinstance(value, str):
        return value
    raise BadInput(f"check/bad_{key}", f"{key}: not a text ({value!r})\n\nhint: leave it out, or give it as a text")


def _is_sure(found: Judgement, settings: Settings) -> bool | None:
    if found.verdict != "supported" or found.score is None:
        return None
    return found.score >= settings.check.abstain_below


def _plain(answered: Answer) -> str:
    score = "" if answered["score"] is None else f" ({answered['score']:.2f})"
    lines = [f"{answered['verdict']}{score}: {answered['input']}", f"  {answered['reason']}"]
    lines += [
        f"  {fact['status']}: {fact['kind']} {fact['claim']}" + (f" | {fact['source']}" if fact["source"] else "")
        for fact in answered["facts"]
    ]
    lines += [f"  [{found['sentence']}] {found['text']}" for found in answered["evidence"]]
    return "\n".join(lines)
