"""Archives of letters, taken in by the command, for the tests of what becomes of them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from krets.asks.commands import import_mail
from krets.asks.models import Answer, Ask
from krets.mail.tests.archives import BO, archive, letter
from krets.tests.cast import Cast

Counts = dict[str, Any]
Run = Callable[..., Counts]
UNIT = "hallbart-inkop"


def import_(path: Path, unit: str = UNIT) -> Counts:
    result = CliRunner().invoke(import_mail, [str(path), "--unit", unit, "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    counts: Counts = json.loads(result.stdout.splitlines()[-1])
    skipped = sum(one["count"] for one in counts["skipped"])
    assert counts["read"] == counts["new"] + counts["unchanged"] + skipped
    assert counts["new"] == counts["asks"] + counts["answers"]
    return counts


@pytest.fixture
def take(cast: Cast, tmp_path: Path) -> Run:
    """Import these letters as one archive."""

    def take(*letters: bytes, unit: str = UNIT, name: str = "a.mbox") -> Counts:
        return import_(archive(tmp_path / name, letters), unit)

    return take


def told(unit: str = UNIT) -> list[tuple[Any, ...]]:
    """All that was said in the unit's imported asks, without what is drawn by lot."""
    asks = Ask.objects.filter(units__slug=unit, message_id__startswith="<").order_by("posted", "message_id")
    return [
        (ask.title, *_of(ask), ask.answer_count, [_of(answer) for answer in ask.answers.order_by("message_id")])
        for ask in asks
    ]


def _of(item: Ask | Answer) -> tuple[Any, ...]:
    return (item.message_id, item.body, item.writer.account.email, item.writer.name, item.posted, item.language)


THREAD = (
    letter("a", "Hur mäter ni nyttan av uppföljning hos er?", subject="[lista] Mätning"),
    letter(
        "b", "Vi räknar timmar och fakturor.\n\n> Hur mäter", answers="a", sender=BO, hour=2, subject="Re: Mätning"
    ),
    letter("c", "Tack, det hjälpte mig mycket.", answers="b", hour=3, subject="SV: [lista] Mätning"),
)

IN_PARTS = 'Content-Type: multipart/mixed; boundary="="'
ENCLOSED = (
    "--=\n\nSe bilagan.\n--=\nContent-Type: text/csv\nContent-Disposition: attachment; filename=priser.csv\n\n"
    "a;b\n--=--"
)
