"""Boosted decision trees from JSON, run with numpy alone."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def run(model: dict[str, Any], rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the log-odds that a model of `nlp/training/verdict.py` gives each row.

    `model` holds `base` and four tables of tree by node: `feature`, `threshold`, `left`, `right` (a leaf
    leads to itself) and `value`; a row goes left where its feature is at most the threshold.
    """
    feature, threshold, left, right, value = (model[k] for k in ("feature", "threshold", "left", "right", "value"))
    width = feature.shape[1]
    first = np.arange(len(feature)) * width
    feature, threshold, value = feature.ravel(), threshold.ravel(), value.ravel()
    left, right = ((side + first[:, None]).ravel() for side in (left, right))
    at = np.broadcast_to(first, (len(rows), len(first)))
    each = np.arange(len(rows))[:, None] * rows.shape[1]
    flat = np.ascontiguousarray(rows).ravel()
    for _ in range(model["depth"]):
        goes_left = flat[each + feature[at]] <= threshold[at]
        at = np.where(goes_left, left[at], right[at])
    out: NDArray[np.float32] = model["base"] + value[at].sum(axis=1)
    return out


def ready(stored: dict[str, Any]) -> dict[str, Any]:
    """Return a model as read from JSON with its tables as arrays."""
    whole = {k: np.asarray(stored[k], np.intp) for k in ("feature", "left", "right")}
    real = {k: np.asarray(stored[k], np.float32) for k in ("threshold", "value")}
    return {"base": np.float32(stored["base"]), "depth": int(stored["depth"]), **whole, **real}
