"""A letter that cites an index, and a page with its PDF: what belongs to the page cited is visited once more, and read with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.pipeline.readers.made import pdf
from tests.spiders.site import ROUTES, Server, answer, html
from tests.whole.conftest import Place
from warehouse import store

FILLER = "The inspectors of the harbour office walked along the quays and wrote down what they saw there. " * 8
WALL = answer("403 Forbidden", b"<title>Access denied</title><h1>Access denied</h1>")


def report(title: str, says: str) -> bytes:
    return html(
        f"<title>{title}</title><h1>{title}</h1><p>{FILLER}</p><p>{says}</p><p><a href='/one/more/level'>A page that this report links to</a></p>"
    )


def index(*entries: str, more: str = "") -> bytes:
    items = "".join(
        f"<li><a href='{path}'>{title}</a><p>A report of the office, in a few words.</p></li>"
        for path, title in (entry.split(" ", 1) for entry in entries)
    )
    return html(
        f"<title>Reports of the harbour office</title><h1>Reports of the harbour office</h1><main><ul>{items}</ul></main>{more}"
    )


def paper(*lines: str) -> bytes:
    """A PDF of one page."""
    page = [(72.0, 700.0 - 20 * row, 11.0, line) for row, line in enumerate(lines)]
    return answer(body=pdf([page]), headers=("Content-Type: application/pdf",))


PAGES = {
    "/reports/boats": report("Boats in the harbour", "The inspectors counted 41 boats in the harbour on 3 May 2017."),
    "/reports/bridge": report("The bridge and its repairs", "The bridge was closed for 12 days in June 2017."),
    "/reports/ferries": report("Ferries of the harbour", "The ferry Aurora made 9 journeys on 4 April 2017."),
    "/reports/wall": WALL,
    "/reports": index(
        "/reports/boats Boats in the harbour",
        "/reports/bridge The bridge and its repairs",
        "/reports/ferries Ferries of the harbour",
    ),
    "/all": index(
        "/reports/boats Boats in the harbour",
        "/reports/bridge The bridge and its repairs",
        "/reports/wall What the wall hides",
    ),
    "/study": html(
        f"<title>A study of the tides</title><h1>A study of the tides</h1><p>{FILLER}</p><p><a href='/study.pdf'>Download the full report</a></p>"
    ),
    "/study.pdf": paper("A study of the tides", FILLER[:80], "The tide rose to 7 metres at the pier on 9 March 2017."),
    "/list": index(
        "/list/nets Nets and their makers",
        "/list/ropes Ropes of the quay",
        "/list/sails Sails that were mended",
        more="<nav><a href='/list/page/2' rel='next'>2</a></nav>",
    ),
    "/list/page/2": index(
        "/list/tar Tar for the boats",
        "/list/oars Oars of the harbour",
        "/list/keels Keels of the boats",
        more="<nav><a href='/list/page/3' rel='next'>3</a></nav>",
    ),
    "/list/page/3": index("/list/a A last report one", "/list/b A last report two", "/list/c A last report three"),
    **{f"/list/{name}": report(f"On {name}", "Nobody was counted.") for name in ("ropes", "sails", "oars", "keels")},
    "/list/tar": report("Tar for the boats", "The office bought 83 barrels of tar on 2 May 2016."),
    "/list/nets": report("Nets and their makers", "<a href='/list/nets.pdf'>Download the full report</a>"),
    "/list/nets.pdf": paper(
        "Nets and their makers", FILLER[:80], "The harbour counted 58 nets at the quay on 7 April 2016."
    ),
}
LETTER = """---
title: Letter on the harbour
date: 2017-09-19
---

# Letter on the harbour

The inspectors counted 41 boats in the harbour on 3 May 2017.[^1] The lighthouse keeper sold 66 lamps to the museum in 2014.[^1]
The bridge was closed for 12 days in June 2017.[^2] The lighthouse keeper bought 17 lamps from the museum in 2015.[^2]
The tide rose to 7 metres at the pier on 9 March 2017.[^3]
The office bought 83 barrels of tar on 2 May 2016.[^4] The harbour counted 58 nets at the quay on 7 April 2016.[^4]

[^1]: All reports of the harbour office, URL/reports
[^2]: Reports, URL/all
[^3]: A study, URL/study
[^4]: All of its lists, URL/list
"""


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, Server]]:
    place = Place(tmp_path_factory.mktemp("follow"))
    ROUTES.update(PAGES)
    server = Server()
    document = place.root / "letter.md"
    document.write_text(LETTER.replace("URL", server.site.url), encoding="utf-8")
    options = (
        "--allow-private-hosts",
        "--set",
        "fetch.delay_s=0",
        "--set",
        "fetch.retries=0",
        "--set",
        "archive.timegates=",
    )
    ran = place.run(str(document), *options)
    assert ran.returncode == 0, ran.stderr
    yield place, server
    server.close()
    for path in PAGES:
        del ROUTES[path]


def ask(place: Place, sql: str) -> list[tuple[Any, ...]]:
    with store.open_to_read(place.warehouse) as connection:
        return connection.execute(sql).fetchall()


def test_claims_are_held_against_what_the_page_cited_lists(followed: tuple[Place, Server]) -> None:
    place, server = followed
    ledger = "select claim[:12], verdict, role, pages, pages_read, final_url from claim_ledger order by claim_ref"
    own = server.site
    assert ask(place, ledger) == [
        ("The inspecto", "supported", "listed", 3, 3, own("/reports/boats")),
        ("The lighthou", "not_supported", None, 3, 3, own("/reports")),
        ("The bridge w", "supported", "listed", 3, 2, own("/reports/bridge")),
        ("The lighthou", "unread", None, 3, 2, own("/all")),
        ("The tide ros", "supported", "file", 1, 1, own("/study.pdf")),
        ("The office b", "supported", "listed", 8, 8, own("/list/tar")),
        ("The harbour ", "supported", "file", 8, 8, own("/list/nets.pdf")),
    ]


def test_each_page_is_visited_once_and_one_level_deep(followed: tuple[Place, Server]) -> None:
    place, server = followed
    beyond = {"/list/page/3"}
    assert {path: server.site.asked[path] for path in PAGES} == dict.fromkeys(PAGES, 1) | dict.fromkeys(beyond, 0)
    assert not server.site.asked["/one/more/level"]
    roles = "select role, count(*), count(distinct url) from followed group by role order by role"
    assert ask(place, roles) == [("file", 2, 2), ("listed", 12, 10), ("more", 1, 1)]
    assert ask(place, "select count(*) from citation_facts where capture_id not in (select now_capture_id from readings)") == [(0,)]  # fmt: skip


def test_the_evidence_says_which_report_it_comes_from(followed: tuple[Place, Server]) -> None:
    place, _ = followed
    evidence = "select evidence.text from evidence join claim_ledger using (verdict_id) where role = 'listed' and rank = 1 order by claim_ref"
    assert ask(place, evidence) == [
        ("The inspectors counted 41 boats in the harbour on 3 May 2017.",),
        ("The bridge was closed for 12 days in June 2017.",),
        ("The office bought 83 barrels of tar on 2 May 2016.",),
    ]
    page = (place.root / "report" / "index.html").read_text(encoding="utf-8")
    assert "it stands in “Boats in the harbour”, which the page cited lists" in page.replace("It stands", "it stands")
    assert "2 of 3 pages that belong to it were read" in page
    with store.open_to_read(place.warehouse) as connection:
        assert list(store.failed_checks(connection)) == []
