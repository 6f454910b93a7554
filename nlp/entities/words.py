"""The words that give a name away: titles, given names, words that organisations and places carry, countries."""

from __future__ import annotations


def word_set(listed: str) -> frozenset[str]:
    """Return the words of a list that is written as lines."""
    return frozenset(listed.split())


TITLES = word_set(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend fr father sister saint st hon judge justice
    president vice-president minister secretary senator sen congressman congresswoman governor gov mayor ambassador
    chancellor king queen prince princess pope cardinal bishop archbishop rabbi imam sheikh captain capt colonel col
    general gen lieutenant lt major maj sergeant sgt commander admiral chairman chairwoman chief director commissioner
    representative rep deputy attorney inspector detective coach premier
    señor señora señorita sr sra srta don doña doctor doctora dra profesor profesora presidente presidenta ministro
    ministra secretario secretaria senador senadora diputado diputada gobernador gobernadora alcalde alcaldesa
    embajador embajadora rey reina príncipe princesa papa cardenal obispo arzobispo padre capitán coronel teniente
    comandante almirante director directora comisionado comisionada licenciado licenciada lic ing ingeniero ingeniera
    juez jueza fiscal abogado abogada canciller
    """
)

GIVEN_NAMES = word_set(
    """
    james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark
    donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary
    nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick frank raymond
    jack dennis jerry tyler aaron jose henry adam douglas nathan peter zachary kyle walter harold jeremy ethan carl
    keith roger gerald lawrence sean arthur noah alan simon philip martin hugh ian neil graham
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley
    kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia kathleen amy
    angela shirley anna brenda pamela emma nicole helen samantha katherine christine rachel carolyn janet catherine
    maria heather diane olivia julie joyce victoria kelly christina lauren joan evelyn judith alice jane claire sophie
    josé juan luis carlos jorge pedro manuel francisco antonio jesús miguel ángel alejandro rafael fernando ricardo
    roberto eduardo javier sergio daniel andrés felipe enrique arturo raúl óscar pablo diego gabriel héctor mario
    alberto gustavo césar víctor ramón jaime julio marcos mariano joaquín ignacio santiago tomás emilio rodrigo
    maría carmen josefa ana isabel dolores pilar teresa rosa cristina marta elena lucía paula sara rocío beatriz
    silvia patricia mónica raquel alicia claudia gabriela alejandra verónica guadalupe leticia adriana margarita sofía
    muhammad mohammed ahmed ali hassan hussein omar yusuf fatima aisha vladimir sergei dmitri ivan olga natasha
    hans klaus wolfgang jürgen pierre jean françois marie giovanni giuseppe marco luca wei ming yuki hiroshi
    """
)

ORGANISATION_WORDS = word_set(
    """
    inc ltd llc corp corporation company co plc gmbh ag sa group holdings bank university college institute institution
    school academy ministry department office agency bureau commission committee council board authority federation
    association union league party congress senate parliament assembly court tribunal police army navy foundation fund
    trust society organization organisation center centre lab laboratory laboratories hospital museum library times post
    journal news press magazine radio television club team orchestra band records network coalition alliance
    partnership secretariat initiative service services church airlines airways motors systems technologies software
    universidad instituto ministerio secretaría departamento oficina agencia comisión comité consejo junta federación
    asociación unión liga partido congreso senado parlamento asamblea corte tribunal policía ejército armada fundación
    fondo sociedad organización centro laboratorio hospital museo biblioteca diario periódico revista radio televisión
    club equipo orquesta red coalición alianza secretariado gobierno banco grupo empresa compañía procuraduría fiscalía
    ayuntamiento iglesia cámara colegio escuela academia
    """
)

PLACE_WORDS = word_set(
    """
    river lake sea ocean mountain mountains mount valley island islands bay gulf peninsula desert canyon hill hills
    street avenue road boulevard square park bridge airport station county city town village province district state
    region republic kingdom coast beach port harbour harbor palace castle tower
    río lago mar océano monte sierra valle isla islas bahía golfo península desierto calle avenida plaza parque puente
    aeropuerto estación condado ciudad pueblo provincia distrito estado región república reino costa playa puerto
    palacio
    """
)

# Words that open sentences and name nothing, however they are written.
COMMON_WORDS = word_set(
    """
    the a an this that these those he she it we they i you his her its our their my your in on at by for from to of and
    but or if when while as with after before during since although because however there here what who which where why
    how not no yes is are was were do does did has have had will would can could may might should must all some
    many most
    one two three first last also both each every any other another such so then than now today monday tuesday wednesday
    thursday friday saturday sunday january february march april may june july august september october november
    december
    el la los las un una unos unas este esta estos estas ese esa esos esas aquel él ella ello nosotros ellos ellas yo tú
    su sus mi mis tu tus nuestro nuestra en de del al a con por para según sin sobre entre desde hasta hacia y e o
    u pero
    si cuando mientras como tras después antes durante aunque porque sin embargo también además ya no sí es son era fue
    fueron ha han había hay lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio
    julio agosto septiembre octubre noviembre diciembre lo se le les que quien cual dónde qué cómo
    """
)

# Countries and their forms in the other language: the same list says that two names are one country.
COUNTRIES: tuple[tuple[str, ...], ...] = tuple(
    tuple(form.strip() for form in line.split("|"))
    for line in """
    United States | United States of America | USA | U.S. | US | U.S.A. | Estados Unidos | EE.UU. | EEUU
    United Kingdom | UK | U.K. | Great Britain | Britain | Reino Unido | Gran Bretaña
    Mexico | México | United Mexican States | Estados Unidos Mexicanos | Méjico
    Spain | España | Kingdom of Spain | Reino de España
    Germany | Alemania | Federal Republic of Germany
    France | Francia
    Italy | Italia
    Netherlands | Holland | Países Bajos | Holanda
    Belgium | Bélgica
    Switzerland | Suiza
    Sweden | Suecia
    Norway | Noruega
    Denmark | Dinamarca
    Finland | Finlandia
    Poland | Polonia
    Greece | Grecia
    Turkey | Turquía | Türkiye
    Russia | Rusia | Russian Federation | Federación Rusa | Federación de Rusia
    Ukraine | Ucrania
    Hungary | Hungría
    Romania | Rumania | Rumanía
    Czech Republic | Czechia | República Checa | Chequia
    Ireland | Irlanda
    Scotland | Escocia
    England | Inglaterra
    Wales | Gales
    Croatia | Croacia
    Japan | Japón
    China | People's Republic of China | República Popular China
    South Korea | Corea del Sur | Republic of Korea
    North Korea | Corea del Norte
    India
    Pakistan | Pakistán
    Afghanistan | Afganistán
    Iraq | Irak
    Iran | Irán
    Syria | Siria
    Lebanon | Líbano
    Israel
    Egypt | Egipto
    Morocco | Marruecos
    Algeria | Argelia
    Tunisia | Túnez
    South Africa | Sudáfrica
    Ethiopia | Etiopía
    Kenya | Kenia
    Saudi Arabia | Arabia Saudita | Arabia Saudí
    United Arab Emirates | UAE | Emiratos Árabes Unidos
    Philippines | Filipinas
    Thailand | Tailandia
    Malaysia | Malasia
    New Zealand | Nueva Zelanda
    Brazil | Brasil
    Peru | Perú
    Argentina
    Chile
    Colombia
    Venezuela
    Ecuador
    Bolivia
    Paraguay
    Uruguay
    Cuba
    Haiti | Haití
    Dominican Republic | República Dominicana
    Panama | Panamá
    Costa Rica
    Nicaragua
    Honduras
    Guatemala
    El Salvador
    Canada | Canadá
    Australia
    Austria
    Portugal
    European Union | EU | Unión Europea | UE
    Vietnam
    Indonesia
    Nigeria
    Ghana
    Libya | Libia
    Sudan | Sudán
    Jordan | Jordania
    Yemen
    Qatar | Catar
    Kuwait
    Singapore | Singapur
    Taiwan | Taiwán
    Georgia
    Armenia
    Estonia
    Latvia | Letonia
    Lithuania | Lituania
    Serbia
    Bulgaria
    Iceland | Islandia
    """.strip().splitlines()
)

CITIES = frozenset(
    """
    london | paris | madrid | barcelona | berlin | rome | roma | moscow | moscú | new york | nueva york | washington
    los angeles | chicago | boston | san francisco | houston | miami | seattle | toronto | montreal | vancouver | sydney
    melbourne | tokyo | tokio | beijing | pekín | shanghai | hong kong | delhi | mumbai | cairo | jerusalem | baghdad
    bagdad | tehran | teherán | kabul | istanbul | estambul | athens | atenas | vienna | viena | brussels | bruselas
    amsterdam | geneva | ginebra | zurich | lisbon | lisboa | dublin | warsaw | varsovia | prague | praga | budapest
    mexico city | ciudad de méxico | guadalajara | monterrey | bogotá | bogota | lima | caracas | quito | la habana
    havana | buenos aires | santiago | montevideo | são paulo | rio de janeiro | sevilla | valencia | bilbao | zaragoza
    europe | europa | africa | áfrica | asia | north america | américa latina | latin america | south america
    middle east | oriente medio | california | texas | florida | london | catalonia | cataluña | andalucía
    """.replace("\n", "|").split("|")
)
