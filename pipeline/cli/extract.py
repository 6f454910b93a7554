"""`testimonia extract`: what saved pages say, and whether they are what was asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.cli.lines import Answer, serve
from pipeline.extract import Page, extract
from pipeline.settings import Settings
from pipeline.stage import BadInput

_MEDIA_TYPES = {
    ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml", ".pdf": "application/pdf", ".txt": "text/plain",
    ".md": "text/markdown", ".markdown": "text/markdown", ".json": "application/json", ".xml": "application/xml",
}  # fmt: skip


def main(files: list[str], *, as_json: bool, settings: Settings) -> int:
    """Answer every input in order; return the exit status."""
    return serve(files, "path", lambda asked: work(asked, settings), as_json=as_json, plain=_plain)


def work(asked: Answer, settings: Settings) -> Answer:
    """Return the contract's object for one saved page; raise BadInput where it cannot be read."""
    page = page_of(asked)
    found = extract(page, max_chars=settings.text.max_chars)
    return {
        "title": found.title, "author": found.author, "publisher": found.publisher, "published": found.published,
        "modified": found.modified, "language": found.language, "text": found.text, "media_type": found.media_type,
        "outcome": found.outcome, "reason": found.reason, "signals": found.signals,
    }  # fmt: skip


def page_of(asked: Answer) -> Page:
    """Return the page that an object of the contract names: {"path", "url"?, "status"?, "media_type"?, "headers"?, "final_url"?}.

    Without a status a saved page counts as answered with 200. `compare` takes its sides by this too.
    """
    path = asked.get("path")
    if path is not None and not isinstance(path, str):
        raise BadInput(
            "extract/bad_path", f"path: not a text ({path!r})\n\nhint: give a file's path, or null with a status"
        )
    status = asked.get("status")
    if status is not None and (isinstance(status, bool) or not isinstance(status, int)):
        raise BadInput(
            "extract/bad_status", f"status: not a whole number ({status!r})\n\nhint: give an HTTP status such as 404"
        )
    if path is None and status is None:
        raise BadInput(
            "extract/no_path",
            "neither a path nor a status\n\nhint: give a file's path, or a status for a page that is gone",
        )
    url, final = str(asked.get("url") or ""), str(asked.get("final_url") or asked.get("url") or "")
    return Page(
        url=url, final_url=final, status=200 if status is None else status,
        media_type=asked.get("media_type") or (_MEDIA_TYPES.get(Path(path).suffix.lower()) if path else None),
        headers=_headers(asked.get("headers")), body=_body(path) if path is not None else None, hops=_hops(url, final),
    )  # fmt: skip


def _hops(url: str, final: str) -> tuple[tuple[str, int | None, str], ...]:
    return ((url, None, "asked"), (final, None, "redirect")) if url and final and url != final else ()


def _body(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as wrong:
        detail = f"{path}: cannot be read ({wrong.strerror or wrong})\n\nhint: check the path and its permissions"
        raise BadInput("extract/unreadable", detail) from wrong


def _headers(given: Any) -> tuple[tuple[str, str], ...]:
    pairs = given.items() if isinstance(given, dict) else given or ()
    try:
        return tuple((str(name), str(value)) for name, value in pairs)
    except (TypeError, ValueError) as wrong:
        hint = "give an object of names and values, or a list of pairs"
        raise BadInput("extract/bad_headers", f"headers: not understood ({given!r})\n\nhint: {hint}") from wrong


def _plain(answered: Answer) -> str:
    title = answered.get("title") or ""
    return (
        f"{answered['input']}: {answered['outcome']} ({answered['reason']})\n{title}\n{answered.get('text', '')[:2000]}"
    )
