"""Finnish words by Voikko, which bin/packages installs for tests, and without it."""

from collections.abc import Iterator

import pytest

from krets.engines.text import finnish


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("sopimusseurannan", ("sopimus", "seuranta")),
        ("hankintayksikössä", ("hankinta", "yksikkö")),
        ("kädensija", ("käsi", "sija")),
        ("kilpailutuksen", ("kilpailutus",)),
        ("xqzvwk", ()),
    ],
)
def test_a_word_is_cut_into_base_forms(word: str, parts: tuple[str, ...]) -> None:
    assert finnish.parts(word) == parts


@pytest.fixture
def without() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finnish, "_library", lambda: None)
        finnish._voikko.cache_clear()
        finnish.parts.cache_clear()
        yield
    finnish._voikko.cache_clear()
    finnish.parts.cache_clear()


def test_without_it_no_word_is_known(without: None) -> None:
    assert not finnish.available()
    assert finnish.parts("sopimusseurannan") == ()
