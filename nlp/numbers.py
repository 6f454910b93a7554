"""Numbers in a text: their value, what they count, and whether they are exact; English and Spanish, digits elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.number_units import CODES, LABELS, MEASURES, METRES, MONEY_WORDS, SUFFIXES, SYMBOLS, counted
from nlp.number_words import FRACTIONS, JOINER, ORDINALS, SCALES, SMALL, VAGUE, worth
from nlp.spans import Quantity, Timex

_TOKEN = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.,]\d|\d)"
    r"|\d+(?:[.,'’]\d+)*"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)?"
    r"|US\$|MX\$|[$€£¥₹₽₩₪₿]"
    r"|[^\s\w]"
    r"|\n"
    r"|_+"
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec "
    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago dic "
    "spring summer autumn fall winter primavera verano otoño invierno".split()
)
_BEFORE = {
    "en": {
        "over": ("over", "more than", "at least", "no fewer than", "no less than", "not less than", "upwards of", "in excess of", "exceeding",
                 "above", "beyond", "a minimum of", "greater than", "well over", "just over", "a little over", "minimum of", "some over"),
        "under": ("under", "fewer than", "less than", "up to", "at most", "no more than", "not more than", "below", "a maximum of",
                  "as many as", "as much as", "just under", "maximum of", "within", "a little under"),
        "about": ("about", "around", "almost", "nearly", "approximately", "roughly", "some", "close to", "approx", "circa", "ca", "an estimated",
                  "estimated", "virtually", "practically", "in the region of", "c", "or so"),
    },
    "es": {
        "over": ("más de", "mas de", "al menos", "por lo menos", "como mínimo", "no menos de", "cuando menos", "superior a", "superiores a",
                 "por encima de", "mínimo de", "a partir de", "mayor a", "mayor que", "más que"),
        "under": ("menos de", "hasta", "como máximo", "no más de", "a lo sumo", "inferior a", "inferiores a", "por debajo de", "máximo de",
                  "cuando más", "a lo mucho", "menor a", "menor que"),
        "about": ("casi", "cerca de", "alrededor de", "aproximadamente", "unos", "unas", "en torno a", "en torno al", "cerca del", "alrededor del",
                  "cercano a", "cercana a", "prácticamente", "aprox", "poco más o menos", "unos cuantos"),
    },
}  # fmt: skip
_AFTER = {
    "en": {"over": ("or more", "or above", "or over", "or older", "plus", "at least", "and over", "and above"),
           "under": ("or fewer", "or less", "or under", "or below", "at most", "or younger"),
           "about": ("or so", "approximately", "odd", "or thereabouts", "- odd")},
    "es": {"over": ("o más", "y pico", "y tantos", "como mínimo", "por lo menos", "al menos"),
           "under": ("o menos", "como máximo", "a lo sumo"),
           "about": ("aproximadamente", "más o menos", "o así")},
}  # fmt: skip
_SIGNS = {">": "over", "≥": "over", "<": "under", "≤": "under", "~": "about", "≈": "about", "±": "about"}
_LONGEST_CUE = 4  # words in the longest bound above


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    low: str


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number that was read: tokens [first, last), and what was already told of its unit."""

    first: int
    last: int
    value: float
    unit: str | None = None
    vague: bool = False
    whole: bool = True
    label: bool = False


def find_numbers(text: str, *, language: str, dates: Sequence[Timex] = ()) -> list[Quantity]:
    """Return the quantities of a text in reading order; the time taken grows with its length only.

    `language` is an ISO 639-1 code; in others than en and es only digits are read, with a decimal comma. What lies in
    one of `dates` is no quantity, nor are numbers of lists, notes, telephones, addresses and versions. The span is the
    number with its scale, currency and percent sign; `unit` is an ISO 4217 code, "%", a measure, "ordinal", the word
    before a number that is a name ("Article 47"), or the noun that is counted, as written. "Up to" is `under`, "at
    least" `over`, "almost" and "nearly" `about`: who writes them promises no side. "Dozens of" is `over` 12.
    """
    spoken = language if language in SMALL else ""
    tokens = [_Token(m.start(), m.end(), m[0], m[0].lower()) for m in _TOKEN.finditer(text)]
    reader = _Reader(tokens, text, spoken, _comma_is_decimal(tokens, language), _Covered(dates))
    figures: list[_Figure] = []
    at = 0
    while at < len(tokens):
        figure = reader.figure(at)
        if figure:
            figures.append(figure)
            at = max(figure.last, at + 1)
        else:
            at += reader.skip(at)
    return _quantities(figures, reader)


class _Covered:
    """The date spans, asked in logarithmic time."""

    def __init__(self, dates: Sequence[Timex]) -> None:
        self._spans = sorted((d.start, d.end) for d in dates)
        self._starts = [s for s, _ in self._spans]

    def __call__(self, start: int, end: int) -> bool:
        at = bisect_right(self._starts, start) - 1
        if at >= 0 and self._spans[at][1] > start:
            return True
        return at + 1 < len(self._spans) and self._spans[at + 1][0] < end


def _comma_is_decimal(tokens: Sequence[_Token], language: str) -> bool:
    """Return whether this text writes 12,5 rather than 12.5: by its unambiguous numbers, then by its language."""
    comma = point = 0
    for token in tokens:
        if token.text[0].isdigit() and not token.text.isdigit():
            last_comma, last_point = token.text.rfind(","), token.text.rfind(".")
            if last_comma >= 0 and last_point >= 0:
                comma, point = comma + (last_comma > last_point), point + (last_point > last_comma)
            elif token.text.count(",") > 1:
                point += 1
            elif token.text.count(".") > 1:
                comma += all(len(part) == 3 for part in token.text.split(".")[1:])
            elif last_comma >= 0 and len(token.text) - last_comma != 4:
                comma += 1
            elif last_point >= 0 and len(token.text) - last_point != 4:
                point += 1
    if comma != point:
        return comma > point
    return language not in ("en", "zh", "ja", "ko", "he", "hi")


def _digits(text: str, comma_is_decimal: bool) -> float | None:
    """Return the value of a figure in digits, or None where its marks fit no number (1.2.3, 192.168.0.1)."""
    plain = re.sub(r"[ \u00a0\u202f'’]", "", text)
    commas, points = plain.count(","), plain.count(".")
    if commas and points:
        mark = "," if plain.rfind(",") > plain.rfind(".") else "."
        if plain.count(mark) > 1:
            return None
        head, tail = plain.rsplit(mark, 1)
        parts = re.split(r"[.,]", head)
        return float("".join(parts) + "." + tail) if all(len(p) == 3 for p in parts[1:]) else None
    if not commas and not points:
        return float(plain) if len(plain) < 300 else None
    mark = "," if commas else "."
    parts = plain.split(mark)
    grouped = all(len(p) == 3 for p in parts[1:]) and 1 <= len(parts[0]) <= 3 and parts[0] != "0"
    if len(parts) > 2:
        return float("".join(parts)) if grouped else None
    # one mark with three digits after it: a decimal point in English, thousands elsewhere; a comma is thousands in both
    # but where the text shows decimal points and never a comma
    if grouped and (mark == "," or comma_is_decimal):
        return float("".join(parts))
    return float(".".join(parts))


class _Reader:
    """Reads one figure at a token; all it knows is the tokens around."""

    def __init__(self, tokens: list[_Token], text: str, language: str, comma: bool, covered: _Covered) -> None:
        self.tokens, self.text, self.language, self.comma, self.covered = tokens, text, language, comma, covered
        self.small = SMALL.get(language, {})
        self.scales = SCALES.get(language, {})
        self.ordinals = ORDINALS.get(language, {})
        self.fractions = FRACTIONS.get(language, {})

    def low(self, at: int) -> str:
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def near(self, at: int) -> bool:
        """Return whether token `at` stands against the one before it, with nothing between."""
        return 0 < at < len(self.tokens) and self.tokens[at].start == self.tokens[at - 1].end

    def skip(self, at: int) -> int:
        """Return how many tokens to pass over where no figure was read: a whole run of digits that is a telephone."""
        end = at + 1
        if self.tokens[at].text[0].isdigit():
            while self.near(end) and self.low(end) in "-./:·_" and self.near(end + 1) and self.low(end + 1)[:1].isdigit():
                end += 2
        return end - at

    def figure(self, at: int) -> _Figure | None:
        token = self.tokens[at]
        first = token.text[0]
        if first.isdigit():
            found = self._in_digits(at)
        elif token.low in self.small or token.low in self.scales or token.low in self.ordinals or token.low in self.fractions:
            found = self._in_words(at)
        elif token.low in ("half", "medio", "media") and self.language:
            found = self._in_words(at)
        else:
            return None
        if found and self.covered(self.tokens[found.first].start, self.tokens[found.last - 1].end):
            return None
        return found

    # ------------------------------------------------------------ digits

    def _in_digits(self, at: int) -> _Figure | None:
        token, before = self.tokens[at], self.tokens[at - 1] if at else None
        if before and before.end == token.start and (before.text[-1].isalnum() or before.text in "@/#_=&?%~\\:.,"):
            return None
        if before and before.end == token.start and before.text in "-–" and at > 1 and self.near(at - 1) and self.tokens[at - 2].text[-1].isalpha():
            return None  # COVID-19
        if self._is_mark(at):
            return None
        value = _digits(token.text, self.comma)
        if value is None:
            return None
        first, last, unit = at, at + 1, None
        if self.near(last):
            after = self.tokens[last]
            if after.text == ":" and self.near(last + 1) and self.low(last + 1)[:1].isdigit():
                return None
            if after.text == "/" and self.near(last + 1) and self.low(last + 1).isdigit():
                return self._ratio(at, value)
            if after.text in "ºª" or after.low in ("st", "nd", "rd", "th", "er", "ero", "era", "ro", "ra", "do", "da", "to", "ta", "mo", "ma", "vo", "va", "°"):
                if not (self.near(last + 1) and self.low(last + 1)[:1].isalnum()):
                    return _Figure(at, last + 1, value, "ordinal")
            if after.text[0].isalpha() or after.text == "_":
                scale = SUFFIXES.get(after.low)
                if scale and not (after.low in ("m", "mm") and not self._counts_money_or_things(at, last)):
                    value, last = value * scale, last + 1
                elif after.low in MEASURES:
                    unit, last = after.text, last + 1
                else:
                    return None  # 3NAP, 4G
        words: list[str] = []
        while self.low(last) in self.scales and self.low(last) not in ("hundreds", "thousands") and not self._line_between(last):
            value, words, last = value * self.scales[self.low(last)], [*words, self.low(last)], last + 1
        if last == at + 1 and self.low(last) in ("bn", "mn", "tn") and self.tokens[last].start - token.end == 1:
            value, last = value * SUFFIXES[self.low(last)], last + 1
        if self.language == "es" and self.low(last) in ("mdp", "mdd"):
            return _Figure(self._sign(first), last + 1, value * 1e6, "pesos" if self.low(last) == "mdp" else "USD")
        if self.low(last) in ("1", "½", "¼", "¾") or (self.near(last) and self.low(last) in _VULGAR):
            value, last = value + _VULGAR.get(self.low(last), 0.0), last + (self.low(last) in _VULGAR)
        if self._is_year(at, last, value):
            return None
        return self._dressed(first, last, value, unit)

    def _counts_money_or_things(self, at: int, last: int) -> bool:
        """Return whether the m of 1.2m is a million: unless the next word speaks of a length."""
        return self.low(last + 1) not in METRES and not (self.low(last) == "mm" and self.low(at - 1) not in SYMBOLS)

    def _ratio(self, at: int, above: float) -> _Figure | None:
        below = self.low(at + 2)
        if self.near(at + 3) and (self.low(at + 3) in "/-" or self.low(at + 3)[0].isalnum()):
            return None
        if len(below) > 2 or not above or not 0 < above < float(below):
            return None
        return _Figure(at, at + 3, above / float(below))

    def _is_mark(self, at: int) -> bool:
        """Return whether a figure numbers a list item, a note or a paragraph, or belongs to a telephone."""
        token = self.tokens[at]
        starts_line = at == 0 or self.tokens[at - 1].text == "\n"
        if starts_line and len(token.text) <= 3 and self.low(at + 1) in (".", ")", "-", "°", "º") and self.near(at + 1):
            if not (self.low(at + 1) == "-" and self.near(at + 2)):
                return True
        if self.low(at - 1) in ("[", "(") and self.low(at + 1) in ("]", ")") and token.text.isdigit() and len(token.text) <= 4:
            return True
        if starts_line and re.fullmatch(r"\d+(\.\d+)+", token.text) and self.low(at + 1)[:1].isalpha() and len(token.text) <= 6:
            return self.tokens[at + 1].text[0].isupper()
        if self.low(at - 1) == "+" or (self.low(at - 1) == ")" and self.low(at - 2).isdigit() and self.low(at - 3) == "("):
            return True
        return False

    def _is_year(self, at: int, last: int, value: float) -> bool:
        token = self.tokens[at]
        if last == at + 1 and self.low(at - 1) in _MONTHS or (self.low(at - 1) == "de" and self.low(at - 2) in _MONTHS):
            return value < 2200
        if last == at + 1 and value <= 31 and (self.low(at + 1) in _MONTHS - {"may", "march", "fall"} or (self.low(at + 1) == "de" and self.low(at + 2) in _MONTHS)):
            return True
        if last == at + 1 and self.low(at + 1) == "," and self.low(at - 1) in _MONTHS and value <= 31:
            return True
        if last > at + 1 or len(token.text) != 4 or not 1400 <= value <= 2150:
            return False
        if self.low(at - 1) in SYMBOLS or self.low(at + 1) in ("%", "€", "£", "percent"):
            return False
        if self.low(at - 1) in ("than", "over", "about", "nearly", "almost", "some", "least", "around", "casi", "unos", "unas", "menos", "más"):
            return False
        if self.low(at + 1) in MONEY_WORDS:
            return False
        if self.language == "en" and self.low(at - 1) not in ("in", "since", "by", "until", "during", "from", "of", "year", "the", "mid"):
            following = self._words(at + 1)
            noun = counted(following[:2], "en", value)
            return not (noun and noun[0].islower() and noun.lower().endswith("s") and following[0] == noun)
        return True

    # ------------------------------------------------------------ words

    def _in_words(self, at: int) -> _Figure | None:
        low, language = self.tokens[at].low, self.language
        if at and self.near(at) and self.tokens[at - 1].text in "-'’" and self.near(at - 1):
            return None
        if at and self.near(at) and self.tokens[at - 1].text[-1].isdigit():
            return None
        if low in ("half", "medio", "media", "mitad"):
            return self._half(at)
        run = self._run(at)
        value = worth([self.low(n) for n in run if self.low(n) != "-"], language) if run else None
        if value is not None and run:
            last = run[-1] + 1
            fraction = self._fraction(last, value)
            if fraction:
                return _Figure(at, fraction[1], fraction[0])
            ordinal = self.ordinals.get(self.low(last + 1)) if self.low(last) == "-" and self.near(last + 1) else None
            if ordinal and value >= 20:
                return _Figure(at, last + 2, value + ordinal, "ordinal")
            if len(run) == 1 and low in _ARTICLES_LIKE:
                return self._one(at, value)
            if len(run) == 1 and low in VAGUE:
                return self._vague(at, value)
            if low in ("un", "una") and len(run) > 1 and self.low(run[1]) not in self.scales:
                return None
            if language == "en" and len(run) == 1 and low in ("hundred", "thousand", "million", "billion", "trillion", "dozen"):
                before = self.low(at - 1)
                if before not in ("a", "an", "per", "few", "several", "half"):
                    return None
                if before in ("few", "several"):
                    return _Figure(at, last, value, vague=True)
            half = self._and_a_half(last)
            if half:
                scale = self.scales.get(self.low(half), 1.0)
                return self._dressed(at, half + (self.low(half) in self.scales), (value + 0.5) * scale, None)
            return self._dressed(at, last, value, None)
        if low in self.ordinals and not self._is_time(at):
            return _Figure(at, at + 1, float(self.ordinals[low]), "ordinal")
        if low == "quarter" or low == "third":
            return None
        return None

    def _run(self, at: int) -> list[int]:
        """Return the tokens that go on as one number in words, the longest run that has a worth."""
        run = [at]
        kept = [at] if worth([self.low(at)], self.language) is not None else []
        n = at + 1
        while n < len(self.tokens) and n - at < 14:
            low = self.low(n)
            if low == "-" and self.near(n) and self.near(n + 1) and self.low(n + 1) in self.small:
                n += 1
                continue
            if not (low in self.small or low in self.scales or low == JOINER[self.language]) or self._line_between(n):
                break
            run.append(n)
            if low != JOINER[self.language]:
                if low in ("un", "una", "uno") and self.low(n - 1) != "y":
                    break
                joined = self.low(n - 1) == JOINER[self.language]
                if joined and not self._joins(run):
                    break
                if worth([self.low(k) for k in run], self.language) is None:
                    break
                kept = list(run)
            n += 1
        return kept

    def _joins(self, run: list[int]) -> bool:
        """Return whether the joiner before the last word stands inside a number: "hundred and five", "treinta y cinco"."""
        before = self.low(run[-3]) if len(run) > 2 else ""
        if self.language == "en":
            return before in ("hundred", "thousand", "million")
        return before in ("treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa") and self.small.get(self.low(run[-1]), 10) < 10

    def _half(self, at: int) -> _Figure | None:
        low, after = self.low(at), self.low(at + 1)
        if self.language == "es" and low in ("medio", "media"):
            if after in self.scales:
                return self._dressed(at, at + 2, 0.5 * self.scales[after], None)
            return _Figure(at, at + 1, 0.5, self.tokens[at + 1].text) if after in ("hora", "kilo", "litro", "tonelada", "siglo") else None
        if low == "mitad":
            return _Figure(at, at + 1, 0.5) if after in ("de", "del") else None
        skip = 1 if after in ("a", "an") else 0
        if self.low(at + 1 + skip) in self.scales:
            return self._dressed(at, at + 2 + skip, 0.5 * self.scales[self.low(at + 1 + skip)], None)
        if after == "of" or (after in ("the", "a", "an", "its", "their", "our") and self.low(at - 1) not in ("the", "second", "other")):
            return _Figure(at, at + 1, 0.5)
        return None

    def _and_a_half(self, last: int) -> int:
        """Return the token after "and a half" or "y medio" where it stands at `last`, else 0."""
        if self.language == "en" and (self.low(last), self.low(last + 1), self.low(last + 2)) == ("and", "a", "half"):
            return last + 3
        if self.language == "es" and self.low(last) == "y" and self.low(last + 1) in ("medio", "media"):
            return last + 2
        return 0

    def _fraction(self, last: int, value: float) -> tuple[float, int] | None:
        """Return the value and the end of a fraction whose upper part ends at `last`: "two-thirds", "tres cuartas partes"."""
        n = last + (self.low(last) == "-")
        part = self.fractions.get(self.low(n))
        if part is None or not 1 <= value < 20:
            return None
        if self.language == "es":
            if self.low(n) in ("cuarto", "cuarta", "tercera", "quinta", "quinto", "sexta", "décima") and (value != 1 or self.low(n + 1) != "parte"):
                if not (self.low(n) in ("cuarto", "quinto") and value == 1 and self.low(n + 1) == "de"):
                    return None
            n += self.low(n + 1) in ("parte", "partes")
        elif value == 1 and self.low(n) not in ("third", "quarter", "fifth", "tenth", "half", "sixth", "eighth"):
            return None
        return value * part, n + 1

    def _one(self, at: int, value: float) -> _Figure | None:
        """Return the figure that a lone "one" is where it counts something; as a pronoun or article it is none."""
        if self.language == "es" or self.low(at - 1) in ("no", "the", "this", "that", "each", "every", "any", "another", "which", "some", "only") and self.low(at + 1) == "of":
            return None
        if self.low(at - 1) in ("no", "this", "that", "each", "every", "any", "another", "which", "someone"):
            return None
        if self.low(at + 1) == "in" and self.low(at + 2) in self.small:
            return _Figure(at, at + 3, 1 / self.small[self.low(at + 2)]) if self.small[self.low(at + 2)] else None
        following = self._words(at + 1)
        if not following or counted(following[:1], self.language, 1.0) is None or following[0].lower().endswith(("ing", "ed", "ly")):
            return None
        return self._dressed(at, at + 1, value, None)

    def _vague(self, at: int, value: float) -> _Figure | None:
        after = self.low(at + 1)
        if after not in ("of", "de", "more") and not counted(self._words(at + 1)[:1], self.language, value):
            return None
        return _Figure(at, at + 1, value, vague=True)

    def _is_time(self, at: int) -> bool:
        low, before, after = self.low(at), self.low(at - 1), self.low(at + 1)
        if self.language == "en":
            if low == "second" and (before in ("a", "per", "every", "each") and after in ("", ".", ",", "and", "or", ";", ")")):
                return True
            return low == "first" and (before == "at" or after == ",") or (low in ("second", "third") and after == "-")
        return low in ("cuarto", "segundo") and before in ("el", "un", "cada", "por") and after in (".", ",", "y", "")

    # ------------------------------------------------------------ around a figure

    def _line_between(self, at: int) -> bool:
        return self.text.find("\n\n", self.tokens[at - 1].end, self.tokens[at].start) >= 0

    def _sign(self, first: int) -> int:
        return first - 1 if self.low(first - 1).upper() in SYMBOLS and self.tokens[first].start - self.tokens[first - 1].end <= 1 else first

    def _dressed(self, first: int, last: int, value: float, unit: str | None) -> _Figure:
        """Take in the currency before and the percent sign, currency or fraction after."""
        begin = self._sign(first)
        if begin < first:
            unit = SYMBOLS[self.tokens[begin].text.upper()]
            if unit == "USD" and self.tokens[begin].text == "$" and begin and self.near(begin) and self.low(begin - 1).upper() + "$" in SYMBOLS:
                begin, unit = begin - 1, SYMBOLS[self.low(begin - 1).upper() + "$"]
        elif self.low(first - 1).upper() in CODES and self.tokens[first - 1].text.isupper():
            begin, unit = first - 1, self.tokens[first - 1].text
        minus = self.tokens[begin - 1] if begin else None
        if minus and minus.text in "-−" and minus.end == self.tokens[begin].start:
            alone = begin < 2 or self.tokens[begin - 2].end < minus.start or self.low(begin - 2) in ("(", "[", "\n")
            if alone and self.tokens[first].text[0].isdigit():
                value, begin = -value, begin - 1
        after, close = self.low(last), last < len(self.tokens) and self.tokens[last].start - self.tokens[last - 1].end <= 1
        if after == "%" and close:
            return _Figure(begin, last + 1, value, "%")
        if after in ("percent", "pct") or (after in ("per", "por") and self.low(last + 1) in ("cent", "ciento", "cien")):
            return _Figure(begin, last + (1 if after in ("percent", "pct") else 2), value, "%")
        if after == "percentage" and self.low(last + 1) in ("points", "point"):
            return _Figure(begin, last + 2, value, "percentage points")
        if after == "puntos" and self.low(last + 1) == "porcentuales":
            return _Figure(begin, last + 2, value, "percentage points")
        if unit:
            named = self._money(last)
            return _Figure(begin, named[0], value, named[1]) if named and named[1] not in ("USD",) else _Figure(begin, last, value, unit)
        if after in ("€", "£", "¥", "$") and close:
            return _Figure(begin, last + 1, value, SYMBOLS[after])
        named = self._money(last)
        if named:
            return _Figure(begin, named[0], value, named[1])
        if after in MEASURES - {"in", "s", "h", "m", "l", "v", "min", "pt"} or (after in ("m", "l", "h") and close and after == self.tokens[last].text):
            return _Figure(begin, last + 1, value, self.tokens[last].text)
        label = self.low(begin - 1)
        if label == "." and self.low(begin - 2) in LABELS:
            label = self.low(begin - 2)
        if label in LABELS and begin == first:
            return _Figure(begin, last, value, label, label=True)
        return _Figure(begin, last, value)

    def _money(self, at: int) -> tuple[int, str] | None:
        """Return the end and the unit of a currency that is named at a token: "million dollars", "de pesos", "EUR"."""
        n = at + (self.low(at) == "de")
        if self.low(n) in ("us", "canadian", "australian", "hong") and self.low(n + 1) in MONEY_WORDS:
            return (n + 2, {"us": "USD", "canadian": "CAD", "australian": "AUD"}.get(self.low(n), "dollars"))
        if self.low(n) in MONEY_WORDS:
            return n + 1, MONEY_WORDS[self.low(n)]
        if n < len(self.tokens) and self.tokens[n].text in CODES:
            return n + 1, self.tokens[n].text
        return None

    def _words(self, at: int) -> list[str]:
        """Return the words that follow without a mark or a line between, at most eight."""
        words: list[str] = []
        for n in range(at, min(at + 8, len(self.tokens))):
            text = self.tokens[n].text
            if not text[0].isalpha():
                if text == "-" and self.near(n) and self.near(n + 1):
                    continue
                break
            words.append(text)
        return words


_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_ARTICLES_LIKE = frozenset(("one", "un", "una", "uno"))
_RANGE_WORDS = {"en": ("to", "and"), "es": ("a", "y"), "": ()}


def _quantities(figures: list[_Figure], reader: _Reader) -> list[Quantity]:
    found: list[Quantity] = []
    at = 0
    while at < len(figures):
        low, high = figures[at], figures[at + 1] if at + 1 < len(figures) else None
        joined = high is not None and _is_range(low, high, reader)
        last = high if joined and high is not None else low
        quantity = _finish(low, last, reader)
        if joined and high is not None:
            # "5-7 %", "$2-3bn": the unit and scale stand once
            quantity = replace(quantity, high=high.value)
        found.append(quantity)
        at += 2 if joined else 1
    return found


def _is_range(low: _Figure, high: _Figure, reader: _Reader) -> bool:
    if not low.value < high.value or low.label or "ordinal" in (low.unit, high.unit):
        return False
    if low.unit and high.unit and low.unit != high.unit or (low.unit and not high.unit and low.unit != "USD"):
        return False
    gap = [reader.low(n) for n in range(low.last, high.first)]
    before = reader.low(low.first - 1)
    if gap in (["-"], ["–"], ["—"], ["‑"], ["−"]):
        return reader.near(low.last) == reader.near(low.last + 1)
    if gap == ["to"] and reader.language == "en":
        return before != "from"
    if gap == ["a"] and reader.language == "es":
        return before != "de"
    between = {"en": ("between", "and"), "es": ("entre", "y")}.get(reader.language)
    return bool(between) and gap == [between[1]] and before == between[0] if between else False


def _finish(first: _Figure, last: _Figure, reader: _Reader) -> Quantity:
    start, end = reader.tokens[first.first].start, reader.tokens[last.last - 1].end
    unit = last.unit or first.unit
    if unit is None:
        unit = counted(reader._words(last.last), reader.language, last.value)
    bound = "over" if first.vague else _bound(first.first, last.last, reader)
    return Quantity(start=start, end=end, text=reader.text[start:end], value=first.value, unit=unit, bound=bound)


def _bound(first: int, last: int, reader: _Reader) -> str:
    """Return what the words around a figure say of its exactness."""
    if reader.low(first - 1) in _SIGNS:
        return _SIGNS[reader.low(first - 1)]
    if reader.low(last) == "+" and reader.near(last):
        return "over"
    cues = _CUES.get(reader.language)
    if cues is None:
        return "exact"
    n = first - 1
    if reader.low(n) in ("a", "an", "the", "un", "una", "el", "la", "los", "las", "another", "otros"):
        n -= 1
    for end in {n, first - 1}:
        for length in range(_LONGEST_CUE, 0, -1):
            cue = " ".join(reader.low(k) for k in range(end - length + 1, end + 1))
            if cue in cues[0]:
                return cues[0][cue]
    for length in (3, 2, 1):
        cue = " ".join(reader.low(k) for k in range(last, last + length))
        if cue in cues[1]:
            return cues[1][cue]
    return "exact"


_CUES = {
    language: (
        {cue: bound for bound, cues in _BEFORE[language].items() for cue in cues},
        {cue: bound for bound, cues in _AFTER[language].items() for cue in cues},
    )
    for language in _BEFORE
}
