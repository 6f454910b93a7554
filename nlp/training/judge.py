"""Train the judge: a small encoder that reads a claim beside its evidence; torch and transformers, never at run time.

    python -m nlp.training.judge train PAIRS BASE OUT --minutes 55     # PAIRS: of nlp.training.judge_data; BASE: all-MiniLM-L6-v2
    python -m nlp.training.judge export OUT/last.pt BASE nlp/models/judge
    python -m nlp.training.judge score nlp/models/judge PAIRS held.json   # log-odds of what was held out, for nlp.training.blend

Fold 4 of the pairs and all of WiCE's claims are never trained on. The schedule runs by the clock: the rate falls in a line to the last
minute, and a checkpoint is written every four minutes, so that a usable model exists at any time.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from transformers import AutoModel

MOST = 112  # pieces of claim and evidence together, as in nlp/judge.py
HELD = 4  # the fold that is never trained on
FROZEN = 2  # layers from the bottom that stay as they were, with the word embeddings
BATCH = 32
# Pairs of each file in one round: the scarce ones come round more often than the plentiful.
MIX = {"fever_dev": 700, "fool_me_twice": 325, "factcheck_gpt": 325, "begin": 150, "wice": 125, "synth": 500}
SAVE_S = 240.0


class Net(torch.nn.Module):  # type: ignore[misc,unused-ignore]  # torch is not there where types are checked
    """The encoder and one logit over [CLS] and the mean and the maximum of the claim's words: one open word must be able to decide."""

    def __init__(self, base: str) -> None:
        super().__init__()
        # No dropout: it costs a fifth of the time on a processor, and the data are seen two times at most.
        off = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0, "add_pooling_layer": False}
        self.body = AutoModel.from_pretrained(base, attn_implementation="sdpa", **off)
        self.head = torch.nn.Linear(self.body.config.hidden_size * 3, 1)
        torch.nn.init.normal_(self.head.weight, std=0.01)

    def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
        """Return a row of one logit for each pair."""
        told = self.body(
            input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask
        ).last_hidden_state
        claim = ((token_type_ids == 0) & (attention_mask == 1)).float().unsqueeze(-1)
        mean = (told * claim).sum(1) / claim.sum(1)
        top = (told - 1e4 * (1 - claim)).max(1).values
        return self.head(torch.cat([told[:, 0], mean, top], -1))


def opened(base: str) -> Tokenizer:
    """Return the tokenizer of the base, set as it is used."""
    tokenizer = Tokenizer.from_file(f"{base}/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST, strategy="longest_first")
    return tokenizer


def tensors(rows: list[tuple[list[int], list[int], float]]) -> tuple[Any, Any, Any, Any]:
    """Return ids, mask, types and labels of some encoded pairs, padded to the longest."""
    width = max(len(ids) for ids, _, _ in rows)
    ids = torch.tensor([r[0] + [0] * (width - len(r[0])) for r in rows])
    mask = torch.tensor([[1] * len(r[0]) + [0] * (width - len(r[0])) for r in rows])
    types = torch.tensor([r[1] + [1] * (width - len(r[1])) for r in rows])
    return ids, mask, types, torch.tensor([float(r[2]) for r in rows])


def pool(path: Path, tokenizer: Tokenizer) -> list[tuple[list[int], list[int], float]]:
    """Return the encoded pairs of a file, without those of the fold that is held out."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    kept = [row for row in rows if row["fold"] != HELD]
    return [(e.ids, e.type_ids, row["y"]) for row in kept if (e := tokenizer.encode(row["claim"], row["evidence"]))]


def train(pairs: Path, base: str, out: Path, minutes: float) -> None:
    """Train by the clock and leave `last.pt`."""
    torch.set_num_threads(1)
    torch.manual_seed(5)
    chance = random.Random(5)  # noqa: S311
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = opened(base)
    pools = {name: pool(pairs / f"{name}.jsonl", tokenizer) for name in MIX}
    net = Net(base).train()
    for still in (net.body.embeddings, *net.body.encoder.layer[:FROZEN]):
        still.requires_grad_(False)
    body = [p for p in net.body.parameters() if p.requires_grad]
    rates = (1.5e-4, 1e-3)
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rates[0]}, {"params": net.head.parameters(), "lr": rates[1]}], weight_decay=0.01
    )
    start = saved = time.time()
    end = start + 60 * minutes
    step = seen = 0
    at = dict.fromkeys(MIX, 0)
    while time.time() < end:
        rows = []
        for name, count in MIX.items():
            for _ in range(count):
                if at[name] % len(pools[name]) == 0:
                    chance.shuffle(pools[name])
                rows.append(pools[name][at[name] % len(pools[name])])
                at[name] += 1
        rows.sort(key=lambda row: len(row[0]) + 4 * chance.random())
        batches = [rows[i : i + BATCH] for i in range(0, len(rows), BATCH)]
        chance.shuffle(batches)
        total = 0.0
        for batch in batches:
            now = time.time()
            share = max(0.02, (end - now) / (end - start)) * min(1.0, (step + 1) / 60)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * share
            ids, mask, types, labels = tensors(batch)
            loss = torch.nn.functional.binary_cross_entropy_with_logits(net(ids, mask, types)[:, 0], labels)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(body, 1.0)
            optimizer.step()
            optimizer.zero_grad()
            total, seen, step = total + loss.item() * len(batch), seen + len(batch), step + 1
            if now - saved > SAVE_S or now >= end:
                torch.save(net.state_dict(), out / "last.tmp")
                os.replace(out / "last.tmp", out / "last.pt")
                saved = now
            if now >= end:
                break
        sys.stdout.write(f"{seen} pairs, {seen / (time.time() - start):.1f} a second, loss {total / len(rows):.4f}\n")
        sys.stdout.flush()


def pruned(tokenizer: dict[str, Any]) -> tuple[list[int], dict[str, Any]]:
    """Return the rows of the word embeddings that stay, and the tokenizer with their new numbers.

    Words of other alphabets and the places kept free for new ones go: a megabyte that an English judge never reads.
    """
    words: dict[str, int] = tokenizer["model"]["vocab"]
    latin = {
        w: i
        for w, i in words.items()
        if not w.startswith("[unused") and all(ord(c) < 0x250 or 0x2010 <= ord(c) < 0x20C0 for c in w)
    }
    kept = sorted(latin.values())
    number = {old: new for new, old in enumerate(kept)}
    tokenizer["model"]["vocab"] = {w: number[i] for w, i in latin.items()}
    for token in tokenizer["added_tokens"]:
        token["id"] = number[token["id"]]
    for token in tokenizer["post_processor"]["special_tokens"].values():
        token["ids"] = [number[i] for i in token["ids"]]
    return kept, tokenizer


def export(checkpoint: Path, base: str, out: Path) -> None:
    """Write the model as ONNX with weights of one byte, and its tokenizer."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    net = Net(base).eval()
    net.load_state_dict(torch.load(checkpoint))
    kept, tokenizer = pruned(json.loads(Path(base, "tokenizer.json").read_text(encoding="utf-8")))
    places = net.body.embeddings
    places.word_embeddings.weight = torch.nn.Parameter(places.word_embeddings.weight[kept].clone())
    places.position_embeddings.weight = torch.nn.Parameter(places.position_embeddings.weight[:MOST].clone())
    places.position_ids = places.position_ids[:, :MOST]
    ids, mask, types, _ = tensors(
        [([101, 2003, 102, 2054, 102], [0, 0, 0, 1, 1], 0.0), ([101, 2003, 102], [0, 0, 0], 0.0)]
    )
    names = ["input_ids", "attention_mask", "token_type_ids"]
    whole = out / "whole.onnx"
    torch.onnx.export(
        net, (ids, mask, types), str(whole), input_names=names, output_names=["logits"], dynamo=False, opset_version=17,
        dynamic_axes={name: {0: "pairs", 1: "pieces"} for name in names} | {"logits": {0: "pairs"}},
    )  # fmt: skip
    quantize_dynamic(
        str(whole),
        str(out / "model.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    whole.unlink()
    (out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")


def score(folder: Path, pairs: Path, out: Path) -> None:
    """Write the log-odds that the exported model gives the pairs that were held out, by file, with the pairs' places in it."""
    from nlp.judge import load, logits

    model = load(folder)
    told: dict[str, dict[str, list[Any]]] = {}
    for name in ("wice_claim_dev", "fever_dev", "fool_me_twice", "factcheck_gpt", "begin"):
        rows = [json.loads(line) for line in (pairs / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        held = [at for at, row in enumerate(rows) if name == "wice_claim_dev" or row["fold"] == HELD]
        odds = logits(model, [(rows[at]["claim"], rows[at]["evidence"]) for at in held])[:, 0]
        told[name] = {"at": held, "odds": odds.round(4).tolist()}
    out.write_text(json.dumps(told), encoding="utf-8")


def main() -> None:
    """Do what is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["train", "export", "score"])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--minutes", type=float, default=55)
    options = parser.parse_args()
    first, second, third = options.paths
    match options.what:
        case "train":
            train(first, str(second), third, options.minutes)
        case "export":
            export(first, str(second), third)
        case _:
            score(first, second, third)


if __name__ == "__main__":
    main()
