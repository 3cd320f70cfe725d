"""Reads outlines of regions from GeoJSON, such as Eurostat's GISCO gives out, and makes them small."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from krets.codes.places import POINTS, flat

STEP = 4.0  # kilometres: what is nearer to the last point than this is left out
NAMES = ("NUTS_ID", "nuts", "code", "id")
LARGEST = 60_000_000  # bytes


class NotOutlines(Exception):
    """The file holds no outlines of regions that Krets draws."""


def read(path: Path) -> dict[str, str]:
    """NUTS 3 code to an SVG path, in kilometres as `places.flat` has it; Nordic ones alone. Raises NotOutlines."""
    if path.stat().st_size > LARGEST:
        raise NotOutlines(f"{path} is larger than {LARGEST // 1_000_000} MB. Take a coarser scale.")
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        found = dict(_drawn(given["features"]))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as fault:
        raise NotOutlines(f"{path} is no GeoJSON with longitude and latitude: {fault}") from fault
    if not found:
        raise NotOutlines(f"{path} names no Nordic NUTS 3 region under {', '.join(NAMES)}.")
    return found


def _drawn(features: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for feature in features:
        told = feature.get("properties") or {}
        code = next((str(told[name]) for name in NAMES if name in told), str(feature.get("id", "")))
        if code not in POINTS:
            continue
        shape = feature["geometry"]
        parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        path = "".join(_ring(part[0]) for part in parts)
        if path:
            yield code, path


def _ring(points: list[list[float]]) -> str:
    """An island too small to be seen is left out."""
    kept: list[tuple[float, float]] = []
    for longitude, latitude, *_height in points:
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise ValueError("coordinates in metres; take those in degrees (EPSG:4326)")
        x, y = flat(latitude, longitude)
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= STEP:
            kept.append((x, y))
    if len(kept) < 4:
        return ""
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in kept) + "Z"
