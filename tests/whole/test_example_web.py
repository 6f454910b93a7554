"""The example's two webs are what the committed WARC files hold, and each page says that it was made up."""

from __future__ import annotations

import gzip
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdfium2
import pytest
import trafilatura
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

EXAMPLE = Path(__file__).parents[2] / "examples" / "ogp-letter"
LINKS = {
    "https://goo.gl/QW3bQa",
    "https://goo.gl/z4reBU",
    "https://goo.gl/FZ78EV",
    "https://nyti.ms/2sGmhJ0",
    "http://r3d.mx/gobiernoespia",
    "https://citizenlab.ca/category/research/targeted-threats/",
}
MADE_UP = re.compile(
    r"written for the example of a citation checker|escrita para el ejemplo de un verificador de citas"
)


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("example_build", EXAMPLE / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answers(path: Path) -> Iterator[tuple[str, str, Any, bytes]]:
    """Yield (address, status, header lines, body) of each response."""
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type == "response":
                url = record.rec_headers.get_header("WARC-Target-URI")
                yield url, record.http_headers.get_statuscode(), record.http_headers, record.content_stream().read()


def main_text(body: bytes) -> str:
    """Return what a reader would take for the text of a page or a PDF."""
    if body.startswith(b"%PDF"):
        return " ".join("\n".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(body)).split())
    return trafilatura.extract(body) or ""


def test_a_fresh_build_gives_the_same_bytes(builder: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    first, second = builder.build(tmp_path), builder.build(tmp_path / "again")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    # Another zlib may press the same bytes into other ones, so the committed files are compared unpacked.
    committed = [EXAMPLE / path.name for path in first]
    assert [gzip.decompress(path.read_bytes()) for path in first] == [
        gzip.decompress(p.read_bytes()) for p in committed
    ]


@pytest.mark.parametrize("web", ["then", "now"])
def test_every_record_has_a_digest_that_holds(web: str, capsys: pytest.CaptureFixture[str]) -> None:
    class Call:
        inputs = (str(EXAMPLE / f"{web}.warc.gz"),)
        verbose = True

    checker = Checker(Call)
    checker.process_all()
    assert checker.exit_value == 0
    assert "digest pass" in capsys.readouterr().out


@pytest.mark.parametrize("web", ["then", "now"])
def test_every_link_of_the_letter_was_asked_in_both_webs(web: str) -> None:
    letter = (EXAMPLE / "letter.txt").read_text(encoding="utf-8")
    assert set(re.findall(r"<(\S+)>", letter)) == LINKS
    assert {url for url, *_ in answers(EXAMPLE / f"{web}.warc.gz")} >= LINKS


@pytest.mark.parametrize("web", ["then", "now"])
def test_every_redirect_ends_at_an_answer_of_the_same_web(web: str) -> None:
    found = list(answers(EXAMPLE / f"{web}.warc.gz"))
    asked = {url for url, *_ in found}
    targets = {headers.get_header("Location") for _, _, headers, _ in found} - {None}
    assert targets
    assert targets <= asked


@pytest.mark.parametrize("web", ["then", "now"])
def test_each_page_says_in_its_main_text_that_it_is_made_up(web: str) -> None:
    bodies = {url: body for url, _, _, body in answers(EXAMPLE / f"{web}.warc.gz") if body}
    assert bodies
    silent = [url for url, body in bodies.items() if not MADE_UP.search(main_text(body))]
    assert silent == []


def test_in_2017_every_link_led_to_a_whole_text() -> None:
    bodies = {url: main_text(body) for url, _, _, body in answers(EXAMPLE / "then.warc.gz") if body}
    assert len(bodies) == len(LINKS)
    assert {url: len(text) for url, text in bodies.items() if len(text) < 1500} == {}
    assert sum(text.count("Juan Pardinás") > 0 for text in bodies.values()) == 3


def test_what_changed_is_what_the_readme_says() -> None:
    report = "https://citizenlab.ca/2017/02/bittersweet-nso-mexico-spyware/"
    then, now = (
        {url: main_text(body) for url, _, _, body in answers(EXAMPLE / f"{web}.warc.gz") if body}
        for web in ("then", "now")
    )
    assert "22 people" in then[report]
    assert "25 people" in now[report]
    assert "22 people" not in now[report]
    index = "https://citizenlab.ca/category/research/targeted-threats/"
    assert set(then[index].splitlines()) < set(now[index].splitlines())
    same = "https://citizenlab.ca/2017/06/reckless-exploit-mexico-nso/"
    assert then[same] == now[same]
