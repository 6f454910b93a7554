"""What ships for the cross-check: how rare words are, which words are near in meaning, and the learned weights."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "models" / "verdict"
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The background: `row` of a stem in `rarity` (in nats, ln N/df) and in `vectors` (unit length; zero where unknown)."""

    row: dict[str, int]
    rarity: Floats
    vectors: NDArray[np.int8]
    unseen: float

    def rarity_of(self, stem: str) -> float:
        """Return ln(N/df) of a stem; a stem never seen is as rare as one seen once."""
        row = self.row.get(stem)
        return self.unseen if row is None else float(self.rarity[row])


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the background lexicon, read once in a process."""
    with np.load(FOLDER / "words.npz") as stored:
        words = bytes(stored["words"]).decode("utf-8").split("\n")
        rarity = stored["rarity"].astype(np.float32) / 16.0
        vectors = stored["vectors"]
    return Lexicon({w: i for i, w in enumerate(words)}, rarity, vectors, float(rarity.max()) + 0.7)


@lru_cache(maxsize=4)
def learned(name: str) -> dict[str, Any]:
    """Return the learned weights `name`.json of the model folder, read once in a process."""
    loaded: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return loaded
