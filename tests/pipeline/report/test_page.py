"""The page shows every claim and link, and opens with no network."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.report import words
from pipeline.report.page import write_report
from pipeline.report.parts import MANY
from tests.pipeline.report.conftest import BODY, NOW, Ledger, capture, cites, claim, document, page, verdict, words_of


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
    assert rows == ["Not found1", "Live1", "No link1", "Behind a paywall1"]
    drift = [words_of(row) for row in tree.xpath("(//table[@class='plot'])[2]//tbody/tr")]
    assert drift == ["Not compared2", "Failing1", "Changed in substance1"]  # one failed check is no death
    assert {words_of(row) for row in tree.xpath("//table[@class='plot grid']//tbody/tr/th")} == {
        "port.example", "town.example", "paper.example",
    }  # fmt: skip


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


def test_every_outcome_of_the_warehouse_has_its_words(ledger: Ledger) -> None:
    listed = {word for (word,) in ledger.connection.execute("select outcome from outcome_groups").fetchall()}
    assert listed == set(words.OUTCOMES) - {"no_link"}


@pytest.mark.parametrize(
    ("story", "then", "now", "says"),
    [
        ("true_then_unread_now", "supported", None, "It was true then;"),
        ("true_then_unread_now", "partly_supported", None, "a part of it then; the page could not be read"),
        ("true_then", "partly_supported", "contradicted", "a part of it then: the page now bears out nothing"),
        ("says_so_still", "partly_supported", "partly_supported", "a part of it then, and does so still"),
        ("says_so_still", "partly_supported", "supported", "says more now"),
        ("says_so_now", "not_supported", "partly_supported", "says a part of it now"),
    ],
)
def test_what_bore_out_a_part_is_never_told_as_all(story: str, then: str, now: str | None, says: str) -> None:
    row = {"story": story, "verdict_as_cited": then, "verdict_before": None, "verdict_now": now}
    assert says in words.story(row)
