"""The eight asks and what colleagues answered. All invented."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Said:
    """An answer. days: after the ask; file: (name, text)."""

    who: str
    days: int
    body: str
    language: str = "sv"
    helped: bool = False
    no_effect: bool = False
    unnamed: bool = False
    case: str = ""
    file: tuple[str, str] | None = None


@dataclass(frozen=True)
class Asked:
    name: str
    who: str
    days_ago: int
    units: tuple[str, ...]
    title: str
    body: str
    language: str = "sv"
    topic: str = ""
    cpv: tuple[str, ...] = ()
    effect_sought: str = ""
    open_days: int = 0  # how long answers are wanted; 0: no deadline
    tentative: bool = False
    failures_welcome: bool = False
    answers: tuple[Said, ...] = field(default=())
    closed_after: int = 0  # days; 0: still open
    used_for: str = ""
    became: str = ""  # the case that it was written up as


FOLLOW_UP = Asked(
    "uppfoljning", "anna", 290, ("hallbart-inkop",),
    "Exempel på ekonomisk effekt av mer resurser till analys och uppföljning",
    "Jag skriver en översyn av inköpsorganisationen till kommunstyrelsen. De frågar vad uppföljning ger tillbaka i "
    "kronor, och jag har bara magkänsla.\n\nJag söker siffror med metod: vad ni satte in, vad som kom ut, hur ni räknade. "
    "Också när det inte lönade sig, gärna särskilt då.",
    topic="avtalsuppföljning, spendanalys", effect_sought="Kronor eller timmar, före och efter, med metod",
    failures_welcome=True,
    answers=(
        Said("david", 0, "Vi satte en controller på halvtid på vårdens förbrukningsvaror. Första året kom 640 000 tillbaka "
             "i krediteringar, andra året 210 000. Tredje året nästan inget, och det är väl så det ska vara. Vi räknade bara "
             "kreditfakturor, inget annat.", helped=True),
        Said("frida", 1, "Ekbacken, 24 000 invånare. Vi delar en avtalscontroller med två grannkommuner, en dag i veckan "
             "var. 310 000 på ett år hos oss. Det som kostade var att komma överens om vem som är arbetsgivare.", helped=True),
        Said("goran", 1, "Prövade, ingen effekt. Vi köpte ett spendverktyg för 400 000 om året och avsatte ingen tid till "
             "att läsa det. Efter två år sa vi upp det. Verktyget var det inget fel på.", no_effect=True),
        Said("cilla", 2, "Transporter: när vi började mäta fyllnadsgrad per leverans föll antalet extraturer med en "
             "tredjedel utan att vi skrev om något avtal. Kronorna har vi inte räknat, men turerna är räknade.", helped=True),
        Said("bo", 2, "Vi är två på inköp så det blir ingen controller här. Men jag tog de åtta största avtalen en eftermiddag "
             "i månaden och hittade en hyra av mattor vi sagt upp för tre år sedan. 41 000."),
        Said("sven", 3, "Svarar från Finland: gemensamma kontroller i städningen. Godkända kontroller gick från 78 till 93 "
             "procent. I euro kan jag inte säga det, men klagomålen från skolorna tog slut."),
        Said("viveka", 4, "Hos oss gjordes en analys på bemanning efter Pohjoisrantas modell. Köp utanför avtal halverades. "
             "Fråga Pirjo om metoden, den är vattentät nu. I början räknade de sina egna överföringar som köp."),
        Said("helena", 4, "Vi har ingen siffra men ett råd: be om ett konto för krediteringar innan ni börjar. Vi gjorde det "
             "inte och kan inte visa någonting i efterhand, fast vi vet att det är pengar."),
        Said("eva", 6, "Vi har sammanställt för sju kommuner. De som följer upp minst tio avtal får tillbaka mellan 0,4 och "
             "1,1 procent av avtalsvärdet första året. Spridningen är stor och vi litar mer på ordningen än på talen."),
        Said("david", 8, "Tillägg: räkna inte indexuppräkningar ni ”slapp” som pengar tillbaka utan att säga det. Vår ekonomichef "
             "plockade isär min första tabell på två minuter, med rätta."),
        Said("bo", 11, "Och mattorna är uppsagda nu. På riktigt."),
    ),
    closed_after=35,
    used_for="Tabellen i översynen, sidan 14: fyra organisationer med metod, och Norrviks exempel på när det inte lönade "
    "sig. Kommunstyrelsen beslutade om en heltid på prov i ett år. Hur det gick har jag skrivit som en erfarenhet.",
    became="avtalscontroller",
)  # fmt: skip

COMPLIANCE = Asked(
    "avtalstrohet", "bo", 34, ("hallbart-inkop", "uppfoljning"),
    "Hur mäter ni avtalstrohet när ekonomisystemet saknar avtalsnummer?",
    "Våra fakturor har leverantör och konto men inget avtalsnummer. Jag vill kunna säga hur stor del av inköpen som går "
    "på avtal utan att läsa 30 000 fakturor. Hur gör ni som inte har ett e-handelssystem?",
    topic="avtalstrohet, spendanalys", open_days=60,
    answers=(
        Said("anna", 0, "Vi gör en lista över leverantör + konto som finns på avtal, och räknar allt annat som utanför. Det är "
             "grovt, men felet är lika stort varje år så trenden går att lita på."),
        Said("david", 1, "Bifogar vår mall. En flik med avtalsleverantörer, en med fakturarader, ett blad som räknar. Håller upp "
             "till ungefär 200 000 rader.",
             file=("avtalstrohet-mall.csv", "leverantör;organisationsnummer;avtal (ja/nej);konto;belopp\n;;;;\n")),
        Said("eva", 1, "Samma mall som David, den kommer från oss från början. Version två har en kolumn för sådant som inte "
             "ska vara på avtal alls: hyror, bidrag, avgifter. Ta bort dem först, annars ser det värre ut än det är."),
        Said("frida", 3, "Stickprov. Jag drar 200 rader slumpvist och kontrollerar dem för hand, en dag om året. Plus minus sex "
             "procentenheter, och det räcker för nämnden."),
        Said("ulla", 5, "Vi bad leverantörerna om försäljningsstatistik och jämförde med fakturorna. Skillnaden är det som köps "
             "till fel pris eller på fel avtal. Fungerar på de tjugo största."),
        Said("helena", 9, "Gör ingenting ännu, men läser med intresse. Skriv gärna vad du valde!"),
    ),
)  # fmt: skip

FURNITURE = Asked(
    "mobler", "cilla", 420, ("hallbart-inkop", "cirkulart"),
    "Kravtext för återbrukade möbler som höll i överprövning",
    "Vi ska köpa möbler till två skolor och vill att återbrukat är förstahandsval. Förra gången fick vi frågor om hur "
    "”återbrukad” definieras. Har någon en kravtext som har prövats, helst i rätten?",
    topic="återbrukade möbler", cpv=("39100000",),
    answers=(
        Said("cecilia", 1, "Vår egen från kontorsmöblerna: ”Med återbrukad avses möbel som minst en gång sålts till "
             "slutanvändare.” Den frågan kom aldrig igen sedan vi skrev så."),
        Said("malin", 2, "Vår höll i förvaltningsrätten. Det avgörande var att vi beskrev skicket med bilder och tre klasser, "
             "så att alla anbudsgivare kunde pröva sina egna möbler mot samma sak. Bifogar texten, fri att använda, CC BY 4.0.",
             helped=True,
             file=("kravtext-aterbrukade-mobler.txt",
                   "Kravtext för återbrukade möbler. CC BY 4.0.\n\n1. Med återbrukad avses möbel som minst en gång sålts till "
                   "slutanvändare.\n2. Skick anges i klass A, B eller C enligt bilderna i bilaga.\n3. Alla möbler i en och "
                   "samma leverans ska hålla samma klass.\n4. Reservdelar ska finnas i fem år, nya eller återbrukade.\n")),
        Said("sara", 4, "Krav på reservdelar var det som klagades på hos oss. Skriv att de också får vara återbrukade."),
        Said("karin", 6, "Liten kommun: vi ställde inga krav alls utan avropade från Region Skogsbygdens avtal. Det gick bra."),
    ),
    closed_after=40,
    used_for="Malins text med Saras tillägg om reservdelar. Annonserad och tilldelad utan överprövning.",
)  # fmt: skip

CLEANING = Asked(
    "stadupphandling", "petra", 120, ("hallbart-inkop",),
    "Någon som avbrutit en städupphandling och hittat rätt till slut?",
    "Vi avbröt i våras och ska göra om. Jag skulle hellre höra om tre misslyckanden än tio lyckade exempel: vad gjorde ni "
    "annorlunda andra gången?",
    topic="städtjänster", cpv=("90910000",), failures_welcome=True,
    answers=(
        Said("helena", 1, "Vi avbröt två gånger. Första gången hade vi räknat ytorna från ritningar från 1988. Andra gången var "
             "ytorna rätt, men fönstren glömda. Tredje gången gick två vaktmästare runt med måttband i en vecka, och sedan var "
             "det lugnt. Jag är inte stolt över det, men måttbandet rekommenderas.", unnamed=True, helped=True),
        Said("sven", 2, "Inte avbrutit, men mätningen är allt. Se min erfarenhet om gemensamma kontroller; vitet kan ni hoppa "
             "över.", case="stadtjanster"),
        Said("nina", 5, "Vi bytte från frekvens (”städas tre gånger i veckan”) till funktion (”är rent klockan åtta”) och "
             "fick hälften så många frågor. Men det kräver någon som kan bedöma vad rent är."),
    ),
)  # fmt: skip

TURNOVER = Asked(
    "bonus", "viveka", 200, ("hyvinvointialueet", "palveluasuminen", "hallbart-inkop"),
    "Erfarenhet av bonus på personalomsättning i boendetjänster?",
    "Vi skriver ett ramavtal för serviceboende och funderar på en bonus när personalen stannar. Kokemuksia myös suomeksi, "
    "kiitos! Vilken nivå, hur mäts den och vem kontrollerar siffran?",
    topic="boendetjänster, bonus", cpv=("85311100",), tentative=True,
    answers=(
        Said("pirjo", 1, "Meillä on bonus ollut kaksi vuotta. Taso 1,5 prosenttia, mittarina vaihtuvuus 12 kuukauden liukuvana. "
             "Tuottaja ilmoittaa, me tarkistamme palkkalistoista kerran vuodessa. Älkää mitatko pelkkiä vakituisia: "
             "muuten sijaiset katoavat luvusta.", "fi", helped=True),
        Said("matti", 3, "Kokeilimme, ei vaikutusta. Bonus oli puoli prosenttia ja se meni konsernille, ei yksikköön. Jos "
             "teette tämän, sopikaa kenelle raha menee.", "fi", no_effect=True, helped=True),
        Said("david", 4, "Inte boende men bemanning: vi hade bonus på samma sak. Gick bra så länge leverantören själv fick "
             "föreslå måttet. När vi bytte till vårt eget mått slutade de rapportera i tid."),
    ),
    closed_after=30,
    used_for="Bonusen blev två procent med Pirjos sätt att mäta, och pengarna går till enheten. Avtalet följs upp nu.",
)  # fmt: skip

SNOW = Asked(
    "lahtokynnys", "hanna", 500, ("hyvinvointialueet",),
    "Miten olette rajanneet lumitöiden lähtökynnyksen?",
    "Meiltä puuttui lähtökynnys kokonaan ja maksoimme siitä. Nyt teemme uuden sopimuksen. Montako senttiä, mistä mitataan "
    "ja kuka päättää lähdöstä? Pienen kunnan ratkaisut kiinnostavat eniten.",
    "fi", topic="lumityöt", cpv=("90620000",),
    answers=(
        Said("juha", 0, "Meillä 5 cm kokoojakaduilla ja 8 cm tonttikaduilla, mitataan kolmesta pisteestä jotka on merkitty "
             "karttaan. Urakoitsija päättää lähdöstä, mutta kuva mittakepistä liitetään laskuun.", "fi", helped=True),
        Said("riitta", 1, "Sairaalapihoilla 3 cm ja aina ennen kello 5.30. Kynnys ei yksin riitä: kirjatkaa myös milloin työn "
             "pitää olla valmis.", "fi"),
        Said("teemu", 2, "Aluehinta ja talvikohtainen katto. Emme mittaa senttejä ollenkaan. Kallein talvi oli kahdeksan "
             "prosenttia yli keskiarvon.", "fi"),
        Said("pirjo", 3, "Sama kuin Riitalla, mutta liukkaus erikseen. Muuten hiekoituksesta tulee uusi tuntityö.", "fi"),
        Said("matti", 6, "Kysy urakoitsijoilta markkinakartoituksessa. Meillä he ehdottivat itse paremman kynnyksen kuin mitä "
             "olimme kirjoittaneet.", "fi"),
    ),
    closed_after=21,
    used_for="Juhan malli kolmella mittauspisteellä ja kuvalla. Sopimus on voimassa, ensimmäinen talvi meni budjettiin.",
)  # fmt: skip

CALENDAR = Asked(
    "vuosikello", "hanna", 3, ("hyvinvointialueet",),
    "Kokemuksia hankintojen vuosikellosta pienessä kunnassa, alle 10 000 asukasta",
    "Meillä on yksi hankintasihteeri ja noin neljäkymmentä sopimusta. Kaikki päättyvät joulukuussa, tietenkin. Onko joku "
    "saanut vuosikellon toimimaan niin, että myös esimiehet katsovat sitä? Riittääkö taulukko vai tarvitaanko ohjelma?",
    "fi", topic="hankintojen vuosikello", open_days=14,
)  # fmt: skip

STOCK = Asked(
    "beredskap", "nora", 250, ("security-of-supply",),
    "Which contingency stock clauses survived a real shortage?",
    "We are rewriting our clauses on supplier-held stock. Many look good on paper. Which ones actually put goods on the "
    "shelf when the market was empty, and which were answered with force majeure?",
    "en", topic="contingency stock", failures_welcome=True,
    answers=(
        Said("david", 0, "Gloves, supplier-held, three months. It survived because we had weekly read access to the stock "
             "level. When it started to fall in week two we could call before anybody else did. Cost is another story, see "
             "the case.", "en", case="handskar", helped=True),
        Said("carl", 2, "Ours did not survive. The clause said “keep available” and the supplier kept it available to "
             "everyone. Write that the stock is yours, labelled, and counted by you twice a year.", "en", helped=True),
        Said("ingrid", 3, "Owned by us, rotated by the supplier, in their hall. Force majeure does not apply to goods that "
             "already stand there. The lawyers liked that sentence.", "en"),
        Said("paivi", 7, "We tested it: one unannounced call-off a year of a week's consumption. Two of five suppliers failed "
             "the first year, none the second. A test clause is cheaper than a penalty clause.", "en"),
    ),
    closed_after=28,
    used_for="It became the theme of our next meeting: ownership, counting and unannounced tests. The four answers were the "
    "agenda.",
)  # fmt: skip

ASKS = (SNOW, FURNITURE, FOLLOW_UP, STOCK, TURNOVER, CLEANING, COMPLIANCE, CALENDAR)

# What Bo has begun to type: it shows the gate's question. He may change it or go on.
BO_TYPES = {
    "title": ["Räcker det med så få anbud för att gå vidare?"],
    "body": [
        "Vi fick två anbud på skolskjutsarna, och det ena ligger långt över det andra. Kan man gå vidare med så få, eller "
        "hur har ni gjort? Vi tilldelar om två veckor."
    ],
    "units": ["hallbart-inkop"],
    "topic": ["skolskjuts"],
    "phase": ["procurement"],
}
