"""The main job on the example, as a user calls it."""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.whole.conftest import EXAMPLE, REPLAY, REPOSITORY, Place
from tests.whole.killing import kill_at_signs, kill_until_done, rows
from warehouse import store

LETTER = str(EXAMPLE / "letter.txt")
KILL_SECONDS = float(
    os.environ.get("TESTIMONIA_KILL_SECONDS", "0")
)  # so long at random moments, beside those that are chosen


def ask(place: Place, sql: str) -> list[tuple[Any, ...]]:
    with store.open_to_read(place.warehouse) as connection:
        return connection.execute(sql).fetchall()


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_every_citation_has_met_its_fate(finished: Place) -> None:
    assert dict(ask(finished, "select url, outcome from citation_status")) == {
        "https://goo.gl/QW3bQa": "live",
        "https://goo.gl/z4reBU": "login_wall",
        "https://goo.gl/FZ78EV": "gone",
        "https://nyti.ms/2sGmhJ0": "paywall",
        "http://r3d.mx/gobiernoespia": "redirected_home",
        "https://citizenlab.ca/category/research/targeted-threats/": "live",
    }


def test_dead_citations(finished: Place) -> None:
    dead = ask(finished, "select url, confirmed, checks_failed, rescued from dead_citations order by url")
    assert dead == [("http://r3d.mx/gobiernoespia", False, 1, True), ("https://goo.gl/FZ78EV", False, 1, True)]


def test_changed_citations(finished: Place) -> None:
    changed = {
        url: (change, facts, hit)
        for url, change, facts, hit in ask(
            finished, "select url, change, facts, claims_affected from changed_citations"
        )
    }
    assert set(changed) == {"https://goo.gl/QW3bQa", "https://citizenlab.ca/category/research/targeted-threats/"}
    change, facts, hit = changed["https://goo.gl/QW3bQa"]
    assert change == "substantive"
    assert any("22" in (fact["old"] or "") and "25" in (fact["new"] or "") for fact in facts)
    affected = [claim for (claim,) in ask(finished, f"select text from claims where ref in {(*hit, '')}")]
    assert any("22" in claim for claim in affected)


def verdict_of(place: Place, words: str) -> list[tuple[Any, ...]]:
    return ask(place, f"select verdict from claim_verdicts where claim ilike '%{words}%'")


def test_claim_verdicts(finished: Place) -> None:
    assert verdict_of(finished, "February 21") == [("contradicted",)]
    assert verdict_of(finished, "working days") == [("not_supported",)]
    assert verdict_of(finished, "80 million") == [("supported",)]
    assert verdict_of(finished, "Pardin") == [("supported",)]
    assert verdict_of(finished, "100 %") == [("supported",)]


def test_unsupported_claims_are_the_planted_ones_and_no_other(finished: Place) -> None:
    flagged = [claim for (claim,) in ask(finished, "select claim from unsupported_claims")]
    assert any("February 21" in claim for claim in flagged)
    assert any("working days" in claim for claim in flagged)
    assert len(flagged) == 2


def test_the_claim_that_was_true_then_is_told(finished: Place) -> None:
    told = ask(
        finished,
        "select verdict_as_cited, verdict_now from claim_ledger where url = 'https://goo.gl/QW3bQa' and claim like '%22%'",
    )
    assert told
    assert all(then == "supported" and now != "supported" for then, now in told)


def test_claims_without_a_citation_are_listed(finished: Place) -> None:
    claims = [claim for (claim,) in ask(finished, "select claim from uncited_claims")]
    assert any("June 23rd" in claim for claim in claims)


def test_a_second_run_does_nothing_and_says_so(finished: Place) -> None:
    before = {
        path: path.stat().st_mtime_ns
        for path in finished.root.rglob("*")
        if path.is_file() and ".work" not in path.name
    }
    spent = cpu_of_children()
    again = finished.run(LETTER, *REPLAY)
    assert "nothing was owed" in again.stderr
    assert cpu_of_children() - spent < 3  # processor seconds: the same on a busy machine
    assert {
        path: path.stat().st_mtime_ns
        for path in finished.root.rglob("*")
        if path.is_file() and ".work" not in path.name
    } == before


def test_the_report_and_its_ledgers_stand(finished: Place) -> None:
    page = (finished.root / "report" / "index.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in page
    assert page.count("<script") == 1  # ours, which the policy knows by its digest
    ledger = json.loads((finished.root / "report" / "ledger.json").read_text(encoding="utf-8"))
    assert ledger


def test_the_warehouse_is_sound(finished: Place) -> None:
    with store.open_to_read(finished.warehouse) as connection:
        assert list(store.failed_checks(connection)) == []


def test_killed_at_random_and_run_again(finished: Place, tmp_path: Path) -> None:
    """kill -9 of the driver alone or of the whole group, where something is half done (and, with TESTIMONIA_KILL_SECONDS, at any moment),
    then the same command: the same ledger as undisturbed."""
    place, chance = Place(tmp_path), random.Random(0)
    until = time.monotonic() + KILL_SECONDS
    kill_until_done(place, [LETTER, *REPLAY], chance, until=until, most=1_000)
    kills = kill_at_signs(place, [LETTER, *REPLAY], chance)
    last = place.run(LETTER, *REPLAY)
    assert last.returncode == 0, last.stderr
    assert KILL_SECONDS or len(kills) >= 2
    assert rows(place) == rows(finished)
    ledger = (place.root / "report" / "ledger.csv").read_text(encoding="utf-8")
    assert ledger == (finished.root / "report" / "ledger.csv").read_text(encoding="utf-8")
    assert [path.name for path in (place.root / "archive").iterdir() if path.name.endswith(".open")] == []


def test_fail_on(finished: Place) -> None:
    assert finished.run(LETTER, *REPLAY, "--fail-on", "dead").returncode == 1
    assert finished.run(LETTER, *REPLAY, "--fail-on", "death").returncode == 2


OTHER = "The lab of the harbour counted 22 people in 2017."


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, str]:
    """The letter and another text without a network, among documents that cannot be read; and what was told."""
    place = Place(tmp_path_factory.mktemp("offline"))
    empty, binary, other = (place.root / name for name in ("empty.txt", "noise.txt", "other.txt"))
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 20)
    other.write_text(f"Report of the harbour\n\n{OTHER}\n", encoding="utf-8")
    ran = place.run(str(place.root / "missing.docx"), str(empty), str(binary), LETTER, str(other), "--offline")
    assert ran.returncode == 2
    return place, ran.stderr


def test_offline_everything_is_unread_and_nothing_is_dead(offline: tuple[Place, str]) -> None:
    place, _ = offline
    assert ask(place, "select distinct health, outcome from citation_status") == [("unread", "unreachable")]
    assert ask(place, "select distinct verdict from claim_ledger") == [("unread",)]
    assert ask(place, "from dead_citations") == []
    assert ask(place, "from unsupported_claims") == []
    assert "not visited" in (place.root / "report" / "index.html").read_text(encoding="utf-8")


def test_bad_documents_cost_only_themselves(offline: tuple[Place, str]) -> None:
    place, told = offline
    for name in ("missing.docx", "empty.txt", "noise.txt"):
        assert name in told
    assert told.count("hint: ") == 3
    assert ask(place, "select count(*) from documents") == [(2,)]
    again = place.run(str(place.root / "empty.txt"), "--offline")
    assert again.returncode == 2
    assert "empty.txt" in again.stderr


def test_the_report_is_of_the_documents_asked_for(offline: tuple[Place, str]) -> None:
    """Also where nothing is owed any more."""
    place, _ = offline
    said = {str(place.root / "other.txt"): OTHER, LETTER: "Pardin"}
    for asked in said:
        ran = place.run(asked, "--offline")
        assert "nothing was owed" in ran.stderr
        page = (place.root / "report" / "index.html").read_text(encoding="utf-8")
        assert {document for document, words in said.items() if words in page} == {asked}


def test_as_of_changes_the_day_of_citing(offline: tuple[Place, str]) -> None:
    place, _ = offline
    ran = place.run(LETTER, "--offline", "--as-of", "2019-03")
    assert ran.returncode == 0, ran.stderr
    assert ask(place, "select distinct cited_on from cited_on") == [("2019-03-31",)]
    assert ask(place, "select count(*) from documents") == [(2,)]


WRONG = {
    "a replay file that is none": (["--replay", LETTER], "neither WARC nor WACZ"),
    "a replay file that is not there": (["--replay", "nowhere.warc.gz"], "there is no such file"),
    "an unknown setting": (["--set", "fetch.timeout=3"], "did you mean `timeout_s`?"),
    "a date that is none": (["--as-of", "yesterday"], "not an ISO 8601 date"),
}


@pytest.mark.parametrize(("options", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_call_says_what_to_do(options: list[str], message: str, tmp_path: Path) -> None:
    ran = Place(tmp_path).run(LETTER, *options)
    assert ran.returncode == 2
    assert message in ran.stderr
    assert "hint: " in ran.stderr
    assert "Traceback" not in ran.stderr


def test_two_runs_on_one_warehouse(tmp_path: Path) -> None:
    place = Place(tmp_path)
    code = f"from warehouse import store; from pathlib import Path; c = store.open_to_write(Path({str(place.warehouse)!r})); print('open', flush=True); input()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    ran = place.run(LETTER, "--offline")
    holder.communicate("\n")
    assert ran.returncode == 2
    assert "another run is writing" in ran.stderr
