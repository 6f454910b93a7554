"""Teaches the model of names to let most pieces go after two layers.

A linear exit after the second layer says which pieces may belong to a name; only they and their neighbours go through the
other four layers. Those layers are trained on: their teachers are the whole models, on labelled and on plain sentences.
The layers below the exit stay as they are, so what they see is computed once.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime  # type: ignore[import-untyped,unused-ignore]
import torch  # type: ignore[import-not-found,unused-ignore]
from torch.nn import functional as F  # type: ignore[import-not-found,unused-ignore]

from nlp.entities.features import open_tokenizer
from nlp.training.entities import GOLD
from nlp.training.entities_bert import EXIT, LAYERS, WIDTH, Weights, encoded, head
from nlp.training.entities_data import Sentence, example, read_sentences, recased, renamed
from nlp.training.entities_export import INPUTS

CROSSNER = [f"crossner_{kind}_train" for kind in ("ai", "literature", "music", "politics", "science")]
CROSSNER += [f"crossner_{kind}_test" for kind in ("ai", "literature", "music")]
LONGEST = 150
MISSED = 0.003  # of the pieces that the teacher gives to names, how many the exit may let go (their neighbours may keep them)
TRUST = 0.7  # weight of the teacher where there are labels


@dataclass(slots=True)
class Seen:
    """A sentence as the exit sees it: states (pieces, width), the first piece of each word, teacher's scores, tags or none."""

    states: Any
    first: Any
    taught: Any
    gold: Any


def main() -> None:
    args = _arguments()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    chance = random.Random(args.seed)  # noqa: S311 - an order of sentences, no secret
    sentences = gathered(args.corpora, args.plain, chance)
    tokenizer = open_tokenizer((args.base / "tokenizer.json").read_text(encoding="utf-8"))
    seen = list(looked_at(sentences, tokenizer, args.teacher, args.teacher_en))
    print(len(seen), "sentences,", sum(len(s.states) for s in seen), "pieces", flush=True)
    exit_weight, exit_bias = fitted(seen)
    kept = [some for one in seen if (some := left(one, exit_weight, exit_bias))]
    del seen
    print(sum(len(s.states) for s in kept), "pieces stay", flush=True)
    loaded = [torch.load(path) for path in args.start]
    weights = {name: sum(w[name].detach().float() for w in loaded) / len(loaded) for name in loaded[0]}
    held = {"exit.weight": torch.tensor(exit_weight[None]), "exit.bias": torch.tensor([exit_bias])}
    plan = [batch for _ in range(args.passes) for batch in _batches(kept, args.batch, chance)][: args.most]
    start = {name: value.clone() for name, value in weights.items()}
    mean = train(weights, plan, rate=args.rate)
    torch.save({**{k: v + args.share * (mean[k] - v) for k, v in start.items()}, **held}, args.out)


def gathered(corpora: Path, plain: int, chance: random.Random) -> list[tuple[Sentence, bool]]:
    """Return sentences, and whether their labels are gold: plain ones are there for the teacher's answers alone."""
    gold: list[Sentence] = []
    for name in (*GOLD, *CROSSNER):
        whole = read_sentences(corpora / "entities" / f"{name}.jsonl")
        gold += [s for s in whole if s.names or chance.random() < 0.3]
        if name in ("cess_train", *CROSSNER):
            gold += renamed(whole, 0.5, chance=chance)
    gold += recased(gold, 0.12, chance=chance)
    rest = chance.sample(read_sentences(corpora / "entities" / "gmb_train.jsonl"), plain)
    for row in map(json.loads, (corpora / "sentences" / "gsd_es_dev.jsonl").open(encoding="utf-8")):
        rest += [Sentence(row["text"][start:end], "es", ()) for start, end in row["sentences"]]
    return [*((s, True) for s in gold), *((s, False) for s in rest)]


def looked_at(sentences: list[tuple[Sentence, bool]], tokenizer: Any, teacher: Path, teacher_en: Path) -> Any:
    """Yield what the exit sees and what the teachers say; two of them in English, whose scores are averaged."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.log_severity_level = 1, 3
    both, english = (
        onnxruntime.InferenceSession(str(path), options, disabled_optimizers=["SkipLayerNormFusion"])
        for path in (teacher, teacher_en)
    )
    began = time.monotonic()
    for number, (sentence, labelled) in enumerate(sentences):
        e = example(tokenizer, sentence)
        if not 2 < len(e.pieces.ids) <= LONGEST or not e.pieces.first:
            continue
        count = len(e.pieces.ids)
        feed = dict(
            zip(INPUTS, np.array([[e.pieces.ids], [e.pieces.shapes], [range(count)], [[0] * count]]), strict=True)
        )
        scores, states = both.run(["scores", "states"], feed)
        taught = _log_softmax(scores[0][e.pieces.first])
        if sentence.language == "en":
            taught = (taught + _log_softmax(english.run(["scores"], feed)[0][0][e.pieces.first])) / 2
        if number % 2000 == 0:
            print(f"{number}/{len(sentences)} {time.monotonic() - began:.0f} s", flush=True)
        gold = np.array(e.tags if labelled else [-1] * len(e.tags))
        yield Seen(states[0].astype(np.float16), np.array(e.pieces.first), taught.astype(np.float32), gold)


def _log_softmax(scores: Any) -> Any:
    scores = scores - scores.max(axis=-1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=-1, keepdims=True))


def fitted(seen: list[Seen]) -> tuple[Any, float]:
    """Return weights and bias of the exit: a logistic regression on the teacher's names, its bar where MISSED are missed."""
    part = seen[:: max(1, len(seen) // 8000)]
    states = torch.tensor(np.concatenate([s.states for s in part]).astype(np.float32))
    named = torch.tensor(np.concatenate([_named(s) for s in part]))
    centre, spread = states.mean(0), states.std(0) + 1e-6
    weight, bias = torch.zeros(WIDTH, requires_grad=True), torch.zeros(1, requires_grad=True)
    steps = 2000
    optimiser = torch.optim.Adam([weight, bias], lr=1e-2)
    for step in range(steps):
        optimiser.param_groups[0]["lr"] = 1e-2 * (1 - step / steps)
        some = torch.randint(len(states), (2048,))
        guess = ((states[some] - centre) / spread) @ weight + bias
        loss = F.binary_cross_entropy_with_logits(guess, named[some], pos_weight=torch.tensor(3.0))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    with torch.no_grad():
        scaled = weight / spread
        shift = float(bias) - float(centre @ scaled)
        bar = float(torch.quantile((states @ scaled + shift)[named > 0][:: 1 + len(states) // 4_000_000], MISSED))
    return scaled.numpy(), shift - bar


def _named(one: Seen) -> Any:
    """Return 1 for each piece of a word that the teacher gives to a name."""
    named = np.zeros(len(one.states), dtype=np.float32)
    ends = [*one.first[1:], len(one.states) - 1]
    for begin, end, name in zip(one.first, ends, one.taught.argmax(axis=1) > 0, strict=True):
        named[begin:end] = name
    return named


def left(one: Seen, weight: Any, bias: float) -> Seen | None:
    """Return the sentence with the pieces that pass the exit, as the graph takes them; None without a word among them."""
    above = one.states.astype(np.float32) @ weight + bias > 0
    stays = above.copy()
    stays[1:] |= above[:-1]
    stays[:-1] |= above[1:]
    stays[[0, -1]] = True
    place = np.cumsum(stays) - 1
    words = [n for n, at in enumerate(one.first) if stays[at]]
    if not words:
        return None
    return Seen(one.states[stays], place[one.first[words]], one.taught[words], one.gold[words])


def train(weights: Weights, plan: list[list[Seen]], *, rate: float) -> Weights:
    """Train the layers above the exit and the head; return the mean of the weights over the last third of the steps."""
    tuned = {
        k: v.requires_grad_()
        for k, v in weights.items()
        if k.startswith("head.") or any(k.startswith(f"encoder.layer.{n}.") for n in range(EXIT, LAYERS))
    }
    optimiser = torch.optim.AdamW(tuned.values(), lr=rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    mean: Weights = {k: v.detach().clone() for k, v in weights.items()}
    means, lost, began = 0, 0.0, time.monotonic()
    for number, batch in enumerate(plan, 1):
        optimiser.param_groups[0]["lr"] = rate * min(number / (0.06 * len(plan)), max(0.05, 1 - number / len(plan)))
        length = max(len(s.states) for s in batch)
        states = torch.zeros(len(batch), length, WIDTH)
        for row, one in enumerate(batch):
            states[row, : len(one.states)] = torch.from_numpy(one.states.astype(np.float32))
        mask = torch.arange(length)[None] < torch.tensor([len(s.states) for s in batch])[:, None]
        rows = torch.tensor([row for row, s in enumerate(batch) for _ in s.first])
        columns = torch.tensor(np.concatenate([s.first for s in batch]))
        said = head(weights, encoded(weights, states, mask, range(EXIT, LAYERS)), dropout=0.1)[rows, columns]
        taught = torch.tensor(np.concatenate([s.taught for s in batch]))
        gold = torch.tensor(np.concatenate([s.gold for s in batch]))
        apart = F.kl_div(F.log_softmax(said, dim=-1), taught, log_target=True, reduction="none").sum(-1)
        wrong = F.cross_entropy(said, gold.clamp(min=0), reduction="none")
        loss = torch.where(gold < 0, apart, TRUST * apart + (1 - TRUST) * wrong).mean()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(tuned.values(), 1.0)
        optimiser.step()
        lost += float(loss.detach())
        if number % 50 == 0:
            print(f"{number}/{len(plan)} loss {lost / 50:.4f} {time.monotonic() - began:.0f} s", flush=True)
            lost = 0.0
        if (number > len(plan) * 2 // 3 and number % 20 == 0) or number == len(plan):
            means += 1
            for name, value in tuned.items():
                mean[name] += (value.detach() - mean[name]) / means
    return mean


def _batches(kept: list[Seen], size: int, chance: random.Random) -> list[list[Seen]]:
    """Return batches of sentences with about as many pieces left."""
    order = sorted(kept, key=lambda s: len(s.states) + chance.random() * 3)
    made = [order[at : at + size] for at in range(0, len(order), size)]
    chance.shuffle(made)
    return made


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of entities and sentences")
    parser.add_argument("--base", type=Path, required=True, help="folder of MiniLM's tokenizer.json")
    parser.add_argument("--start", type=Path, nargs="+", required=True, help="checkpoints whose mean is trained on")
    parser.add_argument("--teacher", type=Path, required=True, help="model.onnx of that mean")
    parser.add_argument("--teacher-en", type=Path, required=True, help="model.onnx of a second teacher for English")
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    parser.add_argument("--plain", type=int, default=3925, help="sentences of GMB")
    parser.add_argument("--passes", type=int, default=2)
    parser.add_argument("--most", type=int, help="stop after so many batches")
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--share", type=float, default=0.3, help="how far from the start to the trained weights to go")
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    main()
