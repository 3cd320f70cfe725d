"""Who may join, who applied and what was decided, taken along to another installation. Drafts stay behind."""

from collections.abc import Mapping, Sequence
from typing import Any

from krets.db import readers
from krets.db.identity import verb
from krets.db.rows import Row, fields, values
from krets.db.tally import Tally
from krets.networks.models import (
    AdmissionRule,
    Application,
    ApplicationStep,
    Exemption,
    Membership,
    Reconfirmation,
    Unit,
)
from krets.people.models import Organisation, Person


def admission_rows(*, by: Person | None, unit: Unit) -> Row:
    """What a unit's row in an export says of it."""
    sent = unit.applications.exclude(state=Application.State.DRAFT)
    sent = sent.select_related("person", "organisation", "rule").prefetch_related("steps__by")
    asked = Reconfirmation.objects.filter(membership__unit=unit).select_related("membership__person", "rule")
    exempt = unit.exemptions.select_related("person", "by", "rule")
    return {
        "rules": [
            values(one) | {"by": _key(one.by)} for one in unit.rules.select_related("by").order_by("version")
        ],
        "applications": [_application(one) for one in sent.order_by("at", "key")],
        "exemptions": [
            values(one, without=["readers"]) | _people(one) | {"version": one.rule.version}
            for one in exempt.order_by("at", "person__key")
        ],
        "reconfirmations": [
            values(one)
            | {
                "person": one.membership.person.key,
                "since": one.membership.since.isoformat(),
                "version": one.rule.version,
            }
            for one in asked.order_by("asked", "key")
        ],
    }


@verb
def restore_admission(
    *, by: Person | None, rows: Sequence[Row], units: Mapping[str, Unit], people: Mapping[str, int], tally: Tally
) -> None:
    """Add what is not there, once units, people and members are."""
    there = set(AdmissionRule.objects.values_list("unit__slug", "version"))
    for row in rows:
        unit = units.get(row["slug"])
        if unit is None:
            continue
        for given in row.get("rules", []):
            if (row["slug"], given["version"]) in there:
                tally.count("unchanged")
                continue
            AdmissionRule.objects.create(
                unit=unit, by_id=people.get(given.get("by") or ""), **fields(AdmissionRule, given)
            )
            tally.count("new")
        versions = {one.version: one for one in unit.rules.all()}
        _restore_applications(row, unit, versions, people, tally)
        _restore_exemptions(row, unit, versions, people, tally)
        _restore_reconfirmations(row, unit, versions, people, tally)


Versions = Mapping[int, AdmissionRule]


def _restore_applications(
    row: Row, unit: Unit, versions: Versions, people: Mapping[str, int], tally: Tally
) -> None:
    there = set(unit.applications.values_list("key", flat=True))
    places = dict(Organisation.objects.values_list("slug", "pk"))
    for given in row.get("applications", []):
        if given["key"] in there:
            tally.count("unchanged")
        elif given["person"] not in people:
            tally.skip("an application of somebody who is not here")
        else:
            application = Application.objects.create(
                unit=unit, person_id=people[given["person"]], rule=versions[given["version"]],
                organisation_id=places.get(given.get("organisation") or ""), **fields(Application, given),
            )  # fmt: skip
            for step in given.get("steps", []):
                ApplicationStep.objects.create(
                    application=application,
                    by_id=people.get(step.get("by") or ""),
                    **fields(ApplicationStep, step),
                )
            tally.count("new")


def _restore_exemptions(row: Row, unit: Unit, versions: Versions, people: Mapping[str, int], tally: Tally) -> None:
    there = {(key, at) for key, at in unit.exemptions.values_list("person__key", "at")}
    for given in row.get("exemptions", []):
        known = fields(Exemption, given, without=["readers"])
        if (given["person"], known["at"]) in there:
            tally.count("unchanged")
        elif given["person"] not in people:
            tally.skip("an exception for somebody who is not here")
        else:
            numbers = {"person_id": people[given["person"]], "by_id": people.get(given.get("by") or "")}
            token = readers.unit(unit.pk)
            Exemption.objects.create(
                unit=unit, rule=versions[given["version"]], readers=[token], **numbers, **known
            )
            tally.count("new")


def _restore_reconfirmations(
    row: Row, unit: Unit, versions: Versions, people: Mapping[str, int], tally: Tally
) -> None:
    members = {(one.person_id, one.since.isoformat()): one for one in Membership.objects.filter(unit=unit)}
    there = set(Reconfirmation.objects.filter(membership__unit=unit).values_list("key", flat=True))
    for given in row.get("reconfirmations", []):
        member = members.get((people.get(given["person"], 0), given["since"]))
        if given["key"] in there:
            tally.count("unchanged")
        elif member is None:
            tally.skip("a yearly question to somebody who is not here")
        else:
            known = fields(Reconfirmation, given)
            Reconfirmation.objects.create(membership=member, rule=versions[given["version"]], **known)
            tally.count("new")


def _application(one: Application) -> Row:
    return values(one) | {
        "person": one.person.key,
        "organisation": one.organisation.slug if one.organisation else None,
        "version": one.rule.version,
        "steps": [values(step) | {"by": _key(step.by)} for step in one.steps.all()],
    }


def _people(one: Any) -> Row:
    return {"person": one.person.key, "by": _key(one.by)}


def _key(person: Person | None) -> str | None:
    return person.key if person else None
