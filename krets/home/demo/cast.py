"""The cast: invented organisations, people and networks, one set for demo, tests, docs and screenshots."""

from dataclasses import dataclass, field

from krets.networks import actions as networks
from krets.networks.models import Membership, Unit
from krets.people import actions as people
from krets.people.models import Account, Organisation, Person

PASSWORD = "granar och gruvor 7"  # noqa: S105 - the demo's, printed at its start

# slug: name, kind, country, NUTS, inhabitants
ORGANISATIONS = {
    "grankoping": ("Granköpings kommun", "municipality", "SE", "SE322", 38_000),
    "bjorkfors": ("Björkfors kommun", "municipality", "SE", "SE321", 9_400),
    "sjohamn": ("Sjöhamns stad", "municipality", "SE", "SE313", 121_000),
    "mittland": ("Region Mittland", "region", "SE", "SE322", 245_000),
    "inkop-mittland": ("Kommunalförbundet Inköp Mittland", "joint_body", "SE", "SE322", 96_000),
    "vastnejden": ("Västnejdens välfärdsområde", "wellbeing_county", "FI", "FI195", 176_000),
    "skarviken": ("Skärvikens stad", "municipality", "FI", "FI195", 19_500),
    "jarviranta": ("Järvirannan kaupunki", "municipality", "FI", "FI1D2", 64_000),
    "honkaselka": ("Honkaselän kunta", "municipality", "FI", "FI1D1", 5_200),
    "pohjoisranta": ("Pohjoisrannan hyvinvointialue", "wellbeing_county", "FI", "FI1D9", 210_000),
    "northlake": ("Northlake City", "municipality", "NO", "NO081", 210_000),
    "coastal": ("Coastal Purchasing Partnership", "joint_body", "DK", "DK032", 340_000),
}

# slug: name, kind, language, purpose, rule, parent, who may know of it
UNITS = {
    "kretsens-inkopare": (
        "Föreningen Kretsens Inköpare (demo)", "association", "sv",
        "Av inköpare, för inköpare. Vi hjälper varandra att köpa bättre.", "", "", "public",
    ),
    "krets-mitt": (
        "Krets Mitt", "chapter", "sv", "Dagträffar och frågor i Mittlands fyra landskap.", "",
        "kretsens-inkopare", "public",
    ),
    "krets-norr": ("Krets Norr", "chapter", "sv", "Vilar sedan 2020.", "", "kretsens-inkopare", "public"),
    "hallbart-inkop": (
        "Hållbart inköp", "network", "sv",
        "Vi som arbetar med hållbarhet i inköp delar det som fungerat och det som inte gjorde det.",
        "Minst 80 % av tjänsten rör hållbarhet kopplad till inköp.", "kretsens-inkopare", "public",
    ),
    "transporter": ("Transporter", "subgroup", "sv", "Fordon, laddning och samordnad distribution.", "", "hallbart-inkop", "public"),
    "cirkulart": ("Cirkulärt", "subgroup", "sv", "Återbruk, reparation och möbler.", "", "hallbart-inkop", "public"),
    "uppfoljning": ("Uppföljning", "subgroup", "sv", "Att avtalen blir verklighet.", "", "hallbart-inkop", "public"),
    "inkopschefer-mitt": (
        "Inköpschefer Mitt", "network", "sv", "För den som leder inköp i Krets Mitt.",
        "Leder inköp i kommun, region eller inköpsorganisation i Krets Mitt.", "krets-mitt", "buyers",
    ),
    "hyvinvointialueet": (
        "Hyvinvointialueiden hankintajohto", "network", "fi",
        "Hankintajohdon vertaistuki kymmenellä alueella.", "Kutsuverkosto: akatemian 2026 osallistujat.", "", "members",
    ),
    "palveluasuminen": ("Palveluasuminen", "subgroup", "fi", "Ikääntyneiden palveluasuminen.", "", "hyvinvointialueet", "members"),
    "kategori-it": (
        "Kategori IT och digitala tjänster", "network", "sv", "Licenser, verksamhetssystem och avtal som följer med.",
        "Arbetar med IT-inköp.", "kretsens-inkopare", "public",
    ),
    "security-of-supply": (
        "Nordic Security of Supply Buyers", "network", "en",
        "Buyers who answer for critical supplies in four countries.",
        "Public buyer with responsibility for critical supplies.", "", "members",
    ),
}  # fmt: skip

# slug: name, e-mail, organisation, title, languages, units (a + marks the coordinator)
PEOPLE = {
    "anna": ("Anna Granlund", "anna@grankoping.example", "grankoping", "Inköpsstrateg", "sv en",
             "kretsens-inkopare krets-mitt hallbart-inkop uppfoljning"),
    "bo": ("Bo Björk", "bo@bjorkfors.example", "bjorkfors", "Upphandlare", "sv",
           "kretsens-inkopare krets-mitt hallbart-inkop uppfoljning"),
    "cilla": ("Cilla Sjöberg", "cilla@sjohamn.example", "sjohamn", "Hållbarhetsstrateg", "sv en",
              "kretsens-inkopare hallbart-inkop transporter cirkulart"),
    "david": ("David Mittberg", "david@mittland.example", "mittland", "Avtalscontroller", "sv en",
              "kretsens-inkopare krets-mitt hallbart-inkop uppfoljning kategori-it security-of-supply"),
    "eva": ("Eva Kretz", "eva@kretsens-inkopare.example", "inkop-mittland", "Nätverkssamordnare", "sv fi en",
            "+kretsens-inkopare +krets-mitt +hallbart-inkop +uppfoljning +transporter +cirkulart +inkopschefer-mitt"),
    "ida": ("Ida Inglund", "ida@inkop-mittland.example", "inkop-mittland", "IT-upphandlare", "sv",
            "kretsens-inkopare +kategori-it inkopschefer-mitt"),
    "viveka": ("Viveka Västerlund", "viveka@vastnejden.example", "vastnejden", "Upphandlingschef", "sv fi",
               "hallbart-inkop +hyvinvointialueet palveluasuminen"),
    "sven": ("Sven Skärström", "sven@skarviken.example", "skarviken", "Städinspektör", "sv fi",
             "hallbart-inkop"),
    "juha": ("Juha Järvinen", "juha@jarviranta.example", "jarviranta", "Hankinta-asiantuntija", "fi en",
             "hyvinvointialueet"),
    "hanna": ("Hanna Honkanen", "hanna@honkaselka.example", "honkaselka", "Hankintasihteeri", "fi sv",
              "hyvinvointialueet"),
    "pirjo": ("Pirjo Pohjola", "pirjo@pohjoisranta.example", "pohjoisranta", "Hankintajohtaja", "fi sv",
              "hyvinvointialueet palveluasuminen"),
    "nora": ("Nora North", "nora@northlake.example", "northlake", "Head of Supply", "en nb",
             "+security-of-supply"),
    "carl": ("Carl Coast", "carl@coastal.example", "coastal", "Category Manager", "en da",
             "security-of-supply"),
    "lea": ("Lea Lindmark", "lea@utanfor.example", "", "", "sv", ""),
    "olof": ("Olof Operatör", "olof@drift.example", "", "", "sv", ""),
}  # fmt: skip


@dataclass
class Cast:
    """Everybody by name: `cast.anna`, `cast.units["hallbart-inkop"]`, `cast.organisations["grankoping"]`."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        try:
            return self.__dict__["people"][name]  # type: ignore[no-any-return]
        except KeyError:
            raise AttributeError(name) from None


def load(password: str = PASSWORD) -> Cast:
    """Register the cast, once; a second call finds it."""
    cast = Cast()
    for slug, (name, kind, country, nuts, inhabitants) in ORGANISATIONS.items():
        cast.organisations[slug] = people.register_organisation(
            by=None, slug=slug, name=name, kind=kind, country=country, nuts=nuts, inhabitants=inhabitants
        )
    for slug, (name, kind, language, purpose, rule, parent, known) in UNITS.items():
        cast.units[slug] = Unit.objects.filter(slug=slug).first() or networks.found(
            by=None,
            slug=slug,
            name=name,
            kind=kind,
            language=language,
            purpose=purpose,
            rule=rule,
            parent=cast.units.get(parent),
            readable_by=() if known == "members" else (known,),
        )
    for slug, (name, email, organisation, title, languages, units) in PEOPLE.items():
        person = people.register(
            by=None,
            name=name,
            email=email,
            organisation=cast.organisations.get(organisation),
            title=title,
            languages=languages.split(),
            language=languages.split()[0] if languages.split()[0] in ("sv", "fi", "en") else "en",
            password=password,
        )
        cast.people[slug] = person
        for unit in units.split():
            role = Membership.Role.COORDINATOR if unit.startswith("+") else Membership.Role.MEMBER
            networks.join(by=None, unit=cast.units[unit.lstrip("+")], person=person, role=role)
    Account.objects.filter(person=cast.olof).update(is_operator=True)
    return cast
