"""The command of the people who review: the desk."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pipeline.cli.app import (
    ARCHIVE,
    OUT,
    WAREHOUSE,
    AllowPrivate,
    Archive,
    Out,
    Replay,
    Set,
    Warehouse,
    app,
    settings_or_exit,
)


@app.command()
def serve(
    warehouse: Warehouse = WAREHOUSE,
    archive: Archive = ARCHIVE,
    out: Out = OUT,
    host: Annotated[
        str, typer.Option("--host", help="The address to listen on; other machines reach any but a loopback one.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The desk's port; 0: any. The viewer takes the next one.")
    ] = 8321,
    who: Annotated[
        str | None,
        typer.Option("--as", help="The name that decisions are recorded under; it can be changed on the desk."),
    ] = None,
    replay: Replay = [],  # noqa: B006
    offline: Annotated[bool, typer.Option("--offline", help="Visits that are asked for visit nothing.")] = False,
    allow_private_hosts: AllowPrivate = False,
    set_: Set = [],  # noqa: B006
) -> None:
    """Open the review desk on this machine: accept, override or comment each verdict and outcome."""
    from pipeline.review.serve import serve as open_desk

    settings_or_exit(set_)
    options = [
        *(part for path in replay for part in ("--replay", str(path))), *(["--offline"] if offline else []),
        *(["--allow-private-hosts"] if allow_private_hosts else []), *(part for one in set_ for part in ("--set", one)),
    ]  # fmt: skip
    try:
        status = open_desk(
            warehouse=warehouse, archive=archive, out=out, host=host, port=port, options=options, who=who
        )
    except OSError as taken:
        sys.stderr.write(
            f"--host {host} --port {port}: cannot be listened on ({taken.strerror or taken})\n\nhint: choose another, or --port 0\n"
        )
        raise typer.Exit(2) from taken
    raise typer.Exit(status)
