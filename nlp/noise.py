"""What changes on a page without its content: stamps, counters, notices, offers, marks of a list; en, es, fr, de."""

from __future__ import annotations

import re
import unicodedata

from nlp.furniture import furniture
from nlp.turns import TURNS
from nlp.word_lists import words

_BULLET = re.compile(r"^(?:[-*+•·●◦‣▪–—]\s+|#{1,6}\s+|>\s+)+")
_NOT_FRACTIONS = re.compile("[^¼-¾⅐-⅞]+")  # NFKC makes 21⁄2 of 2½
_DASHES = str.maketrans({"—": "–", "―": "–", "‑": "-", "‐": "-"})
_STRESS = re.compile(r"(?<![\w*])(\*\*|__|\*)(?=\S)([^*_\n]{1,200}?)(?<=\S)\1(?![\w*])")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\ufeff]")
# UTF-8 that was read as Latin-1: a lead byte and its continuation bytes, each shown as a character.
_BROKEN = re.compile(
    "[\u00c2\u00c3][\u00a0-\u00bf]|[\u00c2-\u00df][\u0080-\u009f]|[\u00e0-\u00ef][\u0080-\u009f][\u0080-\u00bf]"
)
_BROKEN_QUOTES = {
    "â€™": "’",
    "â€˜": "‘",
    "â€œ": "“",
    "â€\x9d": "”",
    "â€“": "–",
    "â€”": "—",
    "â€¦": "…",
    "ï¿½": "\ufffd",
}
_ATTRIBUTES = re.compile(r"^\{[:#.][^{}]*\}$")
_LINK = re.compile(r"\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)|<?(?:https?://|mailto:|www\.)[^\s<>)\]]+>?")
_LETTERS = re.compile(r"[^\W_]+")

# Words that say that a date is the page's own. A strong one says so of the page; a weak one only with nothing else beside it.
_STRONG_STAMP = re.compile(
    r"\b(?:last\s+(?:updated?|modified|revised|reviewed|changed|edited|revision)|page\s+last|"
    r"última\s+(?:actualización|modificación|revisión)|derni[eè]re\s+(?:mise\s+[aà]\s+jour|modification|version)|"
    r"mise?\s+[aà]\s+jour|última\s+atualização|atualizad[oa]\s+(?:em|às)|letzte\s+(?:aktualisierung|änderung)|zuletzt\s+(?:aktualisiert|geändert))\b",
    re.IGNORECASE,
)
_STAMP_WORDS = words(
    """last updated update modified revised reviewed changed edited effective date version revision published posted dated
    current generated retrieved today printed
    última último actualización modificación revisión actualizado actualizada modificado publicado publicada vigente vigor
    versión fecha dernière dernier mise mis jour modification vigueur publié publiée date letzte aktualisierung änderung
    aktualisiert stand zuletzt gültig veröffentlicht fassung
    modifié modifiée actualisé actualisée geändert
    atualizado atualizada atualização publicação versão data"""
)
_STAMP_FILLERS = words(
    """a an the this these our of on in at by as from since is was were are and page site website document policy notice terms
    use service services statement article hoy en el la los las de del desde esta este página sitio aviso política términos
    le la les des du à cette page site il elle a été est au en politique conditions am vom der die das den dieser diese seite
    und ist uhr h hr hrs hora horas em às
    privacy confidentialité privacidad datenschutz datenschutzerklärung datenschutzhinweise cookie cookies legal imprint impressum
    entrée entrer entra entrada compter partir ab seit ce d l n no nr"""
)
_DATED = re.compile(
    r"\b(?:1[89]|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2}:\d\d\b|\b\d{1,2}[.h]\d\d\s*(?:h|hrs?|[ap]\.?m\.?|gmt|utc|bst|ce?s?t|uhr)\b|\bversion\s*:?\s*v?\d",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"^\W*\d{1,2}[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?|h|hrs?|uhr|utc|gmt|[a-z]{2,4})?\W*$", re.IGNORECASE
)
_COUNTED = (
    r"(?:views?|comments?|likes?|shares?|replies|votes?|followers?|results?|downloads?|reads?|visits?|visitors?|stars?|reactions?|"
    r"vistas|visitas|visitantes|comentarios?|me\s+gusta|compartid[oa]s?|seguidores|resultados|descargas|lecturas|vues|"
    r"commentaires?|partages?|abonnés|visualizações|visualizaciones|comentários?|gostos|partilhas|leituras|seguidores|kommentare?|aufrufe|min(?:utes?|utos)?\s+(?:read|de\s+lectura|de\s+lecture))"
)
_COUNTER = re.compile(
    rf"^\W*(?:[\d.,\s]{{1,12}}(?:[km]\b|mil\b)?\W*{_COUNTED}|{_COUNTED}\W{{1,3}}[\d.,\s]{{1,12}}(?:[km]\b)?|"
    r"(?:shared|viewed|read|played|seen|watched|downloaded|compartid[oa]|le[ií]d[oa]|vist[oa]|descargad[oa]|partagé|lu|vu)\s+[\d.,\s]{1,12}(?:times|veces|fois)|"
    r"(?:page|página|seite)\s+\d+\s+(?:of|de|sur|von)\s+\d+)\W*$",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?:\d+|an?|one|few|un|una|une|eine[nr]?)\s+(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)\s+ago\b|"
    r"\bhace\s+(?:\d+|un|una)\s+\w+|\bhá\s+(?:\d+|uma?)\s+\w+|\bil\s+y\s+a\s+(?:\d+|une?)\s+\w+|\bvor\s+(?:\d+|eine[mnr]?)\s+\w+|"
    r"\b(?:updated|actualizado|mis\s+à\s+jour)\s+(?:just\s+now|today|yesterday|this\s+week|over\s+a|in\s+the\s+last|hoy|"
    r"ayer|aujourd)",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"©|\(c\)\s*\d{4}|\bcopyright\s+(?:©|\d{4}|by\b)|\ball rights reserved|todos los derechos reservados|"
    r"tous droits réservés|alle rechte vorbehalten",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"^\W*(?:(?:accept|reject|allow) (?:all|cookies)|cookies? (?:settings|preferences|choices|notice)|"
    r"(?:manage|customi[sz]e) (?:cookies|preferences|consent)|(?:your )?privacy choices|do not sell (?:or share )?my|"
    r"aceptar (?:todas|todo|cookies)|rechazar (?:todas|todo)|configurar cookies|preferencias de cookies|tout (?:accepter|refuser)|"
    r"accepter les cookies|gérer (?:les|mes) cookies|alle (?:akzeptieren|ablehnen)|cookie-einstellungen|"
    r"(?:listen to|hear) (?:this|the) (?:article|story|page)|(?:seite|artikel|text|beitrag) vorlesen|escuch(?:ar?|e) (?:la noticia|el artículo|este artículo)|écouter (?:l.article|cet article)|artikel anhören|ouvir (?:a notícia|o artigo)|"
    r"(?:yes|sí|oui|ja|sim)\W+(?:no|non|nein|não)\W*$|(?:please )?enable javascript|skip to (?:main )?content|back to top|saltar al contenido|volver arriba|advertise?ment|"
    r"publicidade?|publicité|anzeige|loading|cargando|chargement|an error (?:has )?occurred|please try again|"
    r"une erreur s.est produite|se ha producido un error)\b",
    re.IGNORECASE,
)
_BANNER = re.compile(
    r"\b(?:improve|enhance|experience|store|access|erlebnis|akzeptieren|mejorar|experiencia|améliorer|verbessern|click|clicking|accept|agree|continue|continuing|consent|aceptar?|aceptas|continuar|clic|accepte[rz]|cliquant|continuez|"
    r"zustimmen|klicken)\b",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"\b(?:uses?|storing|utilizamos|utiliza|usamos|usa|utilise|utilisons|utilisons des|utilise des|verwende[nt]|de|such as) (?:of )?cookies\b",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(
    r"^\W*(?:we|this (?:site|website|page)|our (?:site|website|partners?))\b.{0,40}\b(?:called|known as) cookies\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"^\W*(?:[-–−]\s?\d{1,2}\s?%|(?:up to |hasta |jusqu.à )?\d{1,2}\s?% (?:off|de descuento|de réduction|rabatt)\b|"
    r"(?:subscribe|sign up|log in|sign in|register|join) (?:now|today|free|for|to)\b|"
    r"(?:limited offer|free trial|shop now|buy now|read more|learn more|see also|related (?:articles|stories|posts)|share (?:this|on)|"
    r"follow us|suscríbete|regístrate|inicia sesión|leer más|compartir en|síguenos|te puede interesar|notas relacionadas|"
    r"j.en profite|en savoir plus|abonnez-vous|inscrivez-vous|lire aussi|subscreva|assine já|saiba mais|ler mais|jetzt (?:kaufen|anmelden|testen)|mehr erfahren)\b)",
    re.IGNORECASE,
)
_EXHORTS = re.compile(
    r"^\W*(?:sign up|subscribe|get|join|follow|download|try|donate|support|register|stay|never miss|don.t miss|be the first|want|enjoy|suscríbete|apúntate|regístrate|síguenos|síguelo|"
    r"únete|descarga|recibe|no te pierdas|haz un|done|assine|subscreva|receba|siga-nos|junte-se|apoie|faça um|descarregue|soutenez|faites un|offrez|aidez|unterstützen sie|spenden sie|inscrivez|abonnez|suivez|recevez|téléchargez|rejoignez|melden sie sich|abonnieren sie|folgen sie|holen sie|jetzt)\b",
    re.IGNORECASE,
)
_TO_WHAT = re.compile(
    r"newsletter|\binbox\b|\be-?mail\b|\bapps?\b|twitter|facebook|instagram|whatsapp|telegram|youtube|podcast|\balerts?\b|\bsubscri|membership|free trial|\b(?:special )?offer\b|"
    r"% off|[£$€]|boletín|\bcorreo\b|alertas|oferta|gratis|infolettre|gratuit|\bdons?\b|donaci[oó]n|doação|donativo|spende|jornal|assinatura|\bboletim\b|kostenlos|angebot|\babo\b",
    re.IGNORECASE,
)
# An appeal to the reader: "Rate us and tell your friends!"; whoever reports does not exclaim.
_EXCLAIMS = re.compile(
    r"^[^“”\"«»„]*\b(?:you|your|us|tú?|tu|tus|te|usted|vous|votre|vos|sie|ihre?[nmr]?|dir?|dein\w*|uns|você|seus?|suas?)\b[^“”\"«»„]*!\W*$",
    re.IGNORECASE,
)
# "FTSE 100 7,351.31 +0.40%", "Hallam: 14°C, light rain": what an instrument shows at the moment.
_READING = re.compile(
    r"^[^.!?]{2,40}?[\d.,]{2,12}\s*[+−–-]\s?\d{1,3}[.,]\d{1,2}\s?%\W*$|^[^.!?]{0,40}?-?\d{1,2}\s?°\s?[CF]?\b[^.!?]{0,40}$"
)
_MONTHS = words(
    """january february march april may june july august september october november december jan feb mar
        apr jun jul aug sep sept oct nov dec enero febrero marzo abril mayo junio julio agosto septiembre
        octubre noviembre diciembre janvier février mars avril mai juin juillet août septembre octobre
        novembre décembre januar februar märz juni juli oktober dezember monday tuesday wednesday thursday
        friday saturday sunday lunes martes miércoles jueves viernes sábado domingo lundi mardi mercredi
        janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
        jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag"""
)
_POINTS = re.compile(
    r"^\W*(?:read (?:more|also|next)|also read|see also|related|more on this|watch|listen|leer más|lea también|lee también|más información|te puede interesar|(?:à )?lire aussi|voir aussi|"
    r"leia também|leia mais|ler também|veja também|saiba mais|lesen sie auch|mehr dazu|zum thema)\s?[:|>»–—-]\s*\S",
    re.IGNORECASE,
)
_PARTICULARS = re.compile(
    r"^\W*(?:tags?|keywords|filed under|etiquetas|palabras clave|mots-clés|étiquettes|schlagw[oö]rter|stichw[oö]rter|palavras-chave|"
    r"(?:photos?|fotos?|fotografía|image|imagen|bild|picture|crédito)(?: credit| by)?)\s?:",
    re.IGNORECASE,
)
_CALENDAR = _MONTHS | words("st nd rd th er de del of the on le la el du au am pm utc gmt est pst cet um uhr")
_WHEN = words(
    """second seconds minute minutes min mins hour hours hr hrs day days week weeks month months year years ago just now over few
    an one in hace un una horas hora días minutos il y a heure heures jours jour semaine semaines mois vor tagen stunden minuten wochen
    há dia dias minuto semana semanas mês meses"""
)
_BESIDE_STRONG = 3  # words beside "last updated" and its date that may be what was updated
_LONGEST_BANNER = 60


def plain(line: str) -> str:
    """Return a line as it is compared: NFKC, one kind of dash, white space made single; marks of lists and of stress and invisible signs dropped."""
    folded = _INVISIBLE.sub(
        "", _NOT_FRACTIONS.sub(lambda m: unicodedata.normalize("NFKC", m[0]), _mended(line))
    ).translate(_DASHES)
    return _BULLET.sub("", " ".join(_STRESS.sub(r"\2", folded).split()))


def _mended(line: str) -> str:
    """Return a line whose letters were broken by a wrong encoding as they were meant: EspaÃ±a is España."""
    if not any(sign in line for sign in "ÂÃâï"):
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

    A sentence that says something beside its date, count or offer is never noise: a false "nothing changed" is worse
    than one more alert. The lists are of what the pages of docs/experiments/changes.md showed, and common furniture.
    """
    found = [w.lower() for w in _LETTERS.findall(sentence)]
    if not found or _ATTRIBUTES.match(sentence):
        return "marks"
    if _is_stamp(sentence, found):
        return "date stamp"
    if len(found) <= 12 and _AGO.search(sentence) and not _says(found):
        return "relative date"
    if len(found) <= 8 and _COUNTER.match(sentence):
        return "counter"
    if len(found) <= 20 and _RIGHTS.search(sentence):
        return "rights line"
    if len(found) <= 12 and _BUTTON.match(sentence):
        return "notice"
    if len(found) <= _LONGEST_BANNER and (
        (_COOKIES.search(sentence) and _BANNER.search(sentence)) or _INTRODUCED.search(sentence)
    ):
        return "cookie banner"
    if (
        len(found) <= 12
        and _OFFER.match(sentence)
        and not (found[0][0].isalpha() and any(w[0].isdigit() for w in found))
    ):
        return "offer"
    if len(found) <= 22 and _EXHORTS.match(sentence) and _TO_WHAT.search(sentence):
        return "offer"
    if len(found) <= 16 and _EXCLAIMS.search(sentence) and not any(w in TURNS for w in found):
        return "offer"
    if len(found) <= 9 and _READING.match(sentence):
        return "reading"
    if len(found) <= 12 and _PARTICULARS.match(sentence) and sentence.rstrip()[-1:] != ".":
        return "notice"
    if len(found) <= 24 and _POINTS.match(sentence):
        return "notice"
    return furniture(sentence)


def _is_stamp(sentence: str, found: list[str]) -> bool:
    """Return whether a sentence says when the page was made and nothing else."""
    calendar = any(w in _MONTHS for w in found) and any(w[0].isdigit() for w in found)
    if not calendar and not _DATED.search(sentence):
        return bool(_CLOCK.match(sentence))
    beside = [w for w in found if not w[0].isdigit() and w not in _CALENDAR and w not in _STAMP_FILLERS]
    rest = [w for w in beside if w not in _STAMP_WORDS]
    if _STRONG_STAMP.search(sentence):
        return len(rest) <= _BESIDE_STRONG
    return not rest and (len(beside) > 0 or calendar or bool(_CLOCK.match(sentence)))


def _says(found: list[str]) -> bool:
    """Return whether words say more than when: "Updated 5 minutes ago" does not, "The bridge fell 5 days ago" does."""
    known = (_WHEN, _STAMP_WORDS, _STAMP_FILLERS)
    return sum(not w[0].isdigit() and not any(w in some for some in known) for w in found) > 1
