"""The `testimonia` command: one thin function a command; what a command needs is imported when it is called."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.settings import ConfigError, Settings, load

app = typer.Typer(
    add_completion=True, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None,
    help="Checks the sources that a document cites.",
)

Json = Annotated[bool, typer.Option("--json", help="One JSON object an input, one a line.")]
Set = Annotated[list[str], typer.Option("--set", metavar="SECTION.KEY=VALUE", help="Override a setting; repeatable.")]
Inputs = Annotated[list[str], typer.Argument(metavar="FILE...", help="Files; `-` reads JSON objects from standard input.")]


def settings_or_exit(overrides: list[str]) -> Settings:
    """Return the settings, or say what is wrong with them and end with status 2."""
    try:
        return load(tuple(overrides))
    except ConfigError as wrong:
        sys.stderr.write(f"{wrong}\n")
        raise typer.Exit(2) from wrong


@app.command()
def read(docs: Inputs, json: Json = False, set_: Set = []) -> None:  # noqa: B006
    """Show the text, citations and claims of documents."""
    from pipeline.cli import read as command

    raise typer.Exit(command.main(docs, as_json=json, settings=settings_or_exit(set_)))


@app.command()
def extract(files: Inputs, json: Json = False, set_: Set = []) -> None:  # noqa: B006
    """Show what saved pages say, and whether they are what was asked for."""
    from pipeline.cli import extract as command

    raise typer.Exit(command.main(files, as_json=json, settings=settings_or_exit(set_)))


@app.command()
def annotate(files: Inputs, json: Json = False, set_: Set = []) -> None:  # noqa: B006
    """Show the sentences, names, dates, numbers and quotes of texts."""
    from pipeline.cli import annotate as command

    raise typer.Exit(command.main(files, as_json=json, settings=settings_or_exit(set_)))


@app.command()
def check(files: Inputs, json: Json = False, set_: Set = []) -> None:  # noqa: B006
    """Hold claims against sources."""
    from pipeline.cli import check as command

    raise typer.Exit(command.main(files, as_json=json, settings=settings_or_exit(set_)))


@app.command()
def compare(files: Inputs, json: Json = False, set_: Set = []) -> None:  # noqa: B006
    """Show what changed between two captures of one address."""
    from pipeline.cli import compare as command

    raise typer.Exit(command.main(files, as_json=json, settings=settings_or_exit(set_)))


@app.command()
def fetch(
    urls: Annotated[list[str], typer.Argument(metavar="URL...")],
    json: Json = False,
    set_: Set = [],  # noqa: B006
    replay: Annotated[list[Path], typer.Option("--replay", help="Serve the web from this WARC or WACZ; repeatable.")] = [],  # noqa: B006
    archive: Annotated[Path, typer.Option("--archive", help="The folder of WARC files.")] = Path("data/archive"),
    allow_private_hosts: Annotated[bool, typer.Option("--allow-private-hosts", help="Visit loopback and private addresses.")] = False,
) -> None:
    """Visit addresses, follow them, archive what they answer."""
    from pipeline.cli import fetch as command

    settings = settings_or_exit([*set_, *(["fetch.allow_private_hosts=true"] if allow_private_hosts else [])])
    raise typer.Exit(command.main(urls, as_json=json, settings=settings, replay=replay, archive=archive))
