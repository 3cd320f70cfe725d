"""What is kept of letters, and for how long."""

from datetime import timedelta

from krets.db.clock import now
from krets.mail.models import Incoming, Letter, Silence
from krets.mail.reading import CONFIRMED_FOR, REPLIED_FOR

_RAW = timedelta(days=90)  # letters in, after they were handled: time to look into a complaint


def tidy() -> None:
    """Refuse what nobody confirmed, and empty old letters; that they were there stays known."""
    Incoming.objects.filter(fate=Incoming.Fate.CONFIRM, handled__lt=now() - CONFIRMED_FOR).update(
        fate=Incoming.Fate.REFUSED, why="not confirmed", raw=b""
    )
    settled = Incoming.objects.exclude(
        fate__in=[Incoming.Fate.WAITING, Incoming.Fate.CONFIRM, Incoming.Fate.BROKEN]
    )
    settled.filter(handled__lt=now() - _RAW).exclude(raw=b"").update(raw=b"")
    Letter.objects.filter(created__lt=now() - REPLIED_FOR).exclude(text="").update(text="", html="")
    Silence.objects.filter(until__lt=now()).delete()
