"""Whether two sources are two witnesses or one: near-copies of a text, one publisher, one that rests on the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from nlp.names import same_name
from nlp.terms import TOKEN, fold, tokens

_RUN = 5  # words side by side that two texts must share to share anything: names and set phrases are shorter
_NEAR_COPY = 0.6  # of the shorter text's runs, that the other one has: agency copy that an editor cut stays above, two reports of one event stay under .2
_LEAST = 40  # runs below which a text is too short to be the copy of anything
_READ = 60_000  # code points of a text that are compared: more than any news story has
_TITLE = 4  # words of a title from which naming it is naming that source
_TOLD = re.compile(
    r"(?i)\b(?:according to|as reported by|reported by|first reported|told|cites?|citing|quoting|report (?:by|from|in)|según|citando|informó|publicó|reveló|dijo a)\b"
)
_REACH = 60  # code points between a word of telling and the publisher that it names
_SECOND_LEVEL = frozenset("co com org net gov gob edu ac".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A source as a witness: its text, where it stood, and what it says of itself."""

    key: str
    text: str
    url: str
    publisher: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Why two sources are not independent; `one` is the source that cites where `kind` is `cites`."""

    one: str
    other: str
    kind: str
    share: float | None
    note: str


def relations(origins: Sequence[Origin]) -> list[Relation]:
    """Return how the sources depend on each other; what is not found here may depend on a third that nobody named."""
    runs = {origin.key: _runs(origin.text) for origin in origins}
    found: list[Relation] = []
    for a, b in combinations(origins, 2):
        found.extend(_texts(a, b, runs[a.key], runs[b.key]))
        if site(a.url) == site(b.url):
            found.append(
                Relation(one=a.key, other=b.key, kind="same_publisher", share=None, note=f"both stand at {site(a.url)}")
            )
        elif a.publisher and b.publisher and same_name(a.publisher, b.publisher):
            found.append(
                Relation(
                    one=a.key,
                    other=b.key,
                    kind="same_publisher",
                    share=None,
                    note=f"both name {a.publisher} as their publisher",
                )
            )
        for one, other in ((a, b), (b, a)):
            note = _cites(one, other)
            if note:
                found.append(Relation(one=one.key, other=other.key, kind="cites", share=None, note=note))
    return found


def witnesses(keys: Sequence[str], found: Sequence[Relation]) -> dict[str, int]:
    """Return a number for each source, from 1 in the order given; sources that depend on each other have one number."""
    head = {key: key for key in keys}

    def top(key: str) -> str:
        while head[key] != key:
            key = head[key]
        return key

    for relation in found:
        head[top(relation.other)] = top(relation.one)
    numbers: dict[str, int] = {}
    return {key: numbers.setdefault(top(key), len(numbers) + 1) for key in keys}


def site(url: str) -> str:
    """Return the site that an address belongs to: its host's last two labels, three where the last but one is as "co" in co.uk."""
    host = re.sub(r"^[a-z][a-z0-9+.-]*://", "", url.lower()).split("/", 1)[0].rpartition("@")[2].split(":")[0]
    labels = host.strip(".").removeprefix("www.").split(".")
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL:
        return ".".join(labels[-3:])
    return ".".join(labels[-2:]) if not host.replace(".", "").isdigit() else host


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = [fold(t) for t in TOKEN.findall(text[:_READ])]
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def _texts(
    a: Origin, b: Origin, one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]
) -> Iterator[Relation]:
    if a.text == b.text:
        yield Relation(
            one=a.key, other=b.key, kind="same_text", share=1.0, note="their texts are the same to the letter"
        )
        return
    least = min(len(one), len(other))
    share = len(one & other) / least if least else 0.0
    if least >= _LEAST and share >= _NEAR_COPY:
        note = f"{share:.0%} of the shorter text stands in the other"
        yield Relation(one=a.key, other=b.key, kind="near_copy", share=round(share, 4), note=note)


def _cites(one: Origin, other: Origin) -> str | None:
    """Return by what words a source names the other one as where it has it from; None where it does not."""
    text = one.text[:_READ]
    address = re.sub(r"^[a-z]+://(?:www\.)?", "", other.url).rstrip("/")
    if "/" in address and address in text:
        return f"it has the address {address}"
    title = tokens(other.title or "")
    if len(title) >= _TITLE and (other.title or "") in text and other.title != one.title:
        return f"it names the title “{other.title}”"
    name = (other.publisher or "").strip()
    if len(name) > 2 and site(one.url) != site(other.url) and not (one.publisher and same_name(one.publisher, name)):
        for told in _TOLD.finditer(text):
            around = text[max(0, told.start() - _REACH) : told.end() + _REACH]
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", around):
                return f"it tells what it has from {name}: “{' '.join(around.split())}”"
    return None
