"""Cases in Swedish about what was bought: food, gloves, goods and their way there."""

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
