"""Words of institutions in English and Spanish, and institutions whose names are not translations of each other."""

from __future__ import annotations

# Each line is one notion; a word stands for it in any of these forms (folded: no accents, small letters).
_NOTIONS = """
ministry ministerio secretaria secretariat secretariado
minister ministro ministra
department departamento
institute instituto
institution institucion
university universidad
college colegio
school escuela
academy academia
commission comision
committee comite
council consejo
court corte tribunal
police policia
army ejercito
navy armada marina
bank banco
fund fondo
foundation fundacion
association asociacion
organization organisation organizacion
union
party partido
league liga
government gobierno
congress congreso
senate senado
chamber camara
deputies diputados
parliament parlamento
assembly asamblea
agency agencia
office oficina
center centre centro
laboratory laboratorio
hospital
museum museo
library biblioteca
church iglesia
network red
alliance alianza
partnership
attorney fiscalia procuraduria prosecutor prosecutors
national nacional nacionales
international internacional
federal
central
general
supreme suprema supremo
superior
united unidas unidos
nations naciones
world mundial mundo
european europea europeo
american americana americano
inter
human humanos
rights derechos
health salud sanidad
education educacion
defense defence defensa
interior
finance hacienda finanzas
justice justicia
labor labour trabajo
culture cultura
environment ambiente
agriculture agricultura
economy economia economic economico economica
development desarrollo
trade comercio
security seguridad
information informacion
transparency transparencia
access acceso
protection proteccion
data datos
personal personales
public publica publico
electoral
statistics estadistica estadisticas
geography geografia
social
democratic democratico democratica
revolutionary revolucionario
institutional institucional
action accion
republic republica
state estado
republican republicano
socialist socialista
communist comunista
popular people peoples
workers trabajadores obrero
monetary monetario
peace paz
science ciencia ciencias
technology tecnologia
autonomous autonoma
polytechnic politecnico
open abierto
foreign exteriores
affairs asuntos
relations relaciones
civil
society sociedad
river rio
lake lago
sea mar
ocean oceano
gulf golfo
island isla
islands islas
mount monte
city ciudad
north norte
south sur
east este
west oeste
new nueva nuevo
york
pacific pacifico
atlantic atlantico
mediterranean mediterraneo
black negro negra
red rojo roja
great gran
"""
NOTIONS: dict[str, str] = {}
for _line in _NOTIONS.strip().splitlines():
    for _word in _line.split():
        NOTIONS.setdefault(_word, _line.split()[0])

# Whole names, folded; the first of a line is what the others stand for.
SAME_BODY: tuple[tuple[str, ...], ...] = tuple(
    tuple(form.strip() for form in line.split("|"))
    for line in """
    united nations | un | onu | naciones unidas | organizacion de las naciones unidas | united nations organization
    north atlantic treaty organization | nato | otan | organizacion del tratado del atlantico norte
    world health organization | who | oms | organizacion mundial de la salud
    international monetary fund | imf | fmi | fondo monetario internacional
    organization of american states | oas | oea | organizacion de los estados americanos
    inter-american commission on human rights | iachr | cidh | comision interamericana de derechos humanos
    inter-american court of human rights | corte interamericana de derechos humanos | corteidh
    european union | eu | ue | union europea
    international criminal court | icc | cpi | corte penal internacional | tribunal penal internacional
    world bank | banco mundial
    red cross | cruz roja
    inter-american development bank | idb | bid | banco interamericano de desarrollo
    organisation for economic co-operation and development | oecd | ocde
    amnesty international | amnistia internacional
    reporters without borders | rsf | reporteros sin fronteras | reporters sans frontieres
    doctors without borders | msf | medicos sin fronteras | medecins sans frontieres
    open government partnership | ogp | aga | alianza para el gobierno abierto
    inai | instituto nacional de transparencia, acceso a la informacion y proteccion de datos personales
    federal bureau of investigation | fbi
    central intelligence agency | cia
    white house | casa blanca
    holy see | santa sede | vatican | vaticano
    european commission | eu commission | comision europea
    european parliament | parlamento europeo
    """.strip().splitlines()
)
