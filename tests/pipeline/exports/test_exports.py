"""Findings in the forms of other tools: what needs a person is told, unread is never a failure, and hostile text stays text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree, html
from markdown_it import MarkdownIt

from pipeline.exports.findings import LEVELS, findings
from pipeline.exports.forms import FORMS, form_of, written
from pipeline.exports.linked import digest_name, selectors
from pipeline.exports.markdown import markdown, plain
from pipeline.report.gather import Dossier, gather
from tests.pipeline.report.conftest import BODY, Ledger, citation, cites, claim, ledger, verdict  # noqa: F401  a fixture

HERE = Path(__file__).parent
HOSTILE = "<script>alert(1)</script> [x](javascript:a) ![i](https://evil.test/p.png) @everyone www.evil.test `a` | b\x00\x0b\u202e # h"


def dossier(ledger: Ledger) -> Dossier:  # noqa: F811
    return gather(ledger.connection, ["d"])[0]


@pytest.fixture
def hostile(ledger: Ledger) -> Ledger:  # noqa: F811
    ledger.add(
        claim("k9", HOSTILE, start=0), citation("c9", "9", f"https://h.example/{HOSTILE}", HOSTILE), cites("k9", "c9", 5),
        verdict("k9", "c9", "port-now", "contradicted"),
    )  # fmt: skip
    return ledger


def test_every_claim_and_link_is_one_finding_and_what_was_not_read_is_never_more_than_a_note(ledger: Ledger) -> None:  # noqa: F811
    found = {finding.ref: finding for finding in findings(dossier(ledger))}
    assert {ref: f.rule for ref, f in found.items()} == {
        "k1": "contradicted", "k2": "outdated", "k3": "not_supported", "k4": "uncited", "k5": "supported",
        "k6": "partly_supported", "k7": "uncited", "c1": "changed_source", "c2": "failing_link", "c3": "unread_link",
    }  # fmt: skip
    assert {rule: LEVELS[rule] for rule in LEVELS if "unread" in rule} == {"unread": "note", "unread_link": "note"}
    assert "archived copy was read" in found["c3"].message


def test_sarif_is_sarif(hostile: Ledger) -> None:
    log = json.loads(written(hostile.connection, ".sarif"))
    jsonschema.validate(log, json.loads((HERE / "sarif.schema.json").read_text(encoding="utf-8")))
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    contradicted = next(r for r in run["results"] if r["message"]["text"].startswith("k1:"))
    assert contradicted["level"] == "error"
    region = contradicted["locations"][0]["physicalLocation"]["region"]
    assert BODY[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"]


def test_sarif_names_the_line_where_the_document_is_text_and_still_there(ledger: Ledger, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "harbour note.txt"
    file.write_text(BODY.replace("opened on", "opened\non"), encoding="utf-8")
    ledger.connection.execute("update documents set path = ?", [str(file)])
    results = json.loads(written(ledger.connection, ".sarif"))["runs"][0]["results"]
    place = next(r for r in results if r["message"]["text"].startswith("k1:"))["locations"][0]["physicalLocation"]
    assert place["region"]["startLine"] == 3
    assert place["artifactLocation"]["uri"].endswith("harbour%20note.txt")


def test_junit_is_junit(hostile: Ledger) -> None:
    tree = etree.fromstring(written(hostile.connection, ".junit.xml").encode())
    etree.XMLSchema(etree.parse(HERE / "junit.xsd")).assertValid(tree)
    suite = tree[0]
    assert int(suite.get("failures") or 0) == len(suite.findall("testcase/failure"))
    assert int(suite.get("tests") or 0) == len(suite.findall("testcase"))
    skipped = [str(case.get("name")) for case in suite.findall("testcase") if case.find("skipped") is not None]
    assert [name.split(":")[0] for name in skipped] == ["k9", "c3", "c9"]


def test_markdown_is_one_summary_in_which_a_source_can_write_no_markup(hostile: Ledger) -> None:
    text = written(hostile.connection, ".md")
    tree: Any = html.fromstring(MarkdownIt("gfm-like").render(text))
    assert [str(e.text_content()) for e in tree.xpath("//h3")][:2] == ["Contradicted (1)", "Dead links (1)"]
    assert tree.xpath("//script | //img | //code") == []
    assert all(str(link).startswith("https://") and "evil" not in str(link) for link in tree.xpath("//a/@href"))
    assert "@everyone" not in text
    assert "<script>alert(1)</script> [x](javascript:a)" in tree.text_content()


def test_markdown_says_of_each_link_what_its_group_is_about(ledger: Ledger) -> None:  # noqa: F811
    groups = dict(part.split("\n", 1) for part in markdown([dossier(ledger)]).split("### ")[1:])
    of = {name.partition(" (")[0]: " ".join(said.replace("\\", "").split()) for name, said in groups.items()}
    assert (
        "c1** <https://port.example/history>: substantive change since 2019-03-01, one number differs"
        in of["Changed sources"]
    )
    assert "date of the source: the citation says 2017-01-02, the source says 2018-01-02" in of["Misstated sources"]
    assert "one number differs" not in of["Misstated sources"]
    assert "Not found, failing since 2026-11-20" in of["Dead links"]


def test_markdown_fits_where_it_is_pasted(ledger: Ledger) -> None:  # noqa: F811
    long = markdown([dossier(ledger)] * 200)
    assert len(long) <= 60_000
    assert long.endswith("the report has the rest.\n")


@pytest.mark.parametrize("text", ["a\nb", "1. x", "- x", "# x", "x\u202ey", "a | b", "~~~"])
def test_any_text_stays_one_line_of_words(text: str) -> None:
    inner = MarkdownIt("gfm-like").render("- " + plain(text))
    assert inner.count("<li>") == 1
    assert not any(tag in inner for tag in ("<h1", "<ol", "<code", "<table", "<pre"))


def test_a_claim_that_was_not_read_gets_no_review(ledger: Ledger) -> None:  # noqa: F811
    ledger.connection.execute("delete from verdicts where claim_id = 'k3'")
    graph = json.loads(written(ledger.connection, ".claimreview.json"))["@graph"]
    ratings = {r["identifier"]: r["reviewRating"]["ratingValue"] for r in graph}
    assert ratings == {"k1": 1, "k2": 3, "k5": 5, "k6": 3}
    for review in graph:
        assert {"@type", "claimReviewed", "itemReviewed", "reviewRating", "author"} <= set(review)
        assert "no person has reviewed" in review["author"]["name"]
        assert 1 == review["reviewRating"]["worstRating"] <= review["reviewRating"]["ratingValue"] <= 5


def test_an_annotation_finds_its_claim_by_quote_and_by_position(ledger: Ledger) -> None:  # noqa: F811
    page = json.loads(written(ledger.connection, ".annotations.json"))
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    assert len({item["id"] for item in page["items"]}) == len(page["items"])
    for item in page["items"]:
        quote, position = item["target"]["selector"]
        assert BODY[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in BODY
    news = next(item for item in page["items"] if item["id"].endswith("k5:c3"))
    passage = news["body"][1]
    assert passage["selector"][0]["exact"] == "Ana Ruiz drew the new wall."
    assert passage["state"]["cached"].startswith("https://archive.example/")


def test_an_annotation_of_a_text_file_counts_in_the_file(ledger: Ledger, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "harbour.txt"
    file.write_text("A line that only the file has.\n\n" + BODY.replace(" ", "\n"), encoding="utf-8")
    ledger.connection.execute("update documents set path = ?", [str(file)])
    own = file.read_text(encoding="utf-8")
    items = json.loads(written(ledger.connection, ".annotations.json"))["items"]
    for quote, position in (item["target"]["selector"] for item in items):
        assert own[position["start"] : position["end"]] == quote["exact"]
        assert " ".join(quote["exact"].split()) in BODY


def test_a_span_at_an_edge_has_what_stands_around_it() -> None:
    quote, position = selectors("ab cd", 0, 2)
    assert quote == {"type": "TextQuoteSelector", "exact": "ab", "prefix": "", "suffix": " cd"}
    assert position == {"type": "TextPositionSelector", "start": 0, "end": 2}


def test_the_name_of_a_document_is_its_digest() -> None:
    # RFC 6920, 8.1: the digest of "Hello World!" as a name
    digest = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069"
    assert digest_name(digest) == "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.sarif", ".sarif"),
        ("a.JUnit.XML", ".junit.xml"),
        ("x.json", None),
        ("x.claimreview.json", ".claimreview.json"),
        ("a.xml", None),
    ],
)
def test_the_longest_ending_says_the_form(name: str, form: str | None) -> None:
    assert form_of(Path(name)) == form


def test_every_form_is_documented() -> None:
    page = (Path(__file__).parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [ending for ending in FORMS if f"`{ending}`" not in page] == []
