"""Random histories, each surface compared with a model that was thought out apart from the code.

`bin/bench leaks --steps 10000` runs long ones.
"""

import os
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.urls import get_resolver
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import get_state_machine_test

from krets.api.tests.test_doors import operations
from krets.search.lexicon import labels, learning, store
from krets.tests.leaks.history import History, Tally
from krets.tests.leaks.operations import OPERATIONS
from krets.tests.leaks.surfaces import PAGES
from krets.tests.leaks.without_rules import rules_switched_off
from krets.tests.test_doors import ELSEWHERE, names

SHORT = "6"
STEPS = int(os.environ.get("KRETS_LEAK_STEPS", SHORT))
LONGEST = 200  # steps of a history; at its end everything is compared
LONG = "KRETS_LEAK_STEPS" in os.environ
ONLY = os.environ.get("KRETS_LEAK_RULES", "")
SEED = int(os.environ.get("KRETS_LEAK_SEED", "1"))


def test_every_url_and_operation_is_known() -> None:
    assert set(names(get_resolver().url_patterns)) - ELSEWHERE == set(PAGES)
    assert operations() == set(OPERATIONS)


@pytest.fixture
def own_index(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """And a lexicon, since questions are asked in all languages where there is one."""
    before = django_settings.SEARCH_DIR, django_settings.LEXICON_DIR
    django_settings.LEXICON_DIR = tmp_path / "lexicon"
    learning.make(labels.read([labels.OWN]))
    assert store.current() is not None
    yield
    django_settings.SEARCH_DIR, django_settings.LEXICON_DIR = before


@pytest.mark.parametrize("rules", ["on", "off"])
def test_nobody_is_told_what_they_may_not_see(own_index: None, capsys: Any, rules: str) -> None:
    if ONLY and rules != ONLY:
        pytest.skip("not asked for")
    steps = min(LONGEST, STEPS)

    class Run(History):
        tally = Tally()
        everything_at_end = LONG
        aloud = LONG

    began = time.perf_counter()
    with capsys.disabled() if LONG else nullcontext(), rules_switched_off() if rules == "off" else nullcontext():
        for more in range(10):  # some do nothing: the simplest, which Hypothesis may try twice
            histories = -(-(STEPS - Run.tally.steps) // steps)
            if histories > 0:
                how = settings(
                    max_examples=1 + histories,
                    stateful_step_count=steps + 1,  # the beginning counts as one
                    derandomize=not LONG,
                    database=None,
                    deadline=None,
                    phases=[Phase.generate],
                    suppress_health_check=list(HealthCheck),
                )
                seed(SEED + 1000 * more)(get_state_machine_test(Run, settings=how))()
        if LONG:
            seconds = time.perf_counter() - began
            print(
                f"\nrules {rules}: {Run.tally.steps} steps, {Run.tally.compared} comparisons,"
                f" {len(Run.tally.leaks)} leaks, {len(Run.tally.missing)} missing, {seconds:.0f} seconds"
            )
    assert Run.tally.steps >= STEPS
    assert Run.tally.leaks == []
    assert Run.tally.missing == []
