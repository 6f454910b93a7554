"""What changes on a page without its content: stamps, counters, notices, offers, marks of a list; en, es, fr, de."""

from __future__ import annotations

import re
import unicodedata

from nlp.word_lists import words

_BULLET = re.compile(r"^(?:[-*+•·●◦‣▪–—]\s+|#{1,6}\s+|>\s+)+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\ufeff]")
# UTF-8 that was read as Latin-1: a lead byte and its continuation bytes, each shown as a character.
_BROKEN = re.compile(
    "[\u00c2\u00c3][\u00a0-\u00bf]|[\u00c2-\u00df][\u0080-\u009f]|[\u00e0-\u00ef][\u0080-\u009f][\u0080-\u00bf]"
)
_BROKEN_QUOTES = {"â€™": "’", "â€˜": "‘", "â€œ": "“", "â€\x9d": "”", "â€“": "–", "â€”": "—", "â€¦": "…"}
_ATTRIBUTES = re.compile(r"^\{[:#.][^{}]*\}$")
_LINK = re.compile(r"\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)|<?(?:https?://|mailto:|www\.)[^\s<>)\]]+>?")
_LETTERS = re.compile(r"[^\W_]+")

_STAMP = re.compile(
    r"\b(?:last\s+(?:updated?|modified|revised|reviewed|changed|edited)|updated|revised|"
    r"(?:date\s+of\s+)?last\s+(?:update|revision)|"
    r"effective(?:\s+(?:date|as\s+of|from))?|version|published|posted|date(?:d)?|page\s+last|as\s+of|"
    r"current\s+as|retrieved|generated|"
    r"(?:última\s+)?(?:actualización|modificación|revisión)|actualizad[oa]|modificad[oa]|publicad[oa]|vigente|"
    r"en\s+vigor|versión|fecha|"
    r"derni[eè]re\s+(?:mise\s+[aà]\s+jour|modification|version)|mis(?:e)?\s+[aà]\s+jour|en\s+vigueur|"
    r"publi[ée]e?|date|"
    r"(?:letzte\s+)?(?:aktualisierung|änderung)|aktualisiert|stand|zuletzt|gültig|veröffentlicht|fassung)\b",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"^\W*[\d.,\s]+(?:[kKmM]\b|mil\b)?\W*(?:views?|comments?|likes?|shares?|replies|votes?|followers?|results?|"
    r"downloads?|reads?|visits?|"
    r"stars?|reactions?|vistas|visitas|comentarios?|me\s+gusta|compartid[oa]s?|seguidores|resultados|descargas|"
    r"lecturas|vues|commentaires?|"
    r"partages?|abonnés|kommentare?|aufrufe|min(?:utes?|utos)?\s+(?:read|de\s+lectura|de\s+lecture))\W*$",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?:\d+|an?|one|few|un|una|une|eine[nr]?)\s+(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|"
    r"years?)\s+ago\b|"
    r"\bhace\s+(?:\d+|un|una)\s+\w+|\bil\s+y\s+a\s+(?:\d+|une?)\s+\w+|\bvor\s+(?:\d+|eine[mnr]?)\s+\w+|"
    r"\b(?:updated|actualizado|mis\s+à\s+jour)\s+(?:just\s+now|today|yesterday|this\s+week|over\s+a|in\s+the\s+last|hoy|ayer|aujourd)",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"©|\(c\)\s*\d{4}|\bcopyright\b|all rights reserved|todos los derechos|tous droits réservés|"
    r"alle rechte vorbehalten",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\b(?:accept (?:all|cookies)|reject all|cookies? (?:settings|preferences|policy|choices|notice)|"
    r"manage (?:cookies|preferences|consent)|"
    r"(?:this|our) (?:web)?site uses cookies|we use cookies to|privacy choices|do not sell|aceptar (?:todas|"
    r"todo|cookies)|rechazar (?:todas|todo)|"
    r"configurar cookies|preferencias de cookies|utilizamos cookies|tout (?:accepter|refuser)|"
    r"accepter les cookies|gérer (?:les|mes) cookies|"
    r"alle (?:akzeptieren|ablehnen)|cookie-einstellungen|enable javascript|skip to (?:main )?content|"
    r"back to top|saltar al contenido|"
    r"an error (?:has )?occurred|please try again|une erreur s.est produite|se ha producido un error)\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"[-–−]\s?\d{1,2}\s?%|\b\d{1,2}\s?% (?:off|de descuento|de réduction|rabatt)|\b(?:subscribe|sign up|log in|"
    r"sign in|register|join) (?:now|today|free|for)\b|"
    r"\b(?:newsletter|limited offer|free trial|shop now|buy now|read more|learn more|see also|"
    r"related (?:articles|stories|posts)|share (?:this|on)|"
    r"follow us|suscríbete|regístrate|inicia sesión|leer más|compartir en|síguenos|te puede interesar|"
    r"notas relacionadas|j.en profite|en savoir plus|"
    r"abonnez-vous|inscrivez-vous|lire aussi|jetzt (?:kaufen|anmelden|testen)|mehr erfahren)\b",
    re.IGNORECASE,
)
_MONTHS = words(
    """january february march april may june july august september october november december jan feb mar
        apr jun jul aug sep sept oct nov dec enero febrero marzo abril mayo junio julio agosto septiembre
        octubre noviembre diciembre janvier février mars avril mai juin juillet août septembre octobre
        novembre décembre januar februar märz juni juli oktober dezember monday tuesday wednesday thursday
        friday saturday sunday lunes martes miércoles jueves viernes sábado domingo lundi mardi mercredi
        jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag"""
)
_CALENDAR = _MONTHS | words("st nd rd th er de del of the on le la el du au am pm utc gmt est pst cet um uhr")
_LONGEST_STAMP = 9  # words beside the date in "The Terms were last updated on: 3rd June, 2025."
_LONGEST_NOTICE = 60


def plain(line: str) -> str:
    """Return a line as it is compared: NFKC, white space made single, marks of a list and invisible signs dropped."""
    folded = _INVISIBLE.sub("", unicodedata.normalize("NFKC", _mended(line)))
    return _BULLET.sub("", " ".join(folded.split()))


def _mended(line: str) -> str:
    """Return a line whose letters were broken by a wrong encoding as they were meant: EspaÃ±a is España."""
    if not any(sign in line for sign in "ÂÃâ"):
        return line
    for broken, meant in _BROKEN_QUOTES.items():
        line = line.replace(broken, meant)
    return _BROKEN.sub(lambda m: m[0].encode("latin-1").decode("utf-8", "replace"), line)


def shown(sentence: str) -> str:
    """Return a sentence as a reader sees it: without addresses and the targets of links."""
    return " ".join(_LINK.sub(lambda m: m[1] or "", sentence).split())


def letters(sentence: str) -> str:
    """Return the letters and digits of a sentence, in lower case, with nothing between."""
    return "".join(_LETTERS.findall(sentence)).lower()


def noise(sentence: str) -> str | None:
    """Return what kind of noise a sentence is, in a word, or None where it may say something.

    The lists are of what the pages of the development half of the changes corpus and common page furniture showed; a
    sentence longer than a notice is never noise.
    """
    found = [w.lower() for w in _LETTERS.findall(sentence)]
    beside = [w for w in found if not w[0].isdigit() and w not in _CALENDAR]
    if not found:
        return "marks"
    if _ATTRIBUTES.match(sentence):
        return "attributes"
    if not beside and any(w[0].isdigit() for w in found) and any(w in _MONTHS for w in found):
        return "date stamp"
    if len(beside) <= _LONGEST_STAMP and _STAMP.search(sentence) and any(w[0].isdigit() for w in found):
        return "date stamp"
    if len(beside) <= _LONGEST_STAMP and _AGO.search(sentence):
        return "relative date"
    if len(found) <= 8 and _COUNTER.match(sentence):
        return "counter"
    if len(found) <= 20 and _RIGHTS.search(sentence):
        return "rights line"
    if len(found) <= _LONGEST_NOTICE and _NOTICE.search(sentence):
        return "notice"
    if len(found) <= 16 and _OFFER.search(sentence):
        return "offer"
    return None
