"""After-work of letters. Each may run again: a letter is locked while it is worked on, and then marked."""

from krets.db.later import job
from krets.mail import postman, reading, tidying


@job("mail.send")
def send(letter: int) -> None:
    """Send one letter."""
    postman.send(letter)


@job("mail.receive")
def receive(incoming: int) -> None:
    """Read one letter that came in."""
    reading.receive(incoming)


@job("mail.sweep")
def sweep() -> None:
    """Queue letters that wait, in and out."""
    postman.sweep()
    reading.sweep()


@job("mail.tidy")
def tidy() -> None:
    """Let go of what is no longer needed."""
    tidying.tidy()
