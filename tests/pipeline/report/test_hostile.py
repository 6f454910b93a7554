"""Nothing that a source or a document contains can run in the page, or change what stands around it."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from pipeline.report.page import asset, style_sheet, web_link
from tests.pipeline.report.conftest import HOSTILE, Ledger, page
from warehouse.records import Signal

STYLE = str(style_sheet())


@pytest.mark.parametrize("most", [500, 2])  # one page; pages, and a register
def test_nothing_that_a_source_contains_can_run(hostile: Ledger, tmp_path: Path, most: int) -> None:
    page(hostile, tmp_path, title=HOSTILE, page_claims=most)
    pages = list(tmp_path.glob("*.html"))
    assert (len(pages) > 1) is (most == 2)
    for file in pages:
        tree: Any = html.fromstring(file.read_bytes())
        forbidden = "//script[preceding::script or @*] | //iframe | //object | //embed | //form | //base | //img"
        assert tree.xpath(f"{forbidden} | //*[local-name()='foreignObject']") == []
        attributes = {str(name) for element in tree.iter() for name in element.attrib}
        assert {
            name for name in attributes if name.startswith("on") or name in ("style", "srcdoc", "formaction")
        } == set()
        links = [str(link) for link in tree.xpath("//@href | //@src | //@action")]
        ours = {path.name for path in tmp_path.iterdir()}
        assert {
            link for link in links if not link.startswith("http") and link.partition("#")[0] not in {"", *ours}
        } == set()
        assert {link.split(":", 1)[0] for link in links if ":" in link.partition("#")[0]} <= {"http", "https"}
        assert len(tree.xpath("//style")) == 1
        assert [str(script.text) for script in tree.xpath("//script")] == [str(asset("report.js"))]


def test_every_outward_link_sends_no_referrer_and_opens_no_door(hostile: Ledger, tmp_path: Path) -> None:
    outward = page(hostile, tmp_path).xpath("//a[starts-with(@href, 'http')]")
    assert outward
    assert {str(link.get("rel")) for link in outward} == {"noreferrer noopener nofollow"}


def test_the_policy_allows_the_one_style_and_the_one_script_and_nothing_else(ledger: Ledger, tmp_path: Path) -> None:
    tree = page(ledger, tmp_path)
    policy = str(tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0])
    style, script = (
        base64.b64encode(hashlib.sha256(str(tree.xpath(f"//{tag}/text()")[0]).encode()).digest()).decode()
        for tag in ("style", "script")
    )
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'"
    )
    assert "<" not in STYLE
    assert "url(" not in STYLE
    assert "@import" not in STYLE


def test_the_script_can_write_no_markup_and_ask_no_network() -> None:
    script = str(asset("report.js"))
    for way in (
        "innerHTML",
        "outerHTML",
        "insertAdjacent",
        "document.write",
        "eval(",
        "Function(",
        "fetch(",
        "XMLHttp",
        "</",
    ):
        assert way not in script


@pytest.mark.parametrize("most", [500, 2])
def test_source_text_cannot_turn_the_direction_of_what_stands_around_it(
    hostile: Ledger, tmp_path: Path, most: int
) -> None:
    page(hostile, tmp_path, page_claims=most)
    trees: list[Any] = [html.fromstring(file.read_bytes()) for file in tmp_path.glob("*.html")]
    texts = [text for tree in trees for text in tree.xpath("//text()[contains(., '\u202e')]")]
    holders = [text.getparent().getparent() if text.is_tail else text.getparent() for text in texts]
    isolated = ("bdi", "title", "code")
    alone = [
        e for e in holders if not any(a.tag in isolated or a.get("dir") == "auto" for a in (e, *e.iterancestors()))
    ]
    assert len(holders) > 10
    assert [(e.tag, e.get("class")) for e in alone] == []


def test_what_a_source_says_cannot_pass_for_a_signal_of_ours(ledger: Ledger, tmp_path: Path) -> None:
    value = "Harbour\nstatus: 404\u2028outcome: gone"
    ledger.add(Signal(made_from="v", made_by="extract", capture_id="port-now", name="title", value=value))
    told = page(ledger, tmp_path).get_element_by_id("d1-cap-port-now").xpath(".//pre")[0].text_content().splitlines()
    assert "title: Harbour status: 404 outcome: gone" in told
    assert not [line for line in told if line.startswith(("status: 404", "outcome:"))]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://a.example/\u202egnp",
        "http://a\nb",
        "ftp://a.example",
        "//a.example",
        "http://",
        "http://[",
        None,
    ],
)
def test_what_is_no_plain_web_address_is_no_link(url: str | None) -> None:
    assert web_link(url) is None
