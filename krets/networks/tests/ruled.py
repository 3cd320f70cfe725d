"""Hållbart inköp with a rule, for the tests of admission."""

from typing import Any

from krets.networks import actions
from krets.networks.models import AdmissionRule, Application, Unit
from krets.people.models import Person
from krets.tests.cast import Cast

CLAUSES: list[dict[str, Any]] = [
    {"id": "c1", "kind": "share", "least": 80, "topic": "hållbarhet kopplad till inköp", "among": []},
    {"id": "c2", "kind": "appointed", "among": []},
    {"id": "c3", "kind": "employer", "among": ["municipality", "region", "joint_body"]},
    {"id": "c4", "kind": "text", "question": "Vad vill du dela med dig av?", "among": []},
]
GOOD = {"c1": "90", "c2": "yes", "c4": "Rutheniumsvar om avtal."}
SHORT = {"c1": "40", "c2": "yes", "c4": "Rutheniumsvar om avtal."}
UNIT, APPLY = "hallbart-inkop", "/units/hallbart-inkop/apply/"


def ruled(cast: Cast, **more: Any) -> Unit:
    unit = cast.units[UNIT]
    actions.set_rule(by=cast.eva, unit=unit, **{"clauses": CLAUSES, **more})
    return unit


def applied(cast: Cast, answers: dict[str, str] = GOOD, who: Person | None = None) -> Application:
    unit = cast.units[UNIT]
    if not AdmissionRule.objects.filter(unit=unit).exists():
        ruled(cast)
    return actions.apply(by=who or cast.ida, unit=unit, answers=answers)
