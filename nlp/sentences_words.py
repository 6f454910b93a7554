"""The abbreviations that a full stop follows without ending a sentence, English and Spanish."""

from __future__ import annotations

# A name, a number or a title follows these: they never end a sentence.
NEVER_LAST = frozenset(
    "mr mrs ms messrs mx dr drs prof gen col lt capt cmdr sgt maj adm gov sen rep reps sens rev fr hon pres supt st mt ft fig figs"
    " vs v cf e.g i.e viz no nos vol vols pp p art arts sec secs ch ed eds eq approx ca c lic ing arq sr sra srta srs dña d dr dra drs"
    " dres prof profa mtro mtra gral cnel tte cap sta sto fco ma núm núms nº pág págs art arts vol cap fig excmo excma ilmo ilma"
    " av avda ctra c.f p.ej ee ff rr ud uds vd vds mons hno hna pbro a.d op".split()
)
# These stand inside a sentence and at its end: what follows decides.
ABBREVIATIONS = frozenset(
    "inc corp co ltd llc plc bros jr sr esq etc al est dept univ assn u.s u.k u.n u.s.a d.c e.u a.m p.m ph.d m.d b.a m.a jan feb mar apr"
    " jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun ave blvd rd mi km hab ee.uu s.a c.v s.l a.c d.c ibid id uu aa ene abr ago"
    " dic tel ext aprox máx mín ref resp trad cía hnos dpto depto prov s.a.de c.v".split()
)
