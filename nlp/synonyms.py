"""Words that notices and reports use for one thing; es, fr, de, pt. English has the judge for it (`nlp/naming.py`)."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.parties import same_party
from nlp.terms import fold

# Whole words, a line a thing.
_NOUNS = """
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
artículo noticia texto article texte artikel beitrag text artigo notícia
gesetz vorschrift regelung ley norma normativa loi règlement lei norma
einwohner bewohner anwohner bürger vecinos habitantes residentes habitants riverains résidents moradores
anfang beginn comienzo inicio principio début commencement início começo
ende schluss fin final término finalización terme fim
fehler irrtum mangel error fallo erreur faute défaut erro falha
antrag gesuch anfrage solicitud petición demande requête pedido requerimento solicitação
reparación arreglo réparation reparatur instandsetzung reparação arranjo
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
# Beginnings of words, a line a doing or a turn; folded, a language after another.
_BEGINNINGS = """
dij dice decir declar afirm asegur senal indic explic manifest coment sost apunt anad subray aclar denunci cont cuent relat narr advirt dit disent soutien sout affirm assur expliqu indiqu soulign ajout rappel sagt sage erklar betont meld gemeld teil mitgeteil außert aussert bericht erlaut disse diz refer sublinh acrescent garant assegur
respond contest repus replic repond repliqu suite antwort erwider entgegn
hall encontr detect descubr local constat observ trouv decouv relev reper fand gefund entdeck festgestell stellt bemerk ermittel detet descobr verific achou
oy oir escuch entend ecout hor gehort
pid ped solicit reclam exig demand forder gefordert verlang bitt beten fragt beantrag ersuch requer
termin acab conclu finaliz vence expir fin achev ende beend abgeschloss
empez empiez comenz comienz inici arranc commenc debut begann begonn beginn start fing comec
estuv estab esta permanec sigu qued continu era fue es est reste demeur etait stand lag liegt steht betrug blieb ist war data fic
advirt advert avis alert preven averti avert warn gewarn
ofrec propon propus propos conced otorg dio entreg offert offr accord donn fourni biet anbiet angebot gewahr gab gib oferec propor atribu deu
hac hizo realiz efectu fait effectu realis macht durchgef fuhrt erstell fez faz efetu
constru edific levant bati edifi bau errichtet ergu
compr adquir achet acquis acqui kauf gekauf erworb erwarb
us utiliz emple utilis emploi nutz genutz benutz verwend
muestr mostr ensen demuestr revel montr demontr zeig gezeig demonstr
cre piens consider opin croi pens estim glaub mein denk acredit
necesit precis requi besoin necessit brauch benotig
viv resid habit wohn leb mor
trabaj labor travaill arbeit tatig trabalh
recib obtuv obten percib recu percu erhielt erhalt bekam bekomm receb obtev
cerr cierr claus ferm schloss geschloss sperr gesperr fech encerr
par detuv deten suspend interrump arret interromp stopp gestopp
decid acord resolv resolu beschloss entschied
rechaz desestim deneg rejet refus repouss lehnt abgelehn verwarf zuruckgewies rejeit recus indefer
permit autoriz permet autoris erlaub genehmig gestatt
public difund divulg publi diffus veroffentlich
envi mand remit envoy adress transm schick geschick sandte gesandt ubermittel
sub aument crec increment augment haus progress stieg gestieg erhoh wuchs cresc
baj disminu redu cay descend baiss dimin redui chut sank gesunk fiel gefall reduz desc caiu
mur muer fallec mort deced starb gestorb verstarb verstorb morr falec
destru arras detru anean zerstor vernicht
ayud apoy colabor aid soutien appu half hilf geholf unterstutz ajud apoi
sab conoc sai connai weiß weiss wuss kenn kannt conhec
quier quer dese veut voul souhait desir will woll mocht wunsch desej
conserv guard manten almacen gard maint stock behalt bewahr gespeicher speicher aufbewahr armazen
borr elimin suprim effac supprim losch gelosch entfern getilgt apag
comprob verific revis examin control verifi inspect pruf gepruf kontroll untersuch inspec
segun conforme acuerdo selon apres suivant laut gemaß gemass zufolge segundo
ademas tambien asimismo aussi egalement ebenfalls auch zudem außerdem ausserdem tambem
aproximadamente cerca alrededor environ pres etwa rund ungefahr circa
actualmente ahora actuellement maintenant desormais derzeit jetzt heute atualmente agora
porque pues parce puisque weil denn pois
salari retrib sueld remuner lohn gehalt vencim orden
inmediat pronto immediat sofort unverzuglich umgehend imediat
seguid habitual frequen regular oft haufig
important signific notabl relev wichtig bedeutend erheblich considerabl
divers vari plusieurs verschieden mehrer unterschiedlich
grand gran larg groß gross umfangreich ampli vast
rapid quick pront schnell rasch zugig
exact precis genau
"""
_THINGS: dict[str, set[int]] = {}
for _number, _line in enumerate(_NOUNS.strip().splitlines()):
    for _word in _line.split():
        _THINGS.setdefault(fold(_word), set()).add(_number)
_DOINGS = [tuple(sorted({fold(word) for word in line.split()})) for line in _BEGINNINGS.strip().splitlines()]
_SHORT = 3  # letters: a beginning as short stands for itself and its endings of a few letters


def same_thing(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Return whether a word that came stands for the same as one that went, or for a party of the same kind: Adresse, Anschrift."""
    if same_party(gone, come):
        return True
    before, after = ([_meanings(fold(word)) for word in side] for side in (gone, come))
    return any(a & b for a in before for b in after)


def _meanings(word: str) -> set[int]:
    found = {-1 - n for n, line in enumerate(_DOINGS) if any(_begins(word, begin) for begin in line)}
    return found | _THINGS.get(word, set())


def _begins(word: str, begin: str) -> bool:
    return word.startswith(begin) and (len(begin) > _SHORT or len(word) <= len(begin) + 4)
