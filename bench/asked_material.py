"""Asks of public buyers and the ways to ask the same again, made by ourselves with a seed.

An ask has an object, an intent and a circumstance. Asked again nearly verbatim it has a slip of the keyboard and other
courtesies; reworded, another sentence and another form of its object ("uppföljning av ramavtal" for
"ramavtalsuppföljning"); with a synonym, another word for its object. Some objects nobody has asked about: what is
found for them is a false suggestion.
"""

import random
from dataclasses import dataclass

# Forms of one object, and after the bar its synonyms. In all languages the first form is what the ask says.
OBJECTS = {
    "sv": """
ramavtalsuppföljning, uppföljning av ramavtal | avtalskontroll
städtjänster, städning av lokaler | lokalvård
skolmåltider, måltider i skolan | skolmat
elbussar, elektriska bussar | eldrivna fordon i kollektivtrafiken
trygghetslarm, larm för trygghet hos äldre | personlarm
livsmedel, inköp av livsmedel | matvaror
vinterväghållning, väghållning på vintern | snöröjning
kontorsmaterial, material till kontoret | papper och pennor
arbetskläder, kläder för arbete | yrkeskläder
konsulttjänster inom it, it-konsulter | datakonsulter
tolktjänster, tolkning | tolkförmedling
läromedel, digitala läromedel | skolböcker
möbler, möblering av kontor | inredning
fordonsleasing, leasing av fordon | billeasing
skrivare, utskrifter | kopiatorer
bevakningstjänster, bevakning | väktare
hissunderhåll, underhåll av hissar | service på hissar
hjälpmedel, hjälpmedelsförskrivning | rullstolar
laboratorieutrustning, utrustning till laboratorium | labbinstrument
skolskjuts, skjuts till skolan | elevresor
avfallshämtning, hämtning av avfall | sophämtning
lekplatsutrustning, utrustning till lekplatser | gungor och klätterställningar
tvättjänster, tvätt av textilier | tvätteri
företagshälsovård, hälsovård för anställda | personalhälsa
rekryteringstjänster, rekrytering av chefer | headhunting
resebyråtjänster, resebyrå | bokning av tjänsteresor
belysning, gatubelysning | lyktstolpar
solceller, solcellsanläggning | solpaneler
entreprenader, byggentreprenad | byggprojekt
projektering, arkitekttjänster | ritningar
hemtjänst, hemtjänst i egen regi | omsorg i hemmet
medicinteknik, medicinteknisk utrustning | vårdapparater
förbandsmaterial, material för sårvård | bandage
drivmedel, förnybart drivmedel | bränsle
elhandel, inköp av el | elavtal
telefoni, telefonväxel | växeltjänster
molntjänster, tjänster i molnet | saas
journalsystem, system för journaler | vårdinformationssystem
e-handelssystem, system för e-handel | elektroniska beställningar
försäkringar, försäkring av fastigheter | försäkringsskydd
växter, växter till parker | plantor och träd
idrottshallar, hall för idrott | gymnastiksal
bibliotekssystem, system för bibliotek | lånesystem
däck, däck till tunga fordon | hjul
brandskydd, skydd mot brand | sprinkler
säkerhetsskydd, säkerhetsskyddad upphandling | säkerhetsskyddsavtal
skyddsutrustning, personlig skyddsutrustning | munskydd och handskar
blöjor, inkontinenshjälpmedel | inkontinensskydd
passersystem, system för passage | kortläsare
markarbeten, arbeten i mark | schaktning
""",
    "fi": """
siivouspalvelut, tilojen siivous | puhtaanapito
kouluruoka, koulujen ruokapalvelut | oppilaiden ateriat
sähköbussit, sähköiset bussit | sähkökäyttöiset linja-autot
puitesopimuksen seuranta, puitesopimusten seuraaminen | sopimusvalvonta
elintarvikkeet, elintarvikehankinta | ruokatarvikkeet
turvapuhelimet, turvapuhelinpalvelu | hälytysrannekkeet
toimistotarvikkeet, tarvikkeet toimistoon | paperit ja kynät
tulkkauspalvelut, tulkkaus | kielipalvelut
talvikunnossapito, teiden kunnossapito talvella | lumen auraus
työvaatteet, vaatteet työhön | suojavaatetus
potilastietojärjestelmä, järjestelmä potilastiedoille | sairauskertomukset
koulukuljetukset, oppilaiden kuljetukset | koulukyyti
jätehuolto, jätteiden keräys | roskien nouto
vuokratyövoima, työvoiman vuokraus | henkilöstövuokraus
aurinkopaneelit, aurinkovoimala | aurinkosähkö
vartiointi, vartiointipalvelut | järjestyksenvalvojat
kalusteet, toimiston kalustaminen | huonekalut
pilvipalvelut, palvelut pilvessä | saas
""",
    "en": """
cleaning services, cleaning of offices | janitorial work
school meals, meals at school | pupils' lunches
electric buses, battery buses | zero emission coaches
framework follow-up, following up frameworks | contract compliance
interpreting, interpreter services | language services
office supplies, supplies for the office | stationery
medical devices, devices for hospitals | clinical equipment
snow clearance, clearing of snow | winter maintenance
solar panels, panels on roofs | photovoltaics
cloud services, services in the cloud | saas
guards, guarding of buildings | security staff
""",
}
# Ways to put one question; {} is the object.
INTENTS = {
    "sv": """
Hur följer ni upp {} under avtalstiden? / På vilket sätt kontrollerar ni att {} levereras som avtalat? / Uppföljning av leveransen när det gäller {}
Vilka miljökrav ställer ni på {}? / Hur skriver ni krav om miljön för {}? / Miljökrav i upphandling av {}
Hur delar ni upp {} så att små företag kan lämna anbud? / Uppdelning i delområden för mindre företag: {} / Någon som har delat upp {} för att fler små leverantörer ska våga?
Vilken prismodell använder ni för {}? / Fast pris eller timpris för {}, vilken modell fungerar? / Modell för priset vid {}
Hur har ni fört dialog med marknaden om {}? / Dialog med leverantörerna före upphandling av {} / Vi vill möta marknaden innan vi köper {}
Har någon blivit överprövad om {}? / Överprövning i domstol gällande {}: vad hände? / Rätten tog upp vår upphandling av {}, någon med samma sak?
Hur utvärderar ni kvalitet i anbud på {}? / Poäng för kvalitet när ni bedömer {} / Bedömning av kvaliteten i anbuden för {}
Vilka sociala villkor har ni för {}? / Kollektivavtal och arbetsvillkor vid {} / Villkor om arbetsförhållanden för {}
Hur länge löper era avtal om {}? / Avtalstid och förlängning för {} / Vilken längd på avtalet är rimlig för {}?
Hur hanterar ni prisökningar på {}? / Indexreglering när leverantören höjer priset på {} / Leverantören begär högre pris för {}, vad gör ni?
Vem beställer {} hos er? / Roller och ansvar vid beställning av {} / Hur är beställarrollen organiserad för {}?
Hur byter man leverantör av {}? / Övergång till ny leverantör av {} / Leverantörsbyte för {}: hur gick det?
""",
    "fi": """
Miten seuraatte sopimuskauden aikana: {}? / Sopimuksen seuranta, kun hankinnan kohde on {} / Millä tavalla valvotte toimitusta: {}
Mitä ympäristövaatimuksia teillä on: {}? / Ympäristökriteerit hankinnassa {} / Kuinka vaaditte ympäristöasioita, kun ostatte: {}
Millainen hinnoittelumalli: {}? / Kiinteä hinta vai tuntihinta: {} / Hinnan malli, kun kilpailutetaan {}
Miten kävitte vuoropuhelua markkinoiden kanssa: {}? / Markkinavuoropuhelu ennen kilpailutusta: {} / Haluamme tavata toimittajia: {}
Onko joku valittanut markkinaoikeuteen: {}? / Valitus hankinnasta {} / Markkinaoikeus käsitteli hankinnan: {}
Miten vertaatte tarjousten laatua: {}? / Laadun pisteytys: {} / Tarjousten laadun arviointi, kohteena {}
Kuinka pitkä sopimuskausi: {}? / Sopimuksen kesto ja optiot: {} / Mikä on hyvä sopimuksen pituus: {}
""",
    "en": """
How do you follow up {} during the contract? / Checking that {} is delivered as agreed / Monitoring of delivery: {}
Which environmental requirements do you have for {}? / Green criteria when buying {} / Requirements on the environment for {}
Which price model do you use for {}? / Fixed price or by the hour for {} / Model of pricing: {}
How did you meet the market before buying {}? / Dialogue with suppliers about {} / Market consultation: {}
How do you score quality of tenders for {}? / Points for quality when evaluating {} / Evaluation of the quality of {}
How long are your contracts for {}? / Duration and extension of agreements on {} / What length of contract is reasonable: {}
""",
}
CIRCUMSTANCES = {
    "sv": """
i en liten kommun med långa avstånd / vi är få invånare och det är glest hos oss
när avtalet är gemensamt med grannkommunerna / tillsammans med kommunerna intill
med dynamiskt inköpssystem / inom ett DIS
för sjukhus och vårdcentraler / i regionens vård
när leverantören har gått i konkurs / efter leverantörens konkurs
med direktupphandling under gränsen / som direktupphandling
med förnyad konkurrensutsättning / genom avrop med ny konkurrens
när vi tar över i egen regi / vid övergång till egen regi
för äldreboenden och förskolor / inom förskola och äldreomsorg
med krav på klimatneutralitet till 2030 / inför målet om klimatneutralt 2030
vid nästa budgetår med mindre pengar / när budgeten minskar nästa år
med digital beställning i e-handel / beställt digitalt genom e-handeln
""",
    "fi": """
pienessä kunnassa, jossa matkat ovat pitkiä / meillä on vähän asukkaita ja harva asutus
yhdessä naapurikuntien kanssa / naapurien yhteishankintana
dynaamisessa hankintajärjestelmässä / DPS:n kautta
hyvinvointialueen sairaaloissa / sairaaloissa ja terveysasemilla
kun toimittaja meni konkurssiin / toimittajan konkurssin jälkeen
pienhankintana kynnysarvon alla / suorahankintana
""",
    "en": """
in a small town far from everything / where few people live and distances are long
together with neighbouring towns / jointly with our neighbours
in a dynamic purchasing system / within a DPS
for hospitals / in health care
after the supplier went bankrupt / when the supplier is insolvent
below the threshold / as a direct award
""",
}
HELLO = {
    "sv": ("Hej alla!", "Hej!", "Hej kollegor,", "God dag,", ""),
    "fi": ("Hei kaikki!", "Moi,", "Hei kollegat,", ""),
    "en": ("Hello all,", "Hi,", "Dear colleagues,", ""),
}
LEAD = {
    "sv": (
        "Är det någon som har erfarenhet av detta?",
        "Vi undrar en sak.",
        "Jag skulle vilja veta följande.",
        "",
    ),
    "fi": ("Onko kenelläkään kokemusta tästä?", "Mietimme yhtä asiaa.", ""),
    "en": ("Does anyone have experience of this?", "We would like to know one thing.", ""),
}
BYE = {
    "sv": ("Tack på förhand!", "Mvh Anna", "Med vänliga hälsningar\nBo Ek, upphandlare", ""),
    "fi": ("Kiitos etukäteen!", "Terveisin Aino", ""),
    "en": ("Thanks in advance!", "Best regards, Ann", ""),
}
SHARES = (("sv", 0.83), ("fi", 0.11), ("en", 0.06))
NEIGHBOURS = dict(zip("qwertyuiopåasdfghjklöäzxcvbnm", "wertyuiopåqsdfghjklöäaxcvbnmz", strict=True))
UNSEEN = 5  # one of so many objects nobody has asked about


@dataclass(frozen=True)
class Asked:
    """An ask as posted, and the three ways to ask it again."""

    title: str
    body: str
    language: str
    question: str  # what it asks about what: the same in other circumstances
    verbatim: str
    reworded: str
    synonym: str


def asks(number: int, seed: int = 5) -> list[Asked]:
    chance = random.Random(seed)
    found = []
    for language, share in SHARES:
        objects = [one for place, one in enumerate(_objects(language)) if place % UNSEEN]
        every = [
            (thing, ways, where)
            for thing in objects
            for ways in _lists(INTENTS[language])
            for where in _lists(CIRCUMSTANCES[language])
        ]
        chance.shuffle(every)
        found += [_asked(language, chance, *one) for one in every[: round(number * share)]]
    chance.shuffle(found)
    return found


def unseen(number: int, seed: int = 6) -> list[str]:
    """Asks about what nobody has asked about."""
    chance = random.Random(seed)
    found = []
    for _ in range(number):
        language = chance.choices([one for one, _ in SHARES], [share for _, share in SHARES])[0]
        thing = chance.choice(_objects(language)[::UNSEEN])
        ways, where = chance.choice(_lists(INTENTS[language])), chance.choice(_lists(CIRCUMSTANCES[language]))
        found.append(_asked(language, chance, thing, ways, where).verbatim)
    return found


def _asked(
    language: str, chance: random.Random, thing: tuple[list[str], str], ways: list[str], where: list[str]
) -> Asked:
    forms, synonym = thing
    other = chance.choice(ways[1:])
    again = where[chance.randrange(2)]
    title = ways[0].format(forms[0])
    body = f"{where[0]}."
    return Asked(
        title,
        _polite(language, chance, body),
        language,
        question=title,
        verbatim=_polite(language, chance, f"{_slipped(title, chance)} {where[0]}"),
        reworded=_polite(language, chance, f"{other.format(forms[1])} {again}"),
        synonym=_polite(language, chance, f"{other.format(synonym)} {again}"),
    )


def _polite(language: str, chance: random.Random, text: str) -> str:
    parts = (chance.choice(HELLO[language]), chance.choice(LEAD[language]), text)
    return " ".join(filter(None, parts)) + "\n" + chance.choice(BYE[language])


def _slipped(text: str, chance: random.Random) -> str:
    """One letter wrong in a long word."""
    words = text.split(" ")
    long = [place for place, word in enumerate(words) if len(word) > 5]
    if long:
        place = chance.choice(long)
        word, at = words[place], chance.randrange(1, len(words[place]) - 1)
        kind = chance.randrange(3)
        letter = NEIGHBOURS.get(word[at].lower(), "e")
        words[place] = (
            word[:at] + word[at + 1 :] if kind == 0
            else word[:at] + letter + word[at + 1 :] if kind == 1
            else word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        )  # fmt: skip
    return " ".join(words)


def _objects(language: str) -> list[tuple[list[str], str]]:
    lines = [line for line in OBJECTS[language].splitlines() if line]
    parts = [line.split(" | ") for line in lines]
    return [(said.split(", "), synonym) for said, synonym in parts]


def _lists(text: str) -> list[list[str]]:
    return [line.split(" / ") for line in text.splitlines() if line]
