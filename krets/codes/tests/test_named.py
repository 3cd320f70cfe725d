"""Wherever a code stands, it stands with its name."""

from datetime import date
from typing import Any

from django.utils import translation

from krets.asks import actions as asks
from krets.cases.tests.filled import published
from krets.codes.actions import import_list
from krets.codes.rules import forget_labels, named
from krets.people.models import Purchase
from krets.tests.cast import Cast, client_of

GLOVES = {"18424300": {"sv": "Engångshandskar", "fi": "Kertakäyttökäsineet"}}


def test_codes_are_named_in_the_readers_language_where_the_list_has_them(cast: Cast) -> None:
    import_list(list="cpv", rows=GLOVES.items())
    with translation.override("fi"):
        assert [(one.code, one.label) for one in named("cpv", ["18424300", "15000000"])] == [
            ("18424300", "Kertakäyttökäsineet"),
            ("15000000", ""),
        ]


def test_a_name_is_asked_for_once(cast: Cast, django_assert_num_queries: Any) -> None:
    import_list(list="cpv", rows=GLOVES.items())
    forget_labels()
    with django_assert_num_queries(1):
        assert named("cpv", ["18424300"]) == named("cpv", ["18424300"])
    with django_assert_num_queries(0):
        assert named("cpv", []) == []


def test_a_case_an_ask_and_a_purchase_show_the_name_beside_the_code(cast: Cast) -> None:
    import_list(list="cpv", rows=GLOVES.items())
    import_list(list="nuts", rows=[("SE322", {"sv": "Jämtlands län"})])
    case = published(cast.anna)
    unit = cast.units["hallbart-inkop"]
    ask = asks.post(by=cast.anna, title="Handskar?", body="Vilka?", units=[unit], cpv=["18424300"])
    Purchase.objects.create(
        organisation=cast.organisations["grankoping"], notice="1-2025", published=date(2025, 4, 1),
        cpv=["18424300"], title="Handskar",
    )  # fmt: skip
    for path in (f"/cases/{case.key}/", f"/asks/{ask.key}/", "/organisations/grankoping/"):
        assert "CPV 18424300 Engångshandskar" in client_of(cast.bo).get(path).content.decode(), path
    assert "Jämtlands län" in client_of(cast.bo).get(f"/cases/{case.key}/").content.decode()
