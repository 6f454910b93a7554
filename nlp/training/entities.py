"""Trains the model of names: MiniLM with word shapes, silver data first, English and Spanish as one."""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch  # type: ignore[import-not-found,unused-ignore]
from torch.nn import functional as F  # type: ignore[import-not-found,unused-ignore]

from nlp.entities.decode import best_tags, spans_of
from nlp.entities.features import open_tokenizer
from nlp.training.entities_bert import Weights, pretrained, scores, shipped
from nlp.training.entities_data import Example, Sentence, batches, example, read_sentences, recased, renamed

# How often a gold corpus is gone through in one pass. CrossNER's small ones, of kinds that EWT lacks, are gone through
# --crossner times, all but the first with other names in the places of their own where --renamed is not 0.
GOLD = {
    "ewt_train": 1,
    "wikigold_train": 1,
    "wnut17_train": 1,
    "cess_train": 1,
}
CROSSNER = ("ai", "literature", "music", "politics", "science")
CROSSNER_TESTS = ("ai", "literature", "music")
SILVER = "gmb_train"
DEV = ("ewt_dev", "crossner_music_dev", "crossner_literature_dev", "crossner_politics_dev", "cess_dev")
LONGEST = 160


def main() -> None:
    args = _arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    chance = random.Random(args.seed)  # noqa: S311 - an order of sentences, no secret
    tokenizer = open_tokenizer((args.base / "tokenizer.json").read_text(encoding="utf-8"))

    def ready(sentences: list[Sentence], *, silver: bool = False) -> list[Example]:
        return [example(tokenizer, sentence, silver=silver) for sentence in sentences]

    repeats = GOLD | {f"crossner_{kind}_train": args.crossner for kind in CROSSNER}
    if args.crossner_tests:
        repeats |= {f"crossner_{kind}_test": args.crossner for kind in CROSSNER_TESTS}
    gold = {name: read_sentences(args.corpora / f"{name}.jsonl") for name in repeats}
    gold = {name: [s for s in found if s.language in args.languages] for name, found in gold.items()}
    if args.start is None:
        weights = pretrained(args.base / "model.safetensors")
    else:
        weights = shipped(args.start) if args.start.suffix == ".onnx" else torch.load(args.start)
    passes: list[list[Example]] = []
    for number in range(args.passes):
        once = [s for name in repeats for s in gold[name] if s.names or chance.random() < args.nameless]
        for name, times in repeats.items():
            once += renamed(gold[name], args.renamed, chance=chance) if times == 1 else []
            for _ in range(times - 1):
                once += renamed(gold[name], 1.0, chance=chance) if args.renamed else gold[name]
        examples = ready(once + recased(once, args.recased, chance=chance))
        if number == 0 and args.silver:
            examples += ready(chance.sample(read_sentences(args.corpora / f"{SILVER}.jsonl"), args.silver), silver=True)
        passes.append(examples)
    plan = [batch for p in passes for batch in batches(p, size=args.batch, longest=LONGEST, chance=chance)]
    del plan[args.most :]
    print(len(plan), "batches,", sum(len(e.pieces.ids) for batch in plan for e in batch), "pieces", flush=True)
    mean = train(weights, plan, rate=args.rate, head_rate=args.head_rate, dropout=args.dropout, half=args.half)
    torch.save({name: value.detach() for name, value in weights.items()}, args.out)
    torch.save(mean, args.out.with_suffix(".mean.pt"))
    for name in DEV:
        sentences = read_sentences(args.corpora / f"{name}.jsonl")
        if sentences[0].language in args.languages:
            print(name, " ".join(f"{k}={v:.4f}" for k, v in score(weights, sentences, tokenizer).items()), flush=True)
    ewt = read_sentences(args.corpora / "ewt_dev.jsonl")
    for change in (str.lower, str.upper):
        changed = [Sentence(change(s.text), s.language, s.names) for s in ewt if len(change(s.text)) == len(s.text)]
        print("ewt_dev", change.__name__, score(weights, changed, tokenizer)["all"], flush=True)


def train(
    weights: Weights, plan: list[list[Example]], *, rate: float, head_rate: float, dropout: float, half: bool
) -> Weights:
    """Change the weights by one step for each batch of the plan: AdamW, 6 % warm-up, then linearly down to a tenth.

    Returns the mean of the weights over the last half of the steps, which wobbles less than where the last step ended.
    `half` computes in bfloat16: faster where the processor has it, slower where not.
    """
    mean: Weights = {}
    means = 0
    fresh = {"shapes", "silver", "head.weight", "head.bias"}
    vocabulary = weights["embeddings.word_embeddings.weight"].requires_grad_()
    dense = {k: v.requires_grad_() for k, v in weights.items() if v is not vocabulary}
    groups = [
        {"params": [v for k, v in dense.items() if k not in fresh], "lr": rate},
        {"params": [v for k, v in dense.items() if k in fresh], "lr": head_rate},
    ]
    optimisers = (
        torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True),
        torch.optim.SparseAdam([vocabulary], lr=rate, betas=(0.9, 0.98)),
    )
    warm = max(1, int(0.06 * len(plan)))

    def share(step: int) -> float:
        return min((step + 1) / warm, max(0.1, (len(plan) - step) / (len(plan) - warm + 1)))

    schedules = [torch.optim.lr_scheduler.LambdaLR(optimiser, share) for optimiser in optimisers]
    started, seen, lost = time.monotonic(), 0, 0.0
    for number, batch in enumerate(plan, 1):
        ids, shapes, mask, silver, first = tensors(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            out = scores(weights, ids, shapes, mask, silver, dropout=dropout)
        flat = out.float()[first]
        gold = torch.tensor([tag for e in batch for tag in e.tags])
        loss = F.cross_entropy(flat, gold)
        for optimiser in optimisers:
            optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(dense.values(), 1.0)
        for optimiser, schedule in zip(optimisers, schedules, strict=True):
            optimiser.step()
            schedule.step()
        seen += int(mask.sum())
        lost += float(loss.detach())
        if number % 50 == 0:
            speed = seen / (time.monotonic() - started)
            print(f"{number}/{len(plan)} loss {lost / 50:.4f} {speed:.0f} pieces/s", flush=True)
            lost = 0.0
        if number >= len(plan) // 2 and (number % 50 == 0 or number == len(plan)):
            means += 1
            for name, value in weights.items():
                held = mean.setdefault(name, torch.zeros_like(value, requires_grad=False))
                held += (value.detach() - held) / means
    return mean


def tensors(batch: list[Example]) -> tuple[Any, Any, Any, Any, Any]:
    """Return padded ids and shapes, the mask, silver, and (rows, columns) of the words' first pieces."""
    length = max(len(e.pieces.ids) for e in batch)
    ids = torch.tensor([e.pieces.ids + [0] * (length - len(e.pieces.ids)) for e in batch])
    shapes = torch.tensor([e.pieces.shapes + [0] * (length - len(e.pieces.ids)) for e in batch])
    mask = torch.arange(length)[None, :] < torch.tensor([len(e.pieces.ids) for e in batch])[:, None]
    silver = torch.tensor([float(e.silver) for e in batch])
    rows = torch.tensor([row for row, e in enumerate(batch) for _ in e.pieces.first])
    columns = torch.tensor([column for e in batch for column in e.pieces.first])
    return ids, shapes, mask, silver, (rows, columns)


def score(weights: Weights, sentences: list[Sentence], tokenizer: Any) -> dict[str, float]:
    """Return the F1 of exact spans, of all and of each type."""
    right: dict[str, list[int]] = {kind: [0, 0, 0] for kind in ("PER", "ORG", "LOC")}
    examples = [(example(tokenizer, s), s) for s in sentences]
    examples = sorted((pair for pair in examples if pair[0].pieces.words), key=lambda pair: len(pair[0].pieces.ids))
    for at in range(0, len(examples), 64):
        part = examples[at : at + 64]
        ids, shapes, mask, silver, _ = tensors([e for e, _ in part])
        with torch.no_grad():
            out = scores(weights, ids[:, :512], shapes[:, :512], mask[:, :512], silver).float().numpy()
        for row, (e, sentence) in enumerate(part):
            tags = best_tags(np.asarray(out[row][[f for f in e.pieces.first if f < 512]]))
            got = set(spans_of(tags, e.pieces.words[: len(tags)]))
            gold = set(sentence.names)
            for kind, counts in right.items():
                for place, spans in enumerate((gold & got, got - gold, gold - got)):
                    counts[place] += sum(span[2] == kind for span in spans)
    total = [sum(column) for column in zip(*right.values(), strict=True)]
    return {name: 2 * a / max(1, 2 * a + b + c) for name, (a, b, c) in (("all", total), *right.items())}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of ewt_train.jsonl and its like")
    parser.add_argument("--base", type=Path, required=True, help="folder of MiniLM's model.safetensors, tokenizer.json")
    parser.add_argument("--out", type=Path, required=True, help="checkpoint to write")
    parser.add_argument("--start", type=Path, help="checkpoint or model.onnx to go on from")
    parser.add_argument("--languages", nargs="+", default=["en", "es"])
    parser.add_argument("--silver", type=int, default=20000, help="silver sentences in the first pass")
    parser.add_argument("--crossner", type=int, default=4, help="how often CrossNER is gone through in one pass")
    parser.add_argument("--crossner-tests", action="store_true", help="train on three of CrossNER's test files as well")
    parser.add_argument("--most", type=int, help="stop after so many batches")
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--nameless", type=float, default=0.4, help="share of the sentences without a name to keep")
    parser.add_argument("--renamed", type=float, default=0.15, help="share of copies with other names")
    parser.add_argument("--recased", type=float, default=0.2)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--half", action="store_true", help="compute in bfloat16")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
