"""Nouns that notices and reports use for one thing; es, fr, de, pt. English has the judge for it (`nlp/naming.py`)."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.parties import same_party
from nlp.terms import fold

_SAME = """
adresse anschrift dirección domicilio morada endereço
website webseite seite internetseite site sitio página web portal sítio
kosten kostenpunkt gebühr gebühren entgelt tarif frais coût coûts prix tarifa tarifas coste costes costo precio taxa custo custos preço
vertrag vereinbarung abkommen contrato acuerdo convenio contrat accord convention acordo
nutzer benutzer anwender nutzerinnen utilisateur utilisateurs internaute internautes usuario usuarios internauta internautas utilizador utilizadores
daten angaben informationen datos información informaciones données informations dados informações
bericht report studie untersuchung informe reporte estudio rapport étude relatório estudo
haus gebäude bau casa edificio vivienda inmueble maison bâtiment immeuble edifício prédio
auto wagen fahrzeug coche vehículo automóvil carro voiture véhicule automobile viatura
stadt gemeinde kommune ciudad municipio localidad ville commune municipalité mairie cidade município concelho
unfall unglück havarie accidente siniestro accident sinistre acidente
gesetz vorschrift regelung ley norma normativa loi règlement lei norma
einwohner bewohner anwohner bürger vecinos habitantes residentes habitants riverains résidents moradores
anfang beginn comienzo inicio principio début commencement início começo
ende schluss fin final término finalización terme fim
fehler irrtum mangel error fallo erreur faute défaut erro falha
antrag gesuch anfrage solicitud petición demande requête pedido requerimento solicitação
grund ursache anlass causa motivo razón cause raison motif razão
ziel zweck absicht objetivo fin meta propósito objectif but finalidade
gebiet region gegend bereich zona región área sector zone région secteur setor
hilfe unterstützung beistand ayuda apoyo asistencia aide soutien assistance ajuda apoio assistência
treffen sitzung tagung zusammenkunft reunión encuentro junta réunion rencontre séance reunião encontro
verfahren prozess vorgang proceso procedimiento procès procédure processo procedimento
frist zeitraum dauer plazo periodo período délai période durée prazo
schreiben brief carta escrito comunicación lettre courrier carta ofício
geld mittel gelder dinero fondos argent fonds dinheiro verba fundos
arbeit tätigkeit job trabajo empleo labor travail emploi trabalho emprego
arbeiten bauarbeiten obras trabajos travaux chantier trabalhos obra
zahl anzahl menge número cantidad nombre quantité número quantidade
maßnahme schritt medida acción mesure action medida ação
aufgabe pflicht tarea función deber tâche mission devoir tarefa função
folge konsequenz auswirkung consecuencia efecto conséquence effet consequência efeito
krankheit erkrankung leiden enfermedad dolencia maladie affection doença enfermidade
entscheidung beschluss urteil decisión resolución décision arrêté decisão deliberação
mitarbeiter beschäftigte angestellte personal empleados trabajadores plantilla salariés employés personnel funcionários trabalhadores
mensch menschen person personen gente personas gens personnes pessoas
programm plan projekt vorhaben programa plan proyecto programme projet programa plano projeto
"""
_THINGS: dict[str, set[int]] = {}
for _number, _line in enumerate(_SAME.strip().splitlines()):
    for _word in _line.split():
        _THINGS.setdefault(fold(_word), set()).add(_number)


def same_thing(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Return whether a noun that came stands for the same thing as one that went, or a party of the same kind: Adresse, Anschrift."""
    before, after = ([_THINGS.get(fold(word), set()) for word in side] for side in (gone, come))
    return same_party(gone, come) or any(a & b for a in before for b in after)
