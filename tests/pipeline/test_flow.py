"""The flow of a run: what is finished is told while the rest is still to be visited."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import duckdb
from rich.console import Console

from pipeline.executors import Pool
from pipeline.progress import Progress
from pipeline.run import Job, run
from pipeline.settings import Archive, Settings
from pipeline.web import Web
from spiders.config import Fetch
from tests.spiders.conftest import server, site  # noqa: F401  fixtures
from tests.spiders.site import ROUTES, Site, answer
from tests.warehouse.histories import ask

SETTINGS = Settings(
    fetch=replace(Fetch(), delay_s=0.0, obey_robots=False, retries=0, probe=False, allow_private_hosts=True),
    archive=Archive(timegates=()),
)


def test_the_first_document_is_finished_before_the_last_is_visited(
    site: Site,  # noqa: F811
    warehouse: duckdb.DuckDBPyConnection,
    tmp_path: Path,
) -> None:
    asked: list[int] = []

    def told(path: str, _: bytes) -> bytes:
        asked.append(int(path[-1]))
        page = (
            f"<title>Office {path[-1]}</title><h1>Office {path[-1]}</h1><p>"
            + "The office counted 22 boats in 2017. " * 9
        )
        return answer(headers=("Content-Type: text/html",), body=page.encode())

    ROUTES["/told/"] = told
    documents = []
    for number in range(4):
        path = tmp_path / f"{number}.md"
        path.write_text(
            f"The office counted 22 boats in 2017.[^1]\n\n[^1]: <{site(f'/told/{number}')}>\n", encoding="utf-8"
        )
        documents.append(path)
    job = Job(
        documents=tuple(documents), web=Web(name="live"), settings=SETTINGS, archive=tmp_path / "archive", folder=tmp_path / "b",
        first_wave=1,
    )  # fmt: skip
    heard: list[tuple[list[str], list[int], int]] = []

    def so_far(finished: list[str]) -> None:
        paths = [
            Path(path).stem
            for (path,) in ask(warehouse, f"select path from documents where document_id in {(*finished, '')}")
        ]
        ((checked,),) = ask(warehouse, "select count(*) from claim_ledger where verdict <> 'unread'")
        heard.append((sorted(paths), sorted(asked), int(str(checked))))

    with Pool(1) as pool:
        ran = run(warehouse, job, pool, Progress(Console(file=io.StringIO())), so_far=so_far)
    assert ran.faults == []  # and the four documents have one text
    corroborated = ran.worked.pop("corroborate")  # again where a later wave brings another citation of one text
    assert corroborated >= 1
    assert ran.worked == {"read": 4, "reconcile": 4, "fetch": 4, "annotate": 5, "extract": 4, "check": 4}
    first, visited, checked = heard[0]
    assert first == ["0"]
    assert 3 not in visited  # waves of 1 and 2 documents; the last is not begun before the first is done
    assert checked == 1
    assert ask(warehouse, "select count(*) from claim_ledger where verdict = 'supported'") == [(4,)]
