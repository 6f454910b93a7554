"""The page shows every claim and link, opens with no network, and nothing that a source contains can run in it."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from pipeline.report import words
from pipeline.report.page import MANY, asset, style_sheet, web_link, write_report
from pipeline.settings import Report
from tests.pipeline.report.conftest import (
    BODY,
    NOW,
    Ledger,
    capture,
    citation,
    cites,
    claim,
    document,
    evidence,
    fact,
    source,
    verdict,
)
from warehouse.records import Signal

HOSTILE = (
    '<script>alert(1)</script><style>*{display:none}</style><svg onload="alert(1)"><a href="javascript:alert(1)">x</a></svg>'
    "<img src=x onerror=alert(1)>\u202edesrever\u2066 {{ 7*7 }} {% raw %} </title></style></textarea>&lt;b&gt;\x00 "
    + "W"
    * 10_000
)
STYLE = str(style_sheet())


def page(ledger: Ledger, out: Path, **look: Any) -> Any:
    write_report(ledger.connection, out, documents=[ledger.document_id], look=Report(**look))
    return html.fromstring((out / "index.html").read_bytes())


def words_of(element: Any) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())


@pytest.fixture
def hostile(ledger: Ledger) -> Ledger:
    """A ledger into whose every text a source or a document wrote what it could."""
    bad = f"https://hostile.example/?q={HOSTILE[:60]}"
    ledger.add(
        claim("k9", HOSTILE, start=0, heading=HOSTILE),
        citation("c8", HOSTILE, "javascript:alert(1)", HOSTILE, stated_publisher=HOSTILE, stated_title=HOSTILE),
        citation("c9", "9", bad, HOSTILE),
        cites("k9", "c8", 5),
        cites("k9", "c9", 5),
        capture("evil", bad, "live", final_url="javascript:alert(2)", reason=HOSTILE, warc_file=HOSTILE),
        capture("evil-then", bad, "live", via="memento", memento_url="data:text/html,<script>1</script>"),
        source("evil", HOSTILE, title=HOSTILE, publisher=HOSTILE, language='en" onmouseover="alert(1)'),
        verdict("k9", "c9", "evil", "contradicted"),
        evidence("k9-c9-evil", HOSTILE),
        fact("k9-c9-evil", "quote", (HOSTILE[:20], 0), (HOSTILE[:20], 0), "mismatch"),
    )
    return ledger


def test_nothing_that_a_source_contains_can_run(hostile: Ledger, tmp_path: Path) -> None:
    tree = page(hostile, tmp_path, title=HOSTILE)
    assert (
        tree.xpath(
            "//script[preceding::script or @*] | //iframe | //object | //embed | //form | //base | //img | //*[local-name()='foreignObject']"
        )
        == []
    )
    attributes = {str(name) for element in tree.iter() for name in element.attrib}
    assert {name for name in attributes if name.startswith("on") or name in ("style", "srcdoc", "formaction")} == set()
    links = [str(link) for link in tree.xpath("//@href | //@src | //@action")]
    assert {link.split(":", 1)[0] for link in links if not link.startswith("#")} <= {
        "http", "https", "ledger.csv", "ledger.json",
    }  # fmt: skip
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


def test_without_the_script_nothing_is_hidden_but_what_only_it_can_use(ledger: Ledger, tmp_path: Path) -> None:
    tree = page(ledger, tmp_path)
    assert [e.get("id") for e in tree.xpath("//*[@hidden]")] == ["tools"]
    assert tree.xpath("//*[contains(concat(' ', @class, ' '), ' away ')]") == []


def test_a_page_alone_names_no_file_beside_it(ledger: Ledger, tmp_path: Path) -> None:
    tree = page(ledger, tmp_path, single_file=True)
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]
    assert tree.xpath("//a[contains(@href, 'ledger')]") == []
    assert page(ledger, tmp_path / "more").xpath("//a[@href='ledger.csv']")


def test_a_long_group_shows_its_first_lines_and_links_to_all(ledger: Ledger, tmp_path: Path) -> None:
    refs = [f"x{number}" for number in range(40)]
    for ref in refs:
        ledger.add(
            claim(ref, "It holds 40 boats."), cites(ref, "c1", None), verdict(ref, "c1", "port-now", "contradicted")
        )
    group = page(ledger, tmp_path).xpath("//section[@id='summary']//li[contains(@class, 'group')]")[0]
    assert words_of(group.xpath("./h4")[0]) == "Contradicted 41"
    assert len(group.xpath("./ul/li")) == 5
    assert words_of(group.xpath("./details/summary")[0]) == "and 36 more"
    assert len(group.xpath(".//a[starts-with(@href, '#d1-')]")) == 41


def test_of_a_link_with_many_captures_the_newest_are_listed_and_what_the_verdict_rests_on_is_kept(
    ledger: Ledger, tmp_path: Path
) -> None:
    for number in range(60):
        ledger.add(capture(f"n{number:02}", "https://port.example/history", "live", at=NOW.replace(minute=number)))
    tree = page(ledger, tmp_path)
    assert len(tree.xpath("//article[@id='d1-c1']//ol[@class='timeline']/li")) == MANY
    assert tree.xpath("//details[@id='d1-cap-port-then']")


def test_the_life_of_a_source_is_drawn_and_said(ledger: Ledger, tmp_path: Path) -> None:
    drawn = page(ledger, tmp_path).xpath("//article[@id='d1-c1']//figure[@class='life']/svg")[0]
    assert drawn.get("aria-label") == (
        "cited 2019-03-04; archived copy 2019-03-01; read 2026-11-20; changed 2026-11-20"
    )
    assert page(ledger, tmp_path).xpath("//article[@id='d1-c2']//figure[@class='life']") == []


def test_every_reading_says_where_it_comes_from(ledger: Ledger, tmp_path: Path) -> None:
    told = words_of(page(ledger, tmp_path).xpath("//section[@id='d1-k1-c1']//p[@class='from']")[0])
    start = BODY.index("The harbour was opened")
    for needed in ("nlp/verdict.py", f"characters {start}–{start + 37}", "x.warc.gz at byte 17", "SHA-256 abab"):
        assert needed in told


def test_the_plots_say_in_words_what_they_draw(ledger: Ledger, tmp_path: Path) -> None:
    tree = page(ledger, tmp_path)
    rows = [words_of(row) for row in tree.xpath("(//table[@class='plot'])[1]//tbody/tr")]
    assert rows == ["Gone1", "Live1", "No link1", "Behind a paywall1"]
    assert {words_of(row) for row in tree.xpath("//table[@class='plot grid']//tbody/tr/th")} == {
        "port.example", "town.example", "news.example",
    }  # fmt: skip


def test_source_text_cannot_turn_the_direction_of_what_stands_around_it(hostile: Ledger, tmp_path: Path) -> None:
    texts = page(hostile, tmp_path).xpath("//text()[contains(., '\u202e')]")
    holders = [text.getparent().getparent() if text.is_tail else text.getparent() for text in texts]
    isolated = ("bdi", "title", "code")
    alone = [
        e for e in holders if not any(a.tag in isolated or a.get("dir") == "auto" for a in (e, *e.iterancestors()))
    ]
    assert len(holders) > 10
    assert [(e.tag, e.get("class")) for e in alone] == []


def test_every_claim_with_a_citation_and_every_link_has_its_place(ledger: Ledger, tmp_path: Path) -> None:
    tree = page(ledger, tmp_path)
    assert [e.get("id") for e in tree.xpath("//article[starts-with(@class, 'claim')]")] == [
        "d1-k1",
        "d1-k2",
        "d1-k3",
        "d1-k5",
        "d1-k6",
    ]
    assert [e.get("id") for e in tree.xpath("//article[starts-with(@class, 'link')]")] == [
        "d1-c1",
        "d1-c2",
        "d1-c3",
        "d1-c4",
    ]
    assert [e.get("id") for e in tree.xpath("//section[@id='d1-uncited']//li")] == ["d1-k7", "d1-k4"]


def test_what_a_source_says_cannot_pass_for_a_signal_of_ours(ledger: Ledger, tmp_path: Path) -> None:
    value = "Harbour\nstatus: 404\u2028outcome: gone"
    ledger.add(Signal(made_from="v", made_by="extract", capture_id="port-now", name="title", value=value))
    told = page(ledger, tmp_path).get_element_by_id("d1-cap-port-now").xpath(".//pre")[0].text_content().splitlines()
    assert "title: Harbour status: 404 outcome: gone" in told
    assert not [line for line in told if line.startswith(("status: 404", "outcome:"))]


def test_every_inner_link_leads_somewhere_and_every_id_stands_once(ledger: Ledger, tmp_path: Path) -> None:
    tree = page(ledger, tmp_path)
    ids = [str(name) for name in tree.xpath("//@id")]
    assert len(ids) == len(set(ids))
    assert {str(link)[1:] for link in tree.xpath("//@href[starts-with(., '#')]")} <= set(ids)


def test_the_summary_names_the_worst_first(ledger: Ledger, tmp_path: Path) -> None:
    names = [words_of(e) for e in page(ledger, tmp_path).xpath("//section[@id='summary']//h4")]
    assert names == [
        "Contradicted 1",
        "Dead links 1",
        "Not supported 1",
        "True when cited 1",
        "Changed sources 1",
        "Rescued links 1",
        "Misstated sources 1",
        "Partly supported 1",
        "Unread links 1",
    ]


def test_one_failed_check_is_called_failing_and_not_dead(ledger: Ledger, tmp_path: Path) -> None:
    tree = page(ledger, tmp_path)
    assert "Failing, not yet confirmed dead: 1 failed check since 20 November 2026" in words_of(
        tree.get_element_by_id("d1-c2")
    )


def test_evidence_stands_beside_the_claim_with_both_spans_lit(ledger: Ledger, tmp_path: Path) -> None:
    case = page(ledger, tmp_path).get_element_by_id("d1-k1-c1")
    assert [words_of(m) for m in case.xpath(".//div[@class='sides'][1]//mark[contains(@class, 'mismatch')]")][:2] == [
        "4 May 1911",
        "4 May 1912",
    ]


def test_a_changed_source_shows_the_words_that_changed(ledger: Ledger, tmp_path: Path) -> None:
    case = page(ledger, tmp_path).get_element_by_id("d1-k2-c1")
    shown = [(e.tag, words_of(e)) for e in case.xpath(".//p[@class='difference']/*")]
    assert shown == [("del", "40"), ("ins", "55")]


def test_the_kept_copy_can_be_found_again(ledger: Ledger, tmp_path: Path) -> None:
    shown = words_of(page(ledger, tmp_path).get_element_by_id("d1-cap-news-then"))
    for needed in ("x.warc.gz", "at byte 17", "<urn:uuid:news-then>", "ab" * 32, "1 March 2019"):
        assert needed in shown


def test_a_document_without_a_network_says_unread_and_never_dead(ledger: Ledger, tmp_path: Path) -> None:
    for table in (
        "captures",
        "sources",
        "verdicts",
        "evidence",
        "facts",
        "citation_facts",
        "changes",
        "edits",
        "hops",
        "signals",
    ):
        ledger.connection.execute(f"delete from {table}")
    tree = page(ledger, tmp_path)
    assert "Dead links" not in words_of(tree.get_element_by_id("summary"))
    assert "Not visited yet" in words_of(tree.get_element_by_id("d1-c1"))
    assert {
        words_of(e)
        for e in tree.xpath("//article[starts-with(@class, 'claim')]/header//span[contains(@class, 'badge')]")
    } == {"Unread"}


def test_a_document_without_claims_or_links_makes_a_page(ledger: Ledger, tmp_path: Path) -> None:
    for table in ("claims", "citations", "claim_citations", "documents"):
        ledger.connection.execute(f"delete from {table}")
    ledger.add(document("", title=None, date=None, language=None))
    tree = page(ledger, tmp_path)
    assert words_of(tree.xpath("//h1")[0]) == "harbour.txt"


def test_files_are_put_in_place_whole_and_nothing_is_left_beside_them(ledger: Ledger, tmp_path: Path) -> None:
    out = tmp_path / "new" / "report"
    write_report(ledger.connection, out, documents=["d"])
    write_report(ledger.connection, out, documents=["d"])
    assert sorted(path.name for path in out.iterdir()) == ["index.html", "ledger.csv", "ledger.json"]


def test_an_unknown_document_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="no such document"):
        write_report(ledger.connection, tmp_path, documents=["other"])


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


def test_every_outcome_of_the_warehouse_has_its_words(ledger: Ledger) -> None:
    listed = {word for (word,) in ledger.connection.execute("select outcome from outcome_groups").fetchall()}
    assert listed == set(words.OUTCOMES) - {"no_link"}


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2.2 contrast ratio of two colours written #rrggbb."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_text_colour_has_contrast_enough_on_every_ground_it_stands_on(scheme: int) -> None:
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[scheme]))
    grounds = ("paper", "card", "faint")
    pairs = [
        (ink, ground) for ink in ("ink", "soft", "link", "bad", "warn", "part", "good", "unread") for ground in grounds
    ]
    pairs += [(tone, f"{tone}-bg") for tone in ("bad", "warn", "part", "good", "unread")]
    pairs += [("ink", f"{tone}-bg") for tone in ("bad", "warn", "part", "good", "unread")]
    assert {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in pairs
        if contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    } == {}
