"""The commands of single steps: each shows what one step makes of its inputs, and keeps nothing but the archive of `fetch`.

One thin function a command; what a command needs is imported when it is called, so that `--help` waits for nothing.
"""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.app import ARCHIVE, AllowPrivate, Archive, Inputs, Json, NoModel, Replay, Set, app, settings_or_exit


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
def check(files: Inputs, json: Json = False, no_model: NoModel = False, set_: Set = []) -> None:  # noqa: B006
    """Hold claims against sources."""
    from pipeline.cli import check as command

    settings = settings_or_exit([*set_, *(["check.model=false"] if no_model else [])])
    raise typer.Exit(command.main(files, as_json=json, settings=settings))


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
    replay: Replay = [],  # noqa: B006
    archive: Archive = ARCHIVE,
    allow_private_hosts: AllowPrivate = False,
) -> None:
    """Visit addresses, follow them, archive what they answer."""
    from pipeline.cli import fetch as command

    settings = settings_or_exit([*set_, *(["fetch.allow_private_hosts=true"] if allow_private_hosts else [])])
    raise typer.Exit(command.main(urls, as_json=json, settings=settings, replay=replay, archive=archive))
