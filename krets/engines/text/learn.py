"""Learns `trigrams.tsv` from `samples/`: sentences we wrote ourselves, one plain file a language.

`python -m krets.engines.text.learn > krets/engines/text/trigrams.tsv` after a change there or in the small words;
a test says when it is due.
"""

import math
import sys
from collections import Counter, defaultdict
from importlib import resources

from krets.engines.text.language import LETTERS, trigrams
from krets.engines.text.stopwords import LANGUAGES, STOP_WORDS, TRADE_WORDS

KEPT = 4000  # of about five thousand: the others say little
EVERYDAY = 1.5  # sightings each small word of our lists counts as: enough for one the samples do not hold
OFTEN = 20  # sightings of one word beyond which more say nothing new


def table() -> str:
    """The whole of `trigrams.tsv`."""
    rows = [["gram", *LANGUAGES], *([gram, *map(str, weights)] for gram, weights in learn(samples()).items())]
    return "".join("\t".join(row) + "\n" for row in rows)


def samples() -> dict[str, list[str]]:
    """The sentences, by language."""
    folder = resources.files(__package__).joinpath("samples")
    return {one: folder.joinpath(f"{one}.txt").read_text(encoding="utf-8").splitlines() for one in LANGUAGES}


def learn(sentences: dict[str, list[str]]) -> dict[str, list[int]]:
    """Per trigram the log of how much likelier it is than on average, in tenths of nats, by language."""
    counts = {language: _count(language, sentences[language]) for language in LANGUAGES}
    seen = sorted(set().union(*counts.values()))
    totals = {language: sum(counts[language].values()) for language in LANGUAGES}
    shares = {
        gram: [(counts[one][gram] + 0.5) / (totals[one] + 0.5 * len(seen)) for one in LANGUAGES] for gram in seen
    }
    telling = sorted(seen, key=lambda gram: -sum(p * math.log(p / _mean(shares[gram])) for p in shares[gram]))
    return {
        gram: [round(10 * math.log(p / _mean(shares[gram]))) for p in shares[gram]]
        for gram in sorted(telling[:KEPT])
    }


def _count(language: str, sentences: list[str]) -> defaultdict[str, float]:
    words = Counter(word.lower() for sentence in sentences for word in LETTERS.findall(sentence))
    counts: defaultdict[str, float] = defaultdict(float)
    for word, times in words.items():
        for gram in trigrams(word):
            counts[gram] += math.sqrt(min(times, OFTEN))
    for word in STOP_WORDS[language] | TRADE_WORDS[language]:
        for gram in trigrams(word):
            counts[gram] += EVERYDAY
    return counts


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


if __name__ == "__main__":
    sys.stdout.write(table())
