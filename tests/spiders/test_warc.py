"""The archive: other tools accept it, a kill loses nothing, a flipped bit is found."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from spiders.archive import Archive
from spiders.bodies import TooLarge
from spiders.exchange import Exchange
from spiders.warc import BadArchive, read_response, records, salvage, verify, visits_of
from tests.spiders.conftest import Crawl, gathered, prepared
from tests.spiders.site import PAGE, Site
from tests.spiders.test_replay import OLD, said


def test_warcio_accepts_what_we_write(site: Site, crawl: Crawl) -> None:
    crawled = crawl(
        [
            site(p)
            for p in ("/page", "/gzip", "/chunked", "/404", "/drop", "/moved", "/same-as-page", "/gzip-bomb", "/empty")
        ]
    )
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", *map(str, crawled.files)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    assert "digest pass" in checked.stdout
    kinds = [record.type for file in crawled.files for record in records(file)]
    assert kinds.count("metadata") == 9 + 1  # nine visits, and the one that got no answer
    assert set(kinds) == {"warcinfo", "request", "response", "revisit", "metadata"}
    assert not any(verify(file) for file in crawled.files)


def test_every_record_is_a_gzip_member_of_its_own(site: Site, crawl: Crawl) -> None:
    crawled = crawl([site("/page"), site("/404")])
    data = crawled.files[0].read_bytes()
    for record in records(crawled.files[0]):
        with gzip.open(BytesIO(data[record.offset :])) as member:
            assert member.read(8) == b"WARC/1.1"


def test_one_flipped_bit_is_found(site: Site, crawl: Crawl, tmp_path: Path) -> None:
    crawled = crawl([site("/page")])
    plain = tmp_path / "plain.warc"
    data = bytearray(gzip.decompress(crawled.files[0].read_bytes()))
    data[data.index(b"harbour at nine")] ^= 1
    plain.write_bytes(data)
    faults = verify(plain)
    assert len(faults) == 1 and site("/page") in faults[0]
    offset = next(record.offset for record in records(plain) if record.type == "response")
    with pytest.raises(BadArchive, match="altered or damaged"):
        read_response(plain, offset)


def test_a_file_is_torn_at_any_place(tmp_path: Path) -> None:
    folder = tmp_path / "whole"
    archive = Archive(folder, software="test", web="live", roll_over_bytes=10**9)
    for number in range(4):
        archive.keep(said(f"http://a.example/{number}", OLD, os.urandom(500) + b"%d" % number))
    archive.close()
    data = (folder / archive.names[0]).read_bytes()
    offsets = [record.offset for record in records(folder / archive.names[0])] + [len(data)]
    for cut in sorted(
        {
            *range(offsets[1], len(data), 97),
            *offsets[1:],
            *(o - 1 for o in offsets[1:]),
            *(o + 1 for o in offsets[1:-1]),
        }
    ):
        torn = tmp_path / f"cut{cut}"
        torn.mkdir()
        (torn / "testimonia-20260101T000000-999999999-0.warc.gz.open").write_bytes(data[:cut])
        names = salvage(torn)
        whole = [o for o in offsets[1:] if o <= cut]
        if len(whole) < 2:  # nothing but the record that names the file
            assert names == [] and not list(torn.iterdir())
        else:
            assert (torn / names[0]).read_bytes() == data[: whole[-1]]
            assert salvage(torn) == []


def test_a_file_whose_process_lives_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / f"testimonia-20260101T000000-{os.getpid()}-0.warc.gz.open"
    mine.write_bytes(b"")
    assert salvage(tmp_path) == []
    assert mine.exists()


def test_kill_9_loses_no_visit_that_was_told(site: Site, tmp_path: Path) -> None:
    urls = [site(f"/many/{n}") for n in range(60)]
    owed, found, kills = set(urls), set(), 0
    while owed:
        command = prepared(tmp_path, sorted(owed), fetch={"delay_s": 0.01})
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        told = []
        for line in process.stdout:
            told.append(line)
            if len(told) == 20 and kills < 2:
                process.kill()
                kills += 1
                break
        process.wait()
        process.stdout.close()
        salvage(tmp_path / "archive")
        after = gathered(tmp_path, "", 0)
        assert not any(verify(file) for file in after.files)
        assert {line.split('"url": "')[1].split('"')[0] for line in told if '"url"' in line} <= set(after.visits)
        found = set(after.visits)
        owed = set(urls) - found
    assert kills == 2
    ids = [visit.visit_id for file in after.files for visit, _ in visits_of(file)]
    assert len(ids) == len(set(ids)) >= len(urls)


def test_a_crawl_ends_with_its_parent(site: Site, tmp_path: Path) -> None:
    command = prepared(tmp_path, [site("/slow")], fetch={"timeout_s": 25.0})
    parent = subprocess.Popen(
        [sys.executable, "-c", f"import subprocess, time; p = subprocess.Popen({command!r}); print(p.pid, flush=True); time.sleep(60)"],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    while not site.asked["/slow"]:
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(50):
        if not _runs(child):
            return
        time.sleep(0.1)
    os.kill(child, 9)
    pytest.fail("the crawl outlived its parent")


def _runs(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def test_files_roll_over(tmp_path: Path, crawl: Crawl, site: Site) -> None:
    crawled = crawl([site(f"/many/{n}") for n in range(6)], archive={"roll_over_mb": 0.003})
    assert len(crawled.files) > 1
    assert len(crawled.visits) == 6
    assert crawled.told[-1]["warcs"] == [file.name for file in crawled.files]
    for visit in crawled.visits.values():
        assert visit.warc_file is not None and visit.warc_offset is not None
        assert read_response(crawled.folder / visit.warc_file, visit.warc_offset).body.startswith(PAGE)


def test_chunks_that_an_archive_kept_are_undone(tmp_path: Path) -> None:
    path = tmp_path / "other.warc.gz"
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        block = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n4\r\nwhar\r\n1\r\nf\r\n0\r\n\r\n"
        writer.write_record(
            writer.create_warc_record("http://a.example/", "response", payload=BytesIO(block), length=len(block))
        )
    assert read_response(path, 0).body == b"wharf"


def test_a_stored_bomb_is_not_unpacked(tmp_path: Path) -> None:
    archive = Archive(tmp_path, software="test", web="live", roll_over_bytes=10**9)
    kept = archive.keep(said("http://a.example/", OLD, gzip.compress(b"\0" * 10_000_000), Content_Encoding="gzip"))
    archive.close()
    with pytest.raises(TooLarge):
        read_response(tmp_path / kept.file, kept.offset, cap=1_000_000)


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 not a zip", b"\x1f\x8b\x08\x00 torn", b"WARC/1.0 nothing more", b"<html>"]
)
def test_what_is_no_archive_is_refused_with_a_cure(data: bytes, tmp_path: Path) -> None:
    for name in ("x.warc.gz", "x.wacz"):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(BadArchive, match=r"(?s)x\.wa.*hint:"):
            list(records(path))
    with pytest.raises(BadArchive, match=r"(?s)nowhere.*hint:"):
        list(records(tmp_path / "nowhere.warc"))


def test_what_hides_the_records_is_named(tmp_path: Path) -> None:
    import bz2
    import gzip

    whole = b"".join(b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n" for _ in range(2))
    for packed, word in ((bz2.compress(whole), "bzip2"), (gzip.compress(whole), "one gzip member")):
        (tmp_path / "x.warc.gz").write_bytes(packed)
        with pytest.raises(BadArchive, match=word):
            list(records(tmp_path / "x.warc.gz"))


def test_a_certificate_is_kept_whole_once(tmp_path: Path) -> None:
    import hashlib

    archive = Archive(tmp_path, software="test", web="live", roll_over_bytes=10**9)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(2):
        archive.keep(
            Exchange(
                url=f"https://a.example/{number}", asked_at=now, fetched_at=now, status=200, status_line="HTTP/1.1 200 OK",
                body=b"%d" % number, certificate=b"\x30\x82 a certificate in DER",
            )
        )  # fmt: skip
    archive.close()
    found = list(records(tmp_path / archive.names[0]))
    kept = [record.block for record in found if record.content_type == "application/pkix-cert"]
    assert kept == [b"\x30\x82 a certificate in DER"]
    named = [dict(record.fields)["X-Certificate-SHA256"] for record in found if record.type == "response"]
    assert named == [hashlib.sha256(kept[0]).hexdigest()] * 2 and verify(tmp_path / archive.names[0]) == []


def test_times_are_kept_to_the_microsecond(tmp_path: Path) -> None:
    date = datetime(2020, 2, 29, 23, 59, 59, 123456, tzinfo=UTC)
    archive = Archive(tmp_path, software="test", web="live", roll_over_bytes=10**9)
    kept = archive.keep(said("http://a.example/", date, b"x"))
    archive.close()
    assert read_response(tmp_path / kept.file, kept.offset).date == date
    with (tmp_path / kept.file).open("rb") as stream:
        assert [r.rec_headers.get_header("WARC-Date") for r in ArchiveIterator(stream)][
            1
        ] == "2020-02-29T23:59:59.123456Z"
