"""Where the Nordic regions (NUTS 3, 2021) lie: a point in the middle of each, and how the ball is laid flat.

The points are our own rough ones, good for a dot on a map and nothing else. Outlines come from the host
(`krets import outlines`).
"""

from dataclasses import dataclass
from math import cos, radians, sin, sqrt

RADIUS = 6371.0  # kilometres
MIDDLE = (63.0, 17.0)  # of the projection: latitude, longitude

# code: name where it lies, latitude, longitude
POINTS: dict[str, tuple[str, float, float]] = {
    "SE110": ("Stockholms län", 59.3, 18.1), "SE121": ("Uppsala län", 60.0, 17.7),
    "SE122": ("Södermanlands län", 59.1, 16.8), "SE123": ("Östergötlands län", 58.3, 15.6),
    "SE124": ("Örebro län", 59.4, 15.0), "SE125": ("Västmanlands län", 59.7, 16.3),
    "SE211": ("Jönköpings län", 57.6, 14.3), "SE212": ("Kronobergs län", 56.8, 14.5),
    "SE213": ("Kalmar län", 57.2, 16.2), "SE214": ("Gotlands län", 57.5, 18.5),
    "SE221": ("Blekinge län", 56.3, 15.2), "SE224": ("Skåne län", 55.9, 13.5),
    "SE231": ("Hallands län", 57.0, 12.8), "SE232": ("Västra Götalands län", 58.2, 12.7),
    "SE311": ("Värmlands län", 59.9, 13.2), "SE312": ("Dalarnas län", 61.0, 14.4),
    "SE313": ("Gävleborgs län", 61.4, 16.2), "SE321": ("Västernorrlands län", 63.0, 17.3),
    "SE322": ("Jämtlands län", 63.3, 14.4), "SE331": ("Västerbottens län", 64.8, 17.6),
    "SE332": ("Norrbottens län", 66.9, 20.2),
    "FI193": ("Keski-Suomi", 62.5, 25.5), "FI194": ("Etelä-Pohjanmaa", 62.7, 22.9),
    "FI195": ("Pohjanmaa – Österbotten", 63.2, 22.0), "FI196": ("Satakunta", 61.6, 22.1),
    "FI197": ("Pirkanmaa", 61.7, 23.7), "FI1B1": ("Uusimaa – Nyland", 60.3, 24.9),
    "FI1C1": ("Varsinais-Suomi – Egentliga Finland", 60.6, 22.6), "FI1C2": ("Kanta-Häme", 60.9, 24.4),
    "FI1C3": ("Päijät-Häme", 61.2, 25.7), "FI1C4": ("Kymenlaakso", 60.8, 26.8),
    "FI1C5": ("Etelä-Karjala", 61.2, 28.6), "FI1D1": ("Etelä-Savo", 61.9, 27.6),
    "FI1D2": ("Pohjois-Savo", 63.1, 27.6), "FI1D3": ("Pohjois-Karjala", 62.9, 30.1),
    "FI1D5": ("Keski-Pohjanmaa", 63.6, 23.9), "FI1D7": ("Lappi", 67.6, 26.7),
    "FI1D8": ("Kainuu", 64.5, 28.5), "FI1D9": ("Pohjois-Pohjanmaa", 65.1, 26.3),
    "FI200": ("Åland", 60.2, 20.0),
    "NO020": ("Innlandet", 61.3, 10.3), "NO060": ("Trøndelag", 63.9, 11.6), "NO071": ("Nordland", 66.8, 14.6),
    "NO074": ("Troms og Finnmark", 69.8, 23.5), "NO081": ("Oslo", 59.9, 10.75), "NO082": ("Viken", 59.9, 9.9),
    "NO091": ("Vestfold og Telemark", 59.4, 8.8), "NO092": ("Agder", 58.5, 7.8),
    "NO0A1": ("Rogaland", 59.1, 6.2), "NO0A2": ("Vestland", 60.8, 6.3), "NO0A3": ("Møre og Romsdal", 62.7, 7.8),
    "DK011": ("Byen København", 55.68, 12.55), "DK012": ("Københavns omegn", 55.7, 12.3),
    "DK013": ("Nordsjælland", 55.95, 12.3), "DK014": ("Bornholm", 55.1, 14.9),
    "DK021": ("Østsjælland", 55.5, 12.0), "DK022": ("Vest- og Sydsjælland", 55.4, 11.4),
    "DK031": ("Fyn", 55.3, 10.4), "DK032": ("Sydjylland", 55.4, 9.0), "DK041": ("Vestjylland", 56.2, 8.7),
    "DK042": ("Østjylland", 56.1, 10.0), "DK050": ("Nordjylland", 57.1, 9.8),
    "IS001": ("Höfuðborgarsvæðið", 64.1, -21.9), "IS002": ("Landsbyggð", 64.8, -18.5),
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A region on the map: x to the east and y to the south, in kilometres from the middle."""

    code: str
    name: str
    x: int
    y: int


def flat(latitude: float, longitude: float) -> tuple[float, float]:
    """Lambert's azimuthal equal-area projection: areas are as large as they are."""
    up, middle, away = radians(latitude), radians(MIDDLE[0]), radians(longitude - MIDDLE[1])
    near = 1 + sin(middle) * sin(up) + cos(middle) * cos(up) * cos(away)
    scale = RADIUS * sqrt(2 / near)
    return scale * cos(up) * sin(away), -scale * (cos(middle) * sin(up) - sin(middle) * cos(up) * cos(away))


def place(code: str) -> Place | None:
    if code not in POINTS:
        return None
    name, latitude, longitude = POINTS[code]
    x, y = flat(latitude, longitude)
    return Place(code, name, round(x), round(y))


def places(countries: set[str]) -> list[Place]:
    """All regions of these countries."""
    return [found for code in POINTS if code[:2] in countries and (found := place(code)) is not None]
