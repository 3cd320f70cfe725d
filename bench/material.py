"""Texts as public buyers write them, made by ourselves with a seed: Swedish, Finnish and English.

Words come by Zipf's law from vocabularies of some thirty thousand forms: small words, plain words, then compounds
with their endings; names and numbers make the long tail. Texts are put together of sentences that were made
beforehand, so that a million take a minute. Nothing of it was taken from anybody's texts.
"""

import json
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

NETWORKS = 500
OWN = tuple(range(1, 9))  # the networks of the one who reads
AUDIENCES = [["public"]] * 3 + [["buyers"]] * 2  # of ten; the other five are one network's
KINDS = ("ask", "ask", "answer", "answer", "answer", "case")
LANGUAGES = ("sv", "sv", "sv", "sv", "sv", "fi", "fi", "fi", "en", "en")
VOWELS = "aeiouyåäö"
S = 1.05  # Zipf's exponent
SENTENCES, WORDS = 100_000, 13  # of a language, of a sentence


def _words(listed: str) -> list[str]:
    return listed.split()


SMALL = {
    "sv": _words("och att i en som på är av för med till den det vi har om inte ett men från ni kan när vid så "
                 "eller var hur ska de under efter även man mot sin denna alla finns vad"),
    "fi": _words("ja on ei että se oli kun myös mutta tai jos sekä miten me ovat mukaan kuin niin joka sen voi "
                 "mitä olla jo kanssa vain meillä tämä ennen jälkeen"),
    "en": _words("the of and to in is that for it as with be by on are this we have from or not which you how "
                 "can was an if our at they what when do their"),
}  # fmt: skip
BEGIN = {
    "sv": _words("avtal upphandling skol fordon livsmedel städ miljö energi bygg vård it konsult material möbel "
                 "vatten sjukhus hemtjänst omsorg bibliotek kollektivtrafik färdtjänst avfall park snö brand larm "
                 "tele skrivar dator nätverk licens moln data system personal rekrytering utbildning kurs hotell "
                 "rese tåg buss båt färje lager post tryck reklam kommunikation press analys pris kostnad budget "
                 "ekonomi faktura betalning valuta ränte försäkring pension risk säkerhet krav kontroll kvalitet "
                 "mät uppföljning leverans order beställning ram direkt anbud anbuds leverantörs väg klimat"),
    "fi": _words("hankinta sopimus koulu ajoneuvo elintarvike siivous ympäristö energia rakennus hoito tieto "
                 "konsultti kaluste tie vesi sairaala koti kirjasto joukkoliikenne jäte puisto lumi palo hälytys "
                 "puhelin tulostin verkko lisenssi pilvi järjestelmä henkilöstö koulutus hotelli matka juna laiva "
                 "varasto posti paino viestintä hinta kustannus budjetti talous lasku maksu vakuutus eläke riski "
                 "turvallisuus laatu mittaus toimitus tilaus puite tarjous toimittaja ilmasto hiili"),
    "en": _words("contract procurement school vehicle food cleaning environment energy building care consultant "
                 "furniture road water hospital home library transport waste park snow fire alarm phone printer "
                 "network licence cloud data system staff training hotel travel train ferry warehouse mail print "
                 "communication price cost budget finance invoice payment insurance pension risk safety quality "
                 "measurement delivery order framework tender supplier climate carbon"),
}  # fmt: skip
END = {
    "sv": _words("uppföljning krav tjänst mat system modell pris analys plan dialog kontroll stöd avtal arbete "
                 "ansvar behov beslut bedömning förvaltning funktion garanti grupp hantering information kostnad "
                 "ledning leverantör lösning mall marknad mål nivå område policy process program projekt rapport "
                 "riktlinje roll rutin samverkan service strategi tid underlag utveckling utvärdering verktyg"),
    "fi": _words("seuranta vaatimus palvelu ruoka järjestelmä malli hinta analyysi suunnitelma vuoropuhelu "
                 "tuki sopimus työ vastuu tarve päätös arviointi hallinta takuu ryhmä käsittely kustannus johto "
                 "toimittaja ratkaisu pohja markkina tavoite taso alue prosessi ohjelma hanke raportti ohje rooli "
                 "yhteistyö strategia aika aineisto kehitys väline osaaminen"),
    "en": _words("monitoring requirement service system model price analysis plan dialogue control support "
                 "work responsibility need decision assessment management function warranty group handling cost "
                 "lead supplier solution template market goal level area policy process programme project report "
                 "guideline role routine cooperation strategy time basis development evaluation tool"),
}  # fmt: skip
ENDINGS = {
    "sv": ("", "en", "er", "erna", "s", "ens"),
    "fi": ("", "n", "a", "ssa", "sta", "t", "jen", "lla"),
    "en": ("", "s"),
}
QUESTIONS = {
    "sv": ("hur följer ni upp {} när {} inte fungerar", "vilka krav ställer ni på {} och {}", "någon som har {}",
           "vad kostar {} om man delar upp {}", "hur gör ni med {}", "vi ska köpa {} till {}, vad är bra att veta",
           "mall för {}", "{} {}", "vem ansvarar för {} under {}", "erfarenheter av {} i små kommuner"),
    "fi": ("miten seuraatte {} kun {} ei toimi", "mitä vaatimuksia teillä on {} ja {}", "onko jollain {}",
           "mitä {} maksaa", "miten teette {} kanssa", "{} {}", "kuka vastaa {} aikana"),
    "en": ("how do you follow up {} when {} fails", "which requirements do you have for {} and {}",
           "template for {}", "what does {} cost", "experiences of {} in small towns", "{} {}"),
}  # fmt: skip


class Words:
    """The vocabulary of one language: words with how often they come."""

    def __init__(self, language: str) -> None:
        chance = random.Random(f"words of {language}")
        begin, end, endings = BEGIN[language], END[language], ENDINGS[language]
        plain = [word + ending for word in dict.fromkeys([*end, *begin]) for ending in endings]
        joints = {"sv": ("", "s"), "fi": ("",), "en": ("-",)}[language]
        seams = {word: chance.choice(joints) for word in begin}
        compounds = [one + seams[one] + two + last for one in begin for two in end for last in endings]
        chance.shuffle(plain)
        chance.shuffle(compounds)
        self.content = [*plain, *compounds]
        every = [*SMALL[language], *self.content, *(_name(chance) for _ in range(4000))]
        weights = list(accumulate(1 / (rank + 2.7) ** S for rank in range(len(every))))
        said = chance.choices(every, cum_weights=weights, k=SENTENCES * WORDS)
        self.sentences = [
            " ".join(said[place : place + WORDS]).capitalize() for place in range(0, len(said), WORDS)
        ]
        self._asked = list(accumulate(1 / (rank + 50) ** 0.9 for rank in range(len(self.content))))

    def asked(self, chance: random.Random) -> str:
        """A word that somebody asks about: rarely one of the very commonest."""
        return chance.choices(self.content, cum_weights=self._asked)[0]


def write(path: Path, documents: int) -> None:
    """One document a line: kind, key, language, title, body, readers, terms."""
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        for number in range(documents):
            file.write(json.dumps(document(number), ensure_ascii=False) + "\n")
    part.replace(path)


def read(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def document(number: int) -> dict[str, Any]:
    """The same for a number, whatever was made before it."""
    chance = random.Random(number)
    language = chance.choice(LANGUAGES)
    words = _of(language)
    length = 1 + min(
        70, int(chance.lognormvariate(1.8, 0.7))
    )  # sentences: 90 words in the middle, a tenth over 200
    sentences = chance.choices(words.sentences, k=length)
    sentences.append(f"{_name(chance).capitalize()} {chance.randrange(2010, 2_000_000)}")
    audience = chance.randrange(10)
    return {
        "kind": chance.choice(KINDS),
        "key": f"bench{number}",
        "language": language,
        "title": " ".join([words.asked(chance), *chance.choice(words.sentences).split()[: chance.randint(2, 7)]]),
        "body": ". ".join(sentences) + ".",
        "readers": AUDIENCES[audience] if audience < len(AUDIENCES) else [f"unit:{chance.randint(1, NETWORKS)}"],
        "terms": [f"cpv:{chance.randrange(10, 99)}{chance.randrange(10, 99)}0000"],
    }


def questions(number: int, seed: int = 1) -> list[str]:
    """Short everyday sentences, in the languages of the documents."""
    chance = random.Random(seed)
    asked = []
    for _ in range(number):
        language = chance.choice(LANGUAGES)
        words, form = _of(language), chance.choice(QUESTIONS[language])
        asked.append(form.format(words.asked(chance), words.asked(chance)))
    return asked


def asks(number: int, seed: int = 2) -> list[str]:
    """Whole asks of some sixty words: what is compared while somebody writes."""
    chance = random.Random(seed)
    return [" ".join(chance.choices(_of(chance.choice(LANGUAGES)).sentences, k=5)) for _ in range(number)]


def _name(chance: random.Random) -> str:
    return "".join(chance.choice("bdfghjklmnprstv") + chance.choice(VOWELS) for _ in range(chance.randint(3, 5)))


def _of(language: str) -> Words:
    if language not in _known:
        _known[language] = Words(language)
    return _known[language]


_known: dict[str, Words] = {}
