"""`make readers`: every export opened by what it is made for. Prints a table; ends with 1 where something is lost or refused.

The SARIF schema and the annotation client come from npm, the others are in an environment of their own (.venv-readers); Chromium is the
system's. Workbooks are opened by `make office`, packages by `make peers`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.peers import Row, show
from benchmarks.speed import EXAMPLE, REPOSITORY

TOOLS = REPOSITORY / ".venv-readers"
_PLACES = ["--warehouse", "w.duckdb", "--archive", "archive", "--out", "report"]
_ENDINGS = (".sarif", ".junit.xml", ".md", ".claimreview.json", ".annotations.json", ".csv", ".json", ".parquet")
_SCHEMA = TOOLS / "sarif" / "package" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
_CLIENT = TOOLS / "recogito" / "package" / "dist" / "text-annotator.umd.js"

# What each tool says of its file, run in the environment of the tools.
_SARIF = """
import json, sys, jsonschema
from sarif import loader
log = json.load(open("case.sarif"))
wrong = [error.message for error in jsonschema.Draft4Validator(json.load(open(sys.argv[1]))).iter_errors(log)]
seen = loader.load_sarif_file("case.sarif").get_result_count()
print(json.dumps([wrong[:3], seen, len(log["runs"][0]["results"])]))
"""
_JUNIT = """
import json
from junitparser import JUnitXml
report = JUnitXml.fromfile("case.junit.xml")
cases = [case for suite in report for case in suite]
told = (report.tests, report.failures, report.skipped)
found = (len(cases), *(sum(type(r).__name__ == kind for c in cases for r in c.result) for kind in ("Failure", "Skipped")))
print(json.dumps([told, found]))
"""
_MARKDOWN = """
import json, cmarkgfm
print(json.dumps(cmarkgfm.github_flavored_markdown_to_html(open("case.md", encoding="utf-8").read())))
"""
_REVIEWS = """
import json, extruct, msgspec_schemaorg.models as models
page = "<html><script type='application/ld+json'>" + open("case.claimreview.json", encoding="utf-8").read() + "</script></html>"
(found,) = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
strange = set()
def walk(thing):
    if isinstance(thing, list):
        [walk(part) for part in thing]
    elif isinstance(thing, dict):
        kind = thing.get("@type")
        if kind:
            known = set(getattr(models, kind).__struct_encode_fields__) | {"@context", "@graph"}
            strange.update(f"{kind}.{name}" for name in set(thing) - known)
        [walk(part) for part in thing.values()]
walk(found["@graph"])
print(json.dumps([found["@context"], len(found["@graph"]), sorted(strange)]))
"""
_ANNOTATE = """([text, items]) => {
  document.getElementById("letter").textContent = text;
  const adapter = RecogitoJS.W3CTextFormat(items[0].target.source, document.getElementById("letter"));
  const client = RecogitoJS.createTextAnnotator(document.getElementById("letter"), { adapter });
  client.setAnnotations(items);
  return client.state.store.all().map((one) => [one.id, one.target.selector.map((part) => part.range.toString()).join("")]);
}"""


def main() -> int:
    """Print what each tool found; 0 where all is as it should be."""
    with tempfile.TemporaryDirectory(prefix="testimonia-") as name:
        rows = list(_opened(Path(name)))
    print(f"{datetime.now(UTC):%Y-%m-%d}: {', '.join(_versions())}\n")
    return show(rows)


def _opened(folder: Path) -> Iterator[Row]:
    replay = [part for name in ("then", "now") for part in ("--replay", str(EXAMPLE / f"{name}.warc.gz"))]
    _testimonia(folder, "run", str(EXAMPLE / "letter.txt"), *replay, *_PLACES)
    for ending in _ENDINGS:
        _testimonia(folder, "export", "--to", f"case{ending}", *_PLACES)
    told = _testimonia(
        folder, "query", "--json", "select count(*) n, count(distinct claim_id) c from claim_ledger", *_PLACES[:2]
    )
    pairs, claims = json.loads(told).values()

    wrong, seen, written = _tool(folder, _SARIF, str(_SCHEMA))
    yield "findings as SARIF", "schema of SARIF 2.1.0", "; ".join(wrong) or "valid", not wrong
    yield "the same, counted", "sarif-tools", f"{seen} of {written} results", seen == written > 0
    promised, found = _tool(folder, _JUNIT)
    yield "findings as JUnit", "junitparser", "{} cases, {} failures, {} skipped".format(*found), promised == found
    page = str(_tool(folder, _MARKDOWN))
    items, sections = page.count("<li>"), page.count("<h3>")
    whole = items > 0 < sections and "<table>" in page and "<script" not in page
    yield "the summary in Markdown", "cmark-gfm", f"a table, {sections} sections, {items} items", whole
    context, reviews, strange = _tool(folder, _REVIEWS)
    right = context == "https://schema.org" and reviews > 0 and not strange
    yield "ClaimReviews", "extruct, schema.org", ", ".join(strange) or f"{reviews} reviews, every property known", right
    yield "Web Annotations", "Recogito in Chromium", *_annotated(folder, pairs)
    yield "the ledger as Parquet, CSV, JSON", "pyarrow, csv, json", *_tables(folder, pairs)
    assert claims <= pairs


def _annotated(folder: Path, pairs: int) -> tuple[str, bool]:
    """Return how many annotations the client laid over the very words that they quote."""
    from playwright.sync_api import sync_playwright

    items = json.loads((folder / "case.annotations.json").read_text(encoding="utf-8"))["items"]
    quotes = {one["id"]: one["target"]["selector"][0]["exact"] for one in items}
    text = (EXAMPLE / "letter.txt").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content("<div id=letter style='white-space: pre-wrap'></div>")
        page.evaluate("globalThis.process = {env: {NODE_ENV: 'production'}}")  # the bundle asks a bundler's question
        page.add_script_tag(path=_CLIENT)
        laid = dict(page.evaluate(_ANNOTATE, [text, items]))
        browser.close()
    right = sum(laid.get(name) == quote for name, quote in quotes.items())
    return f"{right} of {len(items)} on their words", right == len(items) == pairs


def _tables(folder: Path, pairs: int) -> tuple[str, bool]:
    import csv

    import pyarrow.parquet

    with (folder / "case.csv").open(encoding="utf-8", newline="") as lines:
        rows = [
            len(list(csv.DictReader(lines))),
            len(json.loads((folder / "case.json").read_text(encoding="utf-8"))),
            pyarrow.parquet.read_table(folder / "case.parquet").num_rows,
        ]
    return f"{rows} of {pairs} rows", set(rows) == {pairs}


def _testimonia(folder: Path, *arguments: str) -> str:
    program = Path(sys.executable).with_name("testimonia")
    ran = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603  our own
    if ran.returncode:
        raise SystemExit(f"testimonia {' '.join(arguments)}: status {ran.returncode}\n{ran.stderr}")
    return ran.stdout


def _tool(folder: Path, code: str, *arguments: str) -> Any:
    command = [TOOLS / "bin" / "python", "-c", code, *arguments]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if ran.returncode:
        raise SystemExit(ran.stderr)
    return json.loads(ran.stdout.splitlines()[-1])


def _versions() -> list[str]:
    names = ("sarif-tools", "jsonschema", "junitparser", "cmarkgfm", "extruct", "msgspec-schemaorg")
    code = f"from importlib.metadata import version\nfor n in {names}: print(n, version(n))"
    told = subprocess.run([TOOLS / "bin" / "python", "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    client = json.loads((_CLIENT.parents[1] / "package.json").read_text(encoding="utf-8"))
    return [*told.stdout.splitlines(), f"{client['name']} {client['version']}"]


if __name__ == "__main__":
    sys.exit(main())
