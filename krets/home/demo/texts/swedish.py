"""Cases in Swedish, from Sweden and Finland."""

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

GLOVES = {
    "title": "Handskar: reservlagret som åt upp besparingen",
    "language": "sv",
    "summary": "Efter bristen ville vi ha handskar hemma även nästa gång. Kravet på reservlager gav nästan full "
    "leveranssäkerhet, men lagret kostade två och en halv gång mer än i kalkylen.",
    "subject": "undersökningshandskar",
    "cpv": ["18424300"],
    "themes": ["security_of_supply", "economy"],
    "outcome": "partly",
    "contract_nature": "supplies",
    "procedure": "open",
    "instrument": "framework",
    "value": "u50",
    "currency": "SEK",
    "aim": "Leveranssäkerhet på 98 procent mot beställning, också när världsmarknaden stannar.",
    "what_we_did": "Öppet förfarande med två leverantörer i rangordning. Leverantören skulle hålla tre månaders "
    "förbrukning i lager inom landet och rotera det mot våra ordinarie beställningar. Vi fick insyn i lagersaldot varje "
    "vecka och rätt att flytta lagret till egen lokal efter ett års varsel.\n\nPriset för lagret låg som en egen rad i "
    "anbudet. Det var klokt, annars hade vi aldrig sett vad det kostade.",
    "what_went_wrong": "Lagerkostnaden blev 2,1 mnkr om året. Kalkylen sa 0,8. Merkostnaden åt upp hela den besparing "
    "som upphandlingen gav på styckpriset, och vi fick gå tillbaka till nämnden mitt i året.",
    "why": "Vi räknade i antal handskar. Leverantören räknar i pallplatser, och handskar är mest luft. Dessutom har de "
    "en hållbarhetstid: en del av lagret måste bytas ut innan det hinner förbrukas, och den kostnaden hade vi inte med "
    "alls.",
    "early_signs": "Två leverantörer frågade om pallplatser, i var sin fråga, med en veckas mellanrum. Vi svarade på "
    "frågorna men undrade inte varför de ställdes.",
    "pitfall": "Räkna reservlager i kubikmeter, inte i styck.",
    "advice": "Be en logistiker läsa kalkylen innan ni annonserar. Fråga leverantörerna i dialogen vad som driver "
    "lagerkostnaden, inte om de kan hålla lager. Skriv in hur nära bäst-före-datum varan får vara när den levereras. Och "
    "fundera på om två månader räcker: den tredje månaden stod för nästan halva kostnaden hos oss.",
    "resources": "Ungefär 300 timmar, varav 40 för en logistiker när det redan var för sent.",
    "criteria_used": "”Leverantören ska under hela avtalstiden hålla ett reservlager inom landet som motsvarar tre "
    "månaders genomsnittlig förbrukning. Lagret ska roteras så att levererad vara har minst 18 månaders återstående "
    "hållbarhet.”",
}
GLOVES_EFFECTS = (
    {"kind": "risk", "indicator": "Leveranssäkerhet, fullständiga leveranser i tid", "unit": "%", "baseline": "91",
     "target": "98", "result": "98,6", "period": "18 månader", "method": "measured", "confidence": "high",
     "confidence_why": "Systemdata, alla leveranser"},
    {"kind": "money", "indicator": "Lagerkostnad mot kalkyl", "unit": "mnkr om året", "baseline": "0,8 i kalkylen",
     "result": "2,1", "method": "invoices", "confidence": "high"},
)  # fmt: skip

DISTRIBUTION = {
    "title": "Samordnad varudistribution med elfordon",
    "language": "sv",
    "summary": "Elva leveranser i veckan till varje förskola blev tre, med elbilar från en gemensam terminal. "
    "Trafiken minskade som tänkt. Kostnaden gjorde det inte, för tre livsmedelsavtal tillät inte terminal.",
    "subject": "transporter, samordnad varudistribution",
    "cpv": ["60000000"],
    "themes": ["sustainability", "organisation"],
    "outcome": "partly",
    "contract_nature": "services",
    "procedure": "neg-w-call",
    "instrument": "own",
    "value": "u50",
    "currency": "SEK",
    "background": "Kökspersonalen öppnade dörren elva gånger i veckan. Rektorerna klagade på backande lastbilar vid "
    "skolgårdarna klockan åtta.",
    "aim": "Högst tre leveranser per enhet och vecka, alla med elfordon, och inga lastbilar vid skolor mellan halv åtta "
    "och nio.",
    "what_we_did": "Förhandlat förfarande. Vi upphandlade en terminal och distributionen därifrån, inte varorna. "
    "Varuleverantörerna kör till terminalen, där godset lastas om på tre eldrivna lätta lastbilar med fasta slingor. Vi "
    "förhandlade om slingor och tidsfönster, inte om pris, och det var rätt.\n\nLaddningen sker på natten i terminalen. "
    "Vi tog inte med reservfordon i avtalet men fick låna ett av leverantören de tre gånger det behövdes.",
    "what_went_wrong": "Tre livsmedelsavtal tillät inte leverans till terminal. De leverantörerna fortsatte att köra "
    "själva i elva månader och vi betalade frakten två gånger: en gång inbakad i varupriset och en gång i det nya "
    "avtalet.",
    "why": "Leveransvillkoren i varuavtalen skrevs av tre olika upphandlare vid tre tillfällen och ingen av dem visste "
    "att terminalen var på väg. Vi läste avtalen först när distributionen redan var tilldelad.",
    "early_signs": "Att ingen kunde svara på var äganderätten till varan går över.",
    "pitfall": "Fri leverans till köksdörr i varuavtalet betyder att ni betalar frakten två gånger.",
    "advice": "Ändra leveransvillkoren i varuavtalen ett år före. Begär varupris med och utan frakt redan i "
    "nästa livsmedelsupphandling, så att skillnaden går att räkna hem. Ta med köken när slingorna läggs: de vet vilka "
    "dagar kylen är full.",
    "suppliers_view": "De mindre varuleverantörerna är nöjda, de slipper köra ut till sextio dörrar. De stora hade "
    "redan bilarna på vägen och såg ingen vinst.",
    "resources": "En projektledare på halvtid i ett och ett halvt år, och köken två dagar per enhet.",
}
DISTRIBUTION_EFFECTS = (
    {"kind": "quality", "indicator": "Leveranser per enhet och vecka", "unit": "st", "baseline": "11", "target": "3",
     "result": "3", "period": "12 månader", "method": "measured", "confidence": "high",
     "confidence_why": "Räknade av köken två veckor vår och höst", "measured_by": "Enheterna"},
    {"kind": "environment", "indicator": "Körsträcka inom kommunen", "unit": "%", "baseline": "100", "result": "59",
     "period": "12 månader", "method": "calculated", "confidence": "medium",
     "confidence_why": "Före-värdet är uppskattat av leverantörerna"},
    {"kind": "money", "indicator": "Kostnad år 1 jämfört med tidigare", "unit": "mnkr", "baseline": "0",
     "target": "-0,3", "result": "+0,6", "method": "invoices", "confidence": "high"},
)  # fmt: skip

SCHOOL_FOOD = {
    "title": "Skolmat från små producenter: fyra av fjorton delar utan anbud",
    "language": "sv",
    "summary": "Vi delade upp livsmedlen i fjorton delar för att små producenter skulle kunna vara med. Fyra delar fick "
    "inga anbud och fem fick ett. Delarna följde varugrupp, inte kök och säsong.",
    "subject": "livsmedel till skolor och förskolor",
    "cpv": ["15000000"],
    "themes": ["sustainability", "competition"],
    "outcome": "not_as_intended",
    "contract_nature": "supplies",
    "procedure": "open",
    "instrument": "own",
    "value": "u10",
    "currency": "SEK",
    "value_per_year": True,
    "non_award_reason": "no-rece",
    "case_ref": "BK 2026/417",
    "background": "Fullmäktige vill att hälften av grönsaker, rotfrukter och ägg ska komma från producenter inom tio "
    "mil. Vi är en liten kommun med sju kök och två upphandlare.",
    "aim": "Minst sex små producenter som leverantörer, utan högre portionspris.",
    "what_we_did": "Öppet förfarande, uppdelat i fjorton delar efter varugrupp. Två dialogmöten på kvällstid, förenklade "
    "krav på certifikat, anbudsblankett på två sidor och möjlighet att lämna anbud på en enda del. Annonsen låg ute i "
    "augusti och september.",
    "what_went_wrong": "Fyra av fjorton delar fick inga anbud och fem fick ett. En enda liten producent lämnade anbud. "
    "Grossisten tog resten, och för de fyra delarna fick vi förlänga det gamla avtalet.",
    "why": "Delarna följde våra varugrupper: potatis, rotfrukter, ägg, mjöl. En producent odlar tre av dem och når två "
    "av köken, men för att vinna rotfrukter måste hon leverera till alla sju. Och anbudstiden låg mitt i skörden. En av "
    "dem sa efteråt att hon hade läst annonsen i traktorn.",
    "early_signs": "Ingen liten producent kom till det andra dialogmötet. På det första var de åtta. Vi tolkade det som "
    "att de hade fått svar på sina frågor.",
    "pitfall": "Dela efter kök, inte efter varugrupp.",
    "advice": "Dela efter kök eller slinga så att en producent kan ta ett helt kök. Annonsera i januari. Ta emot anbud "
    "på halva året, den halva då det växer. Åk ut till gårdarna i stället för att bjuda in till kommunhuset, och fråga "
    "hur många lådor de kan fylla en vanlig tisdag.",
    "resources": "Ungefär 220 timmar. Dialogmötena var det bästa vi gjorde, vi skulle ha gjort dem tidigare på året.",
    "transferability": "Gäller nog alla som vill ha små leverantörer av något som har säsong: ved, blommor, snöröjning.",
}
SCHOOL_FOOD_QUESTIONS = """Frågelista för dialog med små producenter
Får användas och ändras fritt. Samma frågor till alla.

1. Vad odlar eller producerar ni, och under vilka veckor?
2. Hur många lådor kan ni fylla en vanlig tisdag i september? I mars?
3. Vilka kök når ni med egen bil på en förmiddag?
4. Vad behöver stå i avtalet för att ni ska våga planera nästa års odling?
5. Vilka certifikat har ni i dag? Vad skulle det kosta att skaffa det som saknas?
6. När på året hinner ni skriva ett anbud?
7. Vad i vår förra annons fick er att låta bli?
8. Skulle ni vilja lämna anbud tillsammans med någon annan?

Efteråt: skriv rent, skicka till alla som var med för rättelse och lägg sammanfattningen öppet på webben.
"""

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
