"""Who gets in: nobody but the person at this machine who holds the token, whatever a web page or another machine tries.

Every request passes here before anything of the desk sees it: its host name (DNS rebinding), its token or the cookie that stands
for it, and for a write where it comes from (cross-site request forgery, OWASP), and how large it is.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from html import escape
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 32_000_000  # of one request: the largest source that may be handed in, and its form
_READS = ("GET", "HEAD")
# No `no-referrer`: with it a browser gives a form's origin as `null`, and a form of ours could not be told from another's.
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cache-control", b"no-store"),
)


def policy(frames: Iterable[str]) -> str:
    """Return the desk's Content-Security-Policy: its own style and script, nothing inline, frames of the viewer only."""
    return (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
        f"frame-src {' '.join(frames) or chr(39) + 'none' + chr(39)}; base-uri 'none'; frame-ancestors 'none'"
    )


class Guard:
    """ASGI middleware. `hosts` are the names, with their port, by which the desk may be called; `token` opens it."""

    def __init__(
        self, app: ASGIApp, *, token: str, hosts: Iterable[str], port: int, frames: Iterable[str] = ()
    ) -> None:
        self._app = app
        self._token = token
        self._hosts = frozenset(host.lower() for host in hosts)
        self._session = secrets.token_urlsafe(32)  # of this process: the cookie does not carry the token itself
        self._cookie = f"testimonia_desk_{port}"  # a cookie knows no port; two desks must not put each other out
        self._headers = (*_HEADERS, (b"content-security-policy", policy(frames).encode()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        send = self._with_headers(send)
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _say(send, *refusal)
        elif self._is_known(headers):
            await self._let_in(scope, headers, receive, send)
        elif self._has_token(scope):
            where = quote(scope["path"], safe="/%:@") or "/"
            cookie = f"{self._cookie}={self._session}; Path=/; HttpOnly; SameSite=Strict"
            await _say(send, 303, "", (b"location", where.encode()), (b"set-cookie", cookie.encode()))
        else:
            await _say(send, 403, "This desk opens with the link that `testimonia serve` printed when it started; it has a token in it.")  # fmt: skip

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "").lower()
        if host not in self._hosts:
            return 421, "The desk is not called by this name."
        if scope["method"] not in (*_READS, "POST"):
            return 405, "There is nothing here for this method."
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return 403, "This request comes from another site."
        if scope["method"] == "POST":
            origin = headers.get("origin")
            ours = origin.lower() == f"http://{host}" if origin else headers.get("sec-fetch-site") == "same-origin"
            if not ours:
                return 403, "This request does not come from a page of the desk."
        return None

    def _is_known(self, headers: dict[str, str]) -> bool:
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(self._cookie)
        except CookieError:
            return False
        return cookie is not None and secrets.compare_digest(cookie.value.encode(), self._session.encode())

    def _has_token(self, scope: Scope) -> bool:
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        return scope["method"] == "GET" and secrets.compare_digest(given.encode(), self._token.encode())

    async def _let_in(self, scope: Scope, headers: dict[str, str], receive: Receive, send: Send) -> None:
        """Hand the request on, a write with its whole body in hand: it is capped before anything reads it."""
        if scope["method"] in _READS:
            await self._app(scope, receive, send)
            return
        said = headers.get("content-length", "0")
        pieces: list[bytes] = []
        size = int(said) if said.isdigit() else MOST_BYTES + 1
        more = size <= MOST_BYTES
        size = 0 if more else size
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            pieces.append(message.get("body", b""))
            size += len(pieces[-1])
            more = message.get("more_body", False) and size <= MOST_BYTES
        if size > MOST_BYTES:
            await _say(send, 413, f"That is more than {MOST_BYTES // 1_000_000} MB.", (b"connection", b"close"))
            return
        whole: list[Message] = [{"type": "http.request", "body": b"".join(pieces), "more_body": False}]

        async def again() -> Message:
            return whole.pop() if whole else {"type": "http.disconnect"}

        await self._app(scope, again, send)

    def _with_headers(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *self._headers]}
            await send(message)

        return sending


async def _say(send: Send, status: int, words: str, *headers: tuple[bytes, bytes]) -> None:
    page = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>testimonia</title><p>{escape(words)}</p></html>\n'
    )
    body = page.encode() if words else b""
    about = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(body)).encode()), *headers]
    await send({"type": "http.response.start", "status": status, "headers": about})
    await send({"type": "http.response.body", "body": body})
