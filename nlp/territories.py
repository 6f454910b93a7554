"""Countries, their peoples and laws, and some cities: names without a capital to tell them by; en, es, fr, de.

French and Spanish write "droit belge" and "ley española" small, and German writes every noun with a capital.
"""

from __future__ import annotations

from nlp.word_lists import words

_NAMES = words(
    """england english inglaterra inglés inglesa angleterre anglais anglaise britain british británico britannique
    großbritannien britisch scotland scottish escocia escocés écosse écossais schottland schottisch wales welsh gales ireland irish
    irlanda irlandés irlandesa irlande irlandais irland irisch france french francia francés francesa français française frankreich
    französisch germany german alemania alemán alemana allemagne allemand deutschland deutsch italy italian italia italiano italie
    italien italienisch spain spanish españa español espagne espagnol spanien spanisch portugal portuguese portugués portuguesa portugais
    portugaise portugiesisch austria austrian austriaco autriche autrichien österreich österreichisch switzerland swiss suiza suizo suisse
    schweiz schweizerisch belgium belgian bélgica belga belgique belge belgien belgisch netherlands dutch holanda holandés neerlandés
    neerlandesa néerlandais hollande niederlande niederländisch luxembourg luxemburgo luxemburg denmark danish dinamarca danés danesa
    danemark danois dänemark dänisch norway norwegian noruega noruego norvège norvégien norwegen norwegisch sweden swedish suecia sueco
    suède suédois schweden schwedisch finland finnish finlandia finlandés finlande finlandais finnland finnisch iceland icelandic islandia
    islande island isländisch poland polish polonia polaco pologne polonais polen polnisch czech checo tchèque tschechien tschechisch
    hungary hungarian hungría húngaro hongrie hongrois ungarn ungarisch romania romanian rumania rumano roumanie roumain rumänien rumänisch
    bulgaria bulgarian búlgaro bulgarie bulgare bulgarien bulgarisch greece greek grecia griego grèce grec griechenland griechisch turkey
    turkish turquía turco turquie turc türkei türkisch russia russian rusia ruso russie russe russland russisch ukraine ukrainian ucrania
    ucraniano ukrainien ukrainisch america american américa americano estadounidense amérique américain amerika amerikanisch usa mexico
    mexican méxico mexicano mexique mexicain mexiko mexikanisch canada canadian canadá canadiense canadien kanada kanadisch brazil brazilian
    brasil brasileño brésil brésilien brasilien brasilianisch argentina argentinian argentino argentine argentin argentinien argentinisch
    colombia colombian colombiano chile chilean chileno chili chilien peru peruvian perú peruano pérou péruvien venezuela china chinese
    chino chine chinois chinesisch japan japanese japón japonés japon japonais japanisch india indian indio inde indien indisch korea korean
    corea coreano corée coréen koreanisch australia australian australiano australie australien australisch israel israelí israël
    morocco moroccan marruecos marroquí maroc marocain marokko algeria argelia algérie algerien tunisia túnez tunisie tunesien
    europe european europa europeo européen europäisch eea eee ewr
    berlin hamburg münchen köln frankfurt stuttgart wien zürich bern genf basel paris lyon marseille bordeaux lille nantes bruxelles
    brüssel genève madrid barcelona sevilla valencia lisboa lisbonne lissabon londres roma mailand"""
)
_ENDINGS = ("", "e", "s", "es", "n", "en", "er", "em", "a", "o", "as", "os", "ne", "nes", "se", "ses")
_COMMON = words("turkey")  # and a bird: its capital tells it


def is_territory(word: str) -> bool:
    """Return whether a word names a country, its people, or one of some cities, in any of the four languages."""
    low = word.lower()
    if low in _COMMON and not word[0].isupper():
        return False
    return any(low.removesuffix(end) in _NAMES for end in _ENDINGS if low.endswith(end))
