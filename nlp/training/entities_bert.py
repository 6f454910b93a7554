"""The MiniLM encoder with shapes and a tag for each piece, as plain functions of a dictionary of weights (torch)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx  # type: ignore[import-not-found,unused-ignore]
import torch  # type: ignore[import-not-found,unused-ignore]
from onnx import numpy_helper  # type: ignore[import-not-found,unused-ignore]
from safetensors.torch import load_file  # type: ignore[import-not-found,unused-ignore]
from torch.nn import functional as F  # type: ignore[import-not-found,unused-ignore]

from nlp.entities.features import LANGUAGES, SHAPES, TAGS

Weights = dict[str, Any]
LAYERS, HEADS, WIDTH, EPSILON = 6, 12, 384, 1e-12
EXIT = 2  # the layers that all pieces go through; the rest is for those that may belong to a name


def pretrained(path: Path) -> Weights:
    """Return MiniLM's weights from a model.safetensors, with shapes at zero and a fresh head."""
    weights = {k.removeprefix("bert."): v.float() for k, v in load_file(path).items() if not k.startswith("pooler")}
    weights.pop("embeddings.position_ids", None)
    # The segment embedding is a constant for one segment: it goes into the positions.
    segments = weights.pop("embeddings.token_type_embeddings.weight")
    weights["embeddings.position_embeddings.weight"] = weights["embeddings.position_embeddings.weight"] + segments[0]
    weights["shapes"] = torch.randn(len(SHAPES) * len(LANGUAGES), WIDTH) * 0.01
    weights["silver"] = torch.zeros(WIDTH)
    weights["head.weight"] = torch.randn(len(TAGS), WIDTH) * 0.02
    weights["head.bias"] = torch.zeros(len(TAGS))
    return {name: value.requires_grad_() for name, value in weights.items()}


def shipped(path: Path) -> Weights:
    """Return the weights of a model.onnx that entities_export wrote, as floats: what int8 kept of them."""
    held = {i.name: numpy_helper.to_array(i) for i in onnx.load(path).graph.initializer}
    weights = {
        "embeddings.word_embeddings.weight": held["words"].astype(np.float32) * held["scales"],
        "embeddings.position_embeddings.weight": held["positions"],
        "shapes": held["shape_rows"],
        "silver": np.zeros(WIDTH, dtype=np.float32),
    }
    for name, value in held.items():
        if name.startswith("exit."):
            continue
        if name.endswith(".w_quantized"):
            name = name.removesuffix("_quantized")
            value = (value.astype(np.float32) - held[f"{name}_zero_point"].astype(np.float32)) * held[f"{name}_scale"]
            weights[name.removesuffix("w") + "weight"] = value.T
        elif name.endswith("LayerNorm.w"):
            weights[name.removesuffix("w") + "weight"] = value
        elif name.endswith(".b"):
            weights[name.removesuffix("b") + "bias"] = value
    return {name: torch.tensor(np.ascontiguousarray(value)).requires_grad_() for name, value in weights.items()}


def scores(w: Weights, ids: Any, shapes: Any, mask: Any, silver: Any, *, dropout: float = 0.0) -> Any:
    """Return (sentences, pieces, tags) scores; `mask` is true for pieces, `silver` 1 for noisily tagged sentences."""
    length = ids.shape[1]
    # Sparse gradients: a batch touches a hundredth of the vocabulary, and a dense update costs a sixth of the step.
    x = F.embedding(ids, w["embeddings.word_embeddings.weight"], sparse=True)
    x = x + F.embedding(shapes, w["shapes"]) + w["embeddings.position_embeddings.weight"][:length]
    x = F.dropout(_normed(w, "embeddings.LayerNorm", x), dropout, training=dropout > 0)
    x = encoded(w, x, mask, range(LAYERS)) + silver[:, None, None] * w["silver"]
    return head(w, x, dropout=dropout)


def encoded(w: Weights, x: Any, mask: Any, layers: range) -> Any:
    """Return what the given layers make of the states `x` (sentences, pieces, width) of the pieces in `mask`."""
    size, length, _ = x.shape
    for layer in layers:
        at = f"encoder.layer.{layer}."
        q, k, v = (
            _linear(w, f"{at}attention.self.{part}", x).view(size, length, HEADS, -1).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        # Written out, because the fused attention's backward step is four times slower on a CPU at these lengths.
        heed = (q @ k.transpose(2, 3) * (WIDTH // HEADS) ** -0.5).masked_fill(~mask[:, None, None, :], -1e4)
        seen = heed.softmax(dim=-1) @ v
        seen = _linear(w, f"{at}attention.output.dense", seen.transpose(1, 2).reshape(size, length, WIDTH))
        x = _normed(w, f"{at}attention.output.LayerNorm", x + seen)
        wide = _linear(w, f"{at}output.dense", F.gelu(_linear(w, f"{at}intermediate.dense", x)))
        x = _normed(w, f"{at}output.LayerNorm", x + wide)
    return x


def head(w: Weights, x: Any, *, dropout: float = 0.0) -> Any:
    """Return the scores of the tags for the last layer's states."""
    return F.linear(F.dropout(x, dropout, training=dropout > 0), w["head.weight"], w["head.bias"])


def _linear(w: Weights, name: str, x: Any) -> Any:
    return F.linear(x, w[f"{name}.weight"], w[f"{name}.bias"])


def _normed(w: Weights, name: str, x: Any) -> Any:
    return F.layer_norm(x, (WIDTH,), w[f"{name}.weight"], w[f"{name}.bias"], EPSILON)
