"""The commands of whole runs: the main job, and the questions to the warehouse and the archive that it leaves."""

from __future__ import annotations

import re
import sys
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
    NoModel,
    Out,
    Replay,
    Set,
    Warehouse,
    app,
    settings_or_exit,
)  # fmt: skip

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@app.command()
def run(
    docs: Annotated[
        list[str],
        typer.Argument(metavar="DOC...", help="Documents, or folders of them; `-` is a document on standard input."),
    ],
    replay: Replay = [],  # noqa: B006
    offline: Annotated[bool, typer.Option("--offline", help="Visit nothing.")] = False,
    out: Out = OUT,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="The documents' date, instead of their own.")
    ] = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", help="End with status 1 on any of: dead,changed,unsupported,contradicted.")
    ] = "",
    engine: Annotated[str, typer.Option("--engine", help="Where the work is done: local, or dask.")] = "local",
    cluster: Annotated[
        str, typer.Option("--cluster", metavar="tcp://HOST:PORT", help="The scheduler of the Dask cluster.")
    ] = "",
    shared: Annotated[
        str,
        typer.Option(
            "--shared", metavar="ADDRESS", help="Where batches lie: a folder all machines see, or s3://bucket/folder."
        ),
    ] = "",
    workers: Annotated[int, typer.Option("--workers", help="Processes; 0: one a core.")] = 0,
    save_to_archive: Annotated[
        bool,
        typer.Option("--save-to-archive", help="Ask an archive of the web to capture what is live (archive.save)."),
    ] = False,
    no_model: NoModel = False,
    allow_private_hosts: AllowPrivate = False,
    warehouse: Warehouse = WAREHOUSE,
    archive: Archive = ARCHIVE,
    set_: Set = [],  # noqa: B006
) -> None:
    """Do everything for some documents: read, visit, archive, check, compare, report."""
    from pipeline.cli import run as command

    overrides = ["fetch.allow_private_hosts=true"] * allow_private_hosts + ["check.model=false"] * no_model
    settings = settings_or_exit([*set_, *overrides])
    if engine not in ("local", "dask"):
        sys.stderr.write(f"--engine {engine}: unknown\n\nhint: there are `local` and `dask`\n")
        raise typer.Exit(2)
    if (engine == "dask") != bool(cluster):
        sys.stderr.write("--engine dask and --cluster go together\n\nhint: --engine dask --cluster tcp://host:8786\n")
        raise typer.Exit(2)
    if as_of is not None and not _DATE.fullmatch(as_of):
        sys.stderr.write(f"--as-of {as_of}: not an ISO 8601 date\n\nhint: for instance 2017-09-19, 2017-09 or 2017\n")
        raise typer.Exit(2)
    names = [word.strip() for word in fail_on.split(",") if word.strip()]
    try:
        status = command.main(
            docs, settings=settings, warehouse=warehouse, archive=archive, out=out, replay=replay, offline=offline,
            as_of=as_of, fail_on=names, workers=workers, cluster=cluster, shared=shared,
            save=save_to_archive,
        )  # fmt: skip
    except KeyboardInterrupt:
        sys.stderr.write("interrupted; what is done is kept, and the same command goes on from here\n")
        raise typer.Exit(3) from None
    raise typer.Exit(status)


@app.command()
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL")],
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="Comma-separated values.")] = False,
    warehouse: Warehouse = WAREHOUSE,
    set_: Set = [],  # noqa: B006
) -> None:
    """Ask the warehouse; it is opened read-only and never waits for a run."""
    from pipeline.cli import query as command

    settings_or_exit(set_)
    raise typer.Exit(command.main(sql, warehouse=warehouse, as_json=json, as_csv=csv))


@app.command()
def report(
    out: Out = OUT,
    warehouse: Warehouse = WAREHOUSE,
    single_file: Annotated[
        bool, typer.Option("--single-file", help="The page alone, to be sent: no tables beside it.")
    ] = False,
    set_: Set = [],  # noqa: B006
) -> None:
    """Write the report of all documents in the warehouse anew."""
    from pipeline.cli import run as command

    settings = settings_or_exit([*set_, *(["report.single_file=true"] if single_file else [])])
    raise typer.Exit(command.report(warehouse=warehouse, out=out, documents=(), look=settings.report))


@app.command("verify-archive")
def verify_archive(
    archive: Archive = ARCHIVE,
    warehouse: Warehouse = WAREHOUSE,
    json: Json = False,
    set_: Set = [],  # noqa: B006
) -> None:
    """Read every record of the archive again and hold each digest against the warehouse, its manifests and their timestamps."""
    from pipeline.cli import verify_archive as command

    roots = [Path(name) for name in settings_or_exit(set_).archive.authority_roots]
    raise typer.Exit(command.main(archive=archive, warehouse=warehouse, as_json=json, roots=roots))


@app.command()
def export(
    to: Annotated[
        Path,
        typer.Option(
            "--to",
            help="The file; its ending says the form: .parquet .csv .json .xlsx of views; .sarif .junit.xml .md "
            ".claimreview.json .annotations.json of findings (`-.md` prints); .wacz of the whole run.",
        ),
    ],
    view: Annotated[
        str | None, typer.Option("--view", help="One table or view; default: the ledger, in .xlsx all views.")
    ] = None,
    warehouse: Warehouse = WAREHOUSE,
    archive: Archive = ARCHIVE,
    out: Out = OUT,
    set_: Set = [],  # noqa: B006
) -> None:
    """Write the ledger, a view, or the whole run to a file."""
    from pipeline.cli import export as command

    settings_or_exit(set_)
    raise typer.Exit(command.main(to, view=view, warehouse=warehouse, archive=archive, report=out))
