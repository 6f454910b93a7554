"""`testimonia annotate`: the sentences, names, dates, numbers, quotes and abbreviations of texts."""

from __future__ import annotations

import dataclasses
from typing import Any

from nlp.pipeline import annotate
from pipeline.cli.lines import Answer, serve
from pipeline.read import file_bytes
from pipeline.readers.sniff import decoded
from pipeline.settings import Settings
from pipeline.stage import BadInput

_LABEL_CHARS = 80


def main(files: list[str], *, as_json: bool, settings: Settings) -> int:
    """Answer each text file, and each {"text", "language"?, "date"?} on standard input; return the exit status."""
    return serve(files, "path", lambda asked: work(asked, settings), as_json=as_json, plain=_plain)


def work(asked: Answer, settings: Settings) -> Answer:
    """Return the contract's object for one text; raise BadInput where there is none."""
    text, label = _text(asked)
    found = annotate(text[: settings.text.max_chars], language=_word(asked, "language"), date=_word(asked, "date"))
    fields = {one.name: getattr(found, one.name) for one in dataclasses.fields(found)}
    return {
        "input": label,
        "language": fields.pop("language"),
        **{key: _plain_data(value) for key, value in fields.items()},
    }


def _text(asked: Answer) -> tuple[str, str]:
    """Return the text to annotate and what to call it: a long text is not repeated."""
    text, path = asked.get("text"), asked.get("path")
    if isinstance(text, str):
        return text, text[:_LABEL_CHARS]
    if isinstance(path, str):
        return decoded(file_bytes(path), name=path), path
    raise BadInput(
        "annotate/missing",
        'no `text` in the object\n\nhint: one object a line, such as {"text": "It began on 19 June 2017."}',
    )


def _word(asked: Answer, key: str) -> str | None:
    value = asked.get(key)
    if value is not None and not isinstance(value, str):
        raise BadInput(
            f"annotate/{key}",
            f'`{key}` is {value!r}\n\nhint: a text, such as {{"text": "…", "language": "en", "date": "2017-09-19"}}',
        )
    return value or None


def _plain_data(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [
        {key: _number(part) for key, part in dataclasses.asdict(one).items()}
        if dataclasses.is_dataclass(one) and not isinstance(one, type)
        else one
        for one in value
    ]


def _number(value: Any) -> Any:
    """Return a whole number as one: 22 members are not 22.0."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def _plain(answered: Answer) -> str:
    """Return what was found for the eye: a line a span, in reading order."""
    lines = [f"{answered['input']}: {answered['language']}, {len(answered['sentences'])} sentences"]
    said = [
        *((e["start"], f"{e['type'].lower():<9} {e['text']}") for e in answered["entities"]),
        *(
            (
                d["start"],
                f"{d['type'].lower():<9} {d['text']} = {d['value']}" + (f" ({d['anchor']})" if d["anchor"] else ""),
            )
            for d in answered["dates"]
        ),
        *(
            (n["start"], f"number    {n['text']} = {n['bound']} {n['value']:g} {n['unit'] or ''}".rstrip())
            for n in answered["numbers"]
        ),
        *(
            (q["start"], f"quote     “{q['text']}”" + (f", {q['speaker']}" if q["speaker"] else ""))
            for q in answered["quotes"]
        ),
    ]
    lines += [f"  {start:>7}  {' '.join(line.split())}" for start, line in sorted(said)]
    lines += [f"           short for {a['long']}: {a['short']}" for a in answered["abbreviations"]]
    return "\n".join(lines)
