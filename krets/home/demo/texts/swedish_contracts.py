"""Cases in Swedish, from Sweden and Finland, about services and systems."""

CONTROLLER = {
    "title": "En avtalscontroller betalade sig på ett halvår",
    "language": "sv",
    "summary": "Vi visste inte om vi betalade rätt pris i de stora avtalen. En heltid drog stickprov på fakturor mot "
    "avtal. På ett år kom 1,40 mnkr tillbaka, dubbelt så mycket som tjänsten kostade.",
    "subject": "uppföljning av de 40 största avtalen",
    "cpv": ["90910000", "79620000", "72000000"],
    "themes": ["follow_up", "economy"],
    "outcome": "worked_well",
    "background": "Revisionen frågade 2024 hur vi vet att vi betalar det vi har avtalat. Det ärliga svaret var att vi "
    "inte visste. Upphandlarna hann inte följa upp och förvaltningarna trodde att upphandlarna gjorde det.",
    "aim": "Hitta pengar som runnit ut i de 40 största avtalen, och visa nämnden vad uppföljning är värd i kronor.",
    "what_we_did": "Vi anställde en controller på heltid, först på ett år. Hon började med de tio avtal som kostade "
    "mest och gjorde tre saker:\n\n"
    "- drog 60 fakturor per avtal och jämförde pris, rabatt och index med avtalet, rad för rad\n"
    "- skrev en sida per avtal: vad stämmer, vad stämmer inte, vem ringer leverantören\n"
    "- satte sig en timme i månaden med de tre förvaltningar som köper mest\n\n"
    "Krediteringarna bokfördes på ett eget konto. Det låter som en detalj, men utan kontot hade vi inte kunnat visa "
    "summan. Städ, bemanning och IT-konsulter stod för nästan allt.",
    "what_went_wrong": "Två förvaltningar kände sig granskade och slutade svara på mejl. I tre månader fick vi inte ut "
    "några beställningar att jämföra med, och det syns som ett hack i kurvan. Det löste sig när förvaltningschefen "
    "själv bjöd in oss till ledningsgruppen.",
    "why": "Vi presenterade det som kontroll. Första mejlet hade ordet ”avvikelser” i rubriken och gick till "
    "ekonomerna med chefen på kopia.",
    "early_signs": "Att svaren blev kortare, och att någon frågade vem som skulle läsa rapporten.",
    "pitfall": "Börja inte med de avtal där ni tror att det är mest fel, utan där verksamheten själv klagar.",
    "advice": "Börja där verksamheten själv klagar på fakturorna: då kommer ni som hjälp. Be om ett eget konto för "
    "krediteringar första dagen. Räkna med fyra månader innan de första pengarna syns. Och ring leverantören innan ni "
    "skriver; i nio fall av tio är det en prislista som aldrig lades in.",
    "resources": "En heltid, 0,70 mnkr om året med omkostnader. Ungefär en dag i månaden av ekonomerna.",
    "transferability": "Leverantörsfakturor som går att söka i, och avtal som ligger samlade. Mindre kommuner kan dela "
    "på en person, vi tror att tre kommuner av vår storlek räcker för en heltid.",
}

CONTROLLER_EFFECTS = (
    {"kind": "money", "indicator": "Återbetald felfakturering", "unit": "mnkr", "baseline": "0", "result": "1,40",
     "period": "12 månader", "method": "invoices", "confidence": "high",
     "confidence_why": "Kreditfakturor på ett eget konto", "measured_by": "Avtalscontrollern och ekonomi"},
    {"kind": "money", "indicator": "Utebliven felaktig indexuppräkning", "unit": "mnkr", "baseline": "0",
     "result": "0,95", "period": "12 månader", "method": "calculated", "confidence": "medium",
     "confidence_why": "Vad vi skulle ha betalat om ingen sagt ifrån"},
    {"kind": "money", "indicator": "Kostnad för tjänsten", "unit": "mnkr om året", "baseline": "0", "result": "0,70",
     "method": "measured", "confidence": "high"},
)  # fmt: skip

CONTROLLER_SHEET = (
    "avtal;leverantör (kod);fakturanummer;fakturadatum;artikel;pris enligt avtal;pris på faktura;rabatt enligt avtal;"
    "rabatt på faktura;skillnad;orsak (prislista, index, rabatt, antal, annat);vem ringer;krediterad datum\n"
    ";;;;;;;;;;;;\n"
)

SYSTEM = {
    "title": "Avbruten upphandling av verksamhetssystem efter överprövning",
    "language": "sv",
    "summary": "Vi köpte in ett nytt verksamhetssystem för flera kommuner. Utvärderingen gick inte att räkna om "
    "utifrån, rätten gav klaganden rätt och vi avbröt. Det kostade fjorton månader och en dyr förlängning.",
    "subject": "verksamhetssystem för socialtjänst",
    "cpv": ["48000000"],
    "themes": ["digital", "organisation"],
    "outcome": "stopped",
    "contract_nature": "supplies",
    "procedure": "open",
    "instrument": "own",
    "value": "u50",
    "currency": "SEK",
    "non_award_reason": "rev-body",
    "aim": "Ett gemensamt system för alla i samarbetet, med lägre förvaltningskostnad och en användbarhet som "
    "handläggarna själva hade fått betygsätta.",
    "what_we_did": "Öppet förfarande. Pris vägde 40 procent och kvalitet 60. Kvaliteten sattes av fyra grupper "
    "handläggare som provade systemen en halv dag och gav betyg 0 till 5 på åtta områden. Betyget räknades om till ett "
    "prisavdrag.",
    "what_went_wrong": "Tvåan begärde överprövning. Domstolen kunde inte följa hur grupperna hade kommit fram till sina "
    "betyg, och det kunde inte vi heller när vi försökte skriva ner det i efterhand. Vi avbröt. Fjorton månader var "
    "borta och förlängningen av det gamla avtalet kostade 1,2 mnkr mer än om vi hade bytt i tid.",
    "why": "Betygsskalan saknade ankare: det stod ”mycket god användbarhet” men inte vad som skiljer en trea från en "
    "fyra. Modellen hade vi prövat på ett enda tänkt anbud, i huvudet, en fredag.",
    "early_signs": "Tre frågor om samma punkt i utvärderingen. Vi svarade tre gånger med samma mening.",
    "pitfall": "Kan inte en utomstående räkna om poängen utifrån protokollet, så kan inte domstolen det heller.",
    "advice": "Låt en kollega i nätverket räkna modellen på fyra påhittade anbud, två rimliga och två orimliga. Skriv "
    "ankare till varje betyg med ett exempel. Låt grupperna skriva sin motivering medan de sitter där, inte efteråt. Och "
    "ta alla frågor som kommer mer än en gång som en varning.",
    "resources": "Omkring 1 100 timmar fram till tilldelning, och 250 efter.",
}

SYSTEM_QUESTION = (
    "Vi står inför samma sak och har också tänkt väga poäng med en formel. Vad skulle ni ha gjort i stället, och hur "
    "lång tid behövde ni egentligen för att räkna om utvärderingen innan rätten frågade?"
)
SYSTEM_REPLY = (
    "Vi skulle ha satt ett fast prisavdrag för varje krav som uppfylls, och provat modellen på påhittade anbud innan vi "
    "annonserade. Två eftermiddagar med en kollega som inte var med och skrev hade räckt. Att räkna om efteråt tog tre "
    "veckor, och då var det för sent."
)

HOUSING = {
    "title": "Serviceboende för äldre: från platser till vardag som fungerar",
    "language": "sv",
    "summary": "I stället för antal platser beskrev vi den vardag som ska fungera, och betalar bonus när personalen "
    "stannar. Omsättningen har sjunkit. Om de boende har fått det bättre är för tidigt att säga.",
    "subject": "boendetjänster för äldre",
    "cpv": ["85311100"],
    "themes": ["social", "follow_up"],
    "outcome": "partly",
    "contract_nature": "services",
    "procedure": "oth-single",
    "instrument": "framework",
    "value": "o50",
    "currency": "EUR",
    "background": "Vi tog över boendetjänsterna från nio kommuner med nio olika avtal. Alla räknade platser. Inget sa "
    "vad en bra dag är.",
    "aim": "Genomslag: en trygg vardag för den boende, och personal som stannar så länge att den lär känna henne.",
    "what_we_did": "I akademin höll vi ett lärcafé med sex perspektiv: boende, anhöriga, personal, producent, ekonomi "
    "och tillsyn. Varje bord skrev vad som är en bra vardag, och det blev stommen i beskrivningen. Sedan marknadsdialog "
    "i tre omgångar med samma frågor till alla.\n\nI ramavtalet (puitejärjestely) betalar vi en bonus på högst två "
    "procent när personalomsättningen ligger under 25 procent mätt över tolv månader. Spendanalysen vi byggde på visade "
    "var pengarna fanns.",
    "what_went_wrong": "Nöjdhetsenkäten besvarades av anhöriga, inte av de boende. Vi har alltså ett mått på hur nöjda "
    "döttrarna är. Det är inte ointressant, men det var inte det vi skulle mäta, och bonusen får vi inte koppla till det.",
    "why": "Enkäten skickades hem med posten, och de flesta boende får sin post av en anhörig. Ingen av oss tänkte på "
    "det, trots att anhöriga satt vid ett av borden.",
    "early_signs": "Svaren kom snabbt, på kvällstid, och var välskrivna.",
    "pitfall": "Ta reda på vem som fyller i enkäten innan ni kopplar pengar till den.",
    "advice": "Mät det som redan mäts, till exempel personalomsättningen, tills ni har ett bättre mått. Låt någon som "
    "de boende känner ställa frågorna, muntligt, fem stycken. Ha producenten med när måttet väljs; de visste genast "
    "varför enkäten skulle gå snett.",
    "transferability": "Kräver att ni vågar skriva mindre om platser och mer om dagar. Juristen behöver vara med från "
    "första mötet.",
}

HOUSING_EFFECTS = (
    {"kind": "working_life", "indicator": "Personalomsättning hos producenterna", "unit": "%", "baseline": "31",
     "target": "25", "result": "24", "period": "12 månader", "method": "supplier", "confidence": "low",
     "confidence_why": "Producenternas egen rapport, ännu inte kontrollerad"},
)  # fmt: skip

CLEANING = {
    "title": "Städtjänster med mätt kvalitet",
    "language": "sv",
    "summary": "Vi mäter städningen tillsammans med leverantören varje månad, och kvaliteten har stigit tydligt. "
    "Vitena som skulle driva på gjorde däremot ingen skillnad alls.",
    "subject": "städning av skolor och kontor",
    "cpv": ["90910000"],
    "themes": ["follow_up"],
    "outcome": "partly",
    "contract_nature": "services",
    "procedure": "open",
    "instrument": "own",
    "value": "u10",
    "currency": "EUR",
    "aim": "Att nio kontroller av tio godkänns, utan att vi behöver bråka om varje golv.",
    "what_we_did": "Öppet förfarande. I avtalet står att tjugo rum lottas varje månad och besiktigas gemensamt, av vår "
    "städinspektör och leverantörens arbetsledare, med samma blankett. Underkända rum städas om inom ett dygn. Tre "
    "underkända månader i rad ger vite.",
    "what_went_wrong": "Vitet bet inte. Leverantören betalade det fyra månader i rad utan att ändra något, och vi hade "
    "lagt mycket tid på att skriva klausulen.",
    "why": "Vitet var lägre än vad det kostade att bemanna. Det var helt enkelt billigare att betala. Vi hade satt "
    "nivån efter ett annat avtal utan att räkna.",
    "early_signs": "Leverantören protesterade inte mot första vitet. Det borde ha gjort oss misstänksamma.",
    "pitfall": "Ett vite som är lägre än kostnaden att göra rätt är ett pris, inte ett vite.",
    "advice": "Gemensamma kontroller varje månad slår viten. Det är när arbetsledaren själv står på knä vid "
    "golvlisten som något händer. Lotta rummen samma morgon. Behöver ni ändå ett vite: räkna ut vad en extra städare "
    "kostar och lägg er över det.",
    "resources": "En halv dag i månaden för inspektören.",
}

CLEANING_EFFECTS = (
    {"kind": "quality", "indicator": "Godkända kontroller", "unit": "%", "baseline": "78", "target": "90",
     "result": "93", "period": "24 månader", "method": "measured", "confidence": "high",
     "confidence_why": "Egna mätningar, 20 lottade rum i månaden", "measured_by": "Städinspektören"},
    {"kind": "quality", "indicator": "Effekt av vitet", "baseline": "inget vite", "result": "ingen ändring",
     "period": "4 månader", "method": "judgement", "confidence": "medium"},
)  # fmt: skip
