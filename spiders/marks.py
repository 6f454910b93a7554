"""Known marks of pages that are not the source: which walls, errors and empty addresses speak so, and where."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from spiders.urls import host_of

PHRASES = Path(__file__).with_name("phrases")
KINDS = (
    "challenge",
    "rate_limited",
    "denied",
    "login",
    "consent",
    "paywall",
    "redirect",
    "server_error",
    "maintenance",
    "parked",
    "not_found",
    "placeholder",
    "needs_browser",
)

_SPACE = re.compile(r"\s+")
_SEPARATORS = re.compile(r"\s[-–—|/<>~*]+\s|[|·•»«›‹:•¦]+|\s[-–—]|[-–—]\s|\.{2,}|…|[!?。！？|]+|[.,]\s|[.,]$")
_EDGES = " \t\"'()[]{}*#_=+-–—.,;:!?¡¿<>«»“”„"
_CODE = re.compile(r"(?<!\d)(?:30[1-8]|40[0-9]|41[0-8]|42[0-9]|451|50[0-9]|51[01]|52[0-9]|530|999)(?!\d)")
# Words that stand beside a status code or a phrase in the title of an error page and say nothing more.
_NOISE = frozenset(
    "http https error errors erro erreur errore fehler fejl fel virhe blad chyba hata ошибка помилка エラー 错误 錯誤 오류 خطا "
    "status code codigo code: oops ooops sorry whoops uh oh ups hoppla opps lo siento desole tut uns leid leider the a - :".split()
)
# A site's name in a title has seldom more words; the rest of a headline mostly has.
_SITE_NAME = 4
# "Web site not found": a longer title that ends in such words may well be a headline.
_SHORT = 5
# "Acme Portal Login", "Sign in to Acme", "Connexion Acme": a title that begins or ends with the word.
_LOGIN_EDGE = re.compile(
    r"^(?:log ?in|log on|sign ?in|log into|connexion|anmelden|anmeldung|login|iniciar sesion|inicia sesion|entrar|accedi|вход|авторизация)\b"
    r"|(?:\blog ?in|\bsign ?in|\blog ?on|\bsso|\bconnexion|\banmeldung|\banmelden|ログイン|登录|登入|로그인|\bвход|تسجيل الدخول)$"
)
_PARDON = re.compile(
    r"(?:we(?:'re| are) )?(?:very |so )?(?:o+ps|whoops|uh[- ]oh|sorry|lo sentimos|vaya|desole|oups|hoppla|ups|leider|desculpe|opa|spiacenti|ci dispiace|helaas)\b"
)
_CODE_KIND = {
    **dict.fromkeys(("404", "410"), "not_found"),
    **dict.fromkeys(("401", "403", "405", "406", "451", "999"), "denied"),
    **dict.fromkeys(("429",), "rate_limited"),
    **dict.fromkeys(
        ("400", "500", "501", "502", "503", "504", "520", "521", "522", "523", "524", "525", "526", "527", "530"),
        "server_error",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that a page of one kind shows.

    `place` is title, heading (their whole, or a part between separators), title_phrase, heading_phrase (words
    inside them), text, name (the page's own), html, class, noscript, header or address.
    """

    kind: str
    place: str
    strength: float
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """What pages of one kind say, folded: whole titles, ends of short titles, phrases and patterns in sentences."""

    sure: frozenset[str]
    titles: frozenset[str]
    ends: re.Pattern[str] | None
    texts: tuple[str, ...]
    patterns: re.Pattern[str] | None


def fold(text: str) -> str:
    """Return the text in lower case without accents, with plain quotes and single spaces; length may change."""
    text = text.translate(_PLAIN).casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _SPACE.sub(" ", text).strip()


_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "\u00ad": "", "\u200b": "", "\xa0": " "}
)


@cache
def phrases() -> Mapping[str, Phrases]:
    """Return the phrases of every kind, read from `phrases/*.txt` once in a process."""
    return {kind: _read(PHRASES / f"{kind}.txt") for kind in KINDS}


def _read(path: Path) -> Phrases:
    sections: dict[str, list[str]] = {"sure": [], "titles": [], "ends": [], "texts": [], "patterns": []}
    at = sections["texts"]
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if line.startswith("[") and line.strip("[]") in sections:
            at = sections[line.strip("[]")]
        elif line and not line.startswith("#"):
            at.append(line)
    words = {name: [fold(line) for line in sections[name]] for name in ("sure", "titles", "texts")}
    return Phrases(
        sure=frozenset(words["sure"]),
        titles=frozenset(words["titles"]),
        ends=re.compile(rf"(?:^|[\W_])(?:{'|'.join(map(_unaccented, sections['ends']))})$")
        if sections["ends"]
        else None,
        texts=tuple(words["texts"]),
        patterns=re.compile("|".join(map(_unaccented, sections["patterns"]))) if sections["patterns"] else None,
    )


def _unaccented(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def title_marks(title: str, *, place: str = "title") -> list[Mark]:
    """Return what a title (or, by `place`, a heading) says of the kind of page it heads.

    A whole title weighs 3, a part of it beside a site's name 2.5, beside the rest of a headline 1.5 (1 where a colon,
    a comma or a question mark parts them); a phrase that is
    most of it 2, one that is less 1; a heading half a point less. Weights and thresholds were set together on the development half of saved pages: docs/experiments/outcome.md.
    """
    folded = fold(title.split("<", 1)[0])[:300]
    parts = [part for part in (p.strip(_EDGES) for p in _SEPARATORS.split(f"{folded} ")) if part]
    whole = folded.strip(_EDGES)
    less = 0.0 if place == "title" else 0.5
    found: dict[str, Mark] = {}

    def note(kind: str, strength: float, seen: str) -> None:
        if kind not in found or found[kind].strength < strength:
            found[kind] = Mark(kind=kind, place=place, strength=strength - less, seen=seen)

    for part in dict.fromkeys([whole, *parts]):
        bare, code = _without_noise(part)
        plain = _plain(part)
        weight = _weight(part, whole, parts)
        for kind, known in phrases().items():
            if {part, bare, plain} & known.sure or any(len(s) >= 15 and part.startswith(s) for s in known.sure):
                note(kind, 6.5, part)
            elif {part, bare, plain} & known.titles:
                note(kind, weight, part)
            elif known.ends and len(part.split()) <= _SHORT and known.ends.search(part):
                note(kind, 2.0 if weight >= 2.5 else 1.0, part)
            elif kind == "login" and len(part.split()) <= 6 and _LOGIN_EDGE.search(part):
                note(kind, 2.0, part)
        if code in _CODE_KIND and (not bare or (code, bare) == ("410", "gone")):
            note(_CODE_KIND[code], weight, part)
    marks = list(found.values())
    for kind, known in phrases().items():
        hits = [] if kind in found else [p for p in known.texts if len(p) > 8 and p in folded]
        patterns = [] if kind in found else _matches(known, folded)
        hit = max([*hits, *patterns], key=len, default=None)
        if hit:
            # "Access denied: who may enter the archive" is a headline; a title is an error's where it says little else, or begs pardon.
            most = any(
                hit in part and 3 * len(hit) >= 2 * len(part) and _weight(part, whole, parts) >= 2.5 for part in parts
            )
            begs = begs_pardon(whole)
            strength = (2.5 if begs else 2.0 if most or 2 * len(hit) >= len(whole) else 1.0) - less
            marks.append(
                Mark(kind=kind, place=place if most or begs else f"{place}_phrase", strength=strength, seen=hit)
            )
    return marks


def title_parts(title: str) -> list[str]:
    """Return what stands between the separators of a title: a headline, a site's name."""
    return [part for part in (p.strip(_EDGES) for p in _SEPARATORS.split(f"{fold(title)} ")) if part]


def begs_pardon(title: str) -> bool:
    """Return whether a title begins by begging pardon, as messages do."""
    return bool(_PARDON.match(fold(title).lstrip(_EDGES)))


def _matches(known: Phrases, folded: str) -> list[str]:
    """Return up to three different hits of a kind's patterns."""
    found = (match.group().strip() for match in known.patterns.finditer(folded)) if known.patterns else iter(())
    return list(dict.fromkeys(islice(found, 3)))


def _weight(part: str, whole: str, parts: list[str]) -> float:
    """Return what a part of a title weighs: less beside a site's name, least beside the rest of a headline."""
    others = [other for other in parts if other != part and _without_noise(other)[0]]
    if part == whole or not others:
        return 3.0
    if any(f"{part}{sign}" in whole for sign in (",", "?", " ?")):
        return 1.0
    announced = f"{part}:" in whole or f"{part} :" in whole  # as French spaces it
    if len(" ".join(others).split()) <= (2 if announced else _SITE_NAME):
        return 2.5
    return 1.0 if announced else 1.5


def _plain(part: str) -> str:
    """Return a part of a title without its status code alone: "server error (500)" says more than its last word."""
    return " ".join(w for w in (w.strip(_EDGES) for w in _CODE.sub(" ", part, count=1).split()) if w)


def _without_noise(part: str) -> tuple[str, str]:
    """Return a part of a title without its status code and the words that only announce one, and the code."""
    code = _CODE.search(part)
    bare = part.replace(code.group(), " ", 1) if code else part
    words = [w for w in (w.strip(_EDGES) for w in bare.split()) if w and w not in _NOISE]
    return " ".join(words), code.group() if code else ""


def text_marks(text: str) -> list[Mark]:
    """Return what the words of a page say of its kind: 1.5 for one phrase of a kind, half a point for each further."""
    folded = fold(text)
    found = []
    for kind, known in phrases().items():
        hits = _distinct([*(p for p in known.texts if p in folded), *_matches(known, folded)])
        if hits:
            strength = min(3.0, 1.0 + 0.5 * len(hits))
            found.append(Mark(kind=kind, place="text", strength=strength, seen="; ".join(hits[:4])))
    return found


_ON_OFFER = (
    r"(?:is |may be |ist |est |esta |e )?(?:now |still |listed )?(?:for sale|parked|zum verkauf|zu verkaufen|a vendre|en venta|a venda|in vendita|te koop)"
    r"|(?:has |is |ha |a )?(?:expired|expirado|expire|caducado|expirou)|is available (?:for|at|to)|steht zum verkauf|is registered at|продается"
)


def own_name_marks(url: str, said: Sequence[str]) -> list[Mark]:
    """Return a mark where a page offers the very name it stands under: "example.org is for sale", on example.org."""
    name = fold(host_of(url)).removeprefix("www.")
    if "." not in name:
        return []
    offered = re.compile(rf"(?<![\w.-]){re.escape(name)}[\"']? (?:{_ON_OFFER})(?!\w)")
    hit = next((match for match in (offered.search(fold(words)) for words in said) if match), None)
    return [Mark(kind="parked", place="name", strength=4.0, seen=hit.group())] if hit else []


def _distinct(hits: list[str]) -> list[str]:
    """Return the hits that stand inside no other hit, longest first."""
    kept: list[str] = []
    for hit in sorted(hits, key=len, reverse=True):
        if not any(hit in other for other in kept):
            kept.append(hit)
    return kept


def known(patterns: tuple[tuple[str, str, float], ...], haystack: str, *, place: str) -> Iterator[Mark]:
    """Yield a mark for each (kind, substring, strength) whose substring stands in the haystack."""
    for kind, needle, strength in patterns:
        if needle in haystack:
            yield Mark(kind=kind, place=place, strength=strength, seen=needle)
