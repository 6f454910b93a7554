"""The entity model at run time: loaded once a process, run on sentences of like length together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from nlp.entity_decode import best_tags, spans_of
from nlp.entity_features import Pieces, open_tokenizer, pieces_of

MODEL = Path(__file__).parent / "models" / "entities"
_WINDOW = 126  # pieces at once, [CLS] and [SEP] left out; the model was trained on sentences up to 158
_OVERLAP = 24  # pieces that neighbouring windows of a long sentence share
_CHUNK = 1500  # code points of a sentence that are tagged together; longer ones are text without punctuation
_BATCH = 2048  # pieces in a batch, padding counted: small enough for a core's cache
_TOGETHER = 512  # sentences that are sorted by length at a time; bounds the memory for a text of any length


def has_model() -> bool:
    """Say whether the weights lie where this module looks for them."""
    return (MODEL / "model.onnx").is_file() and (MODEL / "tokenizer.json").is_file()


def model_spans(text: str, *, language: str, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Return (start, end, PER|ORG|LOC) of the names in `text`, in order and never overlapping.

    Time grows with the length of the text alone: a sentence of any length is cut into windows.
    """
    tokenizer, session = _loaded()
    found: list[tuple[int, int, str]] = []
    chunks = [chunk for start, end in sentences for chunk in _chunks(text, start, end)]
    for at in range(0, len(chunks), _TOGETHER):
        part = chunks[at : at + _TOGETHER]
        pieces = [pieces_of(tokenizer, text[start:end], language=language) for start, end in part]
        for (start, _), sentence, scores in zip(part, pieces, _scores(session, pieces), strict=True):
            names = spans_of(best_tags(scores), sentence.words)
            found.extend((start + left, start + right, kind) for left, right, kind in names)
    return found


@cache
def _loaded() -> tuple[Tokenizer, Any]:
    import onnxruntime  # type: ignore[import-untyped,unused-ignore]  # a quarter of a second, which only who finds names pays

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # it keeps the largest batch for ever: 100 MB on a letter, and no faster
    options.enable_mem_pattern = False
    tokenizer = open_tokenizer((MODEL / "tokenizer.json").read_text(encoding="utf-8"))
    session = onnxruntime.InferenceSession(MODEL / "model.onnx", options, providers=["CPUExecutionProvider"])
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


def _scores(session: Any, sentences: Sequence[Pieces]) -> list[Any]:
    """Return for each sentence an array of (words, tags); where windows overlap, each word's scores come from the
    window in which it stands farther from the edge."""
    jobs = [(number, *window) for number, sentence in enumerate(sentences) for window in _windows(sentence)]
    sized = [(_size(sentences[number], begin, stop), number, begin, stop) for number, begin, stop in jobs]
    sized.sort()
    answers: dict[tuple[int, int, int], Any] = {}
    at = 0
    while at < len(sized):
        stop_at = at + 1
        while stop_at < len(sized) and (sized[stop_at][0] + 2) * (stop_at + 1 - at) <= _BATCH:
            stop_at += 1
        batch = [(number, begin, stop) for _, number, begin, stop in sized[at:stop_at]]
        for job, scores in zip(batch, _run(session, sentences, batch), strict=True):
            answers[job] = scores
        at = stop_at
    joined: list[list[Any]] = [[] for _ in sentences]
    covered = [0] * len(sentences)
    for job in jobs:
        number, begin, _ = job
        scores = answers[job]
        overlap = covered[number] - begin
        if overlap > 0:
            keep = overlap // 2
            joined[number][-1] = joined[number][-1][: len(joined[number][-1]) - (overlap - keep)]
            scores = scores[keep:]
        joined[number].append(scores)
        covered[number] = job[2]
    return [np.concatenate(parts) if parts else np.zeros((0, 1), dtype=np.float32) for parts in joined]


def _size(sentence: Pieces, begin: int, stop: int) -> int:
    end = sentence.first[stop] if stop < len(sentence.first) else len(sentence.ids) - 1
    return end - sentence.first[begin]


def _run(session: Any, sentences: Sequence[Pieces], batch: Sequence[tuple[int, int, int]]) -> list[Any]:
    length = max(_size(sentences[number], begin, stop) for number, begin, stop in batch) + 2
    ids = np.zeros((len(batch), length), dtype=np.int64)
    shapes = np.zeros((len(batch), length), dtype=np.int64)
    mask = np.full((len(batch), length), -1e4, dtype=np.float32)
    for row, (number, begin, stop) in enumerate(batch):
        sentence = sentences[number]
        left = sentence.first[begin]
        size = _size(sentence, begin, stop)
        ids[row, 0], ids[row, size + 1] = sentence.ids[0], sentence.ids[-1]
        shapes[row, 0] = shapes[row, size + 1] = sentence.shapes[0]
        ids[row, 1 : size + 1] = sentence.ids[left : left + size]
        shapes[row, 1 : size + 1] = sentence.shapes[left : left + size]
        mask[row, : size + 2] = 0
    (scores,) = session.run(None, {"ids": ids, "shapes": shapes, "mask": mask[:, None, None, :]})
    return [
        scores[row, [place - sentences[number].first[begin] + 1 for place in sentences[number].first[begin:stop]]]
        for row, (number, begin, stop) in enumerate(batch)
    ]
