"""Whether the award that a case waits for is decided."""

from typing import Any

from django.core.exceptions import PermissionDenied

from krets.api.fields import Key, typed
from krets.api.problems import take
from krets.api.scopes import needs
from krets.cases import actions
from krets.cases.api import shapes
from krets.cases.api.given import AwardGiven
from krets.cases.api.reading import own_case, the_case
from krets.cases.api.routes import router
from krets.cases.forms import AwardForm
from krets.db.identity import Request
from krets.people.rules import person_of


@router.post("/cases/{key}/award", response=shapes.CaseShown)
@needs("case")
def award(request: Request, key: Key, given: AwardGiven) -> dict[str, Any]:
    """Say whether the award that your case waits for is decided. Readers see nothing of it until you publish."""
    case = own_case(request, key)
    if not case.awaits_award:
        raise PermissionDenied
    form = AwardForm(typed(given, "decided"), case=case)
    take(form)
    actions.award(by=person_of(request.user), case=case, **form.said)
    return shapes.whole(the_case(request, key), request.reader)
