"""After-work of letters."""

from krets.db.later import job


@job("mail.send")
def send(letter: int) -> None:
    """Send one letter, once."""
