"""What an import did, counted in the same words for every kind of input."""

import json
from collections import Counter
from dataclasses import dataclass, field

import click


@dataclass
class Tally:
    """`read` is the sum of the others: whatever came in is new, changed, unchanged or skipped for a reason."""

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: Counter[str] = field(default_factory=Counter)

    def count(self, fate: str) -> None:
        """One more: new, changed or unchanged."""
        self.read += 1
        setattr(self, fate, getattr(self, fate) + 1)

    def add(self, other: "Tally") -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def skip(self, why: str, count: int = 1) -> None:
        self.read += count
        self.skipped[why] += count

    def say(self, *, as_json: bool, **more: int) -> None:
        """To standard output: one line of JSON, or some lines to read."""
        counts = {"read": self.read, "new": self.new, "changed": self.changed, "unchanged": self.unchanged}
        if as_json:
            skipped = [{"why": why, "count": count} for why, count in self.skipped.most_common()]
            click.echo(json.dumps({**counts, "skipped": skipped, **more}, ensure_ascii=False))
            return
        click.echo(", ".join(f"{count} {word}" for word, count in counts.items() if count or word != "changed"))
        for why, count in self.skipped.most_common():
            click.echo(f"  {count} skipped: {why}")
        if more:
            click.echo(", ".join(f"{count} {word.replace('_', ' ')}" for word, count in more.items()))
