"""Train the model of short messages (spiders/manner.py): `make train-messages`, a minute of one core; numpy alone.

What it learns from is ours: the messages of `benchmarks/messages`, spelled out, and the pages of `tests/cases/pages.jsonl`. Sentences of the corpora
that may be trained on (`../shared/corpora/sentences`: EWT, GUM, GSD, AnCora) stand for short texts of other kinds, where they are there.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pipeline.pages.html import parse
from pipeline.pages.manner import said_shortly
from spiders.manner import LIVE, MODEL, features

HERE = Path(__file__).parent
PAGES = HERE.parent / "tests" / "cases" / "pages.jsonl"
KIND = {
    "notfound": "not_found", "ok": LIVE, "ok_trap": LIVE, "consent_shell": "consent", "paywall_marked": "paywall", "paywall": "paywall",
    **{k: k for k in ("parked", "placeholder", "challenge", "denied", "login", "server_error", "maintenance", "rate_limited")},
}  # fmt: skip
_CHOICE = re.compile(r"\{([^{}]*)\}")
_TIMES = 40  # a line is spelled out


def spelled(line: str, chance: random.Random) -> str:
    """Return a line with one of the words of every choice."""
    return _CHOICE.sub(lambda m: chance.choice(m[1].split("|")), line)


def messages(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield (kind, text) of messages and short texts, one or two lines of a kind together."""
    around = [
        "Home",
        "Contact us",
        "Back to the home page",
        "Search",
        "Volver al inicio",
        "Retour à l'accueil",
        "Zur Startseite",
        "Help",
        "",
        "",
        "",
        "",
        "",
    ]
    for path in sorted((HERE / "messages").glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        for number, line in enumerate(lines):
            for _ in range(_TIMES):
                pieces = [spelled(line, chance)]
                pieces += re.split(r"(?<=[.!?])\s", pieces.pop()) if chance.random() < 0.5 else []
                pieces = [chance.choice(pieces)] if len(pieces) > 1 and chance.random() < 0.3 else pieces
                if chance.random() < 0.3:
                    pieces.append(spelled(lines[max(0, number - chance.randrange(3))], chance))
                yield path.stem, " ".join([*pieces, chance.choice(around)])


def pages() -> Iterator[tuple[str, str]]:
    """Yield (kind, words) of the pages that were made up for the tests."""
    for line in PAGES.read_text(encoding="utf-8").splitlines():
        made = json.loads(line)
        tree = parse(made["html"]) if made["kind"] in KIND else None
        if tree is not None:
            yield KIND[made["kind"]], said_shortly(tree)


def sentences(folder: Path, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield short texts of two or three sentences out of the corpora that may be trained on."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            made = json.loads(line)
            spans = made["sentences"]
            for at in range(0, len(spans) - 3, 3):
                start, end = spans[at][0], spans[at + chance.randrange(3)][1]
                yield LIVE, made["text"][start:end]


def train(rows: list[tuple[str, str]], *, epochs: int = 14, l2: float = 2e-5, seed: int = 7) -> dict[str, object]:
    """Return the model: softmax regression over words and pairs, by AdaGrad; weights are kept in hundredths."""
    chance = random.Random(seed)  # noqa: S311  an order of examples, not a secret
    names = sorted({kind for kind, _ in rows})
    read = [(names.index(kind), features(text)) for kind, text in rows]
    counts = Counter(f for _, found in read for f in found)
    place = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= 3))}
    held = [(k, np.array([place[f] for f in found if f in place], dtype=np.int64)) for k, found in read]
    weights, grown = np.zeros((len(place), len(names))), np.full((len(place), len(names)), 1e-3)
    bias, bias_grown = np.zeros(len(names)), np.full(len(names), 1e-3)
    for _ in range(epochs):
        chance.shuffle(held)
        for kind, found in held:
            sums = bias + weights[found].sum(axis=0)
            slope = np.exp(sums - sums.max())
            slope /= slope.sum()
            slope[kind] -= 1.0
            bias_grown += slope**2
            bias -= 0.1 * slope / np.sqrt(bias_grown)
            pull = slope + l2 * len(held) * weights[found] / 10
            grown[found] += pull**2
            weights[found] -= 0.15 * pull / np.sqrt(grown[found])
    kept = {f: {names[k]: round(100 * w) for k, w in enumerate(weights[i]) if abs(w) >= 0.12} for f, i in place.items()}
    return {"kinds": names, "bias": [round(float(b), 3) for b in bias], "weights": {f: w for f, w in kept.items() if w}}


def main() -> None:
    """Train on everything and write the model."""
    chance = random.Random(11)  # noqa: S311  a choice of words, not a secret
    rows = [*messages(chance), *[row for row in pages() for _ in range(4)]]
    rows += sentences(
        Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent.parent / "shared" / "corpora" / "sentences", chance
    )
    made = train(rows)
    MODEL.parent.mkdir(exist_ok=True)
    MODEL.write_text(
        json.dumps(made, ensure_ascii=False, separators=(",", ":")).replace("},", "},\n") + "\n", encoding="utf-8"
    )
    sys.stderr.write(f"{len(rows)} texts, {len(made['weights'])} words and pairs\n")  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
