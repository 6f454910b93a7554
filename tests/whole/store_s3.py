"""Batches in an object store: the example's run leaves and finds them there, and has the same rows. Run by `make s3`, against moto."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyarrow import fs

from pipeline.batches import work_batch
from pipeline.outbox import Exchange, opened
from pipeline.owed import owed
from pipeline.settings import Settings
from tests.pipeline.test_batches import COUNT, words  # noqa: F401  a fixture
from tests.whole.cluster import Cluster, begin, cluster  # noqa: F401  a fixture
from tests.whole.conftest import Place
from tests.whole.killing import rows

MOTO = os.environ.get("TESTIMONIA_MOTO", ".venv-s3/bin/moto_server")


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """The address of an empty bucket on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [MOTO, "-H", "127.0.0.1", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 120
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
                break
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)
        options = f"endpoint_override=127.0.0.1:{port}&scheme=http&region=us-east-1&allow_bucket_creation=true"
        address = f"s3://key:secret@batches/run?{options}"
        opened(address)[0].create_dir("batches")
        yield address
    finally:
        server.kill()
        server.wait()


def test_a_batch_is_there_whole_or_not_at_all(bucket: str, words, tmp_path: Path) -> None:  # noqa: F811
    exchange = Exchange(tmp_path, bucket)
    batch = owed(words, COUNT, Settings()).slice(0, 2)
    name, inbox, outbox = exchange.put(batch, COUNT)
    files, path = opened(outbox)
    with files.open_output_stream(f"{path}/signals.parquet") as torn:
        torn.write(b"PAR1")  # what a worker that died left: without done.parquet it is nothing
    assert exchange.left() == []
    assert work_batch(COUNT, inbox, outbox, Settings())[0] == []
    assert [(stage, folder.name) for stage, folder in exchange.left()] == [("count", name)]
    assert sorted(found.name for found in (tmp_path / "outbox" / name).iterdir()) == [
        "done.parquet",
        "issues.parquet",
        "signals.parquet",
    ]
    assert [
        found.path for found in files.get_file_info(fs.FileSelector(path, allow_not_found=True)) if found.is_file
    ] == []
    exchange.clear_inbox()
    source, place = opened(inbox)
    assert source.get_file_info(place).type == fs.FileType.NotFound


def test_the_same_rows_by_way_of_an_object_store(
    bucket: str,
    finished: Place,
    cluster: Cluster,  # noqa: F811
    tmp_path: Path,
) -> None:
    place = Place(tmp_path)
    process = begin(place, cluster, "--shared", bucket)
    _, told = process.communicate(timeout=600)
    assert process.returncode == 0, told
    assert rows(place) == rows(finished)
