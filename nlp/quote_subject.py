"""Who does what a verb of speech says: the first noun phrase of a clause that hangs on no preposition."""

from __future__ import annotations

import re

from nlp.quote_verbs import VERBS
from nlp.word_lists import words

Token = tuple[str, int, int]

_TOKEN = re.compile(
    r"(?:Dr|Dra|Mr|Mrs|Ms|Sr|Sra|Prof|St|Gen|Col|Lt)\.|[A-ZÀ-Þ]\.(?=\s)|[^\W_]+(?:[-'’.&][^\W_]+)*['’]?|[^\w\s]"
)
_DETERMINERS = words(
    """the a an one another his her their its our my both two three four five six seven eight nine ten several some many most
    el la los las un una unos unas uno su sus otro otra otros otras dos tres cuatro cinco seis siete ocho nueve diez varios varias
    algunos algunas ambos ambas este esta estos estas ese esa esos esas nuestro nuestra mi"""
)
_PRONOUNS = words("he she they it i we you él ella ellos ellas yo nosotros ellos quien who")
CLITICS = words(
    "me te le les nos lo la los las se ya no sí has had have was were is are ha han había habían then also later once"
)
_PREPOSITIONS = words(
    """a al ante bajo con contra de del desde durante en entre hacia hasta mediante por para según sin sobre tras frente
    at by for from in into of on to with without during after before about against near since through under over despite
    following outside inside beside behind"""
)
ADVERBS = words(
    """ayer hoy ahora luego también entonces después antes anoche recién todavía aún además incluso siempre así sonriente
    fue era es fueron as como today yesterday now later then also again still here there once twice softly when while cuando mientras quietly"""
)
_DAYS = words(
    """lunes martes miércoles jueves viernes sábado domingo mañana tarde noche semana mes año madrugada pasado week month year night
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"""
)
_BE = words(
    "was were is are be been has had have will would can could fue era es son ha han había está están será sería"
)
_LINKS = words("de del la las los el y and of the for van von der den bin al da di du le dos e")
_STOPS = words(
    """que quien quienes cual donde cuando mientras who which that whose where when while if si because porque y and e o or
    pero but ni"""
)
_FORMS = words("dr dra mr mrs ms sr sra don doña prof professor judge captain señor señora doctor doctora")
# What may stand before a name at the head of a sentence, and is no part of it.
_ROLES = words(
    """Prosecutor Journalist Spokesman Spokeswoman Director Engineer Activist Researcher Lawyer Attorney Author Candidate Editor Analyst
    Historian Economist Biologist Reporter Novelist Poet Writer Scientist Campaigner Farmer Resident Student"""
)
_MOST_WORDS = 6


def tokens(text: str) -> list[Token]:
    """Return the words and marks of a clause."""
    return [(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)]


def capital(word: str) -> bool:
    return word[0].isupper()


def opens_phrase(word: str, *, spanish: bool) -> bool:
    """Return whether a word can be the first of a noun phrase that is a subject."""
    low = word.lower()
    return capital(word) or low in _PRONOUNS or low in _FORMS or (low in _DETERMINERS and (low != "a" or not spanish))


def subject(
    text: str, parts: list[Token], at: int, stop: int, *, spanish: bool, first: bool = False
) -> tuple[str | None, int]:
    """Return the first noun phrase from `at` on that hangs on no preposition, and where the walk ended.

    `first` says that `at` begins a sentence, where a capital is no sign of a name; `spanish` that "a" is a preposition.
    """
    begin = at
    while at < stop:
        word = parts[at][0]
        low = word.lower()
        if not word[0].isalnum():
            if word != "," or (end := _after_comma(parts, at, stop)) is None:
                return None, at
            at = end
        elif low in _PRONOUNS:
            return word, at + 1
        elif low in _PREPOSITIONS and (low != "a" or spanish):
            at = _past_phrase(parts, at, stop)
        elif (
            low in ADVERBS
            or low.endswith("mente")
            or (low.endswith("ly") and not capital(word))
            or _day(parts, at, stop)
        ):
            at += 1
        elif low in _FORMS and at + 1 < stop and capital(parts[at + 1][0]):
            end = _name_end(parts, at + 1, stop)
            return text[parts[at][1] : parts[end - 1][2]], end
        elif (low in _DETERMINERS or low in ("last", "next")) and at + 1 < stop and parts[at + 1][0].lower() in _DAYS:
            at += 2
        elif low in _STOPS:
            return None, at
        elif low in _DETERMINERS or capital(word):
            end = _phrase(parts, at, stop, first=first and at == begin)
            return _named(text, parts, at, end), end
        else:
            at += 1
    return None, at


def _day(parts: list[Token], at: int, stop: int) -> bool:
    """Return whether a word is a day, a month or a part of the day, and no name ("Abril Montes")."""
    word = parts[at][0]
    return word.lower() in _DAYS and not (capital(word) and at + 1 < stop and capital(parts[at + 1][0]))


def _after_comma(parts: list[Token], at: int, stop: int) -> int | None:
    """Return where a clause goes on after what stands between two commas; None where there is no second."""
    for end in range(at + 1, min(stop, at + 12)):
        if parts[end][0] == ",":
            return end + 1
    return None


def _past_phrase(parts: list[Token], at: int, stop: int) -> int:
    """Return where the phrase of a preposition ends: its article, a noun or a name, and what is joined to them."""
    at += 1
    if at < stop and parts[at][0].lower() in _PREPOSITIONS:
        return _past_phrase(parts, at, stop)
    if at < stop and parts[at][0].lower() in _DETERMINERS | {"the"}:
        at += 1
    if at < stop and capital(parts[at][0]):
        return _name_end(parts, at, stop)
    if at < stop and parts[at][0][0].isalnum():
        at += 1
    return at


def _name_end(parts: list[Token], at: int, stop: int) -> int:
    """Return where a run of capitalised words ends; small words of names may stand within it."""
    end = at + 1
    while end < stop:
        ahead = end
        while ahead < stop and ahead - end < 2 and parts[ahead][0] in _LINKS:
            ahead += 1
        if ahead < stop and (capital(parts[ahead][0]) or (ahead == end and parts[ahead][0][0].isdigit())):
            end = ahead + 1
        else:
            return end
    return end


def _phrase(parts: list[Token], at: int, stop: int, *, first: bool) -> int:
    """Return where the noun phrase that begins at `at` ends."""
    word = parts[at][0]
    end = at + 1
    of_them = word.lower() in (
        "one",
        "uno",
        "una",
        "two",
        "dos",
        "three",
        "tres",
        "some",
        "algunos",
        "algunas",
        "varios",
        "several",
    )
    if of_them and end + 2 < stop and parts[end][0] in ("de", "of") and parts[end + 1][0].lower() in _DETERMINERS:
        return end + 3
    if capital(word) and word.lower() not in _DETERMINERS:
        end = _name_end(parts, at, stop)
        owner = parts[end - 1][0].endswith(("'s", "’s", "s'", "s’"))
        if not owner and end + 1 < stop and _plain(parts[end][0]) and capital(parts[end + 1][0]):
            return _name_end(parts, end + 1, stop)  # "Green leader Ola Berg"
        if not owner and (not first or end > at + 1):
            return end
    while end < stop and end - at <= _MOST_WORDS:
        word = parts[end][0]
        low = word.lower()
        if capital(word):
            end = _name_end(parts, end, stop)
            if parts[end - 1][0].endswith(("'s", "’s")):
                continue
            return end
        if end > at + 1 and low in _DETERMINERS:
            return end
        if (
            not word[0].isalnum()
            or low in _PREPOSITIONS
            or low in _STOPS
            or low in ADVERBS
            or low in _PRONOUNS
            or low.endswith("mente")
        ):
            return end
        if end > at + 1 and low in VERBS:
            return end
        end += 1
    return end


def _plain(word: str) -> bool:
    """Return whether a word may say what somebody is: in small letters, no verb of speech, and none of the small words."""
    small = word in _PREPOSITIONS or word in _STOPS or word in ADVERBS or word in _BE or word in CLITICS
    return word.isalpha() and word.islower() and not small and word not in VERBS


def opens_bare(parts: list[Token]) -> bool:
    """Return whether a clause begins with what somebody is and a name: "former minister Jo Hall"."""
    name = next((n for n, part in enumerate(parts[:5]) if not _plain(part[0])), 0)
    return 0 < name < len(parts) and capital(parts[name][0])


def past_phrases(parts: list[Token], at: int, stop: int) -> int:
    """Return where the phrases with a preposition that begin at `at` end."""
    while at < stop and parts[at][0] in _PREPOSITIONS:
        at = _past_phrase(parts, at, stop)
    return at


def _named(text: str, parts: list[Token], at: int, end: int) -> str:
    """Return the words of a noun phrase; a full name stands without what its bearer is, but for forms of address."""
    role = at + (parts[at][0].lower() in _DETERMINERS)
    name = next((n for n in range(role, end) if capital(parts[n][0]) and parts[n][0] not in _ROLES), end)
    if name > role and end - name > 1 and not any(parts[n][0].lower().rstrip(".") in _FORMS for n in range(role, name)):
        at = name
    elif end - at > 2 and _plain(parts[at + 1][0]) and capital(parts[at][0]) and capital(parts[at + 2][0]):
        at += 2 if parts[at][0].lower() not in _DETERMINERS and not parts[at][0].endswith(("'s", "’s")) else 0
    return text[parts[at][1] : parts[end - 1][2]].removesuffix("'s").removesuffix("’s")


def apposition(text: str, parts: list[Token], at: int, stop: int) -> str | None:
    """Return the full name that stands between commas at `at`: "its lawyer, Ruth Stein,"."""
    if at + 1 < stop and parts[at][0] == "," and capital(parts[at + 1][0]):
        end = _name_end(parts, at + 1, stop)
        if end == stop or parts[end][0] in (",", "."):
            return text[parts[at + 1][1] : parts[end - 1][2]]
    return None
