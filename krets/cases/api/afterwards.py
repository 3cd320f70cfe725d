"""Once a case is out: used by others, and looked at again by its writer."""

from typing import Any

from django.core.exceptions import PermissionDenied

from krets.api.fields import Key, typed
from krets.api.scopes import needs
from krets.cases import actions, rules
from krets.cases.api import shapes
from krets.cases.api.given import ReuseGiven, ReviewGiven
from krets.cases.api.reading import own_case, the_case
from krets.cases.api.routes import router
from krets.cases.forms import ReuseForm, ReviewForm
from krets.db.identity import Request
from krets.networks.api import passed
from krets.people.rules import person_of


@router.post("/cases/{key}/reuse", response=shapes.ReuseShown)
@needs("case")
def reuse(request: Request, key: Key, given: ReuseGiven) -> dict[str, Any]:
    """Say that you used the case, how you adapted it and what came of it. A second time changes the first."""
    case = the_case(request, key)
    if not rules.may_reuse(request.reader, case):
        raise PermissionDenied
    form = ReuseForm(typed(given))
    passed(form)
    return shapes.reuse(actions.reuse(by=person_of(request.user), case=case, **form.said))


@router.post("/cases/{key}/review", response=shapes.CaseShown)
@needs("case")
def review(request: Request, key: Key, given: ReviewGiven) -> dict[str, Any]:
    """Say whether your case still holds."""
    case = own_case(request, key)
    if case.is_draft:
        raise PermissionDenied
    form = ReviewForm(typed(given, "still_valid"), case=case)
    passed(form)
    actions.review(by=person_of(request.user), case=case, **form.said)
    return shapes.whole(the_case(request, key), request.reader)
