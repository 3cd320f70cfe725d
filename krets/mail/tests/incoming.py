"""Letters that come in, for the tests of what becomes of them."""

from collections.abc import Callable
from typing import Any

from krets.mail import intake, jobs
from krets.mail.models import Incoming, Letter
from krets.mail.tests import letters

Write = Callable[..., Letter]
BO = "bo@bjorkfors.example"


def comes(letter: Letter, raw: bytes, *, to: str = "", envelope: str = BO) -> Incoming:
    (pk,) = intake.keep([to or letter.headers["Reply-To"]], raw, envelope)
    jobs.receive(incoming=pk)
    return Incoming.objects.get(pk=pk)


def reply(letter: Letter, text: str = "Ja, vi har prövat.", **more: Any) -> bytes:
    return letters.plain(text, to=letter.headers["Reply-To"], id=letter.message_id, **more)


def filled(letter: Letter, template: str, **words: str) -> bytes:
    return letters.filled(template, to=letter.headers["Reply-To"], id=letter.message_id, **words)


def to_bo() -> list[str]:
    return list(Letter.objects.filter(to=BO).order_by("pk").values_list("once", flat=True))[1:]
