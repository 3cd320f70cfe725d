"""A case with everything that publishing needs, for the tests of other verbs."""

import re
from datetime import date
from typing import Any

from django.http import HttpResponse

from krets.cases import actions
from krets.cases.models import Case
from krets.networks.models import Check, Phase
from krets.people.models import Person

IN_FORCE = Check(Phase.CONTRACT, awarded=True, award_date=date(2026, 3, 2), supplier_secrets=False)
EARLY = Check(Phase.PREPARATION, awarded=False, supplier_secrets=False)

FIELDS: dict[str, Any] = {
    "title": "Handskar: reservlagret som åt upp besparingen",
    "summary": "Vi behövde säkrare leveranser, lade upp ett reservlager och fick högre lagerkostnad än tänkt.",
    "phase": Phase.CONTRACT,
    "subject": "undersökningshandskar",
    "cpv": ["18424300"],
    "themes": ["security_of_supply"],
    "aim": "Leveranssäkerhet på 98 procent.",
    "what_we_did": "Ramavtal med krav på reservlager hos leverantören.",
    "outcome": "partly",
    "what_went_wrong": "Lagret kostade mer än dubbelt så mycket som kalkylen.",
    "why": "Volymvikt och hållbarhetstid var inte med i kalkylen.",
    "pitfall": "Räkna reservlager i kubikmeter, inte i styck.",
    "advice": "Ta med volym och hållbarhet i kalkylen från början.",
}
EFFECT = {
    "kind": "quality", "indicator": "Leveranssäkerhet", "unit": "%", "baseline": "91", "result": "98,6",
    "method": "measured", "confidence": "high",
}  # fmt: skip


def filled(by: Person, **fields: Any) -> Case:
    """A draft that only waits to be published."""
    return actions.draft(by=by, **{**FIELDS, **fields})


def published(by: Person, audience: str = "buyers", check: Check = IN_FORCE, **more: Any) -> Case:
    units, unnamed, effects = more.pop("units", ()), more.pop("unnamed", False), more.pop("effects_of", None)
    people = more.pop("people", ())
    case = filled(by, **more)
    if effects is not None:
        actions.save(by=by, case=case, effects=effects)
    actions.publish(by=by, case=case, audience=audience, units=units, people=people, unnamed=unnamed, check=check)
    return case


def same(response: HttpResponse) -> str:
    """A page without what differs each time it is drawn: the token of its forms, and its own address."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return re.sub(r"/cases/\w{12}/", "", text)
