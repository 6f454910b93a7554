"""All documents together: shown only where there are several, with the numbers of the views, and a curve that says what it shows."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from lxml import html

from pipeline.report.page import write_report
from pipeline.settings import Report
from tests.pipeline.report.conftest import NOW, TOWN, Ledger, capture, citation, document


def test_the_shares_are_those_of_the_warehouse(ledger: Ledger, tmp_path: Path) -> None:
    write_report(ledger.connection, tmp_path, documents=["d"])
    assert b'id="collection"' not in (tmp_path / "index.html").read_bytes()  # one letter is no collection
    ledger.add(
        document("A second letter.", document_id="d2", made_from="d2", sha256="d2", text_id="t2", path="letters/two.txt"),
        citation("c9", "1", "https://third.example/", source_kind="report", document_id="d2", made_from="d2"),
        *(capture(f"town-{days}", TOWN, "gone", at=NOW + timedelta(days=days), status=404) for days in (2, 4)),
    )  # fmt: skip
    write_report(ledger.connection, tmp_path, documents=["d", "d2"], look=Report(language="es"))
    tree = html.fromstring((tmp_path / "index.html").read_bytes())
    (section,) = tree.xpath("//section[@id='collection']")
    lines = {
        " ".join(row.xpath("string(th)").split()): [" ".join(cell.text_content().split()) for cell in row.xpath("td")]
        for row in section.xpath(".//tbody/tr")
    }
    # links, live, unread, failing, dead, changed, rescued, dead or changed
    assert lines["todos los enlaces"] == ["4", "1", "2", "0", "1", "1", "1", "50 %"]
    assert lines["town.example"] == ["1", "0", "0", "0", "1", "0", "0", "100 %"]
    assert lines["informe"][0] == "1"
    (curve,) = section.xpath(".//svg[@role='img']")
    assert curve.get("aria-label") == "De 3 enlaces citados se espera que 67 % vivan más de 7.7 años."
