from datetime import date, timedelta

import pytest
from django.urls import reverse

from krets.cases import rules
from krets.cases.models import Case
from krets.cases.tests.filled import published, same
from krets.db.clock import now
from krets.people.models import Purchase
from krets.tests.cast import Cast, client_of, reader
from krets.tests.counting import counting

SAMPLE = {
    "title": "En erfarenhet bland många", "summary": "Vi köpte och lärde oss.", "outcome": "partly",
    "authority_type": "municipality", "authority_size": "under_10", "language": "sv", "pitfall": "Räkna först.",
    "readers": ["buyers"], "audience": "buyers", "themes": ["social"], "phase": "contract",
}  # fmt: skip


def many(cast: Cast, count: int) -> None:
    organisations = list(cast.organisations.values())
    moment = now()
    Case.objects.bulk_create(
        [
            Case(
                **SAMPLE,
                organisation=organisations[number % len(organisations)],
                published=moment - timedelta(hours=number),
                confirmed=moment,
            )
            for number in range(count)
        ],
        batch_size=2000,
    )


def titles(cast: Cast, who: str, **query: str) -> list[str]:
    response = client_of(cast.people.get(who)).get(reverse("cases"), query)
    return [case.title for case in response.context["page"]]


@pytest.mark.parametrize("who", ["anna", "stranger"])
def test_the_list_costs_the_same_however_long(cast: Cast, who: str) -> None:
    client, costs = client_of(cast.people.get(who)), []
    for more in (1, 2, 9_997):
        many(cast, more)
        Case.objects.filter(pk__in=Case.objects.values("pk")[:25]).update(readers=["public"], audience="public")
        client.get(reverse("cases"))
        with counting() as queries:
            response = client.get(reverse("cases"))
        costs.append(len(queries))
        assert len(response.content) < 40_000
    assert len(response.context["page"]) == 20
    assert len(set(costs)) == 1
    assert costs[0] <= 10


@pytest.mark.parametrize("count", [1, 3])
def test_the_case_page_costs_little_however_much_hangs_on_it(cast: Cast, count: int) -> None:
    case = published(cast.david, effects_of=[{"kind": "money", "indicator": f"Mått {n}"} for n in range(count)])
    client = client_of(cast.anna)
    client.get(reverse("case", args=[case.key]))
    with counting() as queries:
        response = client.get(reverse("case", args=[case.key]))
    assert len(queries) <= 15
    assert len(response.content) < 40_000


def test_like_mine_comes_first_and_then_the_newest(cast: Cast) -> None:
    writers = {"Björkfors": cast.bo, "Sjöhamn": cast.cilla, "Granköping": cast.anna, "Region": cast.david}
    for title, by in writers.items():
        published(by, title=title)
    Case.objects.filter(title="Björkfors").update(authority_size="under_50")
    assert titles(cast, "anna") == ["Granköping", "Björkfors", "Region", "Sjöhamn"]
    assert titles(cast, "anna", order="newest") == ["Region", "Granköping", "Sjöhamn", "Björkfors"]


def test_pages_follow_each_other_without_gap_or_double(cast: Cast) -> None:
    many(cast, 50)
    Case.objects.filter(pk__in=Case.objects.values("pk")[:30]).update(authority_size="under_50")
    seen = []
    for page in ("1", "2", "3"):
        response = client_of(cast.anna).get(reverse("cases"), {"page": page})
        seen += [case.pk for case in response.context["page"]]
    assert len(seen) == len(set(seen)) == 50


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"outcome": "stopped"}, {"Avbruten"}),
        ({"kind": "region"}, {"Handskar"}),
        ({"size": "under_50"}, {"Avbruten"}),
        ({"theme": "digital"}, {"Avbruten"}),
        ({"phase": "contract"}, {"Avbruten", "Handskar"}),
        ({"topic": "18424300-0"}, {"Handskar"}),
        ({"topic": "48"}, {"Avbruten"}),
        ({"topic": "undersökningshandskar"}, {"Handskar"}),
        ({"outcome": "stopped", "kind": "region"}, set()),
        ({"outcome": "magic"}, {"Avbruten", "Handskar"}),
    ],
)
def test_the_list_can_be_narrowed(cast: Cast, query: dict[str, str], found: set[str]) -> None:
    published(cast.david, title="Handskar")
    published(cast.anna, title="Avbruten", outcome="stopped", themes=["digital"], cpv="48000000", subject="system")
    assert set(titles(cast, "bo", **query)) == found


def test_the_list_of_one_network(cast: Cast) -> None:
    published(cast.david, title="I nätverket", audience="units", units=[cast.units["hallbart-inkop"]])
    published(cast.david, title="För köpare")
    assert titles(cast, "bo", unit="hallbart-inkop") == ["I nätverket"]
    assert titles(cast, "ida", unit="hallbart-inkop") == []


def test_strangers_see_what_is_public_and_no_more(cast: Cast) -> None:
    published(cast.david, title="För alla", audience="public")
    published(cast.david, title="För köpare")
    assert titles(cast, "stranger") == ["För alla"]
    assert titles(cast, "lea") == ["För alla"]


def test_a_public_case_tells_a_stranger_no_person_who_did_not_choose_it(cast: Cast) -> None:
    case = published(cast.david, audience="public", contact="inkop@mittland.example")
    page = client_of(None).get(reverse("case", args=[case.key])).content.decode()
    assert case.title in page
    assert "David" not in page
    assert "inkop@mittland.example" not in page
    assert "inkop@mittland.example" in client_of(cast.anna).get(reverse("case", args=[case.key])).content.decode()


def test_another_units_case_is_as_if_it_were_not(cast: Cast) -> None:
    case = published(cast.nora, title="Lager", audience="units", units=[cast.units["security-of-supply"]])
    hidden = client_of(cast.anna).get(reverse("case", args=[case.key]))
    absent = client_of(cast.anna).get(reverse("case", args=["aaaaaaaaaaaa"]))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert same(hidden) == same(absent)
    assert titles(cast, "anna") == []


def test_what_a_case_builds_on_is_linked_only_for_those_who_may_read_it(cast: Cast) -> None:
    units = [cast.units["hallbart-inkop"]]
    narrow = published(cast.david, title="Bara för nätverket", audience="units", units=units)
    wide = published(cast.anna, title="För alla köpare", builds_on=[narrow])
    assert "Bara för nätverket" in client_of(cast.bo).get(reverse("case", args=[wide.key])).content.decode()
    assert "Bara för nätverket" not in client_of(cast.nora).get(reverse("case", args=[wide.key])).content.decode()


def test_cases_like_the_next_purchase_say_why(cast: Cast) -> None:
    Purchase.objects.create(
        organisation=cast.organisations["grankoping"], notice="1-2025", published=date(2025, 4, 1),
        cpv=["18424000"], title="Handskar till hemtjänsten",
    )  # fmt: skip
    gloves = published(cast.david, title="Handskar")
    alike = published(cast.bo, title="Annat", cpv="15000000", authority_size="under_50")
    published(cast.nora, title="Olikt", cpv="30213100")
    published(cast.anna, title="Vår egen")
    found = rules.like_mine(reader(cast.anna))
    assert {case.title for case in found} == {gloves.title, alike.title}
    reasons = {case.title: case.because for case in found}
    assert "Handskar till hemtjänsten" in reasons["Handskar"][0]
    assert "2025" in reasons["Handskar"][0]
    assert rules.like_mine(reader(cast.lea)) == []


def test_cases_like_the_next_purchase_are_first_of_all_in_ones_own_languages(cast: Cast) -> None:
    Purchase.objects.create(
        organisation=cast.organisations["grankoping"], notice="1-2025", published=date(2025, 4, 1),
        cpv=["18424000"], title="Handskar till hemtjänsten",
    )  # fmt: skip
    swedish = published(cast.david, title="Handskar", language="sv")
    norwegian = published(cast.david, title="Hansker", language="nb")
    published(cast.juha, title="Käsineitä", language="fi")
    published(cast.bo, title="Ajoneuvoja", cpv="34100000", language="fi", authority_size="under_50")
    found = rules.like_mine(reader(cast.anna))
    assert [case.title for case in found] == [norwegian.title, swedish.title, "Käsineitä"]
    page = client_of(cast.anna).get(reverse("start")).content.decode()
    assert "suomeksi" in page.partition("Käsineitä")[0].rpartition("Hansker")[2]
    cast.anna.languages = []
    cast.anna.save()
    assert "Ajoneuvoja" in {case.title for case in rules.like_mine(reader(cast.anna), limit=9)}
