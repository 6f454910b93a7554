"""Plant one fault each in claims that their source bears out, and count which the cross-check sees.

    python -m benchmarks.planted CORPORA [--each 150]

CORPORA is the folder of verification corpora (JSON Lines of {claim, source, label}). Two pools of true pairs:
`restated`, a sentence of a source with its dates, numbers, names and quotation marks written another way, and
`human`, claims that people labelled supported. The table gives for each kind of fault the share that was caught: for
number, date, year, name and quote the fact itself must be called mismatch or absent; for the others the
verdict must be other than supported. False alarms are the untouched claims of the same pool where a fact of that
kind is called mismatch or absent (for the others: where the verdict is contradicted); those called mismatch are given
apart, for `absent` is often true of a human's claim (a passage without its title).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nlp.check import Judgement, check
from nlp.dates.find import find_dates
from nlp.entities.find import find_entities
from nlp.numbers.find import find_numbers
from nlp.quotes import find_quotes
from nlp.sentences import split_sentences

MONTHS = "January February March April May June July August September October November December".split()
_DAY = re.compile(r"\b(\d{1,2}) (%s) (\d{4})\b" % "|".join(MONTHS))  # noqa: UP031
_SWAPPED_DAY = re.compile(r"\b(%s) (\d{1,2}), (\d{4})\b" % "|".join(MONTHS))  # noqa: UP031
_VERB = re.compile(r"\b(is|was|are|were|has|had|have|can|will|could|would|did)\b(?! not\b|n't)")
FACTS = ("number", "date", "year", "name", "quote")


@dataclass(frozen=True)
class Pair:
    """A claim and its source, and the span of the claim that was changed."""

    claim: str
    source: str | list[str]
    start: int = 0
    end: int = 0


def replaced(pair: Pair, start: int, end: int, text: str) -> Pair:
    """Return the pair with a span of its claim replaced."""
    return Pair(pair.claim[:start] + text + pair.claim[end:], pair.source, start, start + len(text))


def plant_number(pair: Pair, chance: random.Random, _others: list[Pair]) -> Pair | None:
    """Change the figure of a number that is no date."""
    dates = find_dates(pair.claim, language="en")
    found = [n for n in find_numbers(pair.claim, language="en", dates=dates) if re.search(r"\d", n.text)]
    if not found:
        return None
    number = chance.choice(found)
    figure = re.search(r"\d[\d,.]*\d|\d", number.text)
    if figure is None:
        return None
    old = figure.group()
    digits = [i for i, sign in enumerate(old) if sign.isdigit()]
    at = chance.choice(digits[: max(1, len(digits) - 1)]) if len(digits) > 1 else digits[0]
    new = old[:at] + str((int(old[at]) + chance.randint(1, 8) - 1) % 9 + 1) + old[at + 1 :]
    if new == old:
        return None
    return replaced(pair, number.start + figure.start(), number.start + figure.end(), new)


def plant_unit(pair: Pair, _chance: random.Random, _others: list[Pair]) -> Pair | None:
    """Change the unit of a number: percent to points of nothing, a currency, a scale."""
    for old, new in (
        (" million", " billion"),
        (" billion", " million"),
        ("%", " people"),
        ("$", "€"),
        (" km", " miles"),
        (" miles", " km"),
    ):
        at = pair.claim.find(old)
        if at >= 0 and re.search(r"\d", pair.claim[max(0, at - 6) : at + 6]):
            return replaced(pair, at, at + len(old), new)
    return None


def plant_bound(pair: Pair, _chance: random.Random, _others: list[Pair]) -> Pair | None:
    """Turn "over" into "under" and the other way round, or bound an exact number from its wrong side."""
    for old, new in (
        ("more than", "fewer than"),
        ("over", "under"),
        ("at least", "at most"),
        ("fewer than", "more than"),
        ("less than", "more than"),
    ):
        found = re.search(rf"\b{old}(?= [$£€]?\d)", pair.claim)
        if found:
            return replaced(pair, found.start(), found.end(), new)
    return None


def plant_year(pair: Pair, chance: random.Random, _others: list[Pair]) -> Pair | None:
    """Move a year by one to nine."""
    found = [*re.finditer(r"\b(?:1[89]|20)\d\d\b", pair.claim)]
    if not found:
        return None
    year = chance.choice(found)
    return replaced(
        pair, year.start(), year.end(), str(int(year.group()) + chance.choice([-1, 1]) * chance.randint(1, 9))
    )


def plant_date(pair: Pair, chance: random.Random, _others: list[Pair]) -> Pair | None:
    """Change the month of a date."""
    found = [*re.finditer(r"\b(?:%s)\b(?= \d)|(?<=\d )\b(?:%s)\b" % ("|".join(MONTHS), "|".join(MONTHS)), pair.claim)]  # noqa: UP031
    if not found:
        return None
    month = chance.choice(found)
    return replaced(pair, month.start(), month.end(), chance.choice([m for m in MONTHS if m != month.group()]))


def names(text: str) -> list[tuple[int, int, str]]:
    """Return the people, places and organisations of a text, but those that begin it."""
    found = find_entities(text, language="en", sentences=[(0, len(text))])
    return [(e.start, e.end, e.type) for e in found if e.start and e.type in ("PER", "ORG", "LOC")]


def plant_name(pair: Pair, chance: random.Random, others: list[Pair]) -> Pair | None:
    """Put the name of another claim, of the same kind, for one of this claim's."""
    own = names(pair.claim)
    if not own:
        return None
    start, end, kind = chance.choice(own)
    text = pair.source if isinstance(pair.source, str) else " ".join(pair.source)
    for other in chance.sample(others, min(40, len(others))):
        for low, high, theirs in names(other.claim):
            new = other.claim[low:high]
            if theirs == kind and new not in text and new not in pair.claim:
                return replaced(pair, start, end, new)
    return None


def plant_role(pair: Pair, _chance: random.Random, _others: list[Pair]) -> Pair | None:
    """Swap two names of one kind; in a list they have no place to lose."""
    own = names(pair.claim)
    for i, (start, end, kind) in enumerate(own):
        for low, high, theirs in own[i + 1 :]:
            first, second = pair.claim[start:end], pair.claim[low:high]
            listed = re.fullmatch(r"[,\s]*(?:and|or|&)?[,\s]*", pair.claim[end:low])
            if kind == theirs and first not in second and second not in first and not listed:
                claim = pair.claim[:start] + second + pair.claim[end:low] + first + pair.claim[high:]
                return Pair(claim, pair.source, start, high)
    return None


def plant_negation(pair: Pair, _chance: random.Random, _others: list[Pair]) -> Pair | None:
    """Put a "not" after the first auxiliary."""
    found = _VERB.search(pair.claim)
    return replaced(pair, found.end(), found.end(), " not") if found else None


def plant_quote(pair: Pair, chance: random.Random, _others: list[Pair]) -> Pair | None:
    """Leave a word out of the middle of a quote, or put one in."""
    found = [q for q in find_quotes(pair.claim, language="en") if len(q.text.split()) >= 4]
    if not found:
        return None
    quote = chance.choice(found)
    words = quote.text.split()
    at = chance.randrange(1, len(words) - 1)
    changed = (
        words[:at] + words[at + 1 :]
        if chance.random() < 0.5
        else [*words[:at], chance.choice(["never", "always", "not", "often"]), *words[at:]]
    )
    if changed == words:
        return None
    return replaced(pair, quote.start, quote.end, " ".join(changed))


def plant_source(pair: Pair, chance: random.Random, others: list[Pair]) -> Pair | None:
    """Give the claim the source of another."""
    other = chance.choice(others)
    return Pair(pair.claim, other.source, 0, len(pair.claim)) if other.source != pair.source else None


PLANTS: dict[str, Callable[[Pair, random.Random, list[Pair]], Pair | None]] = {
    "number": plant_number, "date": plant_date, "year": plant_year, "name": plant_name, "quote": plant_quote, "unit": plant_unit,
    "bound": plant_bound, "role": plant_role, "negation": plant_negation, "source": plant_source,
}  # fmt: skip


def human_pairs(root: Path) -> Iterator[Pair]:
    """Yield the claims that people labelled supported."""
    for corpus in ("wice_claim_dev", "fool_me_twice", "fever_dev", "factcheck_gpt"):
        for line in (root / f"{corpus}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["label"] == "supported":
                yield Pair(unmarked(row["claim"]), row["source"])


def unmarked(claim: str) -> str:
    """Return a claim without the marks of a table around it, in which its own stand twice: else its own words pass for a quote."""
    whole = len(claim) > 2 and claim[0] == claim[-1] == '"' and '""' in claim
    return claim[1:-1].replace('""', '"') if whole else claim


def restated_pairs(root: Path) -> Iterator[Pair]:
    """Yield sentences of the sources as claims, written another way: nothing that they say is changed."""
    for corpus in ("wice_tokens_train", "wice_claim_dev", "factcheck_gpt"):
        for line in (root / f"{corpus}.jsonl").read_text(encoding="utf-8").splitlines():
            source = json.loads(line)["source"]
            if isinstance(source, str):
                source = [source[a:b] for a, b in split_sentences(source, "en")]
            for sentence in source[3:]:
                if 60 <= len(sentence) <= 260 and sentence[0].isupper() and sentence.endswith((".", ".”", '."')):
                    yield Pair(restated(sentence), source)


def restated(sentence: str) -> str:
    """Return a sentence with the same facts in another dress: order of day and month, separators, marks, percent."""
    text = _DAY.sub(r"\2 \1, \3", sentence) if _DAY.search(sentence) else _SWAPPED_DAY.sub(r"\2 \1 \3", sentence)
    text = re.sub(r"(?<=\d)%", " percent", text)
    text = re.sub(r"\b(\d{1,3}),(\d{3})\b(?![,\d])", r"\1\2", text)
    return text.replace("“", '"').replace("”", '"').replace("’", "'")


def caught(kind: str, judgement: Judgement, pair: Pair) -> bool:
    """Say whether the planted fault was seen."""
    if kind not in FACTS:
        return judgement.verdict != "supported"
    return any(f.status != "match" and f.claim_start < pair.end and pair.start < f.claim_end for f in judgement.facts)


def alarmed(kind: str, judgement: Judgement) -> bool:
    """Say whether an untouched claim was flagged for this kind of fault."""
    if kind not in FACTS:
        return judgement.verdict == "contradicted"
    return bool(statuses(kind, judgement) - {"match"})


def statuses(kind: str, judgement: Judgement) -> set[str]:
    """Return the statuses of a judgement's facts of a kind of fault."""
    own = "date" if kind == "year" else kind
    return {f.status for f in judgement.facts if f.kind == own}


def main() -> None:
    """Print the table of one run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--each", type=int, default=150, help="faults of each kind, where the pool holds so many")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    write = sys.stdout.write
    write(
        "| pool | fault | planted | caught | not called supported | false alarms | of them mismatches |\n|---|---|---|---|---|---|---|\n"
    )
    for pool, read in (("restated", restated_pairs), ("human", human_pairs)):
        chance = random.Random(options.seed)  # noqa: S311
        pairs = list(read(options.corpora))
        chance.shuffle(pairs)
        for kind, plant in PLANTS.items():
            seen = planted = doubted = alarms = differing = 0
            for pair in pairs:
                changed = plant(pair, chance, pairs)
                if changed is None or (changed.claim == pair.claim and kind != "source"):
                    continue
                found = check(changed.claim, changed.source)
                planted += 1
                seen += caught(kind, found, changed)
                doubted += found.verdict != "supported"
                untouched = check(pair.claim, pair.source)
                alarms += alarmed(kind, untouched)
                differing += "mismatch" in statuses(kind, untouched)
                if planted == options.each:
                    break
            n = max(planted, 1)
            write(
                f"| {pool} | {kind} | {planted} | {seen / n:.3f} | {doubted / n:.3f} | {alarms / n:.3f} | {differing / n:.3f} |\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
