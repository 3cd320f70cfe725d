"""Surfaces of who may join, applications and yearly questions: see `surfaces.py`."""

from typing import Any

from krets.networks.models import Reconfirmation
from krets.tests.leaks.looking import ABSENT, Look, Seen, Surface

UNITS = ("hallbart-inkop", "kategori-it", "security-of-supply")
WRONG = {"surprise": True}


def of_unit(tail: str, **more: Any) -> Surface:
    def looks(seen: Seen) -> list[Look]:
        slug = seen.chance.choice(UNITS)
        may = seen.model.knows_unit(slug)
        return [Look(f"/units/{slug}/{tail}", may=may, absent=f"/units/finns-inte/{tail}", **more)]

    return looks


def of_application(tail: str = "", **more: Any) -> Surface:
    def looks(seen: Seen) -> list[Look]:
        found = seen.admission()
        if found is None:
            return [Look(f"/applications/{ABSENT}/{tail}", may=(), **more)]
        may, absent = seen.model.reads_admission(found), f"/applications/{ABSENT}/{tail}"
        told = (lambda member: {found.words["answer"]}) if not tail and found.sent else (lambda member: set())
        return [Look(f"/applications/{found.key}/{tail}", may=may, absent=absent, sure=told, **more)]

    return looks


def exemptions(seen: Seen) -> list[Look]:
    """Whoever may know of the unit is refused; what stands there is compared."""
    found = seen.admission()
    slug = found.unit if found is not None else UNITS[0]
    return [Look(f"/units/{slug}/exceptions/", may=seen.model.knows_unit(slug))]


def reconfirm(seen: Seen) -> list[Look]:
    asked = Reconfirmation.objects.select_related("membership").order_by("-pk").first()
    if asked is None:
        return [Look(f"/reconfirm/{ABSENT}/", may=())]
    own = [name for name, person in seen.cast.people.items() if person.pk == asked.membership.person_id]
    return [Look(f"/reconfirm/{asked.key}/", may=own, absent=f"/reconfirm/{ABSENT}/")]


def on_application(tail: str, data: Any = None, method: str = "post") -> Surface:
    """Of the API."""

    def looks(seen: Seen) -> list[Look]:
        found = seen.admission()
        if found is None:
            path = f"/units/kategori-it/applications/{ABSENT}{tail}"
            return [Look(path, may=(), absent=path, method=method, data=data)]
        here = f"/units/{found.unit}/applications"
        may = seen.model.reads_admission(found)
        return [
            Look(f"{here}/{found.key}{tail}", may=may, absent=f"{here}/{ABSENT}{tail}", method=method, data=data)
        ]

    return looks


PAGES: dict[str, Surface] = {
    "rule": of_unit("rule/"),
    "apply": of_unit("apply/"),
    "applications": of_unit("applications/?show=decided"),
    "exemptions": exemptions,
    "resting": of_unit("resting/"),
    "my_applications": lambda seen: [Look("/applications/")],
    "application": of_application(),
    "decide_application": of_application("decide/", method="post", data={"admit": "surprise"}),
    "appeal": of_application("appeal/"),
    "withdraw_application": lambda seen: [Look(f"/applications/{ABSENT}/withdraw/", may=(), method="post")],
    "reconfirm": reconfirm,
}
OPERATIONS: dict[str, Surface] = {
    "rule": of_unit("rule"),
    "set_rule": of_unit("rule", method="put", data=WRONG),
    "applications": of_unit("applications"),
    "application": on_application("", method="get"),
    "exemptions": of_unit("exceptions"),
    "apply": of_unit("applications", method="post", data=WRONG),
    "decide_application": on_application("/decide", WRONG),
    "appeal": on_application("/appeal", WRONG),
    "withdraw_application": lambda seen: [
        Look(f"/units/kategori-it/applications/{ABSENT}/withdraw", may=(), method="post")
    ],
}
