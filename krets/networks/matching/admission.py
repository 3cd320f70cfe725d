"""The one bridge to the engine of admission: rows → dataclasses → what holds."""

from krets.engines.admission import Answer, Facts, Problem, Verdict, evaluate
from krets.networks.models import Application, Membership
from krets.networks.rules.criteria import clauses_of
from krets.people.models import Organisation

NOTHING = Facts()  # what is known of nobody in particular


def facts_of(person: int, organisation: Organisation | None) -> Facts:
    """What Krets knows of an applicant, by their number, without asking. One query."""
    units = Membership.objects.filter(person_id=person).values_list("unit__slug", flat=True)
    known = tuple(sorted({*units}))
    if organisation is None:
        return Facts(units=known)
    return Facts(employer=organisation.kind, regions=tuple(organisation.regions), units=known)


def judged(application: Application) -> Verdict:
    """What of the rule that it was made under holds now. One query."""
    given = tuple(Answer(clause, str(value)) for clause, value in application.answers.items())
    facts = facts_of(application.person_id, application.organisation)
    return evaluate(Problem(clauses_of(application.rule.clauses), given, facts))
