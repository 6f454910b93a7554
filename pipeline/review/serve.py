"""`testimonia serve`: the desk and the viewer, each on a port of its own on this machine, until it is interrupted."""

from __future__ import annotations

import asyncio
import contextlib
import getpass
import ipaddress
import secrets
import signal
import socket
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from pipeline import decisions
from pipeline.decisions import journal_of
from pipeline.review import app as desk_app
from pipeline.review import replay
from pipeline.review.guard import Guard
from pipeline.review.look import Look
from pipeline.review.runs import Runs
from warehouse import store

# The viewer is called by the other name of this machine: a cookie knows no port, but it does know a host.
_OTHER = {"127.0.0.1": "localhost", "localhost": "127.0.0.1"}


def serve(
    *, warehouse: Path, archive: Path, out: Path, host: str, port: int, options: Sequence[str], who: str | None, token: str | None = None
) -> int:  # fmt: skip
    """Serve until interrupted; return the exit status. The link that opens the desk is printed on standard output.

    `port` 0 takes one that is free; the viewer takes the next one, or one that is free. Raises OSError where a port is taken.
    """
    with contextlib.ExitStack() as held:
        desk_socket = held.enter_context(_listen(host, port))
        viewer_socket = held.enter_context(_listen(host, desk_socket.getsockname()[1] + 1, else_any=True))
        desk_port, viewer_port = desk_socket.getsockname()[1], viewer_socket.getsockname()[1]
        journal, key, token = journal_of(warehouse), replay.new_key(), token or secrets.token_urlsafe(32)
        look, seen = Look(warehouse, journal), Look(warehouse, journal)
        held.callback(look.close)
        held.callback(seen.close)
        indexer = Indexer(warehouse, journal)
        held.callback(indexer.close)
        runs = Runs(then=indexer.heard)
        held.callback(runs.close)
        names = [f"{name}:{desk_port}" for name in dict.fromkeys(("127.0.0.1", "localhost", host))]
        views = [f"{name}:{viewer_port}" for name in dict.fromkeys(("127.0.0.1", "localhost", host))]

        def viewer_at(called_by: str, path: str) -> str:
            return f"http://{_OTHER.get(called_by, called_by)}:{viewer_port}/{key}/{path}"

        desk = desk_app.Desk(
            warehouse=warehouse, journal=journal, archive=archive, out=out, options=tuple(options), who=who or _me(), look=look,
            runs=runs, viewer=viewer_at, heard=indexer.heard,
        )  # fmt: skip
        guarded = Guard(
            desk_app.app(desk), token=token, hosts=names, port=desk_port, frames=[f"http://{name}" for name in views]
        )
        viewer = replay.Viewer(look=seen, archive=archive, key=key, frames=tuple(f"http://{name}" for name in names))
        sys.stdout.write(
            f"The desk is open for who has this link:\n\n    http://{_shown(host)}:{desk_port}/?token={token}\n\n"
        )
        sys.stdout.flush()
        sys.stderr.write(f"warehouse: {warehouse}   decisions: {journal}   end it with Ctrl-C\n")
        if not _is_loopback(host):
            sys.stderr.write(
                f"--host {host}: other machines can reach this desk, without encryption; only the token keeps them out\n"
            )
        asyncio.run(_both((guarded, desk_socket), (replay.app(viewer, hosts=views), viewer_socket)))
    return 0


class Indexer:
    """Brings the published warehouse up to date with the journal soon after a decision, so that SQL and exports have it too.

    A run that holds the warehouse does the same by itself when it ends. Work is put off while decisions come one after another.
    """

    def __init__(self, warehouse: Path, journal: Path, *, after_s: float = 2.0) -> None:
        self._warehouse, self._journal, self._after_s = warehouse, journal, after_s
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    def heard(self) -> None:
        """Say that there is something new."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(self._after_s, self._index)
            self._timer.daemon = True
            self._timer.start()

    def close(self) -> None:
        """Do at once what was put off."""
        with self._lock:
            waiting, self._timer = self._timer, None
        if waiting is not None:
            waiting.cancel()
            waiting.join(30)
            self._index()

    def _index(self) -> None:
        try:
            publish_decisions(self._warehouse, self._journal)
        except OSError as failed:
            sys.stderr.write(f"{self._warehouse}: decisions are kept, but could not be indexed ({failed})\n")


def publish_decisions(warehouse: Path, journal: Path) -> None:
    """Index a journal into the published warehouse, without waiting for a run; nothing to do where that is done, or none is there."""
    if not warehouse.exists() or not journal.exists():
        return
    folder = warehouse.with_name(warehouse.name + ".batches") / "desk"
    store.amend(warehouse, lambda connection: decisions.index(connection, journal=journal, folder=folder))


async def _both(*served: tuple[ASGIApp, socket.socket]) -> None:
    """Serve all until one is told to end; then all end."""
    servers = [
        _Server(
            uvicorn.Config(
                application,
                log_level="warning",
                access_log=False,
                server_header=False,
                ws="none",
                lifespan="off",
                timeout_keep_alive=30,
                timeout_graceful_shutdown=3,
                limit_concurrency=100,
            )
        )
        for application, _ in served
    ]

    def end(*_: object) -> None:
        for server in servers:
            server.should_exit = True

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end)
    await asyncio.gather(*(server.serve(sockets=[bound]) for server, (_, bound) in zip(servers, served, strict=True)))


class _Server(uvicorn.Server):
    """A server that leaves signals alone: of two, each would take them from the other."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _listen(host: str, port: int, *, else_any: bool = False) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port if port < 65536 else 0))
    except OSError:
        if not else_any:
            listener.close()
            raise
        listener.bind((host, 0))
    listener.listen(64)
    return listener


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _shown(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "::", "localhost") else f"[{host}]" if ":" in host else host  # noqa: S104


def _me() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
