"""What a page says to work by: its buttons, notices, offers and links around a text; en, es, fr, de.

A line is furniture where every word of it is one that pages work by, and one of them is used for nothing else; or where it
is one of the notices that sites of one kind share word for word. A line that says anything beside is none.
"""

from __future__ import annotations

import re

from nlp.word_lists import words

# Words that by themselves say that a line is no content.
_TELLING = words(
    """print share tweet facebook twitter linkedin whatsapp pinterest instagram youtube tiktok reddit newsletter menu breadcrumb helpful
    download app apps search close sidebar chat login logout sign zendesk wordpress drupal skip scroll collapse expand top index
    contents sommaire índice inhaltsverzeichnis inhalt loading cookies cookie navigation homepage subscribe suscríbete abonnez
    abonnieren newsletters
    imprimir compartir imprime imprimer partager drucken teilen utilidad útil utile hilfreich arriba haut oben descarga descargar
    télécharger herunterladen buscar rechercher suche suchen cerrar fermer schließen boletín infolettre menú navigationsmenü inicio
    accueil startseite language languages idioma idiomas langue langues sprache sprachen english español français deutsch italiano
    partilhar partilhe descarregar pesquisar fechar topo início
    português nederlands polski back volver retour zurück next previous siguiente anterior suivant précédent weiter vorherige"""
)
# Words that may stand beside them.
_WORKING = _TELLING | words(
    """this that page site article these topic story post on via by email e mail pdf of to the a an our your us you we
    was is did it are were here yes no answer question questions table select choose change for with and or in from up
    send copy link now free more all home main content options settings version view browse open list section sections
    feedback thanks thank rate give like follow contact help support icon image logo close notification consent
    powered built left right mobile ios android google play store get
    esta este página la el los las le ha sido resultado fue en un una de del al a por con y o sí tu su su sus nuestra nuestro nuestros
    aplicación app enlace seleccionar seleccione elegir elija cambiar más ver todo todos ayuda contacto
    cette ce vous a t elle il été page la le les de du d l en sur par oui non un une notre nos votre vos application lien choisir
    choisissez changer plus voir tout tous aide envoyer copier inscrivez vous à
    diese dieser dieses seite war ist die der das den dem auf per von zu nach ja nein ein eine unsere unseren ihre ihren wählen
    artikel beitrag artículo noticia
    no na em para do da seu sua o os as página artigo aplicação ligação ver mais
    ändern mehr alle hilfe kontakt senden kopieren link jetzt zum zur im"""
)
_LONGEST = 9  # words of a line that is furniture by its words
_NEVER = words(
    "not must shall may cannot never without only kein keine nicht muss darf nunca debe sans jamais doit peut will puede"
)
_SHARED = re.compile(
    r"^\W*(?:(?:an )?official website of the\b|official websites use \.(?:gov|mil)\b|secure \.(?:gov|mil) websites use https|"
    r"a \.(?:gov|mil) website belongs to|a lock\b.{0,40}\bhttps|here.s how you know|(?:you will|you may|you.ll) need (?:adobe|a pdf) \w+|"
    r"contact us to (?:ask|report|provide)|this site is protected by recaptcha|este sitio está protegido por recaptcha|ce site est protégé par recaptcha|"
    r"javascript (?:is|must be|seems to be) (?:disabled|enabled|required)|your browser (?:is|does)\b|(?:please )?(?:enable|upgrade|update) (?:your browser|javascript|it)\b|"
    r"votre navigateur (?:n.est|est|ne)\b|su navegador (?:no|está)\b|ihr browser (?:ist|wird|unterstützt)\b|you are here\b|usted está aquí|vous êtes ici|sie sind hier|"
    r"we (?:value|respect|care about) your privacy\b|we and our (?:\d+ )?partners (?:store|process|use)|(?:wir|nous) respect(?:ieren|ons) (?:ihre privatsphäre|votre vie privée)|"
    r"was this (?:page|article|information|answer) (?:helpful|useful)|did (?:this|you) (?:answer your question|find (?:this|what))|"
    r"cette page vous a.t.elle été utile|(?:ha sido útil|¿?le ha resultado útil|te ha sido útil|fue útil) est[ea]|war diese (?:seite|antwort|information) hilfreich|"
    r"(?:this |the )?(?:page|site|list|blog|feed) (?:is )?(?:updates?d?|refresh(?:es|ed)|reloads?) automatically\b|(?:esta |la )?(?:página|lista) se (?:actualiza|recarga) (?:automáticamente|sola)\b|"
    r"une question\s*\?\s*contactez|(?:request|trace|session|ray|error|support) id\b\W{1,3}[\w-]{4,}$|"
    r"table of contents|lire la suite|leer más|weiterlesen|on this page|in this (?:article|section)|en esta página|sur cette page|auf dieser seite)",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"\b\d{1,2}\s?%\s?(?:off|discount|de descuento|de réduction|de remise|rabatt)\b|[-–−]\s?\d{1,2}\s?%|"
    r"\b(?:save up to|économisez jusqu|ahorra hasta|sparen sie bis)\b|\b(?:black friday|cyber monday|vente flash|flash sale|ofertas? flash)\b",
    re.IGNORECASE,
)
_URGES = re.compile(
    r"!|\b(?:get|save|enjoy|buy|shop|try|now|until|today|profitez|économisez|jusqu|ahorra|aprovecha|hasta|jetzt|sichern|sparen|bis)\b",
    re.IGNORECASE,
)
# A question or a request about the page itself; a few words.
_ABOUT_PAGE = re.compile(
    r"\b(?:(?:this|our) (?:page|site|website|article|story|post|service|information|answer)|est[ea] (?:página|sitio|web|artículo|noticia|información|contenido)|(?:cette|ce|cet|notre) (?:page|site|article|information|réponse)|"
    r"(?:dieser?|diesen|diesem|unsere) (?:seite|website|artikel|beitrag|webseite|information|antwort)|d?est[ea] (?:informação|página|artigo|notícia|sítio|site))\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?\W*$|\b(?:help|let|tell|give) us\b|\b(?:ayúdanos|ayúdenos|díganos|dinos|aidez-nous|dites-nous|helfen sie uns|sagen sie uns|ajude-nos|diga-nos)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W_]+")


def furniture(sentence: str) -> str | None:
    """Return what kind of furniture a line is, in a word, or None where it may say something."""
    found = [w.lower() for w in _LETTERS.findall(sentence)]
    if len(found) <= 30 and _SHARED.match(sentence):
        return "notice"
    if len(found) <= 12 and _ABOUT_PAGE.search(sentence) and _ASKS.search(sentence):
        return "notice"
    if (
        len(found) <= _LONGEST
        and any(w in _TELLING for w in found)
        and all(w in _WORKING for w in found)
        and not any(w in _NEVER for w in found)
    ):
        return "notice"
    if len(found) <= 14 and sentence.rstrip()[-1:] != "." and _PERCENT.search(sentence) and _URGES.search(sentence):
        return "offer"
    return None
