"""The pictures in `docs/images/`, taken from a running demo: `python -m krets.tests.stories.pictures [ADDRESS]`.

A demo just started looks best: nobody has tried anything in it yet.
"""

import os
import sys
from pathlib import Path

import django

IMAGES = Path(__file__).resolve().parents[3] / "docs" / "images"
ADDRESS = "http://localhost:8000"
HEAVIEST = 200_000  # bytes

# file: who looks, where, and the link to follow from there
PICTURES = {
    "start": ("bo", "/start/", ""),
    "ask": ("bo", "/asks/", "Hur mäter ni avtalstrohet"),
    "case": ("anna", "/cases/", "Samordnad varudistribution"),
    "find": ("anna", "/find/?q=uppf%C3%B6ljning+av+avtal", ""),
}


def take(address: str) -> None:
    """One of each, 1280 × 900, light."""
    from krets.tests.browser import Visitor, running_chromium

    IMAGES.mkdir(exist_ok=True)
    with running_chromium() as chromium:
        for name, (who, path, link) in PICTURES.items():
            visitor = Visitor(chromium, address, color_scheme="light").signs_in(who).opens(path)
            if link:
                visitor.follows(link).sees(link)
            visitor.page.evaluate("document.fonts.ready")
            picture = visitor.page.screenshot(path=IMAGES / f"{name}.png")
            assert len(picture) < HEAVIEST, f"{name}.png has {len(picture)} bytes"
            print(f"{name}.png: {len(picture) // 1000} kB")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "krets.settings")
    django.setup()
    take((sys.argv[1] if len(sys.argv) > 1 else ADDRESS).rstrip("/"))
