"""`krets bench finding`: sets are read, and scored as others score them."""

import json
import math
from pathlib import Path

import pytest

from krets.search.bench import finding, sets
from krets.search.bench.chains import plain_chains
from krets.tests.searching import CatchUp


def _set(
    folder: Path, documents: dict[str, str], queries: dict[str, str], right: list[tuple[str, str, int]]
) -> Path:
    for name, texts in (("corpus", documents), ("queries", queries)):
        lines = [json.dumps({"_id": one, "title": "", "text": text}) for one, text in texts.items()]
        (folder / f"{name}.jsonl").write_text("\n".join(lines))
    lines = [f"{query}\t{document}\t{score}" for query, document, score in right]
    (folder / "qrels.tsv").write_text("\n".join(["query-id\tcorpus-id\tscore", *lines]))
    return folder


def test_scores_are_means_over_questions_that_have_something_right(tmp_path: Path) -> None:
    tested = sets.read(
        _set(
            tmp_path,
            {"a": "ett", "b": "två", "c": "tre"},
            {"first": "x", "second": "y", "third": "z"},
            [("first", "b", 1), ("second", "a", 2), ("second", "c", 1), ("third", "a", 0)],
        )
    )

    scores = sets.score(tested, lambda text: ["a", "b"])

    assert [query.id for query in tested.queries] == ["first", "second"]
    assert scores.mrr == (1 / 2 + 1) / 2
    assert scores.recall == (1 + 1 / 2) / 2
    assert scores.ndcg == pytest.approx((1 / math.log2(3) + 2 / (2 + 1 / math.log2(3))) / 2)


def test_classes_are_of_sets_whose_documents_are_cpv_codes(tmp_path: Path) -> None:
    codes = sets.read(
        _set(tmp_path, {"15511000": "Mjölk", "34144910": "Bussar"}, {"q": "maito"}, [("q", "15511000", 1)])
    )
    assert codes.cpv_classes == {"15511"}
    texts = sets.read(_set(tmp_path, {"15511000": "Mjölk", "a": "Bussar"}, {"q": "maito"}, [("q", "15511000", 1)]))
    assert texts.cpv_classes == frozenset()


def test_a_folder_that_is_no_set_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(sets.NotASet):
        sets.read(tmp_path)


def test_the_product_is_asked_as_its_page_asks_it(tmp_path: Path, searching: CatchUp) -> None:
    documents = {
        "mat": "Skolmat från små producenter",
        "buss": "Elbussar laddas i depå",
        "stad": "Städning av skolor",
    }
    tested = sets.read(_set(tmp_path, documents, {"q": "laddning av elbuss"}, [("q", "buss", 1)]))

    measured = finding.measure(tested).plain()

    assert measured["ndcg@10"] == 1.0
    assert measured["index_bytes"] > 0 and measured["p95_ms"] >= measured["p50_ms"] > 0
    assert set(measured["chains"]) == set(plain_chains(tested.documents))
    assert measured["everyday"] == {"asked": 0, "ndcg@10": 0.0, "without": 0.0}


def test_short_sentences_are_asked_with_their_small_words_and_without(tmp_path: Path, searching: CatchUp) -> None:
    documents = {"vara": "Att vara eller inte vara", "gora": "Varor och tjänster", "stad": "Städning av skolor"}
    asked = {"small": "hur är det att inte vara", "long": "vem städar skolorna"}
    tested = sets.read(_set(tmp_path, documents, asked, [("small", "vara", 1), ("long", "stad", 1)]))

    assert finding.measure(tested).everyday[:2] == (1, 1.0)
