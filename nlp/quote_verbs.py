"""The verbs of speech in English and Spanish, in the forms that stand by a quote."""

from __future__ import annotations

from nlp.word_lists import words

_ENGLISH = words(
    """add explain ask reply state declare announce argue warn insist note claim admit acknowledge observe remark comment conclude
    continue recall suggest tweet post testify report stress emphasize emphasise complain shout cry whisper exclaim deny denounce
    urge call describe respond point quip joke predict promise vow repeat quote caution counter concede confirm demand lament
    maintain muse plead proclaim protest retort order threaten boast wonder recount allege contend advise accuse assure assert
    affirm agree answer apologise apologize appeal assess believe blame brag chant charge chide clarify condemn confess declare
    decide decry detail determine disclose dismiss dub elaborate enthuse estimate express find grumble hint indicate inform
    interject interrupt label laugh mention moan mutter murmur object offer opine pledge praise propose question rage reason
    reassure rebut reckon recommend reflect refuse regret reiterate relate remember remind request reveal scoff scream sigh smile
    snap sob specify speculate summarise summarize swear tease thank think underline underscore volunteer yell reject hail hope
    feel fear rule criticise criticize brand characterise characterize refer"""
)
_ENGLISH_FORMS = words(
    """said says say saying told tells tell wrote writes write read reads spoke speaks speak thought thinks swore sworn found
    felt put puts went goes"""
)
_SPANISH = words(
    """señalar afirmar explicar agregar asegurar declarar indicar manifestar expresar preguntar contestar comentar apuntar recordar
    subrayar destacar precisar anunciar denunciar argumentar reiterar lamentar exclamar gritar susurrar replicar puntualizar matizar
    detallar aclarar enfatizar contar relatar opinar informar aseverar considerar tuitear rezar calificar acusar criticar celebrar
    confesar llamar ordenar alegar resaltar remarcar recalcar hablar sentenciar alertar murmurar corear jurar estimar zanjar
    presumir aceptar aconsejar adelantar adelantar amenazar apostillar aseverar augurar avisar bromear calcular clamar comunicar
    condenar confirmar cuestionar demandar determinar dictaminar disculpar enfatizar enunciar espetar externar fallar ironizar
    justificar increpar interrogar intervenir invitar narrar notificar objetar observar ofrecer opinar ordenar plantear pronosticar
    pronunciar proponer protestar quejar ratificar razonar rechazar recitar reclamar recomendar reflexionar rematar repasar replicar
    reportar reprochar responsabilizar retar revelar rezongar rogar saludar señalar solicitar sollozar subrayar suplicar tildar
    vaticinar valorar votar urgir vociferar limitar apuntalar atajar acotar abundar interrumpir resumir asumir decidir
    definir describir escribir insistir prometer exigir reconocer admitir añadir advertir sostener responder referir resolver
    pedir repetir conceder establecer ceder desmentir discutir temer creer suscribir concluir aludir sugerir arremeter recurrir
    coincidir debatir defender entender leer mantener negar"""
)
_SPANISH_FORMS = words(
    """dijo dice dicen dijeron decía decían diciendo advirtió advierte advierten reconoce reconocen concluye
    concluyen concluyó concluyeron sostuvo sostuvieron sostiene sostienen expuso expone exponen pidió pide piden pidieron mantiene
    mantienen mantuvo mantuvieron propuso propone proponen negó niega niegan confiesa confiesan cuenta cuentan recuerda recuerdan
    adujo aduce sugiere sugieren sugirió sugirieron refirió refiere repite repiten repitió ruega cree creen creyó lee leyó opuso
    reza piensa piensan pensó supo teme insta instó pregunta muestra contradijo desmintió desmiente intervino interviene resuelve
    resuelven atribuye atribuyó excluyó arguyó arguye defiende defienden quiso apeló elogió elogia siente"""
)
# Forms that are nouns as often: "the report", "una queja".
_NOUNS = words(
    """alerta amenaza protesta condena demanda queja reclama reclamo vota titula invita saluda limita limitan media
    answers appeals blames calls charges cries details demands estimates fears hopes labels laughs mentions objects offers
    orders pledges points posts praises promises protests questions rages reasons regrets requests rules sighs smiles snaps
    states comments contends brands hails refuses reports"""
) - words("reports states")
# English verbs whose bare form stands by a plural subject and is no noun.
_BARE = words(
    "add explain argue insist deny admit maintain confess believe suggest warn conclude assert contend allege agree assure recall"
)
_AR = "ó aron a an aba aban ando aría arían ará arán".split()
_ER = "ió ieron e en ía ían iendo ería erían erá erán".split()
_DOUBLED = words("quip brag snap sob admit rebut refer regret")


def _english(verb: str) -> tuple[str, ...]:
    bare = (verb,) if verb in _BARE else ()
    if verb[-1] == "e":
        return *bare, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb[-1] == "y" and verb[-2] not in "aeo":
        return *bare, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    stem = verb + verb[-1] if verb in _DOUBLED else verb
    return *bare, verb + ("es" if verb[-2:] in ("sh", "ch", "ss") else "s"), stem + "ed", stem + "ing"


def _spanish(verb: str) -> tuple[str, ...]:
    return tuple(verb[:-2] + ending for ending in (_AR if verb.endswith("ar") else _ER))


VERBS = (
    frozenset(form for verb in _ENGLISH for form in _english(verb))
    | _ENGLISH_FORMS
    | frozenset(form for verb in _SPANISH for form in _spanish(verb))
    | _SPANISH_FORMS
) - _NOUNS


def spoken(word: str) -> bool:
    """Return whether a word, in small letters, is a form of a verb of speech."""
    return word in VERBS
