"""Who may join, as JSON."""

from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Schema

from krets.api.fields import Given, Slug, StrictBool, text
from krets.api.problems import refuse
from krets.api.scopes import needs
from krets.db.identity import Request
from krets.engines.admission import Kind
from krets.networks import actions, forms, rules
from krets.networks.api.routes import router
from krets.networks.models import Unit
from krets.people.rules import person_of


class Clause(Given):
    """One thing that a rule asks for; which fields it needs follows from its kind."""

    id: str = Field("", pattern=r"^[0-9a-z]{0,8}$", description="Answers stand under it; made when left out.")
    kind: Kind
    among: list[str] = Field(
        [],
        max_length=40,
        description="What is let in: kinds of employer, regions, titles, levels, networks by name.",
    )
    least: int = Field(0, description="Of a share: per cent.")
    topic: str = text(160, about="Of a share: of work with what.")
    question: str = text(300)
    group: Literal["", "a", "b"] = Field("", description="Of those with the same letter one is enough.")
    optional: StrictBool = False


class RuleGiven(Given):
    way: Literal["apply", "open", "invite"] = "apply"
    yearly: StrictBool = Field(False, description="Members are asked once a year whether it still holds.")
    clauses: list[Clause] = Field([], max_length=20)


class RuleShown(Schema):
    version: int | None = Field(description="Null: there is no rule as data; see `text`.")
    way: str
    yearly: bool
    clauses: list[dict[str, Any]]
    words: list[list[str]] = Field(description="The rule in your language; of several in one list one is enough.")
    text: str = Field(description="The rule as a text, where there is none as data.")


@router.get("/units/{slug}/rule", response=RuleShown)
@needs("read")
def rule(request: Request, slug: Slug) -> dict[str, Any]:
    """Who may join a network."""
    return _rule(unit_of(request, slug))


@router.put("/units/{slug}/rule", response=RuleShown)
@needs("coordinate")
def set_rule(request: Request, slug: Slug, given: RuleGiven) -> dict[str, Any]:
    """A new version of who may join. For those who decide in the network."""
    unit = unit_of(request, slug)
    if not rules.may_set_rule(request.reader, unit):
        raise PermissionDenied
    composer = forms.Composer(unit, request.reader, _typed(given))
    if not composer.is_valid() or len(composer.rows) < len(given.clauses):
        raise refuse(_faults(composer) or {"clauses": _("Each clause needs a name of its own.")})
    actions.set_rule(by=person_of(request.user), unit=unit, **composer.rule)
    return _rule(unit)


def unit_of(request: Request, slug: str) -> Unit:
    found: Unit = get_object_or_404(rules.visible(request.reader).select_related("parent"), slug=slug)
    return found


def _rule(unit: Unit) -> dict[str, Any]:
    admission: dict[str, Any] = unit.admission
    return {
        "version": admission.get("version"),
        "way": admission.get("way", "invite"),
        "yearly": admission.get("yearly", False),
        "clauses": admission.get("clauses", []),
        "words": [list(part.words) for part in rules.criteria(admission)],
        "text": "" if admission.get("clauses") else unit.rule,
    }


def _typed(given: RuleGiven) -> QueryDict:
    """As the page sends it, so that the same form reads both."""
    data = QueryDict(mutable=True)
    data["way"] = given.way
    if given.yearly:
        data["yearly"] = "on"
    for place, clause in enumerate(given.clauses, 1):
        name = clause.id or f"c{place}"
        data.appendlist("clause", f"{name}:{clause.kind}")
        for field in ("least", "topic", "question", "group"):
            data[f"{name}-{field}"] = str(getattr(clause, field) or "")
        if clause.optional:
            data[f"{name}-optional"] = "on"
        lines = clause.kind in ("region", "role", "alumni")
        data.setlist(f"{name}-among", ["\n".join(clause.among)] if lines else clause.among)
    return data


def _faults(composer: forms.Composer) -> dict[str, str]:
    return {
        f"clauses.{place}.{field}": " ".join(map(str, messages))
        for place, row in enumerate(composer.rows)
        for field, messages in row.errors.items()
    }
