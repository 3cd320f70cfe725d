"""The list of asks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from krets.asks import actions
from krets.asks.models import Ask
from krets.asks.tests.an_ask import COUNTED_NOT, answered, posted, strip
from krets.networks.rules import tokens_of
from krets.tests.cast import Cast, client_of


def listed(cast: Cast, who: str, query: str = "") -> str:
    return client_of(cast.people[who]).get(f"/asks/{query}").content.decode()


def test_what_may_be_read_is_listed_newest_first(cast: Cast) -> None:
    posted(cast, title="Den första frågan")
    posted(cast, title="Den andra frågan")
    posted(cast, by="ida", unit="kategori-it", title="En fråga om IT")
    page = listed(cast, "bo")
    assert page.index("Den andra frågan") < page.index("Den första frågan")
    assert "En fråga om IT" not in page


def test_parts_of_it_can_be_chosen(cast: Cast) -> None:
    mine, closed = posted(cast, by="bo", title="Min egen"), posted(cast, title="Stängd")
    actions.close(by=cast.anna, ask=closed)
    answered(cast, posted(cast, unit="uppfoljning", title="Besvarad"), by="bo")
    assert shown(cast, "") == {"Min egen", "Stängd", "Besvarad"}
    assert shown(cast, "?show=open") == {"Min egen", "Besvarad"}
    assert shown(cast, "?show=unanswered") == {"Min egen"}
    assert shown(cast, "?show=mine") == {mine.title}
    assert shown(cast, "?unit=uppfoljning") == {"Besvarad"}


def shown(cast: Cast, query: str) -> set[str]:
    page = listed(cast, "bo", query)
    return {title for title in ("Min egen", "Stängd", "Besvarad") if f">{title}<" in page}


def test_ones_own_unnamed_ask_is_among_ones_own(cast: Cast) -> None:
    posted(cast, unnamed=True, title="Utan namn")
    assert "Utan namn" in listed(cast, "anna", "?show=mine")
    assert ">Utan namn<" not in listed(cast, "bo", "?show=mine")


def test_what_only_the_asker_sees_is_counted_for_nobody_else(cast: Cast) -> None:
    answered(cast, posted(cast), audience="asker")
    assert "1 svar" in strip(listed(cast, "anna", "?show=mine"))
    assert "inga svar än" in strip(listed(cast, "bo"))


def test_an_unnamed_ask_tells_no_more_than_five_share(cast: Cast) -> None:
    posted(cast, unnamed=True)
    page = listed(cast, "bo")
    assert "Granlund" not in page and "Granköping" not in page
    assert "Utan namn" in page and "Sverige" in page and "Kommun," not in page


def test_an_empty_list_teaches(cast: Cast) -> None:
    assert "/asks/post/" in listed(cast, "lea") and "Inga efterlysningar här" in listed(cast, "lea")


def test_a_unit_one_is_not_in_is_not_there(cast: Cast) -> None:
    anna = client_of(cast.anna)
    assert anna.get("/asks/?unit=kategori-it").status_code == 404
    assert anna.get("/asks/?unit=nowhere").status_code == 404
    assert anna.get("/asks/?show=everything").status_code == 404


@pytest.mark.parametrize("query", ["", "?show=unanswered", "?show=mine"])
def test_the_list_costs_the_same_with_one_three_and_ten_thousand(cast: Cast, query: str) -> None:
    unit = cast.units["hallbart-inkop"]
    bo = client_of(cast.bo)
    bo.get(f"/asks/{query}")
    counts = []
    for more in (1, 2, 9_997):
        Ask.objects.bulk_create(
            Ask(
                title=f"Fråga {number}",
                body="Hur gör ni?",
                writer=cast.bo,
                organisation=cast.bo.organisation,
                readers=tokens_of([unit]),
                language="sv",
            )
            for number in range(more)
        )
        with CaptureQueriesContext(connection) as queries:
            page = bo.get(f"/asks/{query}")
        counts.append(len([one for one in queries if not COUNTED_NOT.search(one["sql"])]))
    assert len(set(counts)) == 1 and counts[0] <= 15
    assert page.content.count(b'class="row"') == 20
    assert len(page.content) <= 40_000


def test_who_is_in_no_network_is_told_how_to_get_into_one(cast: Cast) -> None:
    page = client_of(cast.lea).get("/asks/post/").content.decode()
    assert "Du är inte med i något nätverk än" in page and 'href="/units/"' in page
    assert 'name="body"' not in page
    assert 'name="body"' in client_of(cast.bo).get("/asks/post/").content.decode()
