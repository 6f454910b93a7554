"""The replay viewer: archived copies shown as they were, on an origin of their own, behind a policy that lets nothing out.

Each answer carries `sandbox` and a policy with no script at all and no address but the viewer's. An archived page can therefore not
run, not ask the web for anything, not send anything, and not reach the desk: that is another origin, and frames it without rights.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.pages.html import decode
from pipeline.pages.read import sniff
from pipeline.report.gather import rows
from pipeline.review import cases
from pipeline.review.look import Look
from pipeline.review.replay_page import page_of, style_of, text_page
from spiders.bodies import TooLarge
from spiders.exchange import header
from spiders.urls import urlkey
from spiders.warc import BadArchive, read_response

_CAP = 60_000_000  # bytes of one copy; what is larger is told, not shown
_PICTURES = frozenset(("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "image/x-icon"))
_PAGES = frozenset(("text/html", "application/xhtml+xml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """What the viewer shows from. `key` stands in every address: who does not know it sees nothing."""

    look: Look
    archive: Path
    key: str
    frames: tuple[str, ...]  # origins of the desk, which may frame a copy


def new_key() -> str:
    """Return a key that cannot be guessed."""
    return secrets.token_urlsafe(24)


def app(viewer: Viewer, *, hosts: Iterable[str]) -> Starlette:
    """Return the viewer as an ASGI application that answers to `hosts` (with their port) only."""
    allowed = frozenset(host.lower() for host in hosts)

    def copy(request: Request) -> Response:
        host = request.headers.get("host", "").lower()
        key = request.path_params["key"]
        if host not in allowed or not secrets.compare_digest(key.encode(), viewer.key.encode()):
            return _answer(viewer, host, b"", "text/plain", status=404)
        claim = request.query_params.get("claim")
        return _copy(viewer, request.path_params["capture_id"], claim, host=host)

    return Starlette(routes=[Route("/{key}/{capture_id}", copy, methods=["GET"])])


def _copy(viewer: Viewer, capture_id: str, claim_id: str | None, *, host: str) -> Response:
    with viewer.look() as connection:
        capture = cases.capture(connection, capture_id)
        if capture is None or capture["warc_file"] is None or capture["sha256"] is None:
            told = text_page("The archive has no copy under this address.")
            return _answer(viewer, host, told, "text/html", status=404)
        evidence = cases.evidence_of(connection, capture_id, claim_id)
        found = rows(connection, _COPIES, capture["fetched_at"])
    # Of several copies of an address the one nearest in time to the page shown: the last to be put in stays.
    nearest = {urlkey(row[name]): row["capture_id"] for row in found for name in ("url", "final_url")}

    def known(url: str) -> str | None:
        plain, _, fragment = url.partition("#")
        there = nearest.get(urlkey(plain))
        return f"/{viewer.key}/{quote(there)}" + (f"#{quote(fragment)}" if fragment else "") if there else None

    try:
        stored = read_response(viewer.archive / capture["warc_file"], int(capture["warc_offset"]), cap=_CAP)
    except (BadArchive, TooLarge, OSError) as damaged:
        return _answer(viewer, host, text_page(f"This copy cannot be shown.\n\n{damaged}"), "text/html", status=502)
    said = header(stored.headers, "content-type") or ""
    kind = sniff(stored.body, said or capture["media_type"]) or ""
    if kind in _PAGES:
        page = page_of(decode(stored.body, said)[0], url=capture["final_url"], known=known, evidence=evidence)
        return _answer(viewer, host, page, "text/html")
    if kind in _PICTURES:
        return _answer(viewer, host, stored.body, kind)
    if kind == "text/css":
        return _answer(
            viewer, host, style_of(decode(stored.body, said)[0], url=capture["final_url"], known=known).encode(), kind
        )
    if kind.startswith("text/") or kind.endswith(("json", "xml")):
        return _answer(viewer, host, text_page(decode(stored.body, said)[0], evidence=evidence), "text/html")
    about = f"A file of the kind {kind or 'unknown'}, {len(stored.body)} bytes. It is not shown itself; this is the text that was read in it.\n\n"
    return _answer(viewer, host, text_page(about + str(capture["text"] or "(none)"), evidence=evidence), "text/html")


def _answer(viewer: Viewer, host: str, body: bytes, kind: str, *, status: int = 200) -> Response:
    """Return an answer behind the policy. The origin is spelled out: a sandboxed page has none of its own for `self` to mean."""
    ours = f"http://{host}"
    policy = (
        f"sandbox; default-src 'none'; script-src 'none'; img-src {ours} data:; style-src {ours} 'unsafe-inline'; "
        f"media-src {ours}; font-src data:; connect-src 'none'; frame-src 'none'; form-action 'none'; base-uri 'none'; "
        f"frame-ancestors {' '.join(viewer.frames)}"
    )
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    return Response(
        body, status,
        headers={
            "content-type": kind + charset, "content-security-policy": policy, "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer", "x-dns-prefetch-control": "off", "cache-control": "no-store",
        },
    )  # fmt: skip


_COPIES = """
select url, final_url, capture_id from captures
where warc_file is not null and sha256 is not null and via <> 'person'
order by abs(epoch(fetched_at) - epoch(?::timestamptz)) desc
"""
