"""What stands beside a text inside its own column: lists of other stories under a heading that says so, what follows an advertisement's label, the rest of a cookie banner."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from nlp.noise import noise

# A heading of a list of other stories; en, es, fr, de.
_OTHERS = re.compile(
    r"^\W*(?:(?:related|similar|recommended|popular|trending|latest|other|more|most[- ](?:read|popular|viewed|shared)|top)(?: (?:news|stories|articles|posts|reads?|content|topics|from .{1,40}|on this (?:topic|story)))"
    r"|most[- ](?:read|popular|viewed|shared|commented)|trending(?: now)?|recommended(?: for you)?|editors?['’]s? (?:picks|choice)|you (?:may|might) (?:also )?(?:like|be interested in)|read (?:next|also)|up next|in other news|don['’]t miss"
    r"|(?:noticias|artículos|contenidos?|notas|temas|entradas) (?:relacionad[oa]s?|recomendad[oa]s?)|lo más (?:leído|visto|popular|comentado)|las más leídas|(?:también )?te (?:puede|podría) interesar|más noticias|últimas noticias|no te pierdas"
    r"|(?:articles|contenus|sujets) (?:liés|similaires|associés|recommandés)|(?:à )?lire aussi|les plus lus|sur le même (?:sujet|thème)|dernières actualités|à ne pas manquer"
    r"|(?:notícias|artigos|conteúdos?|textos) (?:relacionad[oa]s|recomendad[oa]s)|(?:as )?mais (?:lid|vist|comentad|partilhad)[oa]s|leia também|veja também|não perca"
    r"|mehr zum thema|meistgelesen\w*|das könnte (?:sie|dich) (?:auch )?interessieren|ähnliche (?:artikel|beiträge)|auch interessant|weitere (?:artikel|meldungen|nachrichten|beiträge)|lesen sie auch)\W*$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\W*(?:advertise?ment|advertising|sponsored(?: content)?|paid content|promoted|ad|publicidade?|an[uú]ncio|patrocinado|publicité|annonce|anzeige|werbung)\W*$",
    re.IGNORECASE,
)
_COOKIES = re.compile(r"\bcookies?\b", re.IGNORECASE)
# What a banner goes on with, under the line that speaks of cookies: the reader's choice, in few words.
_CHOICE = re.compile(
    r"\b(?:you|your|puedes?|podrá|vous|votre|sie|ihre)\b.{0,30}\b(?:mind|choices?|consent|settings|preferences|cookies|consentimiento|preferencias|opinión|choix|consentement|préférences|escolhas|consentimento|preferências|einwilligung|auswahl|einstellungen)\b",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"[.;:…]['\"”»)]*$")
_HEADLINE = 16  # words: a longer line is no headline
_MOST_STORIES = 12
_MOST_ADVERTISED = 2


def without_side_matter(lines: Sequence[str], standing: Collection[str] = ()) -> Iterator[str]:
    """Yield the lines of a text without lists of other stories, without advertisements that are labelled so, and without what a cookie banner says under its first line.

    What stands in the other text too (`standing`) is kept: a list of other stories never takes a line of the text with it.
    A list ends at the first line that is no headline: one with a full stop, or with more than 16 words.
    """
    others = advertised = 0
    banner = False
    for line in lines:
        words = len(line.split())
        if banner and words <= _HEADLINE and _CHOICE.search(line):
            continue
        banner = bool(_COOKIES.search(line)) and noise(line) == "cookie banner"
        if words <= 8 and _OTHERS.match(line):
            others = _MOST_STORIES
            continue
        if words <= 3 and _LABEL.match(line):
            advertised = _MOST_ADVERTISED
            continue
        if line in standing:
            yield line
            continue
        if others and words <= _HEADLINE and not _SENTENCE_ENDS.search(line):
            others -= 1
            continue
        others = 0
        if advertised and words <= _HEADLINE and (_URGES.search(line) or not _SENTENCE_ENDS.search(line)):
            advertised -= 1
            continue
        advertised = 0
        yield line


_URGES = re.compile(r"!|[£$€%]")
