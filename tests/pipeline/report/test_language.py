"""No string of the report lacks a translation, and what a source says is never taken for one."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path
from typing import Any

import pytest
from jinja2 import nodes
from lxml import html

from pipeline.report import attention, plots, words
from pipeline.report.gather import gather
from pipeline.report.language import Tongue, tongue
from pipeline.report.page import render, spoken, templates, write_report
from pipeline.settings import LANGUAGES, ConfigError, Report, load
from tests.pipeline.report.conftest import NOW, Ledger

TEMPLATES = Path(words.__file__).parent / "templates"
REFS = {"k1"}
OTHERS = [code for code in LANGUAGES if code != "en"]


def in_templates() -> set[str]:
    """Every constant that a template hands to `t` or `n`."""
    found: set[str] = set()
    for file in TEMPLATES.iterdir():
        for call in templates("en").parse(file.read_text(encoding="utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in ("t", "n"):
                found |= {str(a.value) for a in call.args if isinstance(a, nodes.Const)}
                found |= {
                    str(c.value)
                    for a in call.args
                    if isinstance(a, nodes.CondExpr)
                    for c in (a.expr1, a.expr2)
                    if isinstance(c, nodes.Const)
                }
    return found


def in_modules() -> set[str]:
    """Every text that a word, a group or a chart is shown by."""
    found: set[str] = set()
    for module in (words, attention, plots):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("Word", "Group", "_chart"):
                texts = [a.value for a in call.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                found |= {text for text in texts if text}
    return (
        found
        | set(words.STATED.values())
        | set(words.KINDS.values())
        | set(words.LIFE.values())
        | set(words.STORIES.values())
        | set(words.COLLECTED.values())
    )


@pytest.mark.parametrize("code", OTHERS)
def test_no_string_lacks_a_translation_and_none_is_left_over(code: str) -> None:
    assert set(tongue(code).strings) == in_templates() | in_modules()


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_has_the_places_of_its_original(code: str) -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    assert {k: v for k, v in tongue(code).strings.items() if places(k) != places(v)} == {}
    for pattern, said in tongue(code).reasons:
        assert pattern.groups == said.count("{}"), said


@pytest.mark.parametrize("most", [500, 4])  # one page; pages, and a register
def test_no_template_says_a_word_past_the_catalogue(ledger: Ledger, most: int) -> None:
    """With every string of the catalogue put in brackets, what stands outside of brackets is data, a name or SQL."""
    marked = Tongue("en", {key: f"⟦{key}⟧" for key in in_templates() | in_modules()}, ("⟦m⟧",) * 12, "⟦{month}⟧", "{}")
    pages = render(
        ledger.connection, gather(ledger.connection, ["d"]), environment=spoken(marked), beside=["ledger.csv"], most=most
    )  # fmt: skip
    assert (len(pages) > 1) is (most == 4)
    for shown in pages.values():
        holds_no_word_past_the_catalogue(html.fromstring(shown))


def holds_no_word_past_the_catalogue(tree: Any) -> None:
    data = "ancestor-or-self::*[self::bdi or self::code or self::kbd or self::style or self::script or @lang!='en' or @dir]"
    names = "ancestor-or-self::*[@class='ref' or @class='brand' or self::title or contains(@class, 'signals')]"
    outside = " ".join(str(text) for text in tree.xpath(f"//text()[not({data}) and not({names})]"))
    while "⟦" in outside:
        outside = re.sub(r"⟦[^⟦⟧]*⟧", " ", outside)
    assert set(re.findall(r"[^\W\d_]{2,}", outside)) <= {"WARC", "SHA", "UTC", "ledger", "csv", *REFS}
    attributes = " ".join(str(a) for a in tree.xpath("//@title | //@aria-label"))
    assert set(re.findall(r"[^\W\d_]{2,}", re.sub(r"⟦[^⟦⟧]*⟧", " ", attributes))) <= REFS


def test_the_spanish_report_speaks_spanish_and_leaves_the_document_alone(ledger: Ledger, tmp_path: Path) -> None:
    write_report(ledger.connection, tmp_path, documents=["d"], look=Report(language="es"))
    tree: Any = html.fromstring((tmp_path / "index.html").read_bytes())
    assert tree.get("lang") == "es"
    headings = {" ".join(str(e.text_content()).split()) for e in tree.xpath("//h3")}
    assert {"Lo que hay que mirar", "El documento", "Enlaces"} <= headings
    assert tree.xpath("//blockquote[@lang='en'][contains(., 'The harbour was opened')]")
    assert "20 de noviembre de 2026" in tree.text_content()


def test_a_reason_is_said_part_by_part_and_what_is_not_known_is_marked_as_english() -> None:
    said = tongue("es").reason(
        "no sentence of the source covers the claim; not in the source: number “<b>ten</b>”; odd case"
    )
    assert said == (
        "Ninguna frase de la fuente cubre la afirmación; no está en la fuente: número «&lt;b&gt;ten&lt;/b&gt;»; "
        '<span lang="en">odd case</span>.'
    )
    assert tongue("en").reason("gone <i>") == "Gone &lt;i&gt;."


def test_values_in_a_string_are_escaped() -> None:
    assert tongue("es").say("Checked on {day}", day="<b>") == "Comprobado el &lt;b&gt;"


@pytest.mark.parametrize(("code", "said"), [("en", "5 September 2017"), ("es", "5 de septiembre de 2017")])
def test_days_are_written_out_and_partial_dates_left_as_they_are(code: str, said: str) -> None:
    spoken: Tongue = tongue(code)
    assert (spoken.day("2017-09-05"), spoken.day("2017-09"), spoken.day(None)) == (said, "2017-09", "")
    assert spoken.moment(NOW).endswith(", 09:00 UTC")


def test_a_language_that_is_not_spoken_is_refused_before_anything_runs() -> None:
    with pytest.raises(ConfigError, match="there are en, es"):
        load(("report.language=fr",))
