"""The commands answer in the form that is promised to the programs that call them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from pipeline.cli.main import app
from tests.whole.conftest import EXAMPLE, REPLAY

OUTCOME_KEYS = {
    "input",
    "title",
    "author",
    "publisher",
    "published",
    "modified",
    "language",
    "text",
    "media_type",
    "outcome",
    "reason",
}


def call(*arguments: str, asked: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    lines = "".join(json.dumps(one) + "\n" for one in asked or [])
    ran = CliRunner().invoke(app, [*arguments, "--json"], input=lines)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_read() -> None:
    good, bad = call("read", str(EXAMPLE / "letter.txt"), "nowhere.pdf")
    assert set(good) >= {"input", "sha256", "format", "title", "date", "language", "text", "citations", "claims"}
    assert good["date"] == "2017-09-19"
    assert len([c for c in good["citations"] if c["url"]]) == 6
    for citation in good["citations"]:
        assert set(citation) >= {
            "id",
            "marker",
            "kind",
            "printed",
            "url",
            "label",
            "stated_date",
            "stated_publisher",
            "page",
        }
        assert citation["kind"] in {"footnote", "endnote", "inline", "reference"}
    for claim in good["claims"]:
        assert claim["text"] == good["text"][claim["start"] : claim["end"]]
    assert set(bad) == {"input", "error"}
    assert set(bad["error"]) == {"code", "message"}


def test_sentences_that_footnotes_cut_are_whole() -> None:
    (letter,) = call("read", str(EXAMPLE / "letter.txt"))
    claims = [" ".join(claim["text"].split()) for claim in letter["claims"]]
    assert any(
        "denied any responsibility of the government, and three days later President" in claim for claim in claims
    )
    assert any("violence against journalists, corruption and impunity" in claim for claim in claims)


def test_extract(tmp_path: Path) -> None:
    page = next((EXAMPLE / "pages" / "then").rglob("*.html"))
    live, gone = call(
        "extract",
        "-",
        asked=[{"path": str(page), "status": 200, "media_type": "text/html"}, {"path": None, "status": 410}],
    )
    assert set(live) >= OUTCOME_KEYS
    assert (live["outcome"], gone["outcome"]) == ("live", "gone")
    assert gone["text"] in (None, "")


def test_annotate() -> None:
    asked = {
        "text": "On May 23 2017 Enrique Peña Nieto met 22 members of the Technical Tripartite Secretariat (TTS).",
        "language": "en",
        "date": "2017-09-19",
    }
    (found,) = call("annotate", "-", asked=[asked])
    text = found["text"]
    assert text == asked["text"]
    assert found["sentences"] == [[0, len(text)]]
    for kind in ("entities", "dates", "numbers", "quotes"):
        assert all(text[span["start"] : span["end"]] == span["text"] for span in found[kind])
    assert [(d["type"], d["value"], d["earliest"], d["latest"]) for d in found["dates"]] == [
        ("DATE", "2017-05-23", "2017-05-23", "2017-05-23")
    ]
    assert [(n["value"], n["unit"], n["bound"]) for n in found["numbers"]] == [(22, "members", "exact")]
    assert "Enrique Peña Nieto" in {e["name"] for e in found["entities"] if e["type"] == "PER"}
    assert {"short": "TTS", "long": "Technical Tripartite Secretariat"} in found["abbreviations"]


def test_check() -> None:
    source = [
        "The lab was founded in 2001.",
        "It verified the targeting of 22 people in Mexico.",
        "No one answered its letters.",
    ]
    yes, no, unread = call(
        "check", "-",
        asked=[
            {"claim": "It verified the targeting of 22 people in Mexico.", "source": source},
            {"claim": "It verified the targeting of 31 people in Mexico.", "source": " ".join(source)},
            {"claim": "It verified the targeting of 22 people in Mexico.", "source": ""},
        ],
    )  # fmt: skip
    assert (yes["verdict"], no["verdict"], unread["verdict"]) == ("supported", "contradicted", "unread")
    assert yes["evidence"][0]["sentence"] == 1
    joined = " ".join(source)
    assert all(joined[e["start"] : e["end"]] == e["text"] for e in yes["evidence"])
    assert {(f["kind"], f["status"]) for f in no["facts"]} >= {("number", "mismatch")}
    assert set(yes) >= {"input", "verdict", "score", "evidence", "facts"}


def test_compare(tmp_path: Path) -> None:
    old, new = (next((EXAMPLE / "pages" / when).rglob("bitter-sweet.html")) for when in ("then", "now"))
    claims = ["The laboratory has verified the targeting of 22 people in Mexico.", "The sky is blue."]
    sides = {"old": {"path": str(old), "status": 200}, "new": {"path": str(new), "status": 200}}
    changed, gone, same = call(
        "compare", "-",
        asked=[{**sides, "claims": claims}, {**sides, "new": {"path": None, "status": 404}}, {**sides, "new": sides["old"]}],
    )  # fmt: skip
    assert set(changed) >= {"input", "change", "score", "reason", "facts", "edits", "claims_affected"}
    assert (changed["change"], gone["change"], same["change"]) == ("substantive", "gone", "none")
    assert changed["claims_affected"] == [0]
    assert all(set(edit) == {"op", "old", "new"} for edit in changed["edits"])


def test_fetch(tmp_path: Path) -> None:
    found = call(
        "fetch",
        "-",
        *REPLAY,
        "--archive",
        str(tmp_path),
        asked=[{"url": "https://goo.gl/FZ78EV", "date": "2017-09-19"}, {"url": "ftp://a.example/"}],
    )
    dead, refused = found
    assert set(dead) >= {
        "input",
        "url",
        "final_url",
        "hops",
        "status",
        "outcome",
        "reason",
        "signals",
        "media_type",
        "bytes",
        "sha256",
        "fetched_at",
        "warc",
        "memento",
    }
    assert dead["outcome"] == "gone"
    assert dead["memento"]["datetime"].startswith("2017-09-15")
    assert set(dead["warc"]) == {"file", "offset"}
    assert refused["outcome"] == "refused"


def test_every_command_takes_settings_and_refuses_an_unknown_one() -> None:
    names = {one.name or one.callback.__name__ for one in app.registered_commands if one.callback}
    for name in names - {"schema"}:  # it prints what stands in no settings file
        assert "--set" in CliRunner().invoke(app, [name, "--help"]).stdout, name
    for command_line in (["query", "select 1"], ["export", "--to", "x.csv"]):
        ran = CliRunner().invoke(app, [*command_line, "--set", "fetch.delay=1"])
        assert ran.exit_code == 2
        assert "did you mean `delay_s`" in ran.stderr


def test_offsets_of_a_check_count_in_the_text_that_it_carries() -> None:
    claim = "The council counted 22 boats."
    (found,) = call("check", "--no-model", "-", asked=[{"claim": claim, "source": ["It rained.", claim]}])
    spans = [(e["start"], e["end"], e["text"]) for e in found["evidence"]]
    spans += [(f["source_start"], f["source_end"], f["source"]) for f in found["facts"]]
    assert spans
    for start, end, text in spans:
        assert found["text"][start:end] == text
