"""Where batches lie between the driver and its workers: a folder that both see, or an address of an object store.

In a folder a rename is the commit of a worker. An object store has no rename, but an object is there whole or not at all: there
`done.parquet`, written last, is the commit.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.stage import Stage
from warehouse.ids import digest

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow import fs

DONE = "done.parquet"


class UnusableAddress(Exception):
    """An address for batches that cannot be used. The message says where, what, and what to do."""


def is_remote(place: str) -> bool:
    """Say whether a place is an address (`s3://bucket/folder`) and no folder."""
    return "://" in place


@dataclass(frozen=True, slots=True)
class Exchange:
    """Batches on their way: `folder` is the driver's own; `shared`, where it is set, is what workers elsewhere see too."""

    folder: Path
    shared: str = ""

    @property
    def place(self) -> str:
        """Where workers find batches and leave them."""
        return (self.shared or str(self.folder.resolve())).rstrip("/")

    def put(self, batch: pa.Table, stage: Stage) -> tuple[str, str, str]:
        """Write a batch where a worker finds it; return its name, its inbox file, and the outbox that the worker will leave.

        The name is a digest of its subjects and versions: a batch done twice is one batch.
        """
        import pyarrow.parquet as pq  # here and below: a run that owes nothing does not wait for it

        name = f"{stage.name}-{digest(*batch['subject_id'].to_pylist(), *batch['owed_version'].to_pylist())}"
        inbox, outbox = f"{self.place}/inbox/{name}.parquet", f"{self.place}/outbox/{name}"
        if not is_remote(inbox):
            Path(inbox).parent.mkdir(parents=True, exist_ok=True)
            Path(outbox).parent.mkdir(parents=True, exist_ok=True)
        files, path = opened(inbox)
        pq.write_table(batch, path, filesystem=files)
        return name, inbox, outbox

    def take(self, name: str) -> Path:
        """Return the folder of a batch that is whole, brought here where it lies elsewhere."""
        there = f"{self.place}/outbox/{name}"
        if not is_remote(there):
            return Path(there)
        from pyarrow import fs

        here = self.folder / "outbox" / name
        unfinished = here.with_name(f".{name}.{os.getpid()}")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        files, path = opened(there)
        for found in files.get_file_info(fs.FileSelector(path)):
            with files.open_input_stream(found.path) as stream, (unfinished / found.base_name).open("wb") as out:
                shutil.copyfileobj(stream, out)
        shutil.rmtree(here, ignore_errors=True)
        unfinished.rename(here)
        files.delete_file(f"{path}/{DONE}")
        files.delete_dir(path)
        return here

    def left(self) -> list[tuple[str, Path]]:
        """Return (stage, folder) of each whole batch that an earlier life left; what is torn is swept."""
        names: set[str] = set()
        if is_remote(self.place):
            from pyarrow import fs

            files, path = opened(f"{self.place}/outbox")
            for found in files.get_file_info(fs.FileSelector(path, allow_not_found=True, recursive=True)):
                if found.base_name == DONE:
                    names.add(Path(found.path).parent.name)
        for place in {self.folder, Path(self.place)} if not is_remote(self.place) else {self.folder}:
            for folder in (place / "outbox").glob("*"):
                if not folder.name.startswith(".") and (folder / DONE).exists():
                    names.add(folder.name)
                else:
                    shutil.rmtree(folder, ignore_errors=True)
        here = self.folder / "outbox"
        return [
            (name.rsplit("-", 1)[0], here / name if (here / name).exists() else self.take(name))
            for name in sorted(names)
        ]

    def clear_inbox(self) -> None:
        """Remove what workers were given: they have answered, or their life is over."""
        if is_remote(self.place):
            from pyarrow import fs

            files, path = opened(f"{self.place}/inbox")
            if files.get_file_info(path).type == fs.FileType.Directory:
                files.delete_dir_contents(path)
        else:
            shutil.rmtree(f"{self.place}/inbox", ignore_errors=True)


def opened(place: str) -> tuple[fs.FileSystem, str]:
    """Return the file system of a folder or address, and the path in it. Raises UnusableAddress.

    An S3 server other than Amazon's is named in the address: `s3://key:secret@bucket/folder?endpoint_override=host:port&scheme=http`;
    without keys there, the usual AWS environment variables and files are read.
    """
    import pyarrow as pa
    from pyarrow import fs

    if not is_remote(place):
        return fs.LocalFileSystem(), place
    address, _, options = place.partition("?")
    if options:  # what is appended to an address goes before its options
        options, _, rest = options.partition("/")
        place = f"{address.rstrip('/')}{'/' + rest if rest else ''}?{options}"
    try:
        found: tuple[fs.FileSystem, str] = fs.FileSystem.from_uri(place)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as wrong:
        hint = "name a folder that every machine sees, or an address as s3://bucket/folder"
        raise UnusableAddress(f"{address}: batches cannot be kept there ({wrong})\n\nhint: {hint}") from wrong
    return found
