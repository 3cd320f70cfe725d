"""Learns `trigrams.tsv` from labels of which the language is known.

`python -m krets.engines.text.learn LABELS.tsv > trigrams.tsv`, where each line is `sv<tab>Livsmedel`.
"""

import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

from krets.engines.text.language import LETTERS, trigrams
from krets.engines.text.stopwords import LANGUAGES, STOP_WORDS, TRADE_WORDS

KEPT = 2500
EVERYDAY = 6.0  # labels hold few small words: each of those in our lists counts as many sightings
OFTEN = 20  # sightings of one word beyond which more say nothing new


def learn(labels: list[tuple[str, str]]) -> dict[str, list[int]]:
    """Per trigram the log of how much likelier it is than on average, in tenths of nats, by language."""
    counts = {language: _count(language, labels) for language in LANGUAGES}
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


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    lines = Path(arguments[0]).read_text(encoding="utf-8").splitlines()
    labels = [(language, text) for language, _, text in (line.partition("\t") for line in lines)]
    sys.stdout.write("\t".join(["gram", *LANGUAGES]) + "\n")
    for gram, weights in learn(labels).items():
        sys.stdout.write("\t".join([gram, *map(str, weights)]) + "\n")
    return 0


def _count(language: str, labels: list[tuple[str, str]]) -> defaultdict[str, float]:
    words = Counter(
        word.lower() for tongue, text in labels if tongue == language for word in LETTERS.findall(text)
    )
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
    sys.exit(main(sys.argv[1:]))
