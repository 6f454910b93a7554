"""Speed: the whole run, reading pages, and finding things in texts, each beside what a user would run instead."""

from __future__ import annotations

import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
EXAMPLE = REPOSITORY / "examples" / "ogp-letter"
ROUNDS = 5

Table = tuple[str, tuple[str, ...], list[tuple[object, ...]]]


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the median CPU seconds of some work over a few rounds, after one that does not count."""
    work()
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def whole_run() -> Table:
    """The example from nothing, and again when nothing is owed: wall and CPU seconds, peak memory of the largest process."""
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("from nothing", "nothing owed"):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            began = time.monotonic()
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            subprocess.run(_command(Path(folder)), check=True, cwd=REPOSITORY, **quiet)  # noqa: S603  our own program
            wall = time.monotonic() - began
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            rows.append((name, f"{wall:.1f}", f"{cpu:.1f}", round(after.ru_maxrss / 1024)))
    return "The example, end to end", ("run", "wall s", "CPU s", "peak MB so far"), rows


def _command(folder: Path) -> list[str]:
    program = str(Path(sys.executable).with_name("testimonia"))
    replay = [part for name in ("then", "now") for part in ("--replay", str(EXAMPLE / f"{name}.warc.gz"))]
    places = [
        "--warehouse",
        str(folder / "w.duckdb"),
        "--archive",
        str(folder / "archive"),
        "--out",
        str(folder / "report"),
    ]
    return [program, "run", str(EXAMPLE / "letter.txt"), *replay, *places]


def pages() -> Table:
    """Reading a saved page (outcome, signals, text, dates, publisher) beside trafilatura's text and metadata alone."""
    import trafilatura

    from pipeline.extract import Page, extract

    bodies = [path.read_bytes() for path in sorted((EXAMPLE / "pages").rglob("*.html"))]
    asked = [
        Page(url="https://a.example/b", final_url="https://a.example/b", status=200, media_type="text/html", body=b)
        for b in bodies
    ]
    texts = [body.decode() for body in bodies]
    ours = cpu_seconds(lambda: [extract(page, max_chars=2_000_000) for page in asked])
    theirs = cpu_seconds(lambda: [trafilatura.bare_extraction(text, with_metadata=True) for text in texts])
    rows: list[tuple[object, ...]] = [
        (name, f"{1000 * taken / len(bodies):.1f}", f"{taken / theirs:.2f}")
        for name, taken in (("testimonia extract", ours), ("trafilatura with metadata", theirs))
    ]
    return f"Reading {len(bodies)} pages of the example", ("program", "CPU ms a page", "ratio"), rows


def language() -> Table:
    """Everything that is found in a text, beside spaCy's tokens and rule-based sentences alone; the best of a few rounds."""
    import spacy

    from nlp.entities.model import forget
    from nlp.pipeline import annotate

    rows: list[tuple[object, ...]] = []
    texts = {
        "the letter, en": ((EXAMPLE / "letter.txt").read_text(encoding="utf-8"), "en"),
        "made up, en": (_prose(20_000, "en"), "en"),
        "made up, es": (_prose(20_000, "es"), "es"),
    }
    for name, (text, code) in texts.items():
        blank = spacy.blank(code)
        blank.add_pipe("sentencizer")

        def ours(text: str = text, code: str = code) -> None:
            forget()  # sentences seen before are not read again
            annotate(text, language=code, date="2017-09-19")

        def theirs(text: str = text, blank: spacy.language.Language = blank) -> None:
            blank(text)

        least = [_least(ours), _least(theirs)]
        rows += [
            (name, program, f"{len(text) / taken:,.0f}", f"{taken / least[1]:.1f}")
            for program, taken in zip(("annotate, all components", "spaCy tokens and sentencizer"), least, strict=True)
        ]
    return "Finding things in texts", ("text", "program", "characters a CPU s", "time ratio"), rows


def lengths() -> Table:
    """The time that a character takes in texts of 1 kB, 100 kB and 10 MB, no sentence of which comes twice; 10 MB take minutes."""
    from nlp.entities.model import forget
    from nlp.pipeline import annotate

    annotate(_prose(1_000, "en"), language="en")
    rows: list[tuple[object, ...]] = []
    for size, rounds in ((1_000, 40), (100_000, 4), (10_000_000, 1)):
        text = _prose(size, "en")
        taken = []
        for _ in range(rounds):
            forget()
            began = time.process_time()
            annotate(text, language="en", date="2017-09-19")
            taken.append(time.process_time() - began)
        least = 1e6 * min(taken) / len(text)
        rows.append(
            (f"{len(text):,}", f"{least:.1f}", f"{1e6 / least:,.0f}", f"{least / float(rows[0][1]) if rows else 1:.2f}")
        )  # type: ignore[arg-type]
    return "annotate on texts of three lengths", ("characters", "µs a character", "characters a CPU s", "ratio"), rows


def _least(work: Callable[[], object]) -> float:
    """Return the least CPU seconds of some work over a few rounds, after one that does not count: the machine is shared."""
    work()
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def _prose(size: int, code: str) -> str:
    """Return about `size` characters of prose, a paragraph of four sentences after the other; no two sentences are the same."""
    chance = random.Random(5)  # noqa: S311 - sentences, no secret
    parts = _PROSE[code]
    sentences: list[str] = []
    length = 0
    while length < size:
        sentence = chance.choice(parts["frames"]).format(
            who=chance.choice(parts["who"]), name=f"{chance.choice(parts['first'])} {chance.choice(parts['last'])}",
            place=chance.choice(parts["place"]), day=chance.randint(1, 28), month=chance.choice(parts["month"]),
            year=chance.randint(1950, 2020), number=chance.randint(2, 9_999), thing=chance.choice(parts["thing"]),
        )  # fmt: skip
        sentences.append(sentence + ("\n\n" if len(sentences) % 4 == 3 else " "))
        length += len(sentences[-1])
    return "".join(sentences)[:size]


_PROSE = {
    "en": {
        "frames": (
            "{who} counted {number} {thing} in {place} on {day} {month} {year}, and {name} signed the list.",
            "Nobody had asked for the other {number} {thing}, which lay in the yard until {month} {year} and were sold.",
            "“We kept {number} {thing} for the winter,” said {name}, “and gave the rest away.”",
            "By {year} the number of {thing} had fallen to about {number}, a third of what it had been ten years earlier.",
            "The rest were never found, and it was said in the town that {number} of the {thing} had been hidden by the keepers.",
            "{name} left {place} for good in {year}; {who} wrote to the family {number} times.",
        ),
        "who": (
            "The harbour office",
            "The valley council",
            "A clerk of the mill",
            "The Water Board",
            "The Ferry Union",
            "the bank",
        ),
        "first": ("Anna", "Igor", "Mary", "Paul", "Leila", "Tom"),
        "last": ("Lind", "Petrov", "Okafor", "Hart", "Moss", "Weber"),
        "place": ("Oslo", "Lima", "Bergen", "the old town", "Port Said", "the lower valley"),
        "month": ("January", "March", "June", "October"),
        "thing": ("barrels", "letters", "boats", "sheep", "lamps", "wells", "sacks of grain"),
    },
    "es": {
        "frames": (
            "{who} contó {number} {thing} en {place} el {day} de {month} de {year}, y {name} firmó la lista.",
            "Nadie había pedido los demás {thing}, que quedaron en el patio hasta {month} de {year} y fueron vendidos por {number} pesos.",
            "“Guardamos {number} {thing} para el invierno”, dijo {name}, “y regalamos el resto”.",
            "En {year} la cantidad de {thing} había bajado a unos {number}, la tercera parte de lo que fue diez años antes.",
            "Los demás nunca aparecieron, y en el pueblo se decía que los guardianes escondieron {number} de los {thing}.",
            "{name} dejó {place} para siempre en {year}; {who} escribió a la familia {number} veces.",
        ),
        "who": (
            "La oficina del puerto",
            "El concejo del valle",
            "Un empleado del molino",
            "La Junta de Aguas",
            "el banco",
        ),
        "first": ("Ana", "Igor", "María", "Pablo", "Leila", "Tomás"),
        "last": ("Linde", "Prieto", "Ocampo", "Huerta", "Mora", "Vera"),
        "place": ("Oslo", "Lima", "Bergen", "la ciudad vieja", "Puerto Said", "el valle bajo"),
        "month": ("enero", "marzo", "junio", "octubre"),
        "thing": ("barriles", "papeles", "barcos", "corderos", "faroles", "pozos", "sacos de grano"),
    },
}
