"""`make office`: what we write for an office, opened by LibreOffice. Prints a table; ends with 1 where something is lost.

The example's letter, made a Word file by LibreOffice itself, is run, mended and opened again; the workbook of the run is opened and saved again.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from lxml import html as pages

from benchmarks.peers import Row, show
from benchmarks.speed import EXAMPLE

OFFICE = shutil.which("soffice")
_PLACES = ["--warehouse", "w.duckdb", "--archive", "archive", "--out", "report"]
_LINK = re.compile(r"&lt;(https?://[^&\s]+)&gt;")


def main() -> int:
    """Print what LibreOffice found in each file; 0 where all is as it should be, 2 where there is no LibreOffice."""
    if OFFICE is None:
        print("no LibreOffice here\n\nhint: sudo apt-get install libreoffice-writer libreoffice-calc", file=sys.stderr)
        return 2
    version = subprocess.run([OFFICE, "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603  the system's
    with tempfile.TemporaryDirectory(prefix="testimonia-") as name:
        rows = list(_opened(Path(name)))
    print(f"{datetime.now(UTC):%Y-%m-%d}: {' '.join(version.split()[:2])}\n")
    return show(rows)


def _opened(folder: Path) -> Iterator[Row]:
    letter = html.escape((EXAMPLE / "letter.txt").read_text(encoding="utf-8"), quote=False)
    linked = _LINK.sub(r'<a href="\1">\1</a>', letter)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in linked.split("\n\n"))
    (folder / "letter.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    _convert(folder, "letter.html", "docx:MS Word 2007 XML")
    replay = [part for name in ("then", "now") for part in ("--replay", str(EXAMPLE / f"{name}.warc.gz"))]
    _testimonia(folder, "run", "letter.docx", *replay, *_PLACES)
    told = _testimonia(folder, "mend", "letter.docx", "--failing", "--json", "--out", "mended.docx", *_PLACES[:2])
    due = [row for row in json.loads(told)["replacements"] if row["replacement"]]
    _convert(folder, "mended.docx", "html:HTML (StarWriter)")
    links = [str(link) for link in pages.parse(folder / "mended.html").xpath("//a/@href")]
    there = sum(row["replacement"] in links and row["url"] not in links for row in due)
    yield "links mended in a Word file", "LibreOffice Writer", f"{there} of {len(due)}", there == len(due) > 0

    _testimonia(folder, "export", "--to", "case.xlsx", *_PLACES)
    _convert(folder, "case.xlsx", "html:HTML (StarCalc)")
    book = pages.parse(folder / "case.html")
    with zipfile.ZipFile(folder / "case.xlsx") as packed:
        sheets = sum(name.startswith("xl/worksheets/sheet") for name in packed.namelist())
    seen = len(book.xpath("//table"))
    yield "sheets of the workbook", "LibreOffice Calc", f"{seen} of {sheets}", seen == sheets > 0
    shown, live = " ".join(book.xpath("string(//body)").split()), set(map(str, book.xpath("//a/@href")))
    rows = json.loads(
        _testimonia(
            folder, "query", "select json_group_array(claim) as claims from claim_ledger", "--json", *_PLACES[:2]
        )
    )
    claims = [" ".join(claim.split()) for claim in json.loads(rows["claims"])]
    whole = sum(claim in shown for claim in claims)
    yield "claims of its ledger", "LibreOffice Calc", f"{whole} of {len(claims)}", whole == len(claims) > 0
    links = json.loads(
        _testimonia(
            folder,
            "query",
            "select json_group_array(url) as urls from citation_status where url is not null",
            "--json",
            *_PLACES[:2],
        )
    )
    urls = json.loads(links["urls"])
    there = sum(url in live or f"{url}/" in live for url in urls)
    yield "its live links", "LibreOffice Calc", f"{there} of {len(urls)}", there == len(urls) > 0


def _testimonia(folder: Path, *arguments: str) -> str:
    program = Path(sys.executable).with_name("testimonia")
    ran = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603  our own
    if ran.returncode:
        raise SystemExit(f"testimonia {' '.join(arguments)}: status {ran.returncode}\n{ran.stderr}")
    return ran.stdout


def _convert(folder: Path, name: str, to: str, into: str = ".") -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    asked = [str(OFFICE), profile, "--headless", "--convert-to", to, "--outdir", str(folder / into), str(folder / name)]
    subprocess.run(asked, check=True, capture_output=True, timeout=300)  # noqa: S603  the system's


if __name__ == "__main__":
    sys.exit(main())
