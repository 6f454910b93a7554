"""A report too long for one page: every claim, link and copy stands on one of its pages whole, and every link within it leads there."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from lxml import html

from pipeline.report.gather import Dossier, gather
from pipeline.report.page import put, render, templates
from pipeline.report.parts import FIND, FRONT, Part, plan
from pipeline.report.standing import standing
from tests.pipeline.report.conftest import (
    Ledger,
    capture,
    citation,
    cites,
    claim,
    document,
    evidence,
    verdict,
    words_of,
)

SENTENCES = [f"The town of Wells number {number} had {number + 40} boats." for number in range(60)]
TEXT = "\n\n".join(" ".join(some) for some in (SENTENCES[n : n + 3] for n in range(0, 60, 3)))
SLUGS = ("supported", "contradicted", "not_supported")


@pytest.fixture(scope="module")
def towns(
    empty_warehouse: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Dossier]]:
    """A document of sixty claims with a source each; read once, since the views are what takes time here."""
    file = shutil.copy(empty_warehouse, tmp_path_factory.mktemp("towns") / "towns.duckdb")
    with duckdb.connect(str(file)) as connection:
        made = Ledger(connection, "d")
        made.add(document(TEXT, title="Towns"))
        for number, sentence in enumerate(SENTENCES):
            k, c, url = f"k{number}", f"c{number}", f"https://town{number}.example/"
            made.add(
                claim(k, sentence, start=TEXT.index(sentence)), citation(c, str(number), url), capture(f"cap{number}", url, "live"),
                cites(k, c, TEXT.index(sentence) + len(sentence)), verdict(k, c, f"cap{number}", SLUGS[number % 3]),
                evidence(f"{k}-{c}-cap{number}", f"Boats are counted in spring {number}."),
            )  # fmt: skip
        yield connection, gather(connection, ["d"])[0]


Towns = tuple[duckdb.DuckDBPyConnection, Dossier]


def shown(towns: Towns, most: int = 20, **other: Any) -> dict[str, Any]:
    """The pages of one document, or of several that have its claims."""
    connection, dossier = towns
    dossiers = [
        replace(dossier, document={**dossier.document, "title": title}) for title in other.get("titles", ["Towns"])
    ]
    pages = render(connection, dossiers, environment=templates("en"), beside=["ledger.csv", "ledger.json"], most=most)
    return {name: html.fromstring(text) for name, text in pages.items()}


def parts_of(dossier: Dossier, most: int) -> list[Part]:
    return [part for page in plan([dossier], most).stretches for part in page.parts]


def test_a_report_that_fits_is_one_page_as_ever(towns: Towns) -> None:
    assert list(shown(towns, most=60)) == [FRONT]


@pytest.mark.parametrize("most", [1, 7, 20, 59])
def test_the_parts_hold_all_of_the_document_once_in_order_and_none_more_than_it_may(towns: Towns, most: int) -> None:
    parts, whole = parts_of(towns[1], most), parts_of(towns[1], 60)[0]
    for name in ("blocks", "claims", "links", "captures"):
        assert list(itertools.chain.from_iterable(getattr(part, name) for part in parts)) == getattr(whole, name)
    assert max(len(part.links) for part in parts) <= max(most, 3)  # a paragraph is not cut
    assert [part.last for part in parts] == [False] * (len(parts) - 1) + [True]


def test_every_claim_and_link_has_one_place_and_every_link_of_the_report_leads_there(towns: Towns) -> None:
    pages = shown(towns)
    assert list(pages) == ["index.html", "find.html", *(f"page-{n}.html" for n in (1, 2, 3, 4))]
    ids = {name: [str(one) for one in tree.xpath("//@id")] for name, tree in pages.items()}
    assert all(len(found) == len(set(found)) for found in ids.values())
    every = [one for found in ids.values() for one in found]
    assert {every.count(f"d1-{kind}{n}") for kind in ("k", "c", "cap-cap") for n in range(60)} == {1}
    for name, tree in pages.items():
        for link in map(str, tree.xpath("//a/@href[not(starts-with(., 'http'))]")):
            file, _, anchor = link.partition("#")
            assert file in {"", *pages, "ledger.csv", "ledger.json"}, (name, link)
            assert not anchor or anchor.startswith("claims=") or anchor in ids[file or name], (name, link)


def test_each_page_shows_the_evidence_of_its_claims(towns: Towns) -> None:
    told = [words_of(tree) for name, tree in shown(towns).items() if name.startswith("page-")]
    assert [sum(f"in spring {number}." in page for page in told) for number in range(60)] == [1] * 60


def test_the_register_has_every_claim_and_link_and_what_a_search_for_it_looks_at(towns: Towns) -> None:
    found = shown(towns)[FIND].xpath("//a[@data-claim or @data-link]")
    assert [row.get("data-claim") for row in found if row.get("data-claim")] == [SLUGS[n % 3] for n in range(60)]
    assert len(found) == 120
    first = next(row for row in found if "number 1 had" in words_of(row))
    assert "Boats are counted in spring 1." in words_of(first)
    assert first.get("href") == "page-1.html#d1-k1"


def test_the_front_has_the_summary_and_names_every_page(towns: Towns) -> None:
    front = shown(towns)[FRONT]
    assert words_of(front.xpath("//section[@id='summary']//h4")[0]) == "Contradicted 20"
    assert [str(a.get("href")) for a in front.xpath("//section[@class='contents']//ol/li/a")] == [
        "page-1.html", "page-2.html", "page-3.html", "page-4.html",
    ]  # fmt: skip
    assert front.xpath("//a[@href='find.html#claims=contradicted']")


def test_of_several_documents_each_has_pages_of_its_own_and_its_summary_on_the_first(towns: Towns) -> None:
    pages = shown(towns, most=30, titles=["One", "Other"])
    stretches = [tree for name, tree in pages.items() if name.startswith("page-")]
    assert [words_of(tree.xpath("//h2")[0]) for tree in stretches] == ["One", "One", "Other", "Other"]
    assert [len(tree.xpath("//section[@class='summary']")) for tree in stretches] == [1, 0, 1, 0]
    assert [words_of(h) for h in pages[FRONT].xpath("//article//h2")] == ["One", "Other"]


def test_links_that_stand_nowhere_in_the_text_are_shown_all_the_same(towns: Towns) -> None:
    dossier = towns[1]
    lost = [
        replace(dossier.links[0], row={**dossier.links[0].row, "citation_id": f"lost{n}", "ref": f"c{100 + n}", "start": None})
        for n in range(45)
    ]  # fmt: skip
    parts = parts_of(replace(dossier, links=[*dossier.links, *lost]), 20)
    assert sum(len(part.links) for part in parts) == 105
    assert max(len(part.links) for part in parts) <= 20


def test_pages_of_a_longer_report_are_taken_away_and_a_file_of_somebody_else_is_not(
    towns: Towns, tmp_path: Path
) -> None:
    pages = render(towns[0], [towns[1]], environment=templates("en"), most=7)
    put(tmp_path, pages)
    other = tmp_path / "page-of-mine.html"
    other.write_text("<p>mine</p>")
    assert {path.name for path in tmp_path.glob("*.html")} > {FIND, "page-01.html"}
    put(tmp_path, {FRONT: pages[FRONT]})
    assert {path.name for path in tmp_path.glob("*.html")} == {FRONT, other.name}


def test_one_more_document_writes_its_own_pages_and_leaves_the_others_as_they_stand(
    towns: Towns, tmp_path: Path
) -> None:
    connection, one = towns
    dossiers = [replace(one, document={**one.document, "title": title}) for title in ("One", "Two", "Three")]

    def write(folder: Path, dossiers: list[Dossier]) -> dict[str, int]:
        put(
            folder,
            render(connection, dossiers, environment=templates("en"), title="All", most=30, before=standing(folder)),
        )
        return {path.name: path.stat().st_ino for path in folder.glob("page-*.html")}

    def texts(folder: Path) -> dict[str, str]:
        return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}

    first = write(tmp_path / "grown", dossiers[:2])
    second = write(tmp_path / "grown", dossiers)
    write(tmp_path / "fresh", dossiers)
    assert {name for name in first if second[name] == first[name]} == {"page-1.html", "page-2.html", "page-3.html"}
    assert texts(tmp_path / "grown") == texts(tmp_path / "fresh")
    changed = [
        dossiers[0],
        replace(dossiers[1], disagreements=[{"text": "a", "other_text": "b", "note": "c"}]),
        dossiers[2],
    ]
    third = write(tmp_path / "grown", changed)
    assert {name for name in second if third[name] != second[name]} == {"page-3.html", "page-4.html"}
    shorter = write(tmp_path / "grown", dossiers[:1])
    write(tmp_path / "alone", dossiers[:1])
    assert len(shorter) == 2
    assert texts(tmp_path / "grown") == texts(tmp_path / "alone")
