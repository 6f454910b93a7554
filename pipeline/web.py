"""Which web a run asks: the live one, none, or archives that stand for it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from warehouse.ids import digest


class UnusableArchive(Exception):
    """A --replay file that is missing or no archive. The message says where, what, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """`name` is `live`, `offline`, or `replay:` and a digest of the archives, in the order given."""

    name: str
    replay: tuple[Path, ...] = ()

    @property
    def asked(self) -> bool:
        """Whether anything is visited at all."""
        return self.name != "offline"


def choose(replay: Sequence[Path], *, offline: bool) -> Web:
    """Return the web that the options name; archives win over `offline`, since they need no network.

    Raises UnusableArchive.
    """
    if not replay:
        return Web(name="offline" if offline else "live")
    marks = []
    for path in replay:
        if not path.is_file():
            raise UnusableArchive(
                f"--replay {path}: there is no such file\n\nhint: name a WARC (.warc, .warc.gz) or WACZ file"
            )
        with path.open("rb") as file:
            head = file.read(16)
            marks.append(f"{path.name} {hashlib.file_digest(file, 'sha256').hexdigest()} {head.hex()}")
        if not head.startswith((b"WARC/", b"\x1f\x8b", b"PK\x03\x04")):
            hint = "name a file written by a web archiving tool"
            raise UnusableArchive(
                f"--replay {path}: neither WARC nor WACZ (it begins with {head[:8]!r})\n\nhint: {hint}"
            )
    return Web(name="replay:" + digest(*marks)[:12], replay=tuple(path.resolve() for path in replay))
