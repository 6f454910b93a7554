"""Judges that are not ours: one small interface, a model from a folder, and whoever speaks the OpenAI chat protocol.

What they say is labelled theirs. It stands beside our verdict as a row of `opinions` and never takes the place of one: a fact that
the source contradicts stays contradicted, whoever disagrees.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from time import monotonic
from typing import Any

from nlp.judge import BadModel, Loaded, load, logits
from pipeline.said import OtherJudge, Said
from pipeline.settings import ConfigError, Judge


class ModelJudge:
    """A cross-encoder or NLI model from a folder: ONNX with a tokenizer, or what transformers reads, where that is installed."""

    def __init__(self, folder: Path) -> None:
        self.name = f"model {folder.name}"
        self._model = (
            load(folder) if (folder / "model.onnx").is_file() or not _has_transformers() else _transformers(folder)
        )

    def ask(self, claim: str, passages: Sequence[str]) -> Said:
        """Return the verdict of the likeliest label, and the probability of the label that bears the claim out."""
        began = monotonic()
        evidence = " ".join(passages)
        row = [float(x) for x in logits(self._model, [(evidence, claim)])[0]]
        verdict, score = read_logits(row, self._model.labels)
        return Said(
            judge=self.name, verdict=verdict, score=score, prompt=f"{evidence} [SEP] {claim}",
            answer=" ".join(f"{x:.4f}" for x in row), cost=0.0, seconds=round(monotonic() - began, 3),
        )  # fmt: skip


def read_logits(row: Sequence[float], labels: Sequence[str]) -> tuple[str, float]:
    """Return verdict and score of a model's logits by the names of its labels.

    One logit is the log-odds of `supported`. Where no label is called entailment, supported or consistent, the last one is
    taken for it, as cross-encoders of two labels have it.
    """
    if len(row) == 1:
        score = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, row[0]))))
        return ("supported" if score >= 0.5 else "not_supported"), round(score, 4)
    top = max(row)
    weights = [math.exp(x - top) for x in row]
    named = [*labels, *[""] * len(row)][: len(row)]
    for_it = next((i for i, n in enumerate(named) if n.startswith(("entail", "support", "consistent"))), len(row) - 1)
    against = next((i for i, n in enumerate(named) if n.startswith(("contra", "refut"))), None)
    best = max(range(len(row)), key=lambda i: row[i])
    verdict = "supported" if best == for_it else "contradicted" if best == against else "not_supported"
    return verdict, round(weights[for_it] / sum(weights), 4)


@lru_cache(maxsize=4)
def judges(settings: Judge) -> tuple[OtherJudge, ...]:
    """Return the judges that the settings name, none by default. Raises ConfigError for one that cannot be used."""
    found: list[OtherJudge] = []
    if settings.folder:
        try:
            found.append(ModelJudge(Path(settings.folder)))
        except BadModel as wrong:
            raise ConfigError(f"[judge] folder: {wrong}") from wrong
    if settings.server:
        from pipeline.judge_server import ServerJudge

        found.append(ServerJudge(settings))
    return tuple(found)


def _has_transformers() -> bool:
    from importlib.util import find_spec

    return find_spec("transformers") is not None and find_spec("torch") is not None


def _transformers(folder: Path) -> Loaded:
    """Return a model that the libraries transformers and torch read; they are the user's own, no dependency of ours."""
    from importlib import import_module

    libraries = import_module("transformers"), import_module("torch")
    try:
        model = libraries[0].AutoModelForSequenceClassification.from_pretrained(folder, local_files_only=True).eval()
        tokenizer = libraries[0].AutoTokenizer.from_pretrained(folder, local_files_only=True).backend_tokenizer
    except (OSError, ValueError, AttributeError) as wrong:
        raise BadModel(
            f"{folder}: transformers cannot read it ({wrong})\n\nhint: a folder with config.json, weights and tokenizer.json"
        ) from wrong
    tokenizer.no_padding()
    labels = tuple(str(model.config.id2label[i]).lower() for i in range(model.config.num_labels))
    takes = frozenset(model.forward.__code__.co_varnames) & {"input_ids", "attention_mask", "token_type_ids"}
    return Loaded(tokenizer, _Session(model, libraries[1]), takes, labels)


class _Session:
    """A torch model under the one call of onnxruntime that is used."""

    def __init__(self, model: Any, torch: Any) -> None:
        self._model, self._torch = model, torch

    def run(self, _outputs: None, feed: dict[str, Any]) -> tuple[Any]:
        with self._torch.no_grad():
            out = self._model(**{name: self._torch.from_numpy(values) for name, values in feed.items()})
        return (out.logits.numpy(),)
