"""The corpora of names as the model sees them: read, tagged, and copied with changed case."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from nlp.entities.features import TAGS, Pieces, pieces_of

TYPES = ("PER", "ORG", "LOC")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its gold names, as (start, end, type)."""

    text: str
    language: str
    names: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence for the model: its pieces, and the number of the tag of each of its words."""

    pieces: Pieces
    tags: tuple[int, ...]
    silver: bool


def read_sentences(path: Path) -> list[Sentence]:
    """Return the sentences of a JSON Lines corpus; types other than PER, ORG and LOC are left out."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        Sentence(
            row["text"],
            row["language"],
            tuple((e["start"], e["end"], e["type"]) for e in row["entities"] if e["type"] in TYPES),
        )
        for row in rows
    ]


def recased(sentences: Iterable[Sentence], share: float, *, chance: random.Random) -> list[Sentence]:
    """Return copies of a share of the sentences, in small letters, in capitals or with every word capitalised."""
    copies = []
    for sentence in sentences:
        if chance.random() >= share:
            continue
        change = chance.choice((str.lower, str.lower, str.upper, str.upper, str.title))
        text = change(sentence.text)
        if len(text) == len(sentence.text):  # a letter such as ß or İ would move the names
            copies.append(Sentence(text, sentence.language, sentence.names))
    return copies


def renamed(sentences: Sequence[Sentence], share: float, *, chance: random.Random) -> list[Sentence]:
    """Return copies of a share of the sentences with each name replaced by one of its kind from the same sentences."""
    pool: dict[str, list[str]] = {}
    for sentence in sentences:
        for start, end, kind in sentence.names:
            pool.setdefault(kind, []).append(sentence.text[start:end])
    copies = []
    for sentence in sentences:
        if not sentence.names or chance.random() >= share:
            continue
        text, at, names = "", 0, []
        for start, end, kind in sorted(sentence.names):
            text += sentence.text[at:start]
            name = chance.choice(pool[kind])
            names.append((len(text), len(text) + len(name), kind))
            text, at = text + name, end
        copies.append(Sentence(text + sentence.text[at:], sentence.language, tuple(names)))
    return copies


def example(tokenizer: Tokenizer, sentence: Sentence, *, silver: bool = False) -> Example:
    """Return a sentence as the model sees it; a name takes every word that it touches."""
    pieces = pieces_of(tokenizer, sentence.text, language=sentence.language)
    tags = [0] * len(pieces.words)
    for start, end, kind in sentence.names:
        inside = [n for n, (left, right) in enumerate(pieces.words) if left < end and right > start]
        for order, number in enumerate(inside):
            tags[number] = TAGS.index(f"{'I' if order else 'B'}-{kind}")
    return Example(pieces, tuple(tags), silver)


def batches(examples: list[Example], *, size: int, longest: int, chance: random.Random) -> list[list[Example]]:
    """Return batches of sentences of like length in random order; `longest` is the most pieces a sentence may have."""
    kept = [e for e in examples if 2 < len(e.pieces.ids) <= longest]
    kept.sort(key=lambda e: len(e.pieces.ids) + chance.random() * 6)
    made = [kept[at : at + size] for at in range(0, len(kept), size)]
    chance.shuffle(made)
    return made
