"""Whom asks reach: measured on the archive of a real list, and solved for one file."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from krets.engines import shell
from krets.engines.matching.ledger import Ledger, Letter
from krets.engines.routing import Problem, choose
from krets.engines.routing.baseline import Votes
from krets.engines.routing.replay import BUDGETS, Ranker, Spender, Thread, capped, measure, moments
from krets.engines.routing.waved import balanced, waved
from krets.mail.archive import Archive, Head, opened

DAY = 86_400


class Ours:
    """The product's scorer as the replay wants it."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names, self._ledger = names, Ledger()
        self.hear = self._ledger.hear

    def rank(self, ask: Letter) -> list[tuple[str, float]]:
        return [(one.person, one.p) for one in self._ledger.rank(ask, names=self._names)]


@click.command("routing")
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--from", "since", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The first day that is judged."
)
@click.option("--baseline", is_flag=True, help="With --json: the plain rule's figures too, under “baseline”.")
@click.option("--json", "as_json", is_flag=True, help="Print one object.")
def bench_routing(archive: Path, since: datetime, baseline: bool, as_json: bool) -> None:
    """Replay a list in time order: whom would Krets have asked, and who did answer?

    ARCHIVE is an mbox, gzipped or not. Everybody who had written before is a candidate; an ask is judged when
    one of them answered it. Beside it stands the plain rule: votes of the 50 most similar threads.
    """
    with opened(archive) as box:
        threads, names = _threads(box), dict(box.names)
    start = since.replace(tzinfo=UTC).timestamp() / DAY
    ours, plain = _measured(Ours(names), balanced, threads, start), None
    if baseline or not as_json:
        plain = _measured(Votes(), capped, threads, start)
    if as_json:
        click.echo(json.dumps(ours | ({"baseline": plain} if plain else {})))
        return
    click.echo(f"{ours['judged']} asks judged\n")
    heads = [f"hit@5, at most {budget}" for budget in BUDGETS]
    click.echo(f"| | MRR | hit@1 | {' | '.join(heads)} | no limit | people | Gini | top share |\n|{'---|' * 10}")
    for name, found in (("ours", ours), ("plain", plain)):
        if found:
            click.echo(f"| {name} | {' | '.join(_cells(found))} |")
    click.echo("\nWaves: " + ", ".join(f"{name} {value}" for name, value in ours["waves"].items()))


@click.command("routing")
@click.argument("file", metavar="FILE.json")
def solve_routing(file: str) -> None:
    """Whom to ask now. FILE.json holds asker, candidates and the rest of a `Problem`; the wave is printed as JSON.

    Each pick has its propensity and reasons; candidates who were not picked are counted by why not.
    """
    raise SystemExit(shell.run(Problem, choose, [file]))


def _measured(
    ranker: Ranker, spend: Callable[[int], Spender], threads: list[Thread], start: float
) -> dict[str, Any]:
    return measure(list(moments(threads, start, ranker)), spend, waved)


def _threads(box: Archive) -> list[Thread]:
    """As an import makes asks and answers of them; what says nothing of its own was written all the same."""
    found = []
    for number, thread in enumerate(box.threads()):
        heads = [head for head in thread.members if isinstance(head, Head) and head.sender]
        letters = [_letter(box, head, str(number), opens=head is heads[0]) for head in heads]
        if letters:
            found.append(Thread(letters[0], tuple(letters[1:])))
    return found


def _letter(box: Archive, head: Head, thread: str, *, opens: bool) -> Letter:
    said = box.content(head)
    return Letter(head.sender, head.date.timestamp() / DAY, thread, said.text, said.subject, opens)


def _cells(found: Mapping[str, Any]) -> list[str]:
    ranking = found["ranking"]
    hits = [one["hit@5"] for one in found["budget"].values()]
    values = [ranking["mrr"], ranking["hit@1"], *hits, ranking["hit@5"]]
    spread = [str(ranking["people"]), f"{ranking['gini']:.2f}", f"{ranking['top_share']:.3f}"]
    return [f"{value:.3f}" for value in values] + spread
