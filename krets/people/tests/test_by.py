"""Who wrote something, in words: name and organisation, or what kind of organisation it was."""

import re
from typing import Any

from django.template.loader import render_to_string

from krets.cases.models import Case
from krets.db.readers import Reader
from krets.tests.cast import STRANGER, Cast, reader


def by(item: Any, seen_by: Reader) -> str:
    html = render_to_string("people/by.html", {"item": item, "reader": seen_by})
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_colleague_sees_name_and_organisation(cast: Cast) -> None:
    case = Case(title="Skolmat", writer=cast.bo, organisation=cast.bo.organisation)
    assert by(case, reader(cast.anna)) == "Bo Björk Björkfors kommun"


def test_a_stranger_sees_the_organisation(cast: Cast) -> None:
    case = Case(title="Skolmat", writer=cast.bo, organisation=cast.bo.organisation)
    assert by(case, STRANGER) == "Björkfors kommun"


def test_an_unnamed_writer_is_an_outline_to_everybody(cast: Cast) -> None:
    outline = {"kind": "municipality", "sizes": ["under_10"], "country": "SE"}
    for seen_by in (STRANGER, reader(cast.anna), reader(cast.bo)):
        words = by(Case(title="Skolmat", shown_as=outline), seen_by)
        assert words == "Utan namn Kommun, under 10 000 invånare, Sverige"
