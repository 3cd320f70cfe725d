"""A case becomes readable, and unreadable again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from ninja import Status

from krets.api.fields import Key, typed
from krets.api.problems import refuse, take
from krets.api.scopes import needs
from krets.cases import actions, matching, rules
from krets.cases.api import shapes
from krets.cases.api.given import PublishGiven, WithdrawGiven
from krets.cases.api.reading import own_case, the_case
from krets.cases.api.routes import router
from krets.cases.forms import PublishForm
from krets.db.identity import Request
from krets.networks.api import look_at
from krets.networks.rules import units_in
from krets.people.rules import person_of


@router.post("/cases/{key}/publish", response=shapes.CaseShown)
@needs("case")
def publish(request: Request, key: Key, given: PublishGiven) -> dict[str, Any]:
    """Let others read the case, or read its changes. 422 names what must be mended first."""
    case = own_case(request, key)
    data = typed(given, "awarded", "supplier_secrets")
    form = PublishForm(data, reader=request.reader, kept=units_in(case.readers))
    take(form)
    by = person_of(request.user)
    if not given.confirmed:
        telling = form.cleaned_data["unnamed"] and rules.may_be_guessed(case, by, form.check)
        look_at(matching.hints(case) if form.check.before_award else [], telling=telling)
    try:
        actions.publish(by=by, case=case, **form.asked)
    except actions.NotReady as refused:
        raise refuse(refused.faults) from refused
    return shapes.whole(the_case(request, key), request.reader)


@router.post("/cases/{key}/withdraw", response={200: shapes.CaseShown, 204: None})
@needs("case")
def withdraw(request: Request, key: Key, given: WithdrawGiven) -> Any:
    """Take the case down at once: yours, or as coordinator of a unit it is shared in. It becomes a draft again.

    Its writer gets the draft; a coordinator gets 204, and no longer reads it.
    """
    case = the_case(request, key)
    mine = rules.is_writer(request.reader, case)
    if not mine and not rules.may_withdraw(request.reader, case):
        raise PermissionDenied
    actions.withdraw(by=person_of(request.user), case=case, why=given.why)
    return shapes.whole(the_case(request, key), request.reader) if mine else Status(204, None)
