"""Somebody asks to be erased."""

from collections.abc import Collection, Iterable

from krets.activity.actions import record
from krets.asks import actions as asks
from krets.cases import actions as cases
from krets.db.identity import verb
from krets.db.redact import pattern
from krets.files.actions import let_go
from krets.files.models import File
from krets.home import emails, rules
from krets.mail.forgetting import forget as forget_letters
from krets.networks import actions as networks
from krets.networks.actions import forget_imported
from krets.networks.models import Unit
from krets.people import actions as people
from krets.people.models import Account, Person, ProfileField
from krets.records import actions as trail


class LeftAlone(Exception):
    """These units would have no coordinator, and that was not agreed to."""

    def __init__(self, units: Collection[Unit]) -> None:
        super().__init__(", ".join(unit.name for unit in units))
        self.units = units


@verb
def erase(*, by: Person, take_away: Collection[str] = (), leave_units: bool = False) -> None:
    """Remove the person and the account; what they wrote stays without them, as docs/identity.md says.

    All of it or nothing, in one transaction. take_away: public names of asks and answers that go wholly; see
    `rules.removable`. Raises `records.rules.NoDecision` where an authority runs Krets and has decided nothing, and
    LeftAlone for units of which `by` is the last coordinator, unless `leave_units`: then operators hear.
    """
    account = Account.objects.select_for_update().get(person=by)
    alone = list(rules.left_alone(by))
    if alone and not leave_units:
        raise LeftAlone(alone)
    trail.removed(by=by, kind="people", why="asked for by the person")
    if take_away:
        trail.removed(by=by, kind="contributions", why="asked for by the person", count=len(take_away))
    for unit in alone:
        for person in rules.operators().exclude(pk=by.pk):
            emails.without_coordinator(unit, to=person)
    naming = (ProfileField.Name.PHONE, ProfileField.Name.EMAIL, ProfileField.Name.FORMAL_NAME)
    fields = ProfileField.objects.filter(person=by, field__in=naming)
    told = [by.name, account.email, *fields.values_list("text", flat=True)]
    words = pattern(told)
    loose = asks.forget_writer(by=by, words=words, take_away=take_away)
    loose += cases.forget_writer(by=by, words=words)
    forget_imported(by=by, email=account.email)
    networks.forget_signer(by=by)
    forget_letters(by, account.email, told)
    people.forget(by=by)
    let_go(files=_held_by_nothing(loose))
    record(verb="home.erase", kind="person", key=by.key, by=None)


def _held_by_nothing(files: Iterable[File]) -> list[File]:
    pks = [file.pk for file in files]
    return list(File.objects.filter(pk__in=pks, asks=None, answers=None, case_documents=None))
