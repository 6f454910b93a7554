"""JSON Lines in, JSON Lines out: how every command that takes many inputs reads them and answers."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.stage import BadInput

Answer = dict[str, Any]


def inputs(arguments: list[str], key: str) -> Iterator[Answer]:
    """Yield one object an input: {key: argument}, or for `-` each JSON object on standard input.

    A line that is no JSON object is yielded as {"error": …}, so that it is answered in its place.
    """
    for argument in arguments:
        if argument != "-":
            yield {key: argument}
            continue
        for number, line in enumerate(sys.stdin, start=1):
            if not line.strip():
                continue
            try:
                asked = json.loads(line)
            except json.JSONDecodeError as broken:
                asked = None
                why = str(broken)
            else:
                why = f"it is a {type(asked).__name__}"
            if isinstance(asked, dict):
                yield asked
            else:
                detail = (
                    f"standard input, line {number}: not a JSON object ({why})\n\nhint: each line is one object, whole"
                )
                yield {"input": f"line {number}", "error": {"code": "input/not_json", "message": detail}}


def answer(asked: Answer, name: str, work: Callable[[Answer], Answer]) -> Answer:
    """Return work(asked) with its input's name first, or {"input", "error"} where the input is unusable.

    This is the one place that catches every exception: a fault of ours on one input must not cost the others.
    It is answered as `internal/fault` and its traceback goes to standard error.
    """
    if "error" in asked and "input" in asked:
        return asked
    shown = asked.get(name)
    label = shown if isinstance(shown, str) else json.dumps(asked, ensure_ascii=False)[:200]
    try:
        return {"input": label, **work(asked)}
    except BadInput as bad:
        return {"input": label, "error": {"code": bad.code, "message": bad.detail}}
    except Exception as fault:  # noqa: BLE001  see the docstring
        traceback.print_exc(file=sys.stderr)
        message = f"{label}: {type(fault).__name__}: {fault}\n\nhint: this is a fault of testimonia; please report it with the input"
        return {"input": label, "error": {"code": "internal/fault", "message": message}}


def serve(
    arguments: list[str],
    name: str,
    work: Callable[[Answer], Answer],
    *,
    as_json: bool,
    plain: Callable[[Answer], str],
) -> int:
    """Answer every input in order, flushed as it goes; return the exit status (2 where an input was unusable)."""
    status = 0
    for asked in inputs(arguments, name):
        answered = answer(asked, name, work)
        bad = "error" in answered
        status = 2 if bad else status
        if as_json:
            sys.stdout.write(json.dumps(answered, ensure_ascii=False) + "\n")
        elif bad:
            sys.stderr.write(answered["error"]["message"] + "\n")
        else:
            sys.stdout.write(plain(answered) + "\n")
        sys.stdout.flush()
    return status
