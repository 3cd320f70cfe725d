"""Lists of members: who brought one and who administers the unit find it, nobody else."""

from typing import Any

from krets.tests.leaks.looking import ABSENT, Look, Seen, Surface
from krets.tests.leaks.written import Brought


def of_unit_lists(tail: str = "imports/", **more: Any) -> Surface:
    def looks(seen: Seen) -> list[Look]:
        slug = seen.chance.choice(["hallbart-inkop", "security-of-supply"])
        may = seen.model.takes_lists(slug)
        # Who is a member is told to whoever administers the unit, buyer or not.
        names = [seen.model.names[one].word for one in seen.model.members[slug] & seen.model.names.keys()]
        knows, absent = seen.model.knows_unit(slug), f"/units/finns-inte/{tail}"
        return [Look(f"/units/{slug}/{tail}", may=may, absent=absent, tells=names, knows=knows, **more)]

    return looks


def of_import(tail: str = "", *, sure: bool = False, slash: str = "/", **more: Any) -> Surface:
    def looks(seen: Seen) -> list[Look]:
        found: list[Brought] = seen.model.brought
        if not found:
            path = f"/units/hallbart-inkop/imports/{ABSENT}{slash}{tail}"
            absent = path.replace("hallbart-inkop", "finns-inte")
            return [Look(path, may=(), absent=absent, knows=seen.model.knows_unit("hallbart-inkop"), **more)]
        one = seen.chance.choice(found)
        path, absent = (f"/units/{one.unit}/imports/{key}{slash}{tail}" for key in (one.key, ABSENT))
        told = (lambda member: {one.word}) if sure else (lambda member: set())
        may, knows = seen.model.reads_brought(one), seen.model.knows_unit(one.unit)
        return [Look(path, may=may, absent=absent, sure=told, knows=knows, **more)]

    return looks
