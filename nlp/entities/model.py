"""The entity model at run time: loaded once a process, run on one sentence after another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from nlp.entities.decode import best_tags, spans_of
from nlp.entities.features import TAGS, Pieces, near_capitals, open_tokenizer, pieces_of
from nlp.entities.words import COMMON_WORDS
from nlp.onnx import runtime

MODEL = Path(__file__).parents[1] / "models" / "entities"
_WINDOW = 126  # pieces at once, [CLS] and [SEP] left out; the model was trained on sentences up to 158
_LETTERS = re.compile(r"[^\W\d_]+")
_OVERLAP = 24  # pieces that neighbouring windows of a long sentence share
_INPUTS = ("ids", "shapes", "at", "sentence")
_TOGETHER = 500  # characters of a paragraph, at least, before the next sentence is read apart: about _ROW pieces
_ROW = 110  # words: twice as many leave a core's cache, one sentence at a time has the weights read anew for each
_REMEMBERED = 4096  # paragraphs, some 1,000 bytes each
# How much wider than it was fitted the model's early exit stands: narrower costs names, wider time.
_WIDER = {"en": 1.0, "es": 3.0}
_NEVER = -20.0  # the score of a tag that is out of the question
_CHUNK = 1500  # code points of a sentence that are tagged together; longer ones are text without punctuation


def has_model() -> bool:
    """Say whether the weights lie where this module looks for them."""
    return (MODEL / "model.onnx").is_file() and (MODEL / "tokenizer.json").is_file()


def model_spans(text: str, *, language: str, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Return (start, end, PER|ORG|LOC) of the names in `text`, in order and never overlapping.

    Time grows with the length of the text alone: a sentence of any length is cut into windows. A paragraph's sentences are
    read together, but none sees another.
    """
    found: list[tuple[int, int, str]] = []
    for chunks in _paragraphs(text, sentences):
        names = _names(tuple(text[start:end] for start, end in chunks), language)
        for (start, _), inside in zip(chunks, names, strict=True):
            found.extend((start + left, start + right, kind) for left, right, kind in inside)
    return found


def _paragraphs(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Yield the sentences that may hold names, those of one line or paragraph together, some _TOGETHER characters at most.

    What stands together is told by the paragraph alone: the same paragraph has the same names wherever it stands.
    """
    held: list[tuple[int, int]] = []
    length, last = 0, 0
    for first, stop in sentences:
        for start, end in _chunks(text, first, stop):
            if length > _TOGETHER or "\n" in text[last:start]:
                if held:
                    yield held
                held, length = [], 0
            last = end
            length += end - start
            if may_name(text[start:end]):
                held.append((start, end))
    if held:
        yield held


@lru_cache(maxsize=_REMEMBERED)
def _names(sentences: tuple[str, ...], language: str) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """Return the names of each sentence of a paragraph; those read last are remembered, since captions, addresses and quotations
    come again and again, in one text, in its captures, and in what is cited for it."""
    tokenizer, session = _loaded()
    read = [near_capitals(pieces_of(tokenizer, text, language=language), language=language) for text in sentences]
    windows = [(number, begin, stop) for number, pieces in enumerate(read) for begin, stop in _windows(pieces)]
    scores: dict[int, list[tuple[int, int, Any]]] = {}
    at = 0
    while at < len(windows):
        end, count = at, 0
        while end < len(windows) and (end == at or count < _ROW):
            count += windows[end][2] - windows[end][1]
            end += 1
        told = _run(session, read, windows[at:end], wider=_WIDER.get(language, _WIDER["en"]))
        for (number, begin, stop), scored in zip(windows[at:end], told, strict=True):
            scores.setdefault(number, []).append((begin, stop, scored))
        at = end
    return tuple(
        tuple(spans_of(best_tags(_joined(scores.get(number, []))), pieces.words)) for number, pieces in enumerate(read)
    )


def forget() -> None:
    """Forget the sentences read: for who measures how long reading takes."""
    _names.cache_clear()


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
    onnxruntime = runtime()
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


def _joined(windows: list[tuple[int, int, Any]]) -> Any:
    """Return an array of (words, tags); where windows overlap, each word's scores come from the window in which it
    stands farther from the edge."""
    joined: list[Any] = []
    covered = 0
    for begin, stop, scores in windows:
        overlap = covered - begin
        if overlap > 0:
            keep = overlap // 2
            joined[-1] = joined[-1][: len(joined[-1]) - (overlap - keep)]
            scores = scores[keep:]
        joined.append(scores)
        covered = stop
    return np.concatenate(joined) if joined else np.zeros((0, 1), dtype=np.float32)


def _run(session: Any, read: list[Pieces], windows: list[tuple[int, int, int]], *, wider: float) -> list[Any]:
    """Return the scores of the words of each window (sentence, first word, last word + 1), all read as one row.

    A word that the model let go early is sure to be no name.
    """
    row: list[list[int]] = [[], [], [], []]  # ids, shapes, places in the sentence, numbers of the window
    words: list[list[int]] = []
    for number, (sentence, begin, stop) in enumerate(windows):
        pieces = read[sentence]
        left = pieces.first[begin]
        right = pieces.first[stop] if stop < len(pieces.first) else len(pieces.ids) - 1
        words.append([len(row[0]) + place - left + 1 for place in pieces.first[begin:stop]])
        row[0] += [pieces.ids[0], *pieces.ids[left:right], pieces.ids[-1]]
        row[1] += [pieces.shapes[0], *pieces.shapes[left:right], pieces.shapes[0]]
        row[2] += range(right - left + 2)
        row[3] += [number] * (right - left + 2)
    feed = dict(zip(_INPUTS, np.array(row, dtype=np.int64)[:, None], strict=True))
    feed["wider"] = np.array([wider], dtype=np.float32)
    scores, places = session.run(("scores", "places"), feed)
    whole = np.full((len(row[0]), len(TAGS)), _NEVER, dtype=np.float32)
    whole[:, 0] = 0.0
    whole[places] = scores[0]
    return [whole[some] for some in words]
