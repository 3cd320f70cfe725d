"""What finding is measured against: plain chains in the same engine, without anything else of ours."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import tantivy
from tantivy import Filter, Occur, Query, TextAnalyzerBuilder, Tokenizer

from krets.engines.text import grams, language
from krets.search.bench.sets import DEEP, Ranks, Text

STEMMED = {"sv": "swedish", "fi": "finnish", "nb": "norwegian", "da": "danish", "en": "english"}
PLAIN = re.compile(r"\w+")
POOL = 200  # of each chain, where two are summed

Cut = Callable[[str], list[str]]


def plain_chains(documents: Sequence[Text]) -> dict[str, Ranks]:
    """By name: words, their stems, padded 4-grams, and sums of 4-grams with each, every one divided by its best.

    BM25 with tantivy's constants (1.2, 0.75), OR between all terms, nothing left out.
    """
    cuts = {"words": _words, "stems": _stems(_tongue(documents)), "grams": grams.grams}
    chains = {name: _Chain(documents, cut) for name, cut in cuts.items()}
    ranks: dict[str, Ranks] = {name: chain.ranks for name, chain in chains.items()}
    ranks["words+grams"] = lambda text: _summed([chains["words"], chains["grams"]], text)
    ranks["stems+grams"] = lambda text: _summed([chains["stems"], chains["grams"]], text)
    return ranks


class _Chain:
    """One field, one way to cut texts."""

    def __init__(self, documents: Iterable[Text], cut: Cut) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        self.schema, self.cut = builder.build(), cut
        index = tantivy.Index(self.schema)
        writer = index.writer(20_000_000, 1)
        for one in documents:
            entry = tantivy.Document()
            entry.add_text("id", one.id)
            entry.add_text("terms", " ".join(cut(f"{one.title}\n{one.text}")))
            writer.add_document(entry)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self.searcher = index.searcher()

    def ranks(self, text: str) -> list[str]:
        return [one for one, _ in self.scored(text, DEEP)]

    def scored(self, text: str, limit: int) -> list[tuple[str, float]]:
        terms = dict.fromkeys(self.cut(text))
        asked = [(Occur.Should, Query.term_query(self.schema, "terms", term)) for term in terms]
        if not asked:
            return []
        hits = self.searcher.search(Query.boolean_query(asked), limit, count=False).hits
        return [(self.searcher.doc(place)["id"][0], score) for score, place in hits]


def _summed(chains: Iterable[_Chain], text: str) -> list[str]:
    totals: Counter[str] = Counter()
    for chain in chains:
        found = chain.scored(text, POOL)
        for one, score in found:
            totals[one] += score / found[0][1]  # type: ignore[assignment]
    return [one for one, _ in totals.most_common(DEEP)]


def _words(text: str) -> list[str]:
    return PLAIN.findall(text.lower())


def _stems(tongue: str) -> Cut:
    analyzer = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.stemmer(tongue))
    stem = analyzer.build()
    return lambda text: list(stem.analyze(text))


def _tongue(documents: Sequence[Text]) -> str:
    """The language most of them are in."""
    found = Counter(language.guess(f"{one.title}\n{one.text}") or "en" for one in documents)
    return STEMMED[found.most_common(1)[0][0]]
