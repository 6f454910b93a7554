"""Two words that say the opposite of each other, one of which came where the other went (en, es, fr, de, pt), and lengths of time."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.contrast import OPPOSITE
from nlp.terms import TOKEN, fold, stem

# Beginnings of Spanish words and those of their opposites: forms of one verb share no more.
_SPANISH = """
admit|reconoc|confirm neg|nieg|desment|desmient|rechaz
abr|abier|inaugur cerr|cierr|clausur
aument|sub|crec|crez|increment disminu|baj|cae|cay|descend|descien|reduc|reduj
gan|venc perd|pierd
acept|aprob|aprueb|apoy|autoriz|permit rechaz|denieg|deneg|prohib|prohíb|vet|opus|opon
compr vend|vent
culpable inocente
condena absuel|absolv
mayor|máxim menor|mínim
primer últim
públic privad
legal ilegal
antes después
con sin
nac mur|muer|falle
entr|lleg sal
contrat despid|despedi
nombr destitu|ces
verdader fals
positiv negativ
mejor peor
más menos
alt|elevad medi|moderad
alt|elevad baj|escas
medi|moderad baj|escas
grave leve
fuerte débil
siempre nunca
todos|todas ningún|ningun
"""


# Grades of one thing, beside the opposites of nlp/contrast.py.
_GRADES = frozenset(
    (
        "high",
        "medium",
        "moderate",
        "low",
        "severe",
        "mild",
        "strong",
        "weak",
        "full",
        "partial",
        "minor",
        "major",
        "rare",
        "common",
    )
)


# Beginnings that turn a word: with one of these, or another of its line, in their place the same word says something else.
_TURNING = [
    beginnings.split("|")
    for beginnings in (
        "|in|im|il|ir|un|dis|des|dés|non|miss|mé|an", "nord|süd|ost|west", "north|south|east|west", "norte|sur|sul|este|oeste", "über|unter", "ein|aus",
        "auf|ab|an|zu", "vor|nach", "im|ex", "pre|post", "pré|pós", "mono|poly|bi", "inter|intra", "grand|petit", "groß|klein", "haupt|neben", "voll|teil",
    )
]  # fmt: skip
_REST = 4  # letters of the word that stays


# Lengths of time: one for another is another length, where no number beside it says the same of both.
_LENGTHS = {
    word: number
    for number, line in enumerate(
        """hour hours hora horas heure heures stunde stunden
        day days día días jour jours tag tage tagen
        week weeks semana semanas semaine semaines woche wochen
        month months mes meses mois monat monate monaten
        year years año años an ans année années jahr jahre jahren
        decade decades década décadas décennie décennies jahrzehnt jahrzehnte jahrzehnten
        century centuries siglo siglos siècle siècles jahrhundert jahrhunderte jahrhunderten""".splitlines()
    )
    for word in line.split()
}
# Whole words of the other languages, and those of English that tell an edit but not a claim from its evidence.
_WORDS = {
    "en": [("part", "full"), ("until", "since"), ("died|dies|dead", "survived|survives|alive"), ("most", "least"), ("minimum", "maximum"), ("before", "after|since")],
    "fr": [
        ("moins|minimum", "plus|maximum"), ("gratuit|gratuite|gratuits|gratuites", "payant|payante|payants|payantes"), ("avant", "après|depuis"),
        ("hausse|augmenté|augmente|augmentation", "baisse|baissé|diminué|diminue|diminution"), ("ouvert|ouverte|ouverts|ouvertes", "fermé|fermée|fermés|fermées"),
        ("avec", "sans"), ("coupable", "innocent|innocente"), ("légal|légale", "illégal|illégale"), ("public|publique", "privé|privée"),
        ("premier|première", "dernier|dernière"), ("haut|haute|supérieur|supérieure|élevé", "bas|basse|inférieur|inférieure|faible"),
        ("accepté|accepte|approuvé|approuve|autorisé", "refusé|refuse|rejeté|rejette|interdit"), ("gagné|gagne", "perdu|perd"), ("nie|nié|dément|démenti", "reconnaît|reconnu|admet|admis|confirme|confirmé"), ("suspendu|suspend", "autorisé|autorise|repris"), ("condamné|condamnée", "acquitté|acquittée|relaxé|relaxée"), ("mort|morte|décédé", "né|née|survécu|vivant"),
    ],
    "de": [
        ("höher|höhere|höheren", "niedriger|tiefer|niedrigere|niedrigeren"), ("mehr|mindestens", "weniger|höchstens"), ("vor", "nach|seit"), ("mit", "ohne"),
        ("frühestens", "spätestens"), ("geöffnet|offen|öffnete", "geschlossen|gesperrt|schloss"), ("gestiegen|stieg|steigt", "gesunken|gefallen|sank|fiel|sinkt"),
        ("schuldig", "unschuldig"), ("legal", "illegal"), ("öffentlich|öffentliche|öffentlichen", "privat|private|privaten"), ("erste|ersten", "letzte|letzten"),
        ("kostenlos|frei", "kostenpflichtig"), ("angenommen|genehmigt|bewilligt|erlaubt", "abgelehnt|verweigert|verboten"), ("gewonnen|gewann", "verloren|verlor"), ("bestreitet|bestritt|dementierte", "bestätigt|bestätigte|räumte"), ("verurteilt|verurteilte", "freigesprochen|freisprach"), ("eingestellt|ausgesetzt", "fortgesetzt|aufgenommen"),
        ("gestorben|tot|starb", "geboren|überlebt|überlebte"), ("groß|große|großen", "klein|kleine|kleinen"),
    ],
    "pt": [
        ("mais|mínimo", "menos|máximo"), ("antes", "depois|desde"), ("com", "sem"), ("gratuito|gratuita|grátis", "pago|paga"), ("aberto|aberta|abriu", "fechado|fechada|fechou"),
        ("subiu|aumentou|aumento", "desceu|baixou|diminuiu|queda"), ("culpado|culpada", "inocente"), ("legal", "ilegal"), ("público|pública", "privado|privada"),
        ("primeiro|primeira", "último|última"), ("aprovou|aceitou|aprovado|aprovada", "rejeitou|recusou|chumbou|rejeitado|rejeitada"), ("ganhou", "perdeu"), ("nega|negou|desmente|desmentiu", "reconhece|reconheceu|admite|admitiu|confirma|confirmou"), ("suspendeu|proibiu|travou", "autorizou|permitiu|retomou"), ("entrou", "saiu"), ("antigo|antiga", "novo|nova"), ("morreu", "sobreviveu|nasceu"),
    ],
}  # fmt: skip
_OPPOSITES = {
    language: [(frozenset(a.split("|")), frozenset(b.split("|"))) for a, b in pairs]
    for language, pairs in _WORDS.items()
}
_REFUSED = [
    {stem(a), stem(b)}
    for a in ("sign", "ratify", "pay", "publish", "grant")
    for b in ("reject", "refuse", "withhold", "deny")
]


def _sides(line: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    left, right = line.split(" ")
    return tuple(left.split("|")), tuple(right.split("|"))


_PAIRS = [_sides(fold(line)) for line in _SPANISH.strip().splitlines()]
# Between a claim and its evidence nothing else is alike, so only beginnings that begin no other word tell.
_FIRM = [
    _sides(line)
    for line in """
admitio|admite|reconocio|reconoce|confirmo|confirma nego|niega|negaron|desmintio|desmiente|rechazo
aument|crecio|crecieron|subio|subieron|increment disminu|bajaron|cayo|cayeron|cae|caen|descendio|descendieron|redujo|redujeron
acept|aprob|aprueb|autoriz rechaz|denego|denegaron|prohib|veto
abrio|abrieron|inaugur cerro|cerraron|clausur
ganaron|gano|vencio perdio|perdieron
culpable inocente
conden absuel|absolv
nombrado|nombraron|nombro destitu|cesado|ceso
verdader|verdad fals
""".strip().splitlines()
]


def opposed(gone: Sequence[str], come: Sequence[str], language: str) -> bool:
    """Return whether a word that came is an opposite of one that went, or another length of time, and neither stands on both sides."""
    lengths = [{_LENGTHS[w.lower()] for w in side if w.lower() in _LENGTHS} for side in (gone, come)]
    if len(lengths[0]) == len(lengths[1]) == 1 and lengths[0] != lengths[1]:
        return True
    before, after = ({w.lower() for w in side} for side in (gone, come))
    if any((a & before and b & after) or (b & before and a & after) for a, b in _OPPOSITES.get(language, ())):
        return True
    if language == "es":
        old, new = ([fold(w) for w in side] for side in (gone, come))
        return any(
            (g.startswith(a) and c.startswith(b)) or (g.startswith(b) and c.startswith(a))
            for a, b in _PAIRS
            for g in old
            for c in new
        )
    if language != "en":
        return False
    if len(_GRADES & {w.lower() for w in gone}) == len(_GRADES & {w.lower() for w in come}) == 1:
        return True
    old, new = ([stem(w) for w in side] for side in (gone, come))
    if any({g, c} in _REFUSED for g in old for c in new):
        return True
    return any(c in OPPOSITE.get(g, ()) for g in old for c in new)


def begun_otherwise(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Return whether a word went and came with another beginning that turns it: volontaire, involontaire; Westflügel, Ostflügel."""
    after = {word.lower() for word in come}
    return any(
        q != p and q + old[len(p) :] in after
        for old in map(str.lower, gone)
        for line in _TURNING
        for p in line
        if old.startswith(p) and len(old) - len(p) >= _REST
        for q in line
    )


def spanish_opposites(claim: str, sentences: Sequence[str]) -> tuple[str, str] | None:
    """Return a word of a claim that Spanish evidence lacks while it has an opposite of it that the claim lacks, with that one; else None."""
    own = [*map(fold, TOKEN.findall(claim))]
    theirs = [fold(word) for sentence in sentences for word in TOKEN.findall(sentence)]
    for pair in _FIRM:
        for mine, others in (pair, pair[::-1]):
            word = next((w for w in own if w.startswith(mine)), None)
            other = next((w for w in theirs if w.startswith(others)), None)
            if (
                word
                and other
                and not any(w.startswith(others) for w in own)
                and not any(w.startswith(mine) for w in theirs)
            ):
                return word, other
    return None
