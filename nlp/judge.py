"""The judge: a small encoder that reads a claim beside its evidence, and says how likely the one bears out the other.

An ONNX model of a cross-encoder with the tokenizer it was trained with; ours in `models/judge`, or any from a folder. What it says is
one feature of the verdict among others (`nlp/verdict.py`): facts and doubts rule over it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from nlp.onnx import runtime

MODEL = Path(__file__).parent / "models" / "judge"
# Pieces of claim and evidence together; ours was trained on as many. What does not fit is cut from the evidence's end.
MOST = 112
READ = 3  # sentences of evidence that are read, best first
_BATCH = 16  # pairs at once: more leave the core's cache


class BadModel(Exception):
    """A folder that holds no model that can judge; the message says where, what, and what to do."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model as it was read: its tokenizer, its session, the names of its inputs, and which logits mean what."""

    tokenizer: Any
    session: Any
    inputs: frozenset[str]
    labels: tuple[str, ...]


def has_model() -> bool:
    """Say whether our own model lies where this module looks for it."""
    return (MODEL / "model.onnx").is_file() and (MODEL / "tokenizer.json").is_file()


def odds(claim: str, evidence: Sequence[str]) -> float:
    """Return our model's log-odds that the evidence (sentences, best first) bears out the claim; not calibrated.

    Needs `has_model()`. A claim longer than the model reads is cut, so that no input fails.
    """
    return float(logits(load(MODEL), [(claim, " ".join(evidence[:READ]))])[0, 0])


def logits(model: Loaded, pairs: Sequence[tuple[str, str]]) -> Any:
    """Return a row of logits for each pair of claim and evidence, in their order."""
    encoded = [model.tokenizer.encode(claim[:2000] or " ", evidence[:8000] or " ") for claim, evidence in pairs]
    order = sorted(range(len(encoded)), key=lambda at: len(encoded[at].ids))
    rows: list[Any] = [None] * len(encoded)
    for start in range(0, len(order), _BATCH):
        chosen = order[start : start + _BATCH]
        width = max(len(encoded[at].ids) for at in chosen)
        feed = {name: np.zeros((len(chosen), width), np.int64) for name in model.inputs}
        for row, at in enumerate(chosen):
            one = encoded[at]
            for name, values in (
                ("input_ids", one.ids),
                ("attention_mask", one.attention_mask),
                ("token_type_ids", one.type_ids),
            ):
                if name in feed:
                    feed[name][row, : len(values)] = values
        (out, *_) = model.session.run(None, feed)
        for at, said in zip(chosen, np.asarray(out, np.float32).reshape(len(chosen), -1), strict=True):
            rows[at] = said
    return np.stack(rows)


@lru_cache(maxsize=4)
def load(folder: Path) -> Loaded:
    """Return the model of a folder: `model.onnx`, `tokenizer.json` and, where it has one, `config.json` with `id2label`.

    Raises BadModel where one of them is missing or cannot be read, or where the model asks for inputs that no tokenizer gives.
    """
    for name in ("model.onnx", "tokenizer.json"):
        if not (folder / name).is_file():
            raise BadModel(f"{folder}: no {name}\n\nhint: a judge is a folder with model.onnx and tokenizer.json")
    onnxruntime = runtime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
        labels = _labels(folder)
    except Exception as wrong:  # both libraries raise bare exceptions of their own for a file that is damaged
        raise BadModel(f"{folder}: the model cannot be read ({wrong})\n\nhint: export it to ONNX again") from wrong
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST, strategy="longest_first")
    inputs = frozenset(one.name for one in session.get_inputs())
    strange = inputs - {"input_ids", "attention_mask", "token_type_ids"}
    if strange:
        raise BadModel(
            f"{folder}: the model asks for {', '.join(sorted(strange))}\n\nhint: export it with input_ids, attention_mask and token_type_ids"
        )
    return Loaded(tokenizer, session, inputs, labels)


def _labels(folder: Path) -> tuple[str, ...]:
    """Return the names of a model's logits in order, in lower case; none where it does not name them."""
    config = folder / "config.json"
    if not config.is_file():
        return ()
    named = json.loads(config.read_text(encoding="utf-8")).get("id2label") or {}
    return tuple(str(named[key]).lower() for key in sorted(named, key=int))
