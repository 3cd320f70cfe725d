"""Somebody new is shown around in five steps: begun at the first sign-in, left and gone on with, ended."""

from krets.activity.actions import record
from krets.db.clock import now
from krets.db.identity import verb
from krets.people.models import Account, FirstHourStep, Person

Step = FirstHourStep.Step


@verb
def greet(*, by: None = None, account: Account) -> None:
    """Offer the first hour to whoever comes in for the first time. `by` nobody: who it is, is being found out."""
    if account.person is not None and not account.person.first_hour.exists():
        Account.objects.filter(pk=account.pk).update(is_new=True)


@verb
def begin_first_hour(*, by: Person) -> None:
    """Once more, from the first step, for whoever wants it: in a new post, or with a new employer."""
    FirstHourStep.objects.filter(person=by).delete()
    Account.objects.filter(person=by).update(is_new=True)
    record(verb="people.begin_first_hour", kind="person", key=by.key, by=by)


@verb
def take_step(*, by: Person, step: str, how: str = FirstHourStep.How.DONE) -> bool:
    """Note a step as done or skipped; the last one ends the first hour. True then."""
    taken = {"how": FirstHourStep.How(how), "at": now()}
    FirstHourStep.objects.update_or_create(person=by, step=Step(step), defaults=taken)
    left = set(FirstHourStep.TAKEN) - set(by.first_hour.values_list("step", flat=True))
    if left:
        return False
    end_first_hour(by=by)
    return True


@verb
def end_first_hour(*, by: Person) -> None:
    """It is shown no more. Whoever ends it before the last step has skipped the rest."""
    FirstHourStep.objects.get_or_create(person=by, step=Step.END)
    Account.objects.filter(person=by).update(is_new=False)
    record(verb="people.end_first_hour", kind="person", key=by.key, by=by)
