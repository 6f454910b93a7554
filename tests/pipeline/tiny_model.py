"""A tiny random cross-encoder on disk, written byte by byte: an embedding for each word, and their mean as logits."""

from __future__ import annotations

import json
import random
import struct
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

WORDS = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", *"the pier was opened in june by anna lind not a new of harbour".split()]
_FLOAT, _INT64 = 1, 7


def write(folder: Path, labels: tuple[str, ...], *, extra_input: str = "") -> None:
    """Write model.onnx, tokenizer.json and config.json; `extra_input` is asked for besides input_ids."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(3)
    table = struct.pack(f"<{len(WORDS) * len(labels)}f", *(chance.gauss(0, 2) for _ in range(len(WORDS) * len(labels))))
    weights = (
        _varint(1, len(WORDS)) + _varint(1, len(labels)) + _varint(2, _FLOAT) + _bytes(8, b"table") + _bytes(9, table)
    )
    gather = _bytes(1, b"table") + _bytes(1, b"input_ids") + _bytes(2, b"words") + _bytes(4, b"Gather")
    axes = _bytes(1, b"axes") + _varint(8, 1) + _varint(20, 7)
    keep = _bytes(1, b"keepdims") + _varint(3, 0) + _varint(20, 2)
    mean = _bytes(1, b"words") + _bytes(2, b"logits") + _bytes(4, b"ReduceMean") + _bytes(5, axes) + _bytes(5, keep)
    inputs = [_value("input_ids", _INT64, ("n", "length"))]
    inputs += [_value(extra_input, _INT64, ("n", "length"))] if extra_input else []
    graph = _bytes(1, gather) + _bytes(1, mean) + _bytes(2, b"tiny") + _bytes(5, weights)
    graph += b"".join(_bytes(11, one) for one in inputs) + _bytes(12, _value("logits", _FLOAT, ("n", "labels")))
    model = _varint(1, 8) + _bytes(7, graph) + _bytes(8, _bytes(1, b"") + _varint(2, 13))
    (folder / "model.onnx").write_bytes(model)
    tokenizer = Tokenizer(WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(
        json.dumps({"id2label": {str(i): name for i, name in enumerate(labels)}}), encoding="utf-8"
    )


def _value(name: str, kind: int, shape: tuple[str, ...]) -> bytes:
    sides = b"".join(_bytes(1, _bytes(2, side.encode())) for side in shape)
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, _varint(1, kind) + _bytes(2, sides)))


def _varint(field: int, value: int) -> bytes:
    return _number(field << 3) + _number(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _number(field << 3 | 2) + _number(len(value)) + value


def _number(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])
