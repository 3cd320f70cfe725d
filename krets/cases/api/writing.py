"""A case while it is written. Nobody but its writer reads it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from krets.api.fields import Key
from krets.api.problems import Late, refuse
from krets.api.scopes import needs, refuses
from krets.cases import actions, rules
from krets.cases.api import shapes
from krets.cases.api.given import CaseGiven, DraftGiven
from krets.cases.api.reading import own_case, the_case
from krets.cases.api.routes import router
from krets.cases.models import Case
from krets.db.identity import Request
from krets.people.models import Person
from krets.people.rules import person_of


@router.post("/cases", response={201: shapes.CaseShown})
@needs("case")
def draft(request: Request, given: DraftGiven) -> dict[str, Any]:
    """Begin a case. Type, size, region and language are filled in from your profile."""
    if not rules.may_draft(request.reader):
        raise PermissionDenied
    by = person_of(request.user)
    with transaction.atomic():
        case = actions.draft(by=by, title=given.title)
        _keep(by, case, given)
    return shapes.whole(the_case(request, case.key), request.reader)


@router.patch("/cases/{key}", response=shapes.CaseShown)
@needs("case")
def save(request: Request, key: Key, given: CaseGiven) -> dict[str, Any]:
    """Change a draft. Of a published case nothing that readers see changes until it is published again."""
    case = own_case(request, key)
    with transaction.atomic():
        _keep(person_of(request.user), case, given)
    return shapes.whole(the_case(request, key), request.reader)


@router.delete("/cases/{key}", response={204: None})
@needs("case")
@refuses(409)
def discard(request: Request, key: Key) -> None:
    """Throw away a draft that nobody has read, or the changes to a published case."""
    case = own_case(request, key)
    if case.is_draft and case.withdrawals.exists():
        raise Late(_("Others have read it, so it is kept."))
    actions.discard(by=person_of(request.user), case=case)


def _keep(by: Person, case: Case, given: CaseGiven) -> None:
    fields = given.dict(exclude_unset=True)
    waits = actions.save(by=by, case=case, effects=fields.pop("effects", None), **fields)
    mend = given.model_fields_set.intersection(waits)  # what a page typed before may wait too
    if mend:
        raise refuse(dict.fromkeys(sorted(mend), _("This can't be taken as it stands.")))
