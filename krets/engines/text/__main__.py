"""`python -m krets.engines.text FILE.json`: all that the text engine sees in a text."""

import sys
from dataclasses import dataclass

from krets.engines.shell import run
from krets.engines.text.grams import VERSION, Chains, chains
from krets.engines.text.greetings import without_greetings
from krets.engines.text.language import Language, guess
from krets.engines.text.mailbody import Cut, html_text, reply_text
from krets.engines.text.secrets import Hint, looks_secret
from krets.engines.text.snippet import Piece, overlap, snippet


@dataclass(frozen=True, slots=True)
class Problem:
    text: str
    query: str = ""
    is_html: bool = False
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    version: str
    language: Language | None
    core: str
    chains: Chains
    secrets: tuple[Hint, ...]
    reply: Cut
    snippet: tuple[Piece, ...]
    overlap: tuple[str, ...]


def solve(problem: Problem) -> Seen:
    text = html_text(problem.text) if problem.is_html else problem.text
    return Seen(
        VERSION,
        guess(text),
        without_greetings(text),
        chains(text),
        tuple(looks_secret(text)),
        reply_text(text, marker=problem.marker),
        tuple(snippet(text, problem.query)),
        tuple(overlap(text, problem.query)),
    )


if __name__ == "__main__":
    sys.exit(run(Problem, solve, sys.argv[1:]))
