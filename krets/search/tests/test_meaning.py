"""A host may name an embedding model. Here it is a tiny one: a server that knows four subjects in any language."""

import json
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from krets.search import embedding, indexer, meaning, shelf, vectors
from krets.search.query import find, similar
from krets.search.tests.words_of_tests import BUYER, OUTSIDER, put

pytestmark = pytest.mark.django_db(transaction=True)

SUBJECTS = (
    ("food", "skolmat", "lunch", "kouluruoka"),
    ("bus", "elbuss", "linja-auto", "kollektivtrafik"),
    ("clean", "städ", "siivous", "lokalvård"),
    ("mercury", "kvicksilver", "elohopea", "termometer"),
)


class Tiny(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert (self.path, asked["model"]) == ("/v1/embeddings", "tiny")
        rows = [
            {
                "index": place,
                "embedding": [0.1 + sum(text.lower().count(word) for word in said) for said in SUBJECTS],
            }
            for place, text in enumerate(asked["input"])
        ]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"data": rows[::-1]}).encode())

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def library(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.SEARCH_DIR = tmp_path / "search"
    put("mat", "Skolmat från små producenter", "Lunch till alla.")
    put("bil", "Elbussar i kollektivtrafiken", "Laddning i depå.")
    put("stad", "Städning av skolor", "Golv och fönster.")
    put("hemlig", "Kvicksilver i skolan", "En termometer gick sönder.", readers=("unit:1",))
    for number in range(30):
        put(f"annat{number}", f"Ärende {number}", "Om något helt annat.")
    indexer.catch_up()
    yield
    embedding._model.cache_clear()
    vectors._asked.cache_clear()
    meaning._silent[0] = 0.0


@pytest.fixture
def tiny(library: None, settings: Any) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Tiny)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.EMBEDDING, settings.EMBEDDING_MODEL = f"http://127.0.0.1:{server.server_port}/v1", "tiny"
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def keys(text: str, reader: Any = BUYER) -> list[str]:
    return [hit.key for hit in find(text, reader=reader).hits]


def test_without_a_model_nothing_is_kept_and_words_find(library: None, tmp_path: Path) -> None:
    vectors.follow(threading.Event())
    assert not (tmp_path / "vectors").exists()
    assert keys("skolmat") == ["mat"]
    assert keys("linja-auto") == []


def test_what_means_the_same_is_found_in_the_same_ranking(tiny: ThreadingHTTPServer) -> None:
    assert vectors.step() == 34
    assert keys("linja-auto")[0] == "bil"
    assert keys("elbussar")[0] == "bil"
    assert similar("Hei! Onko kenelläkään kokemusta: linja-auto?", reader=BUYER)[0].key == "bil"
    assert keys('"siivous"') == []


def test_what_is_hidden_is_not_near_either(tiny: ThreadingHTTPServer) -> None:
    vectors.step()
    assert keys("elohopea")[0] == "hemlig"
    assert "hemlig" not in repr(find("elohopea", reader=OUTSIDER))


def test_vectors_follow_what_changes_and_what_was_cut_off_is_written_over(tiny: ThreadingHTTPServer) -> None:
    vectors.step()
    assert vectors.step() == 0
    with (vectors.folder() / "values").open("ab") as values:
        values.write(b"half a row")
    put("mat", "Siivous ja muuta", "Siivous.")
    indexer.catch_up()
    assert vectors.step() == 1
    assert set(keys("lokalvård")[:2]) == {"mat", "stad"}
    shutil.rmtree(vectors.folder())
    assert vectors.step() == 34


def test_a_model_that_does_not_answer_is_done_without(tiny: ThreadingHTTPServer, settings: Any) -> None:
    vectors.step()
    tiny.shutdown()
    tiny.server_close()
    assert keys("skolmat") == ["mat"]
    assert meaning._silent[0] > 0
    with pytest.raises(embedding.Unreachable):
        embedding.vectors(["skolmat"])


def test_a_folder_without_a_model_is_unreachable(library: None, settings: Any, tmp_path: Path) -> None:
    settings.EMBEDDING = str(tmp_path)
    with pytest.raises(embedding.Unreachable):
        embedding.vectors(["skolmat"])


def test_only_one_process_makes_vectors(tiny: ThreadingHTTPServer) -> None:
    with shelf.writing("vectors.lock"), pytest.raises(shelf.Busy), shelf.writing("vectors.lock"):
        pass


def test_what_is_no_folder_is_not_looked_for_anywhere_else(settings: Any) -> None:
    settings.EMBEDDING, settings.EMBEDDING_MODEL = "sentence-transformers/all-MiniLM-L6-v2", ""
    with pytest.raises(embedding.Unreachable, match="no such folder"):
        embedding.vectors(["Elbussar"])
