"""Facts of small claims in our own words, held against small sources: which status each gets, and how often one is flagged in vain.

    python -m benchmarks.facts [--misses]

`facts.jsonl` has the pairs (English, Spanish, one in each) by sitting: the pairs of a sitting were written before the rules were run on them, the
figures at that first sight stand in `docs/experiments/check.md`. A false alarm is a fact that is not matched in a pair
whose named facts all are to be.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from nlp.check import check

PAIRS = Path(__file__).with_name("facts.jsonl")


def main() -> None:
    """Print a line a sitting, and with --misses what was not as expected."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    counts: dict[int, Counter[str]] = {}
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        own = counts.setdefault(pair["sitting"], Counter())
        found = check(
            pair["claim"], pair["source"], claim_date=pair.get("claim_date"), source_date=pair.get("source_date")
        ).facts
        wrong = []
        for kind, text, status in pair["facts"]:
            said = [f.status for f in found if f.kind == kind and (text in f.claim or f.claim in text)]
            own["facts"] += 1
            own["right"] += status in said
            own["borne out or not"] += (status == "match") == ("match" in said)
            if status not in said:
                wrong.append(f"{kind} “{text}” is to be {status}, is {'/'.join(said) or 'not seen'}")
        if all(status == "match" for _, _, status in pair["facts"]):
            own["true pairs"] += 1
            amiss = [f for f in found if f.status != "match"]
            own["false alarms"] += bool(amiss)
            wrong += [f"{f.kind} “{f.claim}” is flagged {f.status}" for f in amiss]
        if wrong and options.misses:
            sys.stdout.write(f"{pair['claim']} | {pair['source']} | {'; '.join(wrong)}\n")
    for sitting, own in sorted(counts.items()):
        sys.stdout.write(f"sitting {sitting}: {dict(own)}\n")


if __name__ == "__main__":
    main()
