"""Timestamps over a run's manifest: a real authority (`openssl ts`) on loopback sets them, and what is altered is found."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import duckdb
import pytest

from pipeline.timestamps import check, count, stamp, write_manifest

CONFIG = """
[tsa]
default_tsa = made
[made]
dir = .
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[req]
distinguished_name = name
prompt = no
[name]
CN = clock
[stamping]
extendedKeyUsage = critical, timeStamping
keyUsage = critical, digitalSignature
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
"""


def openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root of our own, and an authority that it vouches for."""
    folder = tmp_path_factory.mktemp("authority")
    (folder / "conf").write_text(CONFIG)
    (folder / "serial").write_text("01\n")
    new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    for name in ("ca", "other"):
        openssl(folder, "req", "-x509", *new, "-keyout", f"{name}.key", "-out", f"{name}.pem", "-subj", f"/CN={name}", "-days", "30", "-config", "conf", "-extensions", "ca")  # fmt: skip
    openssl(folder, "req", *new, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=clock", "-config", "conf")
    openssl(folder, "x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "tsa.pem", "-days", "30", "-extfile", "conf", "-extensions", "stamping")  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def authority(certificates: Path) -> Iterator[str]:
    class Clock(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (certificates / "query").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            if self.path == "/broken":
                body = b"<h1>Not today</h1>"
            else:
                openssl(
                    certificates, "ts", "-reply", "-config", "conf", "-queryfile", "query", "-out", "reply", "-section", "made"
                )  # fmt: skip
                body = (certificates / "reply").read_bytes()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Clock)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def manifest(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> Path:
    (tmp_path / "a.warc.gz").write_bytes(b"an archive")
    now = datetime.now(UTC)
    warehouse.execute(
        "insert into visits by name select 'v1' as visit_id, 'm' as made_from, 'index' as made_by, 'http://a.example/' as url, 'live' as via,"
        " 'http://a.example/' as final_url, $now as fetched_at, $now as asked_at, 'live' as web, 'a.warc.gz' as warc_file, 0 as warc_offset, 'ab' as sha256",
        {"now": now},
    )
    made = write_manifest(warehouse, tmp_path, since=now, software="testimonia")
    assert made is not None
    return made


def test_a_timestamp_holds_until_something_is_altered(manifest: Path, authority: str, certificates: Path) -> None:
    archive = manifest.parent
    told = list(stamp(manifest, [authority, f"{authority}/again"], timeout_s=20))
    assert told == []
    assert count(archive) == (1, 2)
    root, other = certificates / "ca.pem", certificates / "other.pem"
    assert list(check(archive)) == list(check(archive, roots=[root])) == list(check(archive, roots=[other, root])) == []
    assert {fault.split(" (")[0] for _, fault in check(archive, roots=[other])} == {
        "the authority's signature does not hold"
    }
    whole = manifest.read_text()
    manifest.write_text(whole.replace('"ab"', '"cd"'))
    assert [fault for _, fault in check(archive)] == [f"{manifest.name} is not what was timestamped"] * 2
    manifest.write_text(whole)
    shutil.copy(archive / "a.warc.gz", archive / "b")
    (archive / "a.warc.gz").write_bytes(b"An archive")
    assert [name for name, _ in check(archive)] == ["a.warc.gz"]
    (archive / "a.warc.gz").unlink()
    assert "missing" in dict(check(archive))["a.warc.gz"]


def test_an_authority_that_gives_none_costs_nothing_else(manifest: Path, authority: str) -> None:
    told = list(
        stamp(manifest, ["ftp://a.example", f"{authority}/broken", "http://127.0.0.1:9/", authority], timeout_s=5)
    )
    assert [line.split(": ")[0] for line in told] == ["ftp://a.example", f"{authority}/broken", "http://127.0.0.1:9/"]
    assert count(manifest.parent) == (1, 1)


def test_a_run_that_archived_nothing_leaves_no_manifest(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert write_manifest(warehouse, tmp_path, since=datetime.now(UTC), software="testimonia") is None
    assert list(tmp_path.glob("*.manifest.json")) == []
