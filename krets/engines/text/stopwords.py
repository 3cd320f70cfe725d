"""Small words of five languages: they tell the language and never explain a hit. Written by hand."""

from krets.engines.text.fold import fold


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


LANGUAGES = ("sv", "fi", "nb", "da", "en")

STOP_WORDS: dict[str, frozenset[str]] = {
    "sv": _words("""
        och att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan
        när år under också efter eller nu sin där vid mot ska skulle kommer ut får finns vara hade alla
        andra mycket än här då sedan över bara in blir upp även vad få två vill ha många hur mer går sådan
        detta nya hela någon något några vilka vilken vilket varför ni er era ert oss våra vår mig dig hos
        samt genom utan mellan gör göra hej tack mvh gärna ju nog väl behöver använder tänker hjälp
        """),
    "fi": _words("""
        ja on ei se että oli hän mutta ovat kun niin myös kuin joka mukaan sen jo ole olla tai mitä jos nyt
        siitä vain ne minä me te he sitä sekä jälkeen kanssa voi mikä miten miksi milloin missä mistä mihin
        kuka onko ovatko oliko voiko kaikki tämä tässä tätä tämän nämä jotka jonka joita sitten vielä
        kuitenkin koska noin hyvin paljon enemmän ennen ilman kautta varten teillä meillä teidän meidän
        minun sinun hänen heidän mun joku jokin kenellä kellään kenelläkään hei moi kiitos terveisin
        tarvitsemme pitää pitäisi saa saako tulee
        """),
    "nb": _words("""
        og i det som på en er av for at med til den har de ikke om et han men var jeg seg fra vi så kan når
        år under også etter eller nå sin der ved mot skal skulle kommer ut får finnes være hadde alle andre
        mye enn her da over bare inn blir opp hva to vil ha mange hvordan mer går slik dette nye hele noen
        noe hvilke hvilken hvilket hvorfor dere deres oss våre vår meg deg hos samt gjennom uten mellom gjør
        gjøre hei takk mvh gjerne jo nok vel trenger bruker hjelp ble blitt vært hvor hvem siden disse sier
        si få fått gikk gå stå bort selv lenge først tidligst siste største beste flere flest både jobber
        jobbe vet se ser bli tar ta gi gir fikk mens måtte burde kunne ville etterpå heter het ligger
        """),
    "da": _words("""
        og i det som på en er af for at med til den har de ikke om et han men var jeg sig fra vi så kan når
        år under også efter eller nu sin der ved mod skal skulle kommer ud får findes være havde alle andre
        meget end her da over bare ind bliver op hvad to vil have mange hvordan mere går sådan dette nye
        hele nogen noget nogle hvilke hvilken hvilket hvorfor jeres jer os vores vore mig dig hos samt
        gennem uden mellem gør gøre hej tak mvh gerne jo nok vel bruger hjælp blev blevet været hvor hvem
        siden disse lige kun siger sige fået gik gå stå væk selv længe først tidligst sidste største bedste
        flere flest både arbejder arbejde se ser blive tager tage give giver fik mens måtte burde kunne
        ville bagefter hedder hed ligger din dit dine brug bruge
        """),
    "en": _words("""
        the of and to in is that for it as was with be by on not he his but at are this have from or had an
        they which one you were all her she there would their we him been has when who will more no if out
        so said what up its about into than them can only other new some could time these two may then do
        first any my now such like our over me even most made after also did many before must through where
        your how well down should because each those does why anyone hello hi thanks regards need use help
        please without between
        """),
}

# Words of the trade tell the language just as well, but they are what people look for.
TRADE_WORDS: dict[str, frozenset[str]] = {
    "sv": _words("""
        erfarenhet upphandling upphandlingar avtal kommun frågor fråga
        """),
    "fi": _words("""
        kokemusta kokemuksia hankinta hankinnan hankinnassa kunta kunnan sopimus
        """),
    "nb": _words("""
        erfaring anskaffelse anskaffelser avtale kommune spørsmål tilbud hjem uke skole ansatte innbyggere
        bygd kjøp kjøpe innkjøp leverandør leverandører
        """),
    "da": _words("""
        erfaring indkøb udbud aftale kommune spørgsmål tilbud hjem uge skole ansatte indbyggere køb købe
        indkøber leverandør leverandører
        """),
    "en": _words("""
        experience procurement contract question
        """),
}

# Folded, as the words of a question are ("är", "på", "være" → "väre").
SMALL = frozenset(fold(word) for small in STOP_WORDS.values() for word in small)
