"""Colleagues around the cast, so that networks have the size networks have. They answer, but never sign in."""

from krets.home.demo import places
from krets.home.demo.cast import Cast
from krets.networks import actions as networks
from krets.people import actions as people

# slug: name, kind, country, NUTS, inhabitants
ORGANISATIONS = {
    "ekbacken": ("Ekbackens kommun", "municipality", "SE", "SE322", 24_100),
    "norrvik": ("Norrviks stad", "municipality", "SE", "SE321", 88_000),
    "ljungvalla": ("Ljungvalla kommun", "municipality", "SE", "SE313", 13_500),
    "stenasen": ("Stenåsens kommun", "municipality", "SE", "SE322", 7_200),
    "lovsjo": ("Lövsjö kommun", "municipality", "SE", "SE321", 31_400),
    "skogsbygden": ("Region Skogsbygden", "region", "SE", "SE313", 287_000),
    "bergslunda": ("Bergslunda kommun", "municipality", "SE", "SE322", 16_800),
    "kvarnbo": ("Kvarnbo kommun", "municipality", "SE", "SE321", 9_900),
    "solstranden": ("Solstrandens stad", "municipality", "SE", "SE313", 54_000),
    "vintervik": ("Vinterviks kommun", "municipality", "SE", "SE322", 28_300),
    "inkop-sodra": ("Södra Inköpsförbundet", "joint_body", "SE", "SE221", 81_000),
    "inkop-fjallnara": ("Fjällnära Inköp", "joint_body", "SE", "SE332", 74_000),
    "keskisuo": ("Keskisuon hyvinvointialue", "wellbeing_county", "FI", "FI193", 168_000),
    "etelalahti": ("Etelälahden hyvinvointialue", "wellbeing_county", "FI", "FI1C4", 199_000),
    "itajarvi": ("Itäjärven hyvinvointialue", "wellbeing_county", "FI", "FI1D3", 132_000),
    "fjordby": ("Fjordby kommune", "municipality", "NO", "NO0A2", 46_000),
    "oresund": ("Øresund Indkøbsfællesskab", "joint_body", "DK", "DK012", 520_000),
}

# slug: name, organisation, title, languages, units
PEOPLE = {
    "frida": ("Frida Ekman", "ekbacken", "Upphandlare", "sv", "hallbart-inkop uppfoljning"),
    "goran": ("Göran Norrby", "norrvik", "Inköpschef", "sv", "hallbart-inkop inkopschefer-mitt"),
    "nina": ("Nina Norén", "norrvik", "Avtalscontroller", "sv en", "hallbart-inkop uppfoljning"),
    "helena": ("Helena Ljung", "ljungvalla", "Upphandlare", "sv", "hallbart-inkop uppfoljning"),
    "karin": ("Karin Stenberg", "stenasen", "Kommunsekreterare", "sv", "hallbart-inkop cirkulart"),
    "lars": ("Lars Lövgren", "lovsjo", "Inköpsstrateg", "sv", "hallbart-inkop transporter"),
    "malin": ("Malin Skoglund", "skogsbygden", "Hållbarhetscontroller", "sv en", "hallbart-inkop cirkulart"),
    "oskar": ("Oskar Björkman", "skogsbygden", "Logistikupphandlare", "sv", "hallbart-inkop transporter"),
    "petra": ("Petra Berglund", "bergslunda", "Upphandlare", "sv", "hallbart-inkop"),
    "rikard": ("Rikard Kvarnström", "kvarnbo", "Kostchef", "sv", "hallbart-inkop"),
    "sara": ("Sara Solberg", "solstranden", "Miljöstrateg", "sv en", "hallbart-inkop cirkulart"),
    "tomas": ("Tomas Strand", "solstranden", "Fordonsansvarig", "sv", "hallbart-inkop transporter"),
    "ulla": ("Ulla Vinter", "vintervik", "Upphandlare", "sv", "hallbart-inkop uppfoljning"),
    "asa": ("Åsa Granath", "grankoping", "Upphandlare", "sv", "hallbart-inkop"),
    "bengt": ("Bengt Sjöström", "sjohamn", "Logistikchef", "sv", "hallbart-inkop transporter"),
    "cecilia": ("Cecilia Hamn", "sjohamn", "Möbelsamordnare", "sv", "hallbart-inkop cirkulart"),
    "dan": ("Dan Mittman", "mittland", "Miljösamordnare", "sv", "hallbart-inkop"),
    "ellen": ("Ellen Kumlin", "inkop-mittland", "Upphandlare", "sv", "hallbart-inkop"),
    "fredrik": ("Fredrik Ingman", "inkop-mittland", "Systemförvaltare", "sv", "kategori-it"),
    "gun": ("Gun Norrman", "norrvik", "IT-strateg", "sv", "kategori-it"),
    "henrik": ("Henrik Sol", "solstranden", "IT-upphandlare", "sv en", "kategori-it"),
    "matti": ("Matti Mäkelä", "keskisuo", "Hankintajohtaja", "fi", "hyvinvointialueet palveluasuminen"),
    "riitta": ("Riitta Rantanen", "etelalahti", "Hankintapäällikkö", "fi sv", "hyvinvointialueet"),
    "teemu": ("Teemu Itälä", "itajarvi", "Hankintajohtaja", "fi en", "hyvinvointialueet"),
    "ingrid": ("Ingrid Fjord", "fjordby", "Innkjøpssjef", "nb en", "security-of-supply"),
    "soren": ("Søren Sund", "oresund", "Kontraktchef", "da en", "security-of-supply"),
    "paivi": ("Päivi Pohjanen", "pohjoisranta", "Valmiuspäällikkö", "fi en", "security-of-supply"),
}


def load(cast: Cast) -> None:
    """Register them, once, and let the cast know them by name."""
    for slug, (name, kind, country, nuts, inhabitants) in (ORGANISATIONS | places.ORGANISATIONS).items():
        cast.organisations[slug] = people.register_organisation(
            by=None, slug=slug, name=name, kind=kind, country=country, nuts=nuts, inhabitants=inhabitants
        )
    for slug, (name, organisation, title, languages, units) in PEOPLE.items():
        spoken = languages.split()
        cast.people[slug] = people.register(
            by=None,
            name=name,
            email=f"{slug}@{organisation}.example",
            organisation=cast.organisations[organisation],
            title=title,
            languages=spoken,
            language=spoken[0] if spoken[0] in ("sv", "fi", "en") else "en",
        )
        for unit in units.split():
            networks.join(by=None, unit=cast.units[unit], person=cast.people[slug])
