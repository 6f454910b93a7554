"""The commands of time: what is watched, and what replaces a link that died."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import (
    ARCHIVE,
    OUT,
    WAREHOUSE,
    AllowPrivate,
    Archive,
    Json,
    Out,
    Set,
    Warehouse,
    app,
    settings_or_exit,
)


@app.command()
def watch(
    notify: Annotated[
        list[str],
        typer.Option(
            "--notify",
            metavar="URL",
            help="Tell this address too (apprise: mailtos://, slack://, json://); repeatable.",
        ),
    ] = [],  # noqa: B006
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            help="End with status 1 on news of: dead,failing,error,flapping,evidence_lost,verdict_changed,changed,revived.",
        ),
    ] = "",
    offline: Annotated[bool, typer.Option("--offline", help="Visit nothing; tell what is not told yet.")] = False,
    json: Json = False,
    out: Out = OUT,
    workers: Annotated[int, typer.Option("--workers", help="Processes; 0: one.")] = 0,
    allow_private_hosts: AllowPrivate = False,
    warehouse: Warehouse = WAREHOUSE,
    archive: Archive = ARCHIVE,
    set_: Set = [],  # noqa: B006
) -> None:
    """Visit every cited source that is due, and tell what is new since the last notice."""
    from pipeline.cli import watch as command

    settings = settings_or_exit([*set_, *(["fetch.allow_private_hosts=true"] if allow_private_hosts else [])])
    names = [word.strip() for word in fail_on.split(",") if word.strip()]
    try:
        status = command.main(
            settings=settings, warehouse=warehouse, archive=archive, out=out, notify=notify, fail_on=names, offline=offline,
            as_json=json, workers=workers,
        )  # fmt: skip
    except KeyboardInterrupt:
        import sys

        sys.stderr.write("interrupted; what is done is kept, and the same command goes on from here\n")
        raise typer.Exit(3) from None
    raise typer.Exit(status)


@app.command()
def mend(
    doc: Annotated[
        Path, typer.Argument(metavar="DOC", help="A document that was run: md, txt, html or docx; any for the table.")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write a mended copy there; never the document itself.")
    ] = None,
    failing: Annotated[
        bool, typer.Option("--failing", help="Replace links too that fail and are not confirmed dead.")
    ] = False,
    json: Json = False,
    warehouse: Warehouse = WAREHOUSE,
    set_: Set = [],  # noqa: B006
) -> None:
    """Show what replaces the links of a document that died or changed, and write a copy with them replaced."""
    from pipeline.cli import mend as command

    settings_or_exit(set_)
    raise typer.Exit(command.main(doc, warehouse=warehouse, out=out, failing=failing, as_json=json))
