"""A document that comes on standard input: kept as a file, so that a run that is killed and called again still has it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pipeline.readers.sniff import MAX_BYTES, format_of
from pipeline.stage import BadInput
from warehouse.ids import sha256


def with_stdin(arguments: list[str], *, folder: Path) -> list[str]:
    """Return the arguments with `-` replaced by the file that now holds standard input, named by its digest and its format.

    Raises BadInput where it is empty, larger than a document may be, or no document.
    """
    if "-" not in arguments:
        return arguments
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BadInput(
            "read/too_large",
            f"standard input: more than the {MAX_BYTES // 2**20} MB that are read\n\nhint: split it, or export its text",
        )
    kind = format_of(data, name="standard input")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"stdin-{sha256(data)[:12]}.{kind}"
    if not file.exists():
        fresh = file.with_name(f".{file.name}.{os.getpid()}")
        fresh.write_bytes(data)
        os.replace(fresh, file)
    return [str(file) if argument == "-" else argument for argument in arguments]
