"""What another did, only a part of it, a wish or a part of the sentence says keeps a claim from being called supported."""

from __future__ import annotations

import pytest

from nlp.doubts.find import doubts
from nlp.evidence import passage

CASES = {
    "another subject, a body": ("The council opposes the new pier.", "The harbour union opposes the new pier. The council is silent.", "en", True),
    "the same subject": ("The council opposes the new pier.", "The council, led by Ida Voss, opposes the new pier.", "en", False),
    "a pronoun may be anybody": ("Ida Voss opened the pier.", "It was late when she opened the pier. Ida Voss had waited.", "en", False),
    "one person by two of her names": ("Voss died in Orme on 4 May 1957.", "Ida Lena Voss was born here. Ida died in Orme on 4 May 1957.", "en", False),
    "another by a first name": ("Voss died in Orme on 4 May 1957.", "Lena Voss was born here. Ida died in Orme on 4 May 1957.", "en", True),
    "a description may be whoever is named": ("The singer sold the boat.", "Ida Voss sold the boat. The singer is 40.", "en", False),
    "who is quoted": ("Jan Moor said that the pier was unsafe.", "“The pier was unsafe,” said Ida Voss. Jan Moor nodded.", "en", True),
    "who is quoted, rightly": ("Ida Voss said that the pier was unsafe.", "“The pier was unsafe,” said Ida Voss. Jan Moor nodded.", "en", False),
    "what is said of the subject": ("Ida Voss, a clerk from Orme, left Jan Moor.", "Ida Voss, a clerk from Orme, left Jan Moor.", "en", False),
    "another subject, turned": ("El sindicato publicó el informe.", "El informe que publicó la Comisión de Pesca es largo. El sindicato calla.", "es", True),
    "an object before its verb": ("El informe lo publicó el sindicato.", "La comisión publicó el informe. El sindicato calla.", "es", True),
    "the other side": ("Seals came back to the northern bay.", "Seals came back to the southern bay; in the northern bay there are none.", "en", True),
    "the side itself": ("Seals came back to the southern bay.", "Seals came back to the southern bay; in the northern bay there are none.", "en", False),
    "only there": ("The museum is free in the whole country.", "The museum is free only in the capital of the country.", "en", True),
    "half of what": ("They got what they had asked for.", "They got half of what they had asked for.", "en", True),
    "the full price": ("The town pays the full price of the roof.", "The town pays 60 per cent of the price of the roof.", "en", True),
    "the whole of a part": ("Los tres barcos se hundieron.", "Chocaron tres barcos, uno de ellos se hundió.", "es", True),
    "both for one": ("Both boats were repaired.", "One of the two boats was repaired.", "en", True),
    "some of them": ("Two of the five boats were found.", "Two of the five boats were found.", "en", False),
    "all of them": ("The five boats were found.", "Two of the five boats were found.", "en", True),
    "a number of another deed": ("The town hired 300 guards.", "The town had promised 300 guards. It hired 140 guards.", "en", True),
    "a day is no number": ("The town voted 14 to 5.", "The town voted on 21 May, by 14 votes to 5.", "en", False),
    "a wish": ("The mayor resigned.", "The union asked for the resignation of the mayor.", "en", True),
    "a wish told as one": ("The union asked that the mayor resign.", "The union asked for the resignation of the mayor.", "en", False),
    "prepared": ("El grupo presentó una demanda.", "El grupo prepara una demanda.", "es", True),
    "an irregular past that is denied": ("La policía detuvo a dos hombres.", "La policía busca a dos hombres; ninguno está detenido.", "es", True),
    "ruled out": ("The cause was sabotage.", "Sabotage has been ruled out as the cause.", "en", True),
    "nobody did": ("Three sailors drowned.", "Three sailors were hurt. Nobody drowned.", "en", True),
    "fewer is no rise": ("The number of boats rose by 7 per cent.", "There are 7 per cent fewer boats than last year.", "en", True),
    "more is a rise": ("The number of boats rose by 7 per cent.", "There are 7 per cent more boats than last year.", "en", False),
    "two agents": ("The study was paid for by the harbour firm.", "The study was made by the lab and paid for by the towns. The harbour firm closed.", "en", True),
}  # fmt: skip


@pytest.mark.parametrize(("claim", "source", "language", "doubted"), CASES.values(), ids=CASES)
def test_what_a_source_says_of_another_or_of_a_part_raises_a_doubt(
    claim: str, source: str, language: str, doubted: bool
) -> None:
    read = passage(source, language=language)
    assert bool(doubts(claim, read, range(len(read.spans))[:3], language=language)) is doubted
