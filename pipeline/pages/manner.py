"""How a page speaks: to its reader or of things, with facts or without, in its own words or another's."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from pipeline.pages.look import count_words, look_at
from spiders.marks import fold

# How a page speaks to its reader, as messages do and reports do not; folded (spiders.marks.fold).
_ADDRESSED = re.compile(
    r"\b(?:you|your|you're|you've|please|sorry|we're|we'll|click|check back|try again|usted|buscas?|puedes?|por favor|intente|haga clic|lo sentimos"
    r"|vous|votre|veuillez|cliquez|desole|bitte|leider|klicken|voce|clique|desculpe|spiacenti|clicca|puoi|je kunt|helaas"
    r"|vuelva|intentelo|disculpe|introduzca|su (?:solicitud|peticion|red|conexion|ubicacion|pais|navegador|direccion ip)|revenez|reessayez|patientez|rechargez|saisissez"
    r"|(?:versuchen|melden|prufen|warten|laden|geben|schalten|wenden|sehen|gehen|konnen) sie|ihr(?:e|er|em|en)? (?:anfrage|ip-adresse|land|region|standort|netz|browser|verbindung|adresse)"
    r"|tente|volte|aguarde|verifique|recarregue|(?:seu|sua) (?:pais|pedido|endereco|ligacao|navegador|regiao|solicitacao)|riprova|ricarica|la tua|il tuo|controleer|probeer|uw)\b|пожалуиста|请|您|ください|申し訳"
)
# A number behind a word is a fact that a report tells: a year, a sum, a day; codes, versions and addresses are joined to more.
_DETAIL = re.compile(
    r"(?<=[^\W\d_]{2}) ([$€£]?(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,3}(?:\.\d{3}){1,2}|\d{1,4}(?:[.,]\d{1,2})?)%?)(?![\w:/@-]|[.,]\d)"
)
_STATUS = re.compile(r"20[0-6]|30[0-8]|4[0-5]\d|5[0-3]\d|999|10[0-2]\d")
# What a cookie question speaks of, in the languages that we read; folded.
_CONSENT_TALK = re.compile(
    r"cookie|\d (?:partners|partner|partenaires|socios|parceiros|vendors)\b|consent|privacy|personal data|tracking|tracker|our partners|vendors|privacidad|datos personales|rastreo|nuestros (?:socios|partners)|donnees personnelles"
    r"|vie privee|traceur|partenaires|zustimm|einwillig|datenschutz|werbung|unsere partner|privacidade|dados pessoais|parceiros|riservatezza|dati personali"
    r"|i nostri partner|toestemming|persoonsgegevens|samtykke|samtycke|before you continue|legal drinking age|of legal age|\b(?:18|21) (?:years|or older|or over)"
)
# A phrase in quotation marks is spoken of, not said.
_QUOTED = re.compile(r"“[^“”]{3,90}”|„[^„“”]{3,90}[“”]|«[^«»]{3,90}»|\"[^\"<>\n]{3,90}\"")
_EVERYWHERE = re.compile(
    r"newsletter|weekly letter|mailing list|stay (?:informed|in touch|up to date)|follow us|share this|boletin|mantente al dia|siguenos|suscribete a nuestro|infolettre|suivez-nous"
    r"|folgen sie|seguici|siga-nos|volg ons|\bcookies?\b|all rights reserved|©"
)
_IS_A = r"(?:[^.!?]{0,60}?\b(?:is|was|are|means|ist|war|es|era|est|etait|e|sono) (?:an?|one of|the (?:name|title|term|code)|eine?|un|una|une|uno|um|uma|een)\b|.{0,20}?\bmay refer to\b)"
# Enough of the page to meet the message of an error page behind a long menu.
MARK_CHARS = 8000


def said_shortly(tree: HtmlElement) -> str:
    """Return what a page says beside its frame and its cookie question, its title first."""
    return shortly(" ".join((tree.findtext(".//title") or "").split()), "".join(look_at(tree).told))


def shortly(title: str, told: str) -> str:
    """Return a title and what is told, without short blocks of the site itself."""
    blocks = [" ".join(block.split()) for block in told[: 2 * MARK_CHARS].split("\n") if block.strip()]
    own = [block for block in blocks if not _of_the_site(block)]
    said = " ".join(own or blocks)
    return unquoted(said if title and said.startswith(title) else f"{title}. {said}")[:2000]


def beneath(heads: list[str], body: str) -> str:
    """Return what stands under a page's heads: its own blocks, those left out that only say a head again."""
    said = {fold(head) for head in heads}
    blocks = [" ".join(block.split()) for block in body[: 2 * MARK_CHARS].split("\n") if block.strip()]
    return unquoted(" ".join(block for block in blocks if fold(block) not in said and not _of_the_site(block)))[:2000]


def _of_the_site(block: str) -> bool:
    """Return whether a short block is one that a site sets under every page: its letter, its channels, its cookies."""
    return len(block.split()) <= 15 and bool(_EVERYWHERE.search(fold(block)))


def unquoted(text: str) -> str:
    """Return a text without what stands in quotation marks, unless that is all of it: it is spoken of, not said."""
    bare = _QUOTED.sub(" ", text)
    return bare if bare.strip() else text


def manner(text: str, heads: list[str]) -> dict[str, str]:
    """Return how a page speaks: how often to its reader, how many details (numbers that stand alone) it tells, and whether it begins
    by saying what the thing in its title is, as entries of a glossary do."""
    folded = fold(text[:MARK_CHARS])
    details = {n for n in _DETAIL.findall(folded) if not _STATUS.fullmatch(n)}
    found = {"addressed": str(len(_ADDRESSED.findall(folded))), "details": str(len(details))}
    blocks = [folded for folded in (fold(block) for block in text[:1000].split("\n")) if folded][:4]
    for head in heads:
        # The name of the thing ends where a site's name, an explanation in brackets or a question begins.
        thing = re.split(r" [-–—|] |[:|(?!]", fold(head), maxsplit=1)[0].strip(" .\"'")
        said = re.compile(rf"^.{{0,30}}{re.escape(thing)}\b{_IS_A}")
        if len(thing) > 2 and any(said.match(block) for block in blocks if len(block) > len(head) + 12):
            found["defines"] = thing[:100]
    return found


def consent_talk(told: str) -> int:
    """Return how many words stand in blocks that speak of cookies, privacy, tracking or age."""
    return sum(count_words(block) for block in told[: 5 * MARK_CHARS].split("\n") if _CONSENT_TALK.search(fold(block)))
