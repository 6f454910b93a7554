"""What one edit weighs: synonyms and spellings against turns, territories, names and clauses, in four languages."""

from __future__ import annotations

import pytest

from nlp.edit_facts import facts_of
from nlp.edits import Change
from nlp.weight import weigh


def level(old: str, new: str, language: str) -> int:
    return weigh(Change("replace", old, new), language=language).level


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("en", "You can ask the office for a copy.", "You may ask the office for a copy."),
        ("en", "We don't keep the letters.", "We do not keep the letters."),
        ("en", "An answer comes within 30 days.", "An answer comes within thirty (30) days."),
        ("en", "The form is required at the gate.", "The form is reuqired at the gate."),
        ("en", "You read our privacy notice first.", "You read our privacy Policy first."),
        ("fr", "Elle est ouverte le 21 janv. et le 2 mai.", "Elle est ouverte le 21 janvier et le 2 mai."),
        ("fr", "Fermé depuis le 2 mai 2018.", "Fermé depuis le 02/05/2018."),
        ("de", "Seit dem 10. Juni 2013 geräumt.", "Seit dem 10.06.2013 geräumt."),
        ("fr", "La réponse vient sous 30 jours.", "La réponse vient sous trente jours."),
        ("de", "Die Antwort kommt in 30 Tagen.", "Die Antwort kommt in dreißig Tagen."),
        ("de", "Wir erheben Ihre Adresse hier.", "Wir erheben Ihre Anschrift hier."),
        ("en", "The hall opens for some years.", "The hall opens for some year."),
        ("de", "Das Werk hatte die Werte nicht gemeldet.", "Das Werk hatte die Werte nicht mitgeteilt."),
        ("pt", "O diretor disse que sabia.", "O diretor afirmou que sabia."),
        ("es", "El plazo termina en mayo.", "El plazo acaba en mayo."),
        ("fr", "Le maire a prévenu la ville.", "Le maire a averti la commune."),
        ("es", "La junta acordó parar el proceso.", "La junta decidió parar el procedimiento."),
    ],
)
def test_another_way_to_say_it_is_minor(language: str, old: str, new: str) -> None:
    assert level(old, new, language) == 1


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("en", "We may share the file.", "We must share the file."),
        ("en", "We can read the file.", "We can't read the file."),
        ("en", "The rule holds for residents.", "The rule holds for residents and their foreign guests."),
        ("fr", "Le contrat suit le droit français.", "Le contrat suit le droit belge."),
        ("es", "Se aplica la ley española.", "Se aplica la ley portuguesa."),
        ("de", "Das gilt für Nutzer in Österreich.", "Das gilt für Nutzer in der Schweiz."),
        ("de", "Vertreten durch die Leiterin Anna Kell.", "Vertreten durch die Leiterin Petra Sund."),
        ("de", "Die Antwort kommt in 30 Tagen.", "Die Antwort kommt in sechzig Tagen."),
        (
            "es",
            "La planta paró en abril de 2018 (1).",
            "La planta paró en agosto de 2018 (1).",
        ),  # a mark is no second figure
        ("fr", "La cave a été inondée le 21 janvier.", "La cave a été inondée le 21 février."),
        ("de", "Am 9. August entzog das Amt sie.", "Am 9. April entzog das Amt sie."),
        ("pt", "O molhe foi aberto em 30 de março.", "O molhe foi aberto em 30 de maio."),
        ("pt", "O tribunal não aprovou as contas.", "O tribunal aprovou as contas."),
        ("fr", "Les travaux dureront au moins deux étés.", "Les travaux dureront au plus deux étés."),
        ("de", "Der Pegel stand höher als im Mai.", "Der Pegel stand niedriger als im Mai."),
        ("de", "Wir haben niemanden gesehen.", "Wir haben jemanden gesehen."),
        ("fr", "Fermé depuis le 2 mai 2018.", "Fermé depuis le 03/05/2018."),
        ("fr", "Mort après une crise d'asthme.", "Mort après une crise de paludisme."),
        ("fr", "Poursuivi pour pollution volontaire.", "Poursuivi pour pollution involontaire."),
        ("de", "Betroffen ist der Westflügel.", "Betroffen ist der Ostflügel."),
        ("es", "La empresa ha recurrido la multa.", "La empresa ha aceptado la multa."),
        ("pt", "Havia chumbo acima do limite.", "Havia arsénio acima do limite."),
        ("fr", "Il peut saisir gratuitement le juge.", "Il peut saisir le juge à ses frais."),
        ("de", "Die Hälfte trägt das Land.", "Die Hälfte trägt der Bund."),
        ("es", "Cerró por falta de gasóleo.", "Cerró por falta de médicos."),
        ("pt", "A sala fica na cave do museu.", "A sala fica no sótão do museu."),
        ("en", "We never show the age or the street of a donor.", "We never show the street of a donor."),
        ("en", "It ran until the war.", "It ran since the war."),
        ("en", "Nobody at the council wrote back.", "Somebody at the council wrote back."),
        ("es", "Nadie respondió a la carta.", "Alguien respondió a la carta."),
        ("en", "It has been open for a century.", "It has been open for a decade."),
    ],
)
def test_what_somebody_cites_for_is_substantive(language: str, old: str, new: str) -> None:
    assert level(old, new, language) == 2


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("en", "The mill is 12 miles from the sea.", "The mill is 19 kilometres from the sea."),
        ("en", "The mill is 12 miles from the sea.", "The mill is 12 miles (19 km) from the sea."),
        ("en", "The water was at 8 degrees that day.", "The water was at 8°C (46°F) that day."),
        ("es", "El molino está a 14 kilómetros del mar.", "El molino está a 14.000 metros del mar."),
        ("en", "It is run under the act of 12 June 2014.", "It is run under the act of 2014-06-12."),
    ],
)
def test_the_same_measure_or_day_written_otherwise_is_minor(language: str, old: str, new: str) -> None:
    assert level(old, new, language) == 1
    assert facts_of(Change("replace", old, new), language=language) == []


def test_a_stamp_and_a_button_are_cosmetic_in_portuguese_and_spanish_too() -> None:
    assert weigh(Change("insert", "", "Atualizado em 5 de setembro de 2016 às 09:30"), language="pt").level == 0
    assert weigh(Change("insert", "", "Escuchar la noticia"), language="es").level == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The mill is 12 miles from the sea.", "The mill is 29 kilometres from the sea."),
        ("The mill is 12 miles from the sea.", "The mill is 12 kilometres from the sea."),
        ("The mill is 12 miles from the sea.", "The mill is 12 miles (39 km) from the sea."),
        ("The sack weighs 5 kg.", "The sack weighs 5 kg, and holds 40 plums."),
        ("The water was at 8°C that day.", "The water was at 8°F that day."),
        ("It stands in Theresa May's diary.", "It stands in Theresa Cole's diary."),
        ("| Bolulla | 1,210 | 131 |", "| Parcent | 1,210 | 131 |"),
        ("| Meeting room | not let |", "| Meeting room | on request |"),
    ],
)
def test_another_measure_name_or_cell_is_substantive(old: str, new: str) -> None:
    assert level(old, new, "en") == 2


@pytest.mark.parametrize(
    ("language", "old", "new", "fact"),
    [
        ("fr", "Fermée le 12 août 2018 par la mairie.", "Fermée le 21 août 2018 par la mairie.", ("date", "12 août 2018", "21 août 2018")),
        ("fr", "Treize personnes y vivaient.", "Trois personnes y vivaient.", ("number", "Treize", "Trois")),
        ("de", "Geprüft am 1. März 2018 und am 04.05.2019.", "Geprüft am 1. März 2018 und am 04.06.2019.", ("date", "04.05.2019", "04.06.2019")),
        ("de", "Am 1. März 2018 für 40.000 Euro verkauft.", "Am 1. März 2018 für 60.000 Euro verkauft.", ("number", "40.000 Euro", "60.000 Euro")),
        ("pt", "O contrato é de maio de 2014.", "O contrato é de março de 2014.", ("date", "maio de 2014", "março de 2014")),
    ],
)  # fmt: skip
def test_a_changed_fact_is_told_in_other_languages(
    language: str, old: str, new: str, fact: tuple[str, str, str]
) -> None:
    change = Change("replace", old, new)
    assert (weigh(change, language=language).level, facts_of(change, language=language)) == (2, [fact])
