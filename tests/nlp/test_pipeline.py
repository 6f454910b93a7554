"""All that is found in one text, through the spaCy pipeline of its language."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from spacy.training import Example

import nlp.components
from nlp.pipeline import annotate, pipeline
from nlp.spans import Annotation
from tests.nlp.growth import assert_linear


def whole(found: Annotation) -> None:
    """Hold every span against the text."""
    for spans in (found.entities, found.dates, found.numbers, found.quotes):
        for span in spans:
            assert found.text[span.start : span.end] == span.text
    assert all(0 <= a < b <= len(found.text) for a, b in found.sentences)


def test_english_and_spanish() -> None:
    english = annotate(
        "The board met on June 5, 2017 and hired 22 clerks. It then closed its doors for the summer.", date="2017-06-19"
    )
    spanish = annotate(
        "La junta se reunió el 5 de junio de 2017 y contrató a 22 personas. Después cerró sus puertas.",
        date="2017-06-19",
    )
    for found, language in ((english, "en"), (spanish, "es")):
        whole(found)
        assert found.language == language
        assert len(found.sentences) == 2
        assert [d.value for d in found.dates] == ["2017-06-05"]
        assert [n.value for n in found.numbers] == [22]


def test_offsets_hold_in_a_text_of_many_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlp.pipeline._PIECE_CHARS", 200)
    text = "\n\n".join(f"In {year} the town counted {year + 17} sheep. Nobody knew why." for year in range(1950, 1980))
    found = annotate(text, language="en")
    whole(found)
    assert [d.value for d in found.dates] == [str(year) for year in range(1950, 1980)]
    assert len(found.sentences) == 60


def test_components_in_a_pipeline_of_ones_own() -> None:
    own = spacy.blank("en")
    for name in nlp.components.COMPONENTS:
        own.add_pipe(name)
    doc = own("It began in May 2017. Then it stopped.")
    assert [d.value for d in doc._.dates] == ["2017-05"]
    assert [sentence.text for sentence in doc.sents] == ["It began in May 2017.", "Then it stopped."]


def test_each_paragraph_is_read_by_the_rules_of_its_language() -> None:
    english = "The board of the bank met on 1/2/2017 and it sold 1.234 of the shares to the town of Lima.\n\n"
    spanish = "La junta de la empresa se reunió el 1/2/2017 y «no vendió nada», dijo la directora de la oficina.\n\n"
    found = annotate(english + spanish + english, language="en")
    whole(found)
    assert found.language == "en"
    assert [d.value for d in found.dates] == ["2017-01-02", "2017-02-01", "2017-01-02"]
    assert [(q.text, q.speaker) for q in found.quotes] == [("no vendió nada", "la directora")]
    assert [e.text for e in found.entities if e.type == "LOC"] == ["Lima", "Lima"]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A pretrained pipeline of the user's, as pip installs one: its `ner` knows one thing, that a zorp is a person."""
    teach = spacy.blank("en")
    teach.add_pipe("entity_ruler", name="ner").add_patterns([{"label": "PERSON", "pattern": "zorp"}])  # type: ignore[attr-defined]
    teach.add_pipe("senter").initialize(lambda: [Example.from_dict(teach.make_doc("a b"), {"sent_starts": [1, 0]})])  # type: ignore[attr-defined]
    name = "en_core_web_sm"
    teach.meta["name"] = "core_web_sm"
    package = tmp_path / name
    package.mkdir()
    teach.to_disk(package / f"{name}-{teach.meta['version']}")
    (package / "meta.json").write_text(json.dumps(teach.meta), encoding="utf-8")
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py\n\ndef load(**given):\n    return load_model_from_init_py(__file__, **given)\n",
        encoding="utf-8",
    )
    about = tmp_path / f"{name}-{teach.meta['version']}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {teach.meta['version']}\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    pipeline.cache_clear()
    yield
    pipeline.cache_clear()
    sys.modules.pop(name, None)


@pytest.mark.usefixtures("installed")
def test_the_entities_of_a_pretrained_pipeline_are_believed() -> None:
    found = annotate("we saw zorp here. On 3 May 2017 he left with 5 goats.", language="en")
    assert [(e.text, e.type) for e in found.entities] == [("zorp", "PER")]
    assert ([d.value for d in found.dates], [n.value for n in found.numbers]) == (["2017-05-03"], [5])
    assert len(found.sentences) == 2


@pytest.mark.usefixtures("installed")
def test_components_in_a_trained_pipeline_of_ones_own() -> None:
    own = spacy.load("en_core_web_sm")
    for name in nlp.components.COMPONENTS:
        own.add_pipe(name)
    doc = own("we saw zorp here")
    assert [(e.text, e.type) for e in doc._.entities] == [("zorp", "PER")]
    assert [(e.text, e.label_) for e in doc.ents] == [("zorp", "PERSON")]


def test_a_pipeline_is_made_once() -> None:
    assert pipeline("en") is pipeline("en")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00\x01",
        "Ana\x00Ruiz left on 5\x00May.",
        "🙂",
        "👩‍👩‍👧 " * 50,
        "\u202eabc\u202c Ana 5",
        "9999-12-31",
        "x" * 200_000,
        "مرحبا بالعالم، اليوم 5/6/2017",
        "[[[",
        "\n\n\n",
        "¹ ² ³",
        "a" * 5000,
    ],
)
def test_odd_text(text: str) -> None:
    whole(annotate(text))


def test_a_language_that_is_not_known_is_said_and_its_figures_are_read() -> None:
    found = annotate("Zqx vrt 2017-06-05 blk 22 prs.")
    assert found.language == "und"
    assert ([d.value for d in found.dates], [n.value for n in found.numbers]) == (["2017-06-05"], [22])


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It ends on 31 December 9999.", [("9999-12-31", "9999-12-31", None)]),
        ("It ended on 31 February 2017.", []),
        ("It ended on 1/2/2017.", [("2017-01-02", "2017-02-01", "2017-02-01")]),
    ],
)
def test_odd_days(text: str, days: list[tuple[str, str, str | None]]) -> None:
    found = annotate(text, language="en").dates
    assert [(d.earliest, d.latest, d.other) for d in found if len(d.value) == 10] == days


@pytest.mark.parametrize("unit", ['"', "(", "http://a/", "word ", "5 ", "A. "])
def test_time_grows_with_the_length(unit: str) -> None:
    assert_linear(lambda size: annotate(unit * (size // len(unit)), language="en"), small=1_500)
