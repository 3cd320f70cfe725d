"""What the demo's organisations have bought, as public notices tell it. All invented."""

from krets.engines.notices import Bought, Notice
from krets.home.demo.cast import ORGANISATIONS
from krets.people import actions as people

# organisation, day, CPV, title
PURCHASES = (
    ("grankoping", "20230412", "90910000", "Städning av skolor och förskolor"),
    ("grankoping", "20250225", "15000000", "Livsmedel till kommunens kök"),
    ("grankoping", "20240903", "30213100", "Datorer till elever"),
    ("bjorkfors", "20240820", "15000000", "Livsmedel till skolor och förskolor"),
    ("bjorkfors", "20221107", "90620000", "Snöröjning och halkbekämpning"),
    ("bjorkfors", "20230315", "90910000", "Städning av förskolor"),
    ("sjohamn", "20240318", "60000000", "Samordnad varudistribution"),
    ("sjohamn", "20230904", "90910000", "Städtjänster i kommunens lokaler"),
    ("mittland", "20240610", "18424300", "Undersökningshandskar"),
    ("mittland", "20230201", "79620000", "Bemanning, sjuksköterskor"),
    ("inkop-mittland", "20241021", "48000000", "Verksamhetssystem för socialtjänsten"),
    ("vastnejden", "20240115", "85311100", "Boendetjänster för äldre"),
    ("skarviken", "20230508", "90910000", "Städtjänster"),
    ("jarviranta", "20221115", "45214210", "Koulun rakentaminen"),
    ("honkaselka", "20230612", "90620000", "Lumityöt"),
    ("pohjoisranta", "20230904", "79620000", "Henkilöstövuokraus"),
    ("northlake", "20240402", "30213100", "Laptops for schools"),
    ("coastal", "20250616", "44113620", "Asphalt"),
)


def load_purchases() -> None:
    """Record them, once."""
    people.record_purchases(
        by=None, notices=[[_bought(f"demo-{number}", *row)] for number, row in enumerate(PURCHASES, 1)]
    )


def _bought(notice: str, organisation: str, day: str, cpv: str, title: str) -> Bought:
    name, _kind, country, nuts, _inhabitants = ORGANISATIONS[organisation]
    language = {"FI": "FI", "SE": "SV"}.get(country, "EN")
    row = Notice(
        notice=notice, date=day, country=country, form="", type="Contract notice", procedure="Open procedure",
        lang=language, buyer=name, town="", nuts=nuts, cpv=cpv, title=title, short_descr="", value="", currency="",
    )  # fmt: skip
    return Bought((row,), organisation=organisation)
