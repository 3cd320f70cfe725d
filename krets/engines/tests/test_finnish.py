"""Finnish words by Voikko, where the machine has it (bin/packages installs it for tests), and without it."""

from collections.abc import Iterator

import pytest

from krets.engines.text import finnish

voikko = pytest.mark.skipif(not finnish.available(), reason="Voikko is not on this machine")


@voikko
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
