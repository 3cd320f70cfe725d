"""What no page can make sense of is refused in a sentence, or read without what is wrong; never with a 500."""

import pytest

from krets.asks.models import Draft
from krets.tests.cast import Cast, client_of

NULLS = (
    "/asks/%00/", "/asks/suggestions/%00/?seal=%00", "/asks/aaaaaaaaaaaa/files/%00/", "/cases/a%00/",
    "/people/?q=%00", "/people/?organisation=%00", "/units/?q=a%00", "/mail/confirm/%00/", "/find/?q=%00",
)  # fmt: skip


@pytest.mark.parametrize("address", NULLS)
def test_an_address_with_a_null_names_nothing(cast: Cast, address: str) -> None:
    assert client_of(cast.anna).get(address).status_code == 404


@pytest.mark.parametrize("page", ["9" * 5000, "0", "-1", "²", "1001", "x"])
def test_a_page_that_is_not_there_is_not_found(cast: Cast, page: str) -> None:
    client = client_of(cast.anna)
    assert client.get("/asks/", {"page": page}).status_code == 404
    assert client.get("/find/", {"q": "avtal", "page": page}).status_code == 200


def test_nulls_in_what_is_typed_are_left_out_or_refused(cast: Cast) -> None:
    client = client_of(cast.anna)
    typed = {"title": "Vad\x00 gör ni?", "body": "Så", "phase": "none", "a\x00b": "\x00"}
    assert client.post("/asks/post/", typed).status_code == 200
    assert Draft.objects.get(person=cast.anna).typed["title"] == ["Vad gör ni?"]
    assert client.post("/asks/post/draft/", typed).status_code == 204
    assert client.post("/asks/enough/", {"hit": "ask:\x00", "title": "\x00"}).status_code == 404
    assert client.post("/asks/post/").status_code == 200


def test_a_title_is_one_line(cast: Cast) -> None:
    given = {"title": "Vad gör ni?\r\nBcc: alla@a.example", "body": "Så", "phase": "none", "step": "post"}
    assert client_of(cast.anna).post("/asks/post/", given | {"units": "hallbart-inkop"}).status_code == 302
    assert cast.anna.asks.get().title == "Vad gör ni? Bcc: alla@a.example"
