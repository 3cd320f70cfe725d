"""Cases in Finnish."""

SCHOOL = {
    "title": "Työllistämisehto kouluurakassa",
    "language": "fi",
    "summary": "Koulun rakennusurakkaan kirjattiin ehto työllistää pitkään työttömiä ja nuoria. Tavoite oli kymmenen, "
    "työn sai neljätoista, ja yhdeksän on töissä vielä vuoden kuluttua.",
    "subject": "koulurakennus",
    "cpv": ["45214210"],
    "themes": ["social"],
    "outcome": "worked_well",
    "contract_nature": "works",
    "procedure": "restricted",
    "instrument": "own",
    "value": "u50",
    "currency": "EUR",
    "background": "Kaupungissa on paljon rakentamista ja samaan aikaan nuorisotyöttömyys on maakunnan korkein. "
    "Valtuusto halusi, että edes osa urakoista näkyy työpaikkoina.",
    "aim": "Kymmenen pitkäaikaistyötöntä tai alle 25-vuotiasta työsuhteeseen urakan aikana, vähintään neljäksi kuukaudeksi.",
    "what_we_did": "Rajoitettu menettely. Ehto ei ollut vertailuperuste vaan sopimusehto, jolloin kaikki tarjosivat "
    "samalla pohjalla. Urakoitsija sai itse päättää, tekeekö työllistetty työtä pääurakoitsijalla vai aliurakoitsijalla.\n\n"
    "Työllisyyspalvelu esitteli ehdokkaita kerran kuussa työmaakokouksen jälkeen, kahvin kanssa. Se puoli tuntia oli "
    "koko ehdon tärkein osa: työnjohtaja näki ihmiset eikä papereita.",
    "what_went_wrong": "Ehto unohtui kahdelta aliurakoitsijalta, jotka olivat juuri ne, joilla olisi ollut sopivaa työtä. "
    "Asia huomattiin vasta viidennessä työmaakokouksessa.",
    "why": "Pääurakoitsija ei ollut vienyt ehtoa omiin aliurakkasopimuksiinsa, eikä meidän sopimuksemme vaatinut sitä. "
    "Kukaan ei myöskään ollut työllisyyspalvelussa nimetty vastaamaan juuri tästä työmaasta ennen toista kokousta.",
    "early_signs": "Aloituskokouksessa kukaan ei kysynyt ehdosta mitään.",
    "pitfall": "Jos ehto ei ole aliurakkasopimuksissa, sitä ei ole.",
    "advice": "Kirjaa ehto koko alihankintaketjuun ja nimeä työllisyyspalvelusta yhteyshenkilö ennen aloituskokousta. "
    "Sovi kuka täyttää seurantataulukon, muuten sen täyttää hankinta-asiantuntija iltaisin. Älä pyydä raporttia "
    "neljännesvuosittain vaan kysy joka kokouksessa: kuka on aloittanut, kuka on lopettanut?",
    "resources": "Noin 60 tuntia hankinnalta ja päivä kuussa työllisyyspalvelulta.",
    "suppliers_view": "Urakoitsija on jatkanut kahden työllistetyn kanssa myös seuraavalla työmaalla. Byrokratiaa "
    "pidettiin siedettävänä, koska yhteyshenkilö oli aina sama.",
    "transferability": "Urakan pitää kestää vähintään vuosi. Pienessä kohteessa ehto jää kahden viikon harjoitteluksi.",
}
SCHOOL_EFFECTS = (
    {"kind": "social", "indicator": "Työllistyneet urakan aikana", "unit": "henkilöä", "baseline": "0", "target": "10",
     "result": "14", "period": "26 kk", "method": "supplier", "confidence": "high",
     "confidence_why": "Urakoitsijan raportti verrattu työllisyyspalvelun tietoihin",
     "measured_by": "Urakoitsija ja työllisyyspalvelu"},
    {"kind": "social", "indicator": "Töissä vuoden kuluttua", "unit": "henkilöä", "baseline": "ei mitattu aiemmin",
     "result": "9", "period": "12 kk urakan jälkeen", "method": "survey", "confidence": "medium",
     "confidence_why": "Kaksi ei vastannut"},
)  # fmt: skip
SCHOOL_CLAUSE = """Työllistämisehto, sopimusteksti
Saa käyttää ja muokata, CC BY 4.0.

1 § Urakoitsija työllistää urakan aikana vähintään kymmenen (10) henkilöä, jotka ovat olleet työttöminä vähintään
kaksitoista kuukautta tai ovat alle 25-vuotiaita. Työsuhde kestää vähintään neljä kuukautta.

2 § Ehto koskee koko alihankintaketjua. Urakoitsija ottaa ehdon kaikkiin yli 50 000 euron aliurakkasopimuksiin ja
toimittaa niistä otteen tilaajalle ennen työn aloittamista.

3 § Työllisyyspalvelut nimeää yhteyshenkilön ennen aloituskokousta. Yhteyshenkilö esittelee ehdokkaita työmaakokouksen
yhteydessä kerran kuukaudessa.

4 § Toteutuma kirjataan jokaiseen työmaakokouksen pöytäkirjaan: aloittaneet, lopettaneet, syy.

5 § Jos ehto ei täyty eikä syy ole työllisyyspalveluissa, urakoitsija maksaa sopimussakkoa 4 000 euroa puuttuvaa
henkilöä kohti.
"""

SNOW = {
    "title": "Lumityöt: halvin tuntihinta, kallein talvi",
    "language": "fi",
    "summary": "Kilpailutimme lumityöt pelkällä tuntihinnalla. Tuntihinta oli maakunnan halvin ja talvi kunnan kallein: "
    "laskutetut tunnit kasvoivat 62 prosenttia, vaikka lunta tuli vain vähän enemmän.",
    "subject": "lumityöt ja liukkaudentorjunta",
    "cpv": ["90620000"],
    "themes": ["economy", "follow_up"],
    "outcome": "not_as_intended",
    "contract_nature": "services",
    "procedure": "open",
    "instrument": "own",
    "value": "u05",
    "currency": "EUR",
    "aim": "Auki olevat tiet ennen koulukyytejä ja sama kustannus kuin edellistalvena.",
    "what_we_did": "Avoin menettely, vertailuperusteena koneen tuntihinta. Urakoitsija lähti omalla päätöksellään ja "
    "laskutti toteutuneet tunnit. Olimme tehneet samoin aina ennenkin, mutta silloin urakoitsija oli naapurista.",
    "what_went_wrong": "Laskutetut tunnit kasvoivat 62 prosenttia edelliseen talveen verrattuna. Lunta tuli kahdeksan "
    "prosenttia enemmän. Teknisen lautakunnan talviraha loppui helmikuussa.",
    "why": "Vertasimme pelkkää tuntihintaa. Sopimuksessa ei ollut lähtökynnystä eikä aluehintaa, joten urakoitsijan "
    "kannatti lähteä usein ja ajaa rauhassa. Siinä ei ollut mitään väärää, me olimme sen itse kirjoittaneet.",
    "early_signs": "Tarjousten hinnat poikkesivat toisistaan kaksinkertaisesti. Joku oli ymmärtänyt jotain, mitä me emme.",
    "pitfall": "Tuntihinta ei kerro työn määrää.",
    "advice": "Pyydä aluehinta ja kirjaa lähtökynnys senttimetreinä sekä kuka sen mittaa ja missä. Jos tarjoukset "
    "hajoavat pahasti, keskeytä ja kysy miksi. Pienen kunnan kannattaa kysyä naapurilta sopimuspohja ennen kuin tekee "
    "omansa.",
    "resources": "Kilpailutus vei kolme päivää. Laskujen selvittäminen vei kolme viikkoa.",
}

STAFFING = {
    "title": "Henkilöstövuokraus näkyväksi kuluanalyysillä",
    "language": "fi",
    "summary": "Emme tienneet, paljonko vuokratyötä ostettiin sopimusten ohi. Ostolaskuista tehty kuluanalyysi näytti 37 "
    "prosenttia. Vuodessa osuus laski 12 prosenttiin ja tuntihinta kuudella prosentilla.",
    "subject": "henkilöstövuokraus",
    "cpv": ["79620000"],
    "themes": ["follow_up", "economy"],
    "outcome": "worked_well",
    "contract_nature": "services",
    "procedure": "open",
    "instrument": "framework",
    "background": "Hyvinvointialue aloitti kuuden kuntayhtymän sopimuksilla. Jokaisella yksiköllä oli oma tuttu "
    "vuokrafirmansa, ja laskut tulivat kymmenelle eri tilille.",
    "aim": "Nähdä yhdellä sivulla kuka ostaa, keneltä ja millä sopimuksella, ja saada ohiostot alle 15 prosentin.",
    "what_we_did": "Otimme vuoden ostolaskurivit, yhdistimme toimittajat y-tunnuksella ja merkitsimme jokaisen rivin: "
    "sopimuksen mukaan, ohi sopimuksen, ei sopimusta. Tulos vietiin joka kuukausi palvelualueen johtoryhmään yhtenä "
    "kuvana. Emme moittineet ketään, kuva riitti.\n\nSamalla puitejärjestelyn tilauslomake lyhennettiin kahdesta sivusta "
    "kuuteen riviin. Luulemme, että se vaikutti yhtä paljon kuin kuva.",
    "what_went_wrong": "Ensimmäinen analyysi laski sisäiset siirrot ostoiksi. Ohiostojen osuus näytti 51 prosenttia, ja "
    "luku ehti lehteen ennen kuin huomasimme virheen. Sen jälkeen meitä uskottiin hetken aikaa huonommin.",
    "why": "Kirjanpidossa sisäisillä siirroilla oli sama tiliryhmä kuin ulkoisella vuokratyöllä, eikä kukaan taloudesta "
    "ollut katsonut lukuja ennen esitystä.",
    "early_signs": "Yksi toimittaja oli listalla meidän omalla y-tunnuksellamme.",
    "pitfall": "Anna talouden katsoa luvut ennen kuin johtoryhmä näkee ne.",
    "advice": "Aloita yhdestä ryhmästä ja yhdestä vuodesta. Poista sisäiset siirrot ensimmäisenä. Näytä kuva joka "
    "kuukausi samalle porukalle samassa muodossa. Ja tee oikein tilaamisesta helpompaa kuin ohi ostamisesta.",
    "resources": "22 henkilötyöpäivää ensimmäisellä kerralla, sen jälkeen puoli päivää kuussa.",
    "transferability": "Tarvitaan ostolaskurivit y-tunnuksineen. Valmista raportointijärjestelmää ei tarvita, "
    "taulukkolaskenta riittää.",
}
STAFFING_EFFECTS = (
    {"kind": "money", "indicator": "Sopimuksen ulkopuoliset ostot", "unit": "%", "baseline": "37", "target": "15",
     "result": "12", "period": "12 kk", "method": "invoices", "confidence": "high",
     "confidence_why": "Kaikki ostolaskurivit"},
    {"kind": "money", "indicator": "Keskihinta tunnilta", "unit": "%", "baseline": "100", "result": "94",
     "period": "12 kk", "method": "invoices", "confidence": "medium",
     "confidence_why": "Ammattiryhmien osuudet muuttuivat samalla"},
)  # fmt: skip
STAFFING_SHEET = (
    "kuukausi;yksikkö;toimittajan y-tunnus;ammattiryhmä;tunnit;summa;sopimus (kyllä/ei/ei sopimusta);sisäinen siirto "
    "(poista ennen laskemista)\n;;;;;;;\n"
)
