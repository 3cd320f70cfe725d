"""The language of a text, and the sentences it is learnt from."""

import csv
import re
import subprocess
import sys
from importlib import resources

import pytest

from krets.engines.tests.archives import questions
from krets.engines.text import learn
from krets.engines.text.language import guess
from krets.engines.text.stopwords import LANGUAGES
from krets.tests.trial import data

IMPORTED_IN = 0.05  # seconds
TIMED = "import time, {before}; began = time.process_time(); import {module}; print(time.process_time() - began)"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Livsmedel till skolor", "sv"),
        ("avtalsuppföljning", "sv"),
        ("Hankintaosaaminen", "fi"),
        ("Onko kellään kokemusta sähköautoista?", "fi"),
        ("Hvordan følger dere opp kontrakter?", "nb"),
        ("Hvordan følger I op på kontrakter?", "da"),
        ("Jeg vet ikke hva som har skjedd med maten", "nb"),
        ("Jeg ved ikke, hvad der er sket med maden", "da"),
        ("Cleaning services for schools", "en"),
        ("12 000", None),
        ("", None),
        ("Хлеб и масло", None),
    ],
)
def test_the_language_of_a_short_text(text: str, language: str | None) -> None:
    assert guess(text) == language


def test_the_trigrams_are_what_the_samples_teach() -> None:
    shipped = resources.files("krets.engines.text").joinpath("trigrams.tsv").read_text(encoding="utf-8")
    assert shipped == learn.table(), "run: python -m krets.engines.text.learn > krets/engines/text/trigrams.tsv"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_enough_different_sentences(language: str) -> None:
    sentences = learn.samples()[language]
    assert 250 <= len(set(sentences)) == len(sentences) <= 350
    assert all(re.fullmatch(r"\S.*[.?!]", sentence) for sentence in sentences)


def test_the_sentences_teach_all_letters_of_their_languages() -> None:
    letters = {language: set("".join(sentences).lower()) for language, sentences in learn.samples().items()}
    assert set("abcdefghijklmnopqrstuvwxyz") <= letters["en"]
    assert set("abcdefghijklmnoprstuvyåäö") <= letters["sv"]
    assert set("abdeghijklmnoprstuvyäö") <= letters["fi"]
    assert all(set("abcdefghijklmnoprstuvyæøå") <= letters[language] for language in ("nb", "da"))


def test_learning_costs_nothing_when_krets_starts() -> None:
    code = TIMED.format(
        before="re, typing, unicodedata, importlib.resources", module="krets.engines.text.language"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, check=True) for _ in range(3)]
    assert min(float(run.stdout) for run in runs) < IMPORTED_IN


@pytest.mark.parametrize(
    ("name", "language", "every", "whole"),
    [
        ("sv_swequad", "sv", 0.98, 0.98),
        ("sv_gnomehelp", "sv", 0.93, 0.95),
        ("fi_gnomehelp", "fi", 0.99, 0.99),
        ("da_gnomehelp", "da", 0.87, 0.90),
        ("no_norquad", "nb", 0.85, 0.87),
        ("x_gnome_en2sv", "en", 0.98, 0.98),
        ("en_procguides", "en", 0.94, 0.96),
    ],
)
def test_the_language_of_real_questions(name: str, language: str, every: float, whole: float) -> None:
    asked = questions(name)
    assert _right(asked, language) >= every
    assert _right([question for question in asked if len(question.split()) >= 4], language) >= whole


@pytest.mark.parametrize(
    ("file", "language", "every", "whole"),
    [
        ("cpv_2008_sv_fi_da_en.csv", "sv", 0.70, 0.95),
        ("cpv_2008_sv_fi_da_en.csv", "fi", 0.85, 0.95),
        ("cpv_2008_nb.csv", "nb", 0.65, 0.80),
        ("cpv_2008_sv_fi_da_en.csv", "da", 0.60, 0.80),
        ("cpv_2008_sv_fi_da_en.csv", "en", 0.88, 0.95),
    ],
)
def test_the_language_of_real_labels(file: str, language: str, every: float, whole: float) -> None:
    """Mostly one to three nouns, where nb and da are often spelt alike."""
    with data("cpv", file).open(encoding="utf-8", newline="") as rows:
        labels = [row[language] for row in csv.DictReader(rows) if row[language]][::4]
    assert _right(labels, language) >= every
    assert _right([label for label in labels if len(label.split()) >= 4], language) >= whole


def _right(texts: list[str], language: str) -> float:
    return sum(guess(text) == language for text in texts) / len(texts)
