"""The entity model at run time: loaded once a process, run on one sentence after another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from nlp.entity_decode import best_tags, spans_of
from nlp.entity_features import Pieces, open_tokenizer, pieces_of
from nlp.entity_words import COMMON_WORDS

MODEL = Path(__file__).parent / "models" / "entities"
_WINDOW = 126  # pieces at once, [CLS] and [SEP] left out; the model was trained on sentences up to 158
_LETTERS = re.compile(r"[^\W\d_]+")
_OVERLAP = 24  # pieces that neighbouring windows of a long sentence share
_CHUNK = 1500  # code points of a sentence that are tagged together; longer ones are text without punctuation


def has_model() -> bool:
    """Say whether the weights lie where this module looks for them."""
    return (MODEL / "model.onnx").is_file() and (MODEL / "tokenizer.json").is_file()


def model_spans(text: str, *, language: str, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Return (start, end, PER|ORG|LOC) of the names in `text`, in order and never overlapping.

    Time grows with the length of the text alone: a sentence of any length is cut into windows. One sentence at a time is
    as fast as any batch (on one core a batch of 2,048 pieces took half as long again: it leaves the core's cache), and
    what is found in a sentence does not depend on what stands beside it.
    """
    tokenizer, session = _loaded()
    found: list[tuple[int, int, str]] = []
    chunks = [chunk for start, end in sentences for chunk in _chunks(text, start, end)]
    known: dict[str, list[tuple[int, int, str]]] = {}  # headings, captions and addresses come again and again
    for start, end in chunks:
        sentence = text[start:end]
        if sentence not in known:
            known[sentence] = []
            if may_name(sentence):
                pieces = pieces_of(tokenizer, sentence, language=language)
                known[sentence] = spans_of(best_tags(_scores(session, pieces)), pieces.words)
        found.extend((start + left, start + right, kind) for left, right, kind in known[sentence])
    return found


def may_name(sentence: str) -> bool:
    """Say whether a sentence may hold a name: not where its only capital is that of an everyday first word.

    A sentence without any capital may, for then case says nothing. On the development sets this spares 25 % of the web's
    text and 18 % of Spanish news, and hides 8 of 966 names and none of 720.
    """
    words = _LETTERS.findall(sentence)
    capitals = [number for number, word in enumerate(words) if word != word.lower() and word != "I"]
    return bool(words) and not (
        (capitals == [0] and words[0].lower() in COMMON_WORDS) or (not capitals and "I" in words[:1])
    )


@cache
def _loaded() -> tuple[Tokenizer, Any]:
    import onnxruntime  # type: ignore[import-untyped,unused-ignore]  # a quarter of a second, which only who finds names pays

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # it keeps the largest batch for ever: 100 MB on a letter, and no faster
    options.enable_mem_pattern = False
    tokenizer = open_tokenizer((MODEL / "tokenizer.json").read_text(encoding="utf-8"))
    # The fused sum and normalisation took a fifth of the time; the two apart take a fiftieth (onnxruntime 1.32).
    session = onnxruntime.InferenceSession(
        MODEL / "model.onnx", options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )
    return tokenizer, session


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _CHUNK:
        space = text.rfind(" ", start + _CHUNK // 2, start + _CHUNK)
        cut = space if space > 0 else start + _CHUNK
        yield start, cut
        start = cut
    if end > start:
        yield start, end


def _windows(sentence: Pieces) -> Iterator[tuple[int, int]]:
    """Yield (first word, last word + 1) of windows that hold at most _WINDOW pieces each."""
    count = len(sentence.first)
    ends = [*sentence.first[1:], len(sentence.ids) - 1]
    begin = 0
    while begin < count:
        stop = begin + 1
        while stop < count and ends[stop] - sentence.first[begin] <= _WINDOW:
            stop += 1
        yield begin, stop
        if stop == count:
            return
        back = stop
        while back - 1 > begin and ends[stop - 1] - sentence.first[back - 1] <= _OVERLAP:
            back -= 1
        begin = back


def _scores(session: Any, sentence: Pieces) -> Any:
    """Return an array of (words, tags); where windows overlap, each word's scores come from the window in which it
    stands farther from the edge."""
    joined: list[Any] = []
    covered = 0
    for begin, stop in _windows(sentence):
        scores = _run(session, sentence, begin, stop)
        overlap = covered - begin
        if overlap > 0:
            keep = overlap // 2
            joined[-1] = joined[-1][: len(joined[-1]) - (overlap - keep)]
            scores = scores[keep:]
        joined.append(scores)
        covered = stop
    return np.concatenate(joined) if joined else np.zeros((0, 1), dtype=np.float32)


def _run(session: Any, sentence: Pieces, begin: int, stop: int) -> Any:
    left = sentence.first[begin]
    right = sentence.first[stop] if stop < len(sentence.first) else len(sentence.ids) - 1
    ids = [sentence.ids[0], *sentence.ids[left:right], sentence.ids[-1]]
    shapes = [sentence.shapes[0], *sentence.shapes[left:right], sentence.shapes[0]]
    (scores,) = session.run(
        None,
        {
            "ids": np.array([ids], dtype=np.int64),
            "shapes": np.array([shapes], dtype=np.int64),
            "mask": np.zeros((1, 1, 1, len(ids)), dtype=np.float32),
        },
    )
    return scores[0, [place - left + 1 for place in sentence.first[begin:stop]]]
