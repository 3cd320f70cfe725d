"""The cast: invented organisations, people and networks, one set for demo, tests, docs and screenshots."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from krets.networks import actions as networks
from krets.networks.models import Mandate, Membership, StateChange, Unit
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
    "krets-norr": (
        "Krets Norr", "chapter", "sv", "Dagträffar och frågor i de två nordligaste länen.", "", "kretsens-inkopare",
        "public",
    ),
    "krets-vast": (
        "Krets Väst", "chapter", "sv", "Dagträffar utan stora kostnader, på olika platser i väst.", "",
        "kretsens-inkopare", "public",
    ),
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
        "Kategori IT och digitala tjänster", "category", "sv", "Licenser, verksamhetssystem och avtal som följer med.",
        "Arbetar med IT-inköp.", "kretsens-inkopare", "public",
    ),
    "verksamhetssystem": (
        "Verksamhetssystem", "subgroup", "sv", "Vägval, byten och samordning mellan förvaltningar.", "", "kategori-it",
        "public",
    ),
    "licenser": ("Licenser", "subgroup", "sv", "Avrop, räkning och förlängning.", "", "kategori-it", "public"),
    "security-of-supply": (
        "Nordic Security of Supply Buyers", "network", "en",
        "Buyers who answer for critical supplies in four countries.",
        "Public buyer with responsibility for critical supplies.", "", "members",
    ),
}  # fmt: skip

# slug: what else there is to say of it
MORE: dict[str, dict[str, Any]] = {
    "krets-mitt": {"area": ["Gästrikland", "Hälsingland", "Dalarna", "Mittland"]},
    "krets-norr": {"area": ["Norrmark", "Lappmarken"]},
    "krets-vast": {"area": ["Västerskogen", "Dalbygden"], "state": "proposed"},
    "kategori-it": {"map_for": "knowing"},
    "verksamhetssystem": {"level": "strategic"},
    "licenser": {"level": "operational"},
}

# slug: state, on what day, why
STATES = {
    "krets-norr": [("dormant", date(2020, 3, 16), "Träffarna ställdes in i pandemin. Fråga Cilla Sjöberg.")],
    "security-of-supply": [
        ("dormant", date(2020, 4, 2), "Travel was banned."),
        ("active", date(2022, 9, 14), "Met again in Northlake."),
    ],
}

# slug: lines of its contact card, each with whom it is told to
CARDS: dict[str, dict[str, tuple[str, str]]] = {
    "kretsens-inkopare": {
        "who": ("Kansliet", "public"),
        "email": ("kansli@kretsens-inkopare.example", "public"),
        "phone": ("0900-12 34 56", "public"),
        "hours": ("säkrast 10–12 vardagar", "public"),
    },
    "krets-norr": {
        "who": ("Cilla Sjöberg, kontaktperson", "public"),
        "email": ("norr@kretsens-inkopare.example", "buyers"),
    },
}

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
            known_to=known,
            **MORE.get(slug, {}),
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
    _tell_of(cast)
    Account.objects.filter(person=cast.olof).update(is_operator=True)
    return cast


def _tell_of(cast: Cast) -> None:
    """What the units have been through, and whom to ask about them. Only when they are new."""
    if StateChange.objects.filter(unit__in=cast.units.values(), state=Unit.State.DORMANT).exists():
        return
    for slug, changes in STATES.items():
        for state, day, why in changes:
            change = networks.change_state(by=None, unit=cast.units[slug], state=state, why=why)
            assert change is not None
            moment = datetime.combine(day, time(12), UTC)
            StateChange.objects.filter(pk=change.pk).update(at=moment)
        since = datetime.combine(changes[0][1], time(12), UTC) - timedelta(days=1500)
        StateChange.objects.filter(unit=cast.units[slug], why="").update(at=since)
    norr = cast.units["krets-norr"]
    Unit.objects.filter(pk=norr.pk).update(last_sign=STATES["krets-norr"][0][1])
    networks.appoint(by=cast.eva, unit=norr, person=cast.cilla, kind=Mandate.Kind.CONTACT)
    for slug, lines in CARDS.items():
        networks.show_contact(by=None, unit=cast.units[slug], lines=lines)
