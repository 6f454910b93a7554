"""The `testimonia` program: its options that several commands share, and how a wrong setting ends it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.settings import ConfigError, Settings, load

app = typer.Typer(
    add_completion=True,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Checks the sources that a document cites.",
)

Json = Annotated[bool, typer.Option("--json", help="One JSON object an input, one a line.")]
Set = Annotated[list[str], typer.Option("--set", metavar="SECTION.KEY=VALUE", help="Override a setting; repeatable.")]
Inputs = Annotated[
    list[str], typer.Argument(metavar="FILE...", help="Files; `-` reads JSON objects from standard input.")
]
Replay = Annotated[list[Path], typer.Option("--replay", help="Serve the web from this WARC or WACZ; repeatable.")]
AllowPrivate = Annotated[bool, typer.Option("--allow-private-hosts", help="Visit loopback and private addresses.")]
NoModel = Annotated[
    bool, typer.Option("--no-model", help="Let words, rules and facts decide alone, without the encoders.")
]
Warehouse = Annotated[Path, typer.Option("--warehouse", help="The DuckDB file.")]
Archive = Annotated[Path, typer.Option("--archive", help="The folder of WARC files.")]
Out = Annotated[Path, typer.Option("--out", help="The folder for the report.")]
WAREHOUSE, ARCHIVE, OUT = Path("data/testimonia.duckdb"), Path("data/archive"), Path("data/report")


def settings_or_exit(overrides: list[str]) -> Settings:
    """Return the settings, or say what is wrong with them and end with status 2."""
    try:
        return load(tuple(overrides))
    except ConfigError as wrong:
        sys.stderr.write(f"{wrong}\n")
        raise typer.Exit(2) from wrong
