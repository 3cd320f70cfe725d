"""Letters of an archive become asks and answers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import DatabaseError, transaction

from krets.activity.actions import record
from krets.asks.actions.placing import Conversation, Placing
from krets.networks import actions as networks
from krets.networks.models import Unit
from krets.people import actions as people
from krets.people.models import Account, Person


@dataclass
class TakenIn:
    """Letters (new, unchanged, skipped), and what was made of them."""

    new: int = 0
    unchanged: int = 0
    asks: int = 0
    answers: int = 0
    people: int = 0
    shortened: int = 0
    files_left_out: int = 0
    skipped: Counter[str] = field(default_factory=Counter)

    def __iadd__(self, other: "TakenIn") -> "TakenIn":
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)
        return self


def take_in(*, by: Person | None, unit: Unit, conversations: Sequence[Conversation]) -> TakenIn:
    """Keep threads of letters in a unit: the first letter as the ask, the others as its answers.

    A letter is known by its Message-ID in this unit and kept once; what is new joins the ask its thread
    already has, also in front of it. Senders become people who have not signed in, and members. Nobody is
    notified, nobody is asked to help. All threads are kept or none; where that fails each is tried alone,
    and one that fails is left out whole.
    """
    try:
        return _take_in(by, unit, conversations)
    except (DatabaseError, ValueError) as fault:
        if len(conversations) == 1:
            why = f"could not be kept: {type(fault).__name__}"
            return TakenIn(skipped=Counter({why: len(conversations[0].letters)}))
    done = TakenIn()
    for conversation in conversations:
        done += take_in(by=by, unit=unit, conversations=[conversation])
    return done


@transaction.atomic
def _take_in(by: Person | None, unit: Unit, conversations: Sequence[Conversation]) -> TakenIn:
    # One import a unit at a time, so that no letter is taken for new twice.
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    placing = Placing(unit, conversations)
    before = Account.objects.count()
    placing.writers = _senders(by, unit, placing)
    placing.place()
    placing.keep()
    if placing.new:
        record(verb="asks.take_in", kind="unit", key=unit.slug, by=by, unit=unit.pk)
    return TakenIn(
        new=len(placing.new),
        unchanged=sum(len(one.letters) for one in conversations) - len(placing.new),
        asks=len(placing.asks) - len(placing.gone),
        answers=len(placing.answers),
        people=Account.objects.count() - before,
        shortened=placing.shortened,
        files_left_out=placing.files_left_out,
    )


def _senders(by: Person | None, unit: Unit, placing: Placing) -> dict[str, Person]:
    """Senders become people; who has not signed in becomes a member, since the first letter."""
    letters = sorted(placing.new.values(), key=lambda letter: letter.posted, reverse=True)
    names = {letter.sender: letter.name for letter in letters}
    since = {letter.sender: letter.posted for letter in letters}
    writers = people.register_senders(by=by, senders=names, readable_by=placing.token)
    unclaimed = Account.objects.filter(email__in=writers, last_login=None).values_list("email", flat=True)
    networks.enrol(by=by, unit=unit, people={writers[email].pk: since[email] for email in unclaimed})
    return writers
