"""The package of a run: what viewers of WACZ look for is there, whole, and says so itself (WACZ 1.1.1)."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from pathlib import Path

import duckdb
import pytest

from pipeline.crawl import index
from pipeline.package import surt, write_package
from spiders.warc import records
from tests.spiders.conftest import Crawl, server, site  # noqa: F401  fixtures
from tests.spiders.conftest import crawl as crawl
from tests.spiders.site import PAGE, Site


def test_a_package_of_a_run(
    site: Site,  # noqa: F811
    crawl: Crawl,
    warehouse: duckdb.DuckDBPyConnection,
    tmp_path: Path,
) -> None:
    crawled = crawl([site("/page"), site("/same-as-page"), site("/drop")])
    index(warehouse, archive=crawled.folder, folder=tmp_path / "b")
    report = tmp_path / "report"
    report.mkdir()
    (report / "index.html").write_text("<h1>Report</h1>")
    to = tmp_path / "case.wacz"
    write_package(warehouse, to, archive=crawled.folder, report=report, software="test")
    with zipfile.ZipFile(to) as package:
        members = {info.filename: info for info in package.infolist()}
        read = {name: package.read(name) for name in members}
    warc = f"archive/{crawled.files[0].name}"
    assert members[warc].compress_type == zipfile.ZIP_STORED  # viewers read records at their offsets
    described = json.loads(read["datapackage.json"])
    assert {resource["path"] for resource in described["resources"]} == set(members) - {
        "datapackage.json",
        "datapackage-digest.json",
    }
    for resource in described["resources"]:
        body = read[resource["path"]]
        assert (resource["hash"], resource["bytes"]) == (f"sha256:{hashlib.sha256(body).hexdigest()}", len(body))
        assert re.fullmatch(r"[-a-z0-9._/]+", resource["name"])
    sealed = json.loads(read["datapackage-digest.json"])
    assert sealed["hash"] == f"sha256:{hashlib.sha256(read['datapackage.json']).hexdigest()}"
    lines = [line.split(" ", 2) for line in read["indexes/index.cdx"].decode().splitlines()]
    assert lines == sorted(lines)
    entries = [json.loads(line[2]) for line in lines]
    assert {entry["url"] for entry in entries} == {site("/page"), site("/same-as-page")}
    assert {entry["mime"] for entry in entries} == {"text/html", "warc/revisit"}
    head, *pages = map(json.loads, read["pages/pages.jsonl"].decode().splitlines())
    assert head["format"] == "json-pages-1.0"
    assert {page["url"] for page in pages} == {site("/page"), site("/same-as-page")}
    assert read["report/index.html"] == b"<h1>Report</h1>"
    assert PAGE in [record.block for record in records(to) if record.type == "response"]


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Example.com/A/b/?z=1&a=2#x", "com,example)/a/b?a=2&z=1"),
        ("http://127.0.0.1:8080/", "1,0,0,127:8080)/"),
        ("http://goo.gl/QW3bQa", "gl,goo)/qw3bqa"),
    ],
)
def test_the_key_of_an_address(url: str, key: str) -> None:
    assert surt(url) == key
