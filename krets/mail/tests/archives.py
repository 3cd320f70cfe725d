"""Mail archives written for tests."""

import gzip
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

FIRST = datetime(2020, 3, 2, 8, 0, tzinfo=UTC)
ANNA = "Anna Ask <anna.ask@arkiv.example>"
BO = "Bo Svar <bo.svar@arkiv.example>"


def letter(
    name: str,
    body: str = "Hur mäter ni detta?",
    *,
    answers: str = "",
    sender: str = ANNA,
    subject: str = "Mätning",
    hour: float = 0,
    date: str | None = None,
    envelope: str | None = None,
    headers: str = "",
) -> bytes:
    """`name` and `answers` become Message-IDs; `hour` counts from FIRST; '' leaves a header out."""
    moment = FIRST + timedelta(hours=hour)
    lines = [
        f"From {envelope or 'someone@arkiv.example ' + moment.strftime('%a %b %e %H:%M:%S %Y')}",
        f"From: {sender}" if sender else "",
        f"Date: {format_datetime(moment) if date is None else date}" if date != "" else "",
        f"Subject: {subject}" if subject else "",
        f"Message-ID: <{name}@arkiv.example>" if name else "",
        f"In-Reply-To: <{answers}@arkiv.example>" if answers else "",
        "Content-Type: text/plain; charset=utf-8" if "Content-Type" not in headers else "",
        headers,
    ]
    return ("\n".join(filter(None, lines)) + f"\n\n{body}\n\n").encode()


def archive(path: Path, letters: Iterable[bytes]) -> Path:
    """The file, gzipped when its name says so."""
    content = b"".join(letters)
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path
