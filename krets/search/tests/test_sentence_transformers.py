"""A folder of sentence-transformers, such as a host may name: a tiny one is made here, with four words.

Runs where the library is installed: `pip install sentence-transformers`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from krets.search import embedding, vectors
from krets.search.tests.words_of_tests import found_by_meaning

numpy: Any = pytest.importorskip("numpy")
tokenizers: Any = pytest.importorskip("tokenizers")
library: Any = pytest.importorskip("sentence_transformers")
modules: Any = pytest.importorskip("sentence_transformers.models")

pytestmark = pytest.mark.django_db(transaction=True)

BUS, FLOOR = (1, 0), (0, 1)
MEANT = {"[UNK]": (0.1, 0.1), "elbussar": BUS, "ajoneuvo": BUS, "golv": FLOOR, "lattia": FLOOR}


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    numbers = {word: number for number, word in enumerate(MEANT)}
    cut = tokenizers.Tokenizer(tokenizers.models.WordLevel(numbers, unk_token="[UNK]"))
    cut.normalizer, cut.pre_tokenizer = tokenizers.normalizers.Lowercase(), tokenizers.pre_tokenizers.Whitespace()
    weights = numpy.array(list(MEANT.values()), dtype=numpy.float32)
    words = modules.StaticEmbedding(cut, embedding_weights=weights)
    place = tmp_path / "model"
    library.SentenceTransformer(modules=[words], device="cpu").save(str(place))
    settings.EMBEDDING, settings.EMBEDDING_MODEL, settings.DATA = str(place), "", tmp_path
    settings.SEARCH_DIR = tmp_path / "search"
    yield place
    embedding._model.cache_clear()
    vectors._asked.cache_clear()


def test_a_text_is_the_mean_of_its_words(folder: Path) -> None:
    bus, both = embedding.vectors(["Elbussar", "Elbussar golv"])
    assert bus == pytest.approx((1, 0)) and both == pytest.approx((0.5**0.5, 0.5**0.5))


def test_what_means_the_same_is_found(folder: Path) -> None:
    assert found_by_meaning() == [[], ["bil"], ["stad"]]
