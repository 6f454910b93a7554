"""A real web server whose pages are the failures themselves: one path for each way to answer."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

import brotli  # type: ignore[import-untyped]
import zstandard

PAGE = (
    b"<html><head><title>Ferry times</title></head><body><p>"
    + b"The ferry leaves the harbour at nine. " * 20
    + b"</p></body></html>"
)
Handler = Callable[[socket.socket, str], None]
Asked = Callable[[str, bytes], bytes]  # for a folder, whose key ends in a slash: (path, request) to the answer


@dataclass
class Site:
    """The running server: its address, and how often each path was asked for."""

    url: str
    port: int
    asked: Counter[str] = field(default_factory=Counter)
    times: dict[str, list[float]] = field(default_factory=dict)
    requests: list[bytes] = field(default_factory=list)

    def __call__(self, path: str) -> str:
        """Return an address; what asks us to wait has a host of its own, since the whole host is then asked nothing more."""
        return (self.url.replace("127.0.0.1", "localhost") if path == "/429" else self.url) + path


def answer(
    status: str = "200 OK", body: bytes = PAGE, headers: tuple[str, ...] = ("Content-Type: text/html",)
) -> bytes:
    """Return the bytes of a whole answer."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "Connection: close"]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def moved(location: str, status: str = "302 Found") -> bytes:
    return answer(status, b"", (f"Location: {location}",))


def html(body: str, *more: str) -> bytes:
    return answer(body=body.encode(), headers=("Content-Type: text/html", *more))


def _drip(piece: bytes, pause: float, times: int, head: bytes) -> Handler:
    def send(client: socket.socket, path: str) -> None:
        client.sendall(head)
        for _ in range(times):
            client.sendall(piece)
            time.sleep(pause)

    return send


def _chunked(client: socket.socket, path: str) -> None:
    client.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Odd-CASE: kept\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    for piece in (PAGE[:100], PAGE[100:]):
        client.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
    client.sendall(b"0\r\n\r\n")


def _bomb() -> bytes:
    packed = gzip.compress(b"\0" * 30_000_000)
    return answer(body=packed, headers=("Content-Type: text/html", "Content-Encoding: gzip"))


def _nested() -> bytes:
    body = PAGE
    for _ in range(6):
        body = gzip.compress(body)
    return answer(body=body, headers=("Content-Type: text/html", "Content-Encoding: " + ", ".join(["gzip"] * 6)))


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
ROUTES: dict[str, bytes | Handler | Asked] = {
    "/": html("<title>Harbour office</title><p>" + "Welcome to the harbour office of the town. " * 12),
    "/page": answer(),
    "/page2": answer(body=PAGE.replace(b"nine", b"ten")),
    "/same-as-page": answer(),
    "/404": answer("404 Not Found", b"<h1>No such page</h1>"),
    "/410": answer("410 Gone", b"<h1>Gone</h1>"),
    "/403": answer("403 Forbidden", b"<h1>Forbidden</h1>"),
    "/500": answer("500 Internal Server Error", b"<h1>Error</h1>"),
    "/204": answer("204 No Content", b"", ()),
    "/odd-reason": answer("200 All Is Well", headers=("content-TYPE: text/html", "X-B: 1", "X-A: 2", "Set-Cookie: id=secret; Path=/")),
    "/gzip": answer(body=gzip.compress(PAGE), headers=("Content-Type: text/html", "Content-Encoding: gzip")),
    "/br": answer(body=brotli.compress(PAGE), headers=("Content-Type: text/html", "Content-Encoding: br")),
    "/zstd": answer(body=zstandard.compress(PAGE), headers=("Content-Type: text/html", "Content-Encoding: zstd")),
    "/chunked": _chunked,
    "/gzip-bomb": _bomb(),
    "/gzip-nested": _nested(),
    "/lying-gzip": answer(headers=("Content-Type: text/html", "Content-Encoding: gzip")),
    "/unknown-encoding": answer(headers=("Content-Type: text/html", "Content-Encoding: rot13")),
    "/bad-charset": answer(body=b"<p>caf\xe9 \xff\xfe</p>", headers=("Content-Type: text/html; charset=nonsense",)),
    "/large-claimed": HEAD + b"Content-Length: 99999999999\r\n\r\nx",
    "/endless": _drip(b"x" * 200_000, 0.0, 1000, HEAD + b"\r\n"),
    "/endless-headers": _drip(b"X-Filler: " + b"y" * 1000 + b"\r\n", 0.0, 100_000, HEAD),
    "/many-headers": HEAD + b"".join(b"X-%d: y\r\n" % n for n in range(2000)) + b"\r\n",
    "/long-header": answer(headers=("Content-Type: text/html", "X-Long: " + "z" * 100_000)),
    "/drop": lambda client, path: None,
    "/drop-middle": HEAD + b"Content-Length: 5000\r\n\r\nonly this",
    "/garbage": b"\x00\x01 this is not HTTP\r\n\r\n",
    "/slow": _drip(b"", 30.0, 1, b""),
    "/slow-body": _drip(b".", 0.3, 100, HEAD + b"\r\n"),
    "/moved": moved("/page"),
    "/moved-301": moved("/page", "301 Moved Permanently"),
    "/moved-308": moved("/page", "308 Permanent Redirect"),
    "/moved-twice": moved("/moved"),
    "/moved-spaces": moved("/with spaces é".encode().decode("latin-1")),
    "/with%20spaces%20%C3%A9": answer(),
    "/moved-no-location": answer("302 Found", b"<p>Where to?</p>", ()),
    "/moved-to-mail": moved("mailto:clerk@harbour.example"),
    "/moved-to-script": moved("javascript:alert(1)"),
    "/moved-to-metadata": moved("http://169.254.169.254/latest/meta-data/"),
    "/moved-to-404": moved("/404"),
    "/moved-to-nowhere": moved("http://no-such-host.invalid/"),
    "/self": moved("/self"),
    "/loop": moved("/loop-2"),
    "/loop-2": moved("/loop"),
    "/meta-refresh": html('<meta http-equiv="Refresh" content="0; URL=\'/page\'">'),
    "/meta-refresh-late": html('<meta http-equiv="refresh" content="300;url=/other">' + "News of the hour. " * 40),
    "/meta-refresh-self": html('<meta http-equiv="refresh" content="0">' + "News of the hour. " * 40),
    "/refresh-header": html("<p>Moving</p>", "Refresh: 1; url=/page"),
    "/js-redirect": html("<script>window.location.replace('\\/page');</script>"),
    "/js-in-page": html("<script>if (old) location = '/page';</script>" + "A page with words of its own. " * 30),
    "/noscript-refresh": html("<noscript><meta http-equiv=refresh content='0;url=/nojs'></noscript>" + "Words here. " * 60),
    "/commented-refresh": html("<!-- <meta http-equiv=refresh content='0;url=/nojs'> --><p>Short.</p>"),
    "/429": answer("429 Too Many Requests", b"slow down", ("Retry-After: 3600",)),
    "/503-later": answer("503 Service Unavailable", b"later", ("Retry-After: 7200",)),
    "/pdf": answer(body=b"%PDF-1.4 tiny", headers=("Content-Type: application/pdf",)),
    "/no-type": answer(headers=()),
    "/empty": answer(body=b""),
    "/secret/page": answer(),
    "/robots.txt": answer(body=b"User-agent: *\nDisallow: /secret/\n", headers=("Content-Type: text/plain",)),
}  # fmt: skip


def _hops(path: str) -> bytes | None:
    number = path.removeprefix("/hop/")
    return moved(f"/hop/{int(number) + 1}") if path.startswith("/hop/") and number.isdigit() else None


class Server:
    """A thread for each connection: slow answers must not hold up the others."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        port = self._listener.getsockname()[1]
        self.site = Site(url=f"http://127.0.0.1:{port}", port=port)
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(client,), daemon=True).start()

    def _answer(self, client: socket.socket) -> None:
        with client:
            try:
                asked = b""
                while b"\r\n\r\n" not in asked and (piece := client.recv(65536)):
                    asked += piece
                    if asked.startswith(b"\x16\x03"):  # TLS, which is not spoken here
                        client.sendall(answer("400 Bad Request", b"plain HTTP only"))
                        return
                if not asked:
                    return
                path = asked.split()[1].decode("latin-1").partition("?")[0]
                self.site.requests.append(asked)
                self.site.asked[path] += 1
                self.site.times.setdefault(path, []).append(time.monotonic())
                self._send(client, path, asked)
            except OSError:  # the visitor hung up, as it should on some of these
                return

    def _send(self, client: socket.socket, path: str, asked: bytes) -> None:
        if path == "/429-once":
            client.sendall(
                answer() if self.site.asked[path] > 1 else answer("429 Too Many Requests", b"", ("Retry-After: 1",))
            )
            return
        if path == "/drop-once":
            if self.site.asked[path] > 1:
                client.sendall(answer())
            return
        if path == "/cookie-wall":
            back = moved("/cookie-wall", "302 Found\r\nSet-Cookie: seen=yes; Path=/")
            client.sendall(answer() if b"Cookie: seen=yes" in asked else back)
            return
        if path.startswith("/many/"):
            client.sendall(answer(body=PAGE + path.encode()))
            return
        folder = f"/{path.split('/')[1]}/"
        if path != folder and folder in ROUTES:
            client.sendall(cast("Asked", ROUTES[folder])(path, asked))
            return
        route = ROUTES.get(path) or _hops(path) or ROUTES["/404"]
        if callable(route):
            cast("Handler", route)(client, path)
        else:
            client.sendall(route)
