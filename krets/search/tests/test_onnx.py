"""A folder with an ONNX model, such as a host may name: a tiny one is made here, with four words and two subjects.

Runs where the libraries of such a host are installed: `pip install numpy onnx onnxruntime tokenizers`.
"""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from krets.search import embedding, indexer, meaning, vectors
from krets.search.query import find
from krets.search.tests.words_of_tests import BUYER, found_by_meaning, put

numpy: Any = pytest.importorskip("numpy")
onnx: Any = pytest.importorskip("onnx")
tokenizers: Any = pytest.importorskip("tokenizers")
pytest.importorskip("onnxruntime")

pytestmark = pytest.mark.django_db(transaction=True)

BUS, FLOOR = (1, 0), (0, 1)
MEANT = {"[PAD]": (9, 9), "[UNK]": (0.1, 0.1), "elbussar": BUS, "ajoneuvo": BUS, "golv": FLOOR, "lattia": FLOOR}


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "model"
    place.mkdir()
    numbers = {word: number for number, word in enumerate(MEANT)}
    cut = tokenizers.Tokenizer(tokenizers.models.WordLevel(numbers, unk_token="[UNK]"))
    cut.normalizer, cut.pre_tokenizer = tokenizers.normalizers.Lowercase(), tokenizers.pre_tokenizers.Whitespace()
    cut.save(str(place / "tokenizer.json"))
    table = numpy.array(list(MEANT.values()), dtype=numpy.float32)
    make, kinds = onnx.helper, onnx.TensorProto
    graph = make.make_graph(
        [make.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])],
        "tiny",
        [make.make_tensor_value_info("input_ids", kinds.INT64, ["texts", "tokens"])],
        [make.make_tensor_value_info("last_hidden_state", kinds.FLOAT, ["texts", "tokens", 2])],
        [onnx.numpy_helper.from_array(table, "table")],
    )
    onnx.save(
        make.make_model(graph, opset_imports=[make.make_opsetid("", 17)], ir_version=9), place / "model.onnx"
    )
    settings.EMBEDDING, settings.EMBEDDING_MODEL, settings.DATA = str(place), "", tmp_path
    settings.SEARCH_DIR = tmp_path / "search"
    yield place
    embedding._model.cache_clear()
    vectors._asked.cache_clear()
    meaning._silent[0] = 0.0


def test_a_text_is_the_mean_of_its_words_and_padding_counts_for_nothing(folder: Path) -> None:
    bus, both = embedding.vectors(["Elbussar", "Elbussar golv"])
    assert bus == pytest.approx((1, 0)) and both == pytest.approx((0.5**0.5, 0.5**0.5))


def test_what_means_the_same_is_found(folder: Path) -> None:
    assert found_by_meaning() == [[], ["bil"], ["stad"]]


def test_a_folder_without_a_model_says_so_and_words_find(folder: Path) -> None:
    (folder / "model.onnx").unlink()
    put("bil", "Elbussar", "Elbussar.")
    indexer.catch_up()
    with pytest.raises(embedding.Unreachable, match="model"):
        embedding.vectors(["Elbussar"])
    stop = threading.Event()
    stop.set()
    vectors.follow(stop)
    assert [hit.key for hit in find("elbussar", reader=BUYER).hits] == ["bil"]
