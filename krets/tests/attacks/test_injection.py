"""Somebody writes templates, HTML and Markdown that would run, or SQL that would."""

import pytest

from krets.api.tests.calling import Caller
from krets.asks import actions as asks
from krets.mail.models import Letter
from krets.tests.cast import Cast, client_of
from krets.tests.searching import CatchUp

WORDS = (
    "{{ 7|add:42 }}{% debug %}{{ settings.SECRET_KEY }}${7*7}<script>alert(1)</script><img src=x onerror=alert(1)>"
)
LINK = "[tryck](javascript:alert(1)) <a href='data:text/html,x'>x</a> ![x](https://elsewhere.example/x.png)"


def test_it_is_shown_as_it_was_written_on_pages_in_search_and_letters(cast: Cast, searching: CatchUp) -> None:
    ask = asks.post(by=cast.anna, title=WORDS, body=f"{WORDS}\n\n{LINK}", units=[cast.units["hallbart-inkop"]])
    asks.answer(by=cast.bo, ask=ask, body=f"{WORDS}\n\n{LINK}")
    searching()
    client = client_of(cast.bo)
    pages = [
        client.get(path).content.decode() for path in (f"/asks/{ask.key}/", "/asks/", "/start/", "/find/?q=alert")
    ]
    shown = "".join(pages) + "".join(letter.html for letter in Letter.objects.all())
    assert "{{ 7|add:42 }}" in shown and "49" not in pages[0].partition("<main")[2].split("{{ 7")[0][-200:]
    for harm in (
        "<script>alert",
        "<img src=x",
        'href="javascript:',
        "<a href='data:",
        'href="data:text',
        'src="https://elsewhere.example',
    ):
        assert harm not in shown, harm


@pytest.mark.parametrize(
    "words", ["' or 1=1 --", "%' union select password from people_account --", "\\", "'; drop table x;"]
)
def test_sql_is_words_like_others(cast: Cast, words: str) -> None:
    client, caller = client_of(cast.anna), Caller(cast.anna)
    for path in ("/find/", "/people/", "/units/", "/cases/", "/codes/cpv/", "/find/suggest/", "/asks/cases/"):
        page = client.get(path, {"q": words, "case": words, "unit": words, "order": words})
        assert page.status_code in (200, 404), path
        assert "pbkdf2" not in page.content.decode()
    assert caller.client.get("/api/v1/find", {"q": words}, headers=caller.headers).status_code == 200
