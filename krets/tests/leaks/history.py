"""Random histories: acts drawn by Hypothesis, and after each the comparison."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db import connection
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from krets.networks.rules import forget_counts
from krets.search import indexer
from krets.tests import cast as the_cast
from krets.tests.leaks.acting import begin
from krets.tests.leaks.acts import ACTS, Acts
from krets.tests.leaks.compare import Comparison

KEPT = ("django_migrations", "django_content_type", "codes_code")
WEIGHTED = [name for name, often in ACTS.items() for _ in range(often)]


class Tally:
    """What a run did, over all its histories."""

    def __init__(self) -> None:
        self.histories = self.steps = self.compared = 0
        self.leaks: list[str] = []
        self.missing: list[str] = []


class History(RuleBasedStateMachine):
    """One act a step. `some`: how many further surfaces are looked at after it; `last`: everything at the end."""

    tally = Tally()
    some = 20
    everything_at_end = True
    aloud = False

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.ready = False

    @initialize(seed=st.integers(0, 2**16))
    def begin(self, seed: int) -> None:
        if not seed:  # Hypothesis tries the simplest history first, which is the same act again and again
            return
        empty()
        settings.SEARCH_DIR = Path(self.folder.name) / "search"
        forget_counts()
        cast = the_cast.load()
        self.tally.histories += 1
        self.chance = Random(f"{seed} {self.tally.histories}")  # Hypothesis likes to come back to a number
        model = begin(cast)
        self.acts = Acts(cast, model, self.chance)
        indexer.catch_up(everything=True)
        self.comparison = Comparison(cast, model, self.chance)
        self.seed, self.ready = seed, True
        for name in ("post", "draft_case", "post", "draft_case"):
            self.acts.do(name)
        self.comparison.after([], some=0)

    @rule(name=st.sampled_from(WEIGHTED))
    def act(self, name: str) -> None:
        if not self.ready:
            return
        touched = self.acts.do(name)
        if touched is None:
            touched = self.acts.do("post") or []
        if self.chance.random() < 0.5:  # search lags behind, and must not tell of what was
            indexer.catch_up()
        self.tally.steps += 1
        self.comparison.after(touched, self.some)
        self._report()
        if self.aloud and self.tally.steps % 50 == 0:
            print(
                f"{self.tally.steps} steps, {self.tally.compared} comparisons, {len(self.tally.leaks)} leaks",
                flush=True,
            )

    def teardown(self) -> None:
        try:
            if self.ready and self.everything_at_end:
                indexer.catch_up()
                self.comparison.everything()
                self._report()
        finally:
            self.folder.cleanup()

    def _report(self) -> None:
        self.tally.compared += self.comparison.compared
        self.comparison.compared = 0
        done = f"(history {self.seed}, step {len(self.acts.told)}: {'; '.join(self.acts.told[-3:])})"
        for kind, found in (("leaks", self.comparison.leaks), ("missing", self.comparison.missing)):
            lines = [f"{line} {done}" for line in found]
            getattr(self.tally, kind).extend(lines)
            if self.aloud:
                for line in lines:
                    print(f"{kind}: {line}", flush=True)
            found.clear()


def empty() -> None:
    """Begin anew: a history needs no transaction around it, so nothing rolls back."""
    with connection.cursor() as cursor:
        tables: list[Any] = connection.introspection.table_names(cursor)
        names = ", ".join(f'"{name}"' for name in tables if name not in KEPT)
        cursor.execute(f"truncate {names} cascade")
