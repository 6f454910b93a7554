"""Who acts: offices, bodies and parties to a matter, by what they are, so that a synonym is no other party; en, es, fr, de."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.terms import fold

# One line a kind; a word of one kind in the place of a word of another is another party.
_KINDS = """
government governments administration cabinet gobierno gobiernos gouvernement regierung
ministry ministries ministerio ministère ministerium
parliament congress senate assembly parlamento congreso senado parlement sénat parlament bundestag
opposition oposición opposition
president presidency presidente presidenta président präsident präsidentin
minister ministers ministro ministra ministre minister
mayor mayors alcalde alcaldesa maire bürgermeister bürgermeisterin
court courts tribunal tribunales juzgado cour gericht
judge judges juez jueza juge richter richterin
prosecutor prosecutors fiscal fiscalía procureur staatsanwalt staatsanwaltschaft
police officers policía policier polizei
army military soldiers ejército militares armée armee
council councils ayuntamiento concejo conseil stadtrat gemeinderat
county province state condado provincia canton kreis
company companies firm firms corporation business empresa empresas compañía compañías entreprise société unternehmen firma
union unions sindicato sindicatos syndicat gewerkschaft
bank banks banco bancos banque
hospital hospitals clinic hôpital krankenhaus
university universities college universidad université universität
church iglesia église kirche
regulator watchdog regulador régulateur aufsicht aufsichtsbehörde
ombudsman defensor médiateur ombudsmann
auditors auditor auditoría
scientists researchers scientist researcher científicos investigadores chercheurs forscher wissenschaftler
doctors doctor physicians médicos médicos médecins ärzte
victims victim víctimas víctima victimes opfer
witnesses witness testigos testigo témoins zeugen
families family familias familia familles familien
workers employees staff employee trabajadores empleados salariés beschäftigte angestellte
employer employers management empleador patrono employeur arbeitgeber
landlord landlords owner owners propietario dueño propriétaire vermieter eigentümer
tenant tenants inquilino arrendatario locataire mieter
buyer buyers purchaser comprador acheteur käufer
seller sellers vendor vendedor vendeur verkäufer
plaintiff claimant demandante plaignant kläger
defendant accused acusado demandado accusé angeklagter beklagter
residents neighbours vecinos habitantes riverains anwohner
journalists reporters journalist periodistas journalistes journalisten
students pupils estudiantes alumnos étudiants schüler studenten
"""
_KIND_OF = {fold(word): number for number, line in enumerate(_KINDS.strip().splitlines()) for word in line.split()}


def other_party(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Return whether a party went and one of another kind came."""
    before, after = ({_KIND_OF[w] for w in map(fold, side) if w in _KIND_OF} for side in (gone, come))
    return bool(before - after) and bool(after - before)


def same_party(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Return whether a party went and one of its kind came: firm, company."""
    before, after = ({_KIND_OF[w] for w in map(fold, side) if w in _KIND_OF} for side in (gone, come))
    return bool(before & after)
