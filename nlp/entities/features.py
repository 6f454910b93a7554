"""What the entity model sees of a sentence: word pieces, the shape of each word, and where words begin."""

from __future__ import annotations

from dataclasses import dataclass

from tokenizers import Tokenizer

TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
LANGUAGES = ("en", "es")
SHAPES = (
    "special",
    "lower",
    "title",
    "title-first",
    "title-in-title",
    "upper",
    "initial",
    "mixed",
    "digits",
    "letters-digits",
    "mark",
    "uncased",
)
_SHAPE = {name: number for number, name in enumerate(SHAPES)}
_CAPITAL = frozenset(
    _SHAPE[name] for name in ("title", "title-first", "title-in-title", "upper", "initial", "mixed", "letters-digits")
)
# How many words from one with a capital are read. A longer stretch without one holds no name; in Spanish it is two
# fifths of the news, in English, which writes in shorter sentences, a twentieth.
NEAR = {"es": 7}
CLS, SEP = 101, 102  # BERT's uncased vocabulary


@dataclass(frozen=True, slots=True)
class Pieces:
    """A sentence for the model. `ids` and `shapes` stand side by side, [CLS] and [SEP] included.

    `first` holds the position in `ids` of each word's first piece and `words` that word's span in the sentence.
    """

    ids: list[int]
    shapes: list[int]
    first: list[int]
    words: list[tuple[int, int]]


def open_tokenizer(data: str) -> Tokenizer:
    """Return the tokenizer that `data` (the text of a tokenizer.json) describes, without limits of its own."""
    tokenizer = Tokenizer.from_str(data)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def pieces_of(tokenizer: Tokenizer, sentence: str, *, language: str) -> Pieces:
    """Return what the model sees of a sentence.

    The vocabulary knows no case, so each piece carries the shape of its word. Where case says nothing (a sentence
    all in capitals, or one without any), every word with letters gets the shape `uncased`. The shapes of the second
    language follow those of the first: its embedding is how the model knows the language.
    """
    encoding = tokenizer.encode(sentence, add_special_tokens=False)
    ids, first, words = [CLS, *encoding.ids, SEP], [], []
    word_of = encoding.word_ids
    offsets = encoding.offsets
    previous: int | None = None
    for position, word in enumerate(word_of):
        start, end = offsets[position]
        if word != previous:
            first.append(position + 1)
            words.append((start, end))
        else:
            words[-1] = (words[-1][0], end)
        previous = word
    shift = len(SHAPES) * (LANGUAGES.index(language) if language in LANGUAGES else 0)
    word_shapes = shapes_of([sentence[start:end] for start, end in words])
    shapes = [shift] * len(ids)
    for number, begin in enumerate(first):
        stop = first[number + 1] if number + 1 < len(first) else len(ids) - 1
        shapes[begin:stop] = [word_shapes[number] + shift] * (stop - begin)
    return Pieces(ids, shapes, first, words)


def near_capitals(sentence: Pieces, *, language: str) -> Pieces:
    """Return the pieces of the words that stand near one with a capital (see NEAR); all where case says nothing.

    What is left stands side by side, as if nothing had been between.
    """
    distance = NEAR.get(language)
    if distance is None or not sentence.first:
        return sentence
    plain = [sentence.shapes[at] % len(SHAPES) for at in sentence.first]
    if _SHAPE["uncased"] in plain:
        return sentence
    near = {
        other for n, shape in enumerate(plain) if shape in _CAPITAL for other in range(n - distance, n + distance + 1)
    }
    ids, shapes, first, words = [sentence.ids[0]], [sentence.shapes[0]], [], []
    ends = [*sentence.first[1:], len(sentence.ids) - 1]
    for number, (begin, end, word) in enumerate(zip(sentence.first, ends, sentence.words, strict=True)):
        if number in near:
            first.append(len(ids))
            words.append(word)
            ids += sentence.ids[begin:end]
            shapes += sentence.shapes[begin:end]
    return Pieces([*ids, sentence.ids[-1]], [*shapes, sentence.shapes[-1]], first, words)


def shapes_of(words: list[str]) -> list[int]:
    """Return the number of each word's shape among its neighbours (see SHAPES)."""
    plain = [_plain_shape(word) for word in words]
    lettered = [shape for shape in plain if shape not in ("digits", "mark", "letters-digits")]
    lower = sum(shape == "lower" for shape in lettered)
    title = sum(shape == "title" for shape in lettered)
    upper = sum(shape in ("upper", "initial") for shape in lettered)
    says_nothing = lower == len(lettered) or (len(lettered) > 3 and upper > 0.8 * len(lettered))
    titled = len(lettered) > 3 and title > lower
    shapes = []
    opened = False
    for shape in plain:
        if shape not in ("digits", "mark", "letters-digits"):
            if says_nothing:
                shape = "uncased"
            elif shape == "title" and not opened:
                shape = "title-first"
            elif shape == "title" and titled:
                shape = "title-in-title"
            opened = True
        shapes.append(_SHAPE[shape])
    return shapes


def _plain_shape(word: str) -> str:
    if word.isalpha():
        if word.islower():
            return "lower"
        if word.isupper():
            return "upper" if len(word) > 1 else "initial"
        return "title" if word[:1].isupper() and word[1:].islower() else "mixed"
    if word.isdigit():
        return "digits"
    return "letters-digits" if any(sign.isalnum() for sign in word) else "mark"
