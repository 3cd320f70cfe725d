"""The one bridge to what fits somebody new: rows → dataclasses → rows with reasons in the reader's words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Case as Choice
from django.db.models import Count, Q, QuerySet, Value, When
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from krets.asks import rules as asks
from krets.asks.models import Answer, Ask
from krets.cases import rules as cases
from krets.cases.models import Case, groups_of
from krets.codes.rules import named
from krets.db.clock import now, today
from krets.db.readers import Reader
from krets.engines.fitting import Fit, Newcomer, Option, Problem, Reason, fit
from krets.engines.text.grams import words
from krets.networks import rules as networks
from krets.networks.models import Membership, Unit
from krets.people import rules as people
from krets.people.models import Person, ProfileField, Purchase

LOOKED_AT = 200  # networks; of asks and cases, the newest
NEWEST = 60
BOUGHT = 40  # of the organisation's purchases
TELLING = 8  # words of what somebody tells that networks are looked for by
ENOUGH = 5  # organisations of a kind, so that their number tells of none of them
HALF_LIFE = {"ask": 30.0, "case": 720.0}  # days


@dataclass(frozen=True)
class Fitting:
    """A network, an ask or a case, and why it is shown."""

    row: Any
    because: list[str]
    way: str = ""  # of a network: how one joins, apply, open, invite, or inside for a subgroup
    parts: Sequence[Any] = ()  # of a network: who may join, in words


def newcomer(person: Person, reader: Reader) -> Newcomer:
    """What they tell, and what their organisation is and has bought. Two queries, at most three."""
    told = people.visible_fields(reader, person).filter(
        field__in=(ProfileField.Name.EXPERIENCE, ProfileField.Name.TOPICS)
    )
    said = "\n".join([person.title, *(field.text for field in told)])
    place = person.organisation
    if place is None:
        return Newcomer(told=said, languages=tuple(person.languages))
    bought = list(Purchase.objects.filter(organisation=place).only("title", "cpv")[:BOUGHT])
    return Newcomer(
        told=said,
        bought=tuple(purchase.title for purchase in bought),
        cpv=tuple(sorted({group for purchase in bought for group in groups_of(purchase.cpv)})),
        kind=place.kind,
        size=place.size,
        regions=regions_of(person),
        languages=tuple(person.languages),
    )


def regions_of(person: Person) -> tuple[str, ...]:
    """Where somebody's organisation is, as it is said of it, and its part of the country, wide and narrow."""
    place = person.organisation
    if place is None:
        return ()
    codes = [place.nuts[:length] for length in (4, 5) if len(place.nuts) >= length]
    return tuple(dict.fromkeys([*place.regions, *(one.label for one in named("nuts", codes) if one.label)]))


def fitting_networks(person: Person, reader: Reader, limit: int = 3) -> list[Fitting]:
    """Networks that somebody is not in yet and may know of, and whose rule is not known to shut them out.

    Four queries beside what they tell.
    """
    who = newcomer(person, reader)
    units = {unit.slug: unit for unit in _networks(reader, who)[:LOOKED_AT]}
    pks = [unit.pk for unit in units.values()]
    alike, colleagues = _alike_in(pks, person), _colleagues_running(pks, person, reader)
    were = tuple(Membership.objects.filter(person=person).values_list("unit__slug", flat=True).distinct())
    asked = {
        slug: networks.foreseen(unit.admission, employer=who.kind, regions=who.regions, units=were)
        for slug, unit in units.items()
    }
    options = [
        Option(
            slug,
            " ".join([unit.name, unit.purpose, unit.rule]),
            unit.language,
            regions=tuple(unit.area),
            holds=asked[slug][0],
            fails=asked[slug][1],
            alike=alike.get(unit.pk, 0),
            colleagues=tuple(colleagues.get(unit.pk, ())),
        )
        for slug, unit in units.items()
    ]
    return [
        replace(one, way=_way(one.row), parts=networks.criteria(one.row.admission))
        for one in _fitted(who, options, units, person, limit, _of_network)
    ]


def _way(unit: Unit) -> str:
    return "inside" if networks.is_subgroup(unit) else str(unit.admission.get("way", "invite"))


def fitting_ask(person: Person, reader: Reader) -> Fitting | None:
    """An open ask that somebody may read and has not answered, not overdue. One query beside what they tell."""
    mine = Answer.objects.filter(asks.answered_by(reader.person)).values("ask_id")
    found = (
        asks.listed(reader, "open")
        .exclude(asks.asked_by(reader.person))
        .exclude(pk__in=mine)
        .exclude(deadline__lt=today())
        .select_related("writer", "organisation")
    )
    rows: dict[str, Ask] = {ask.key: ask for ask in found[:NEWEST]}
    options = [
        Option(
            ask.key,
            " ".join([ask.title, ask.topic, ask.body[:600]]),
            ask.language,
            cpv=tuple(groups_of(ask.cpv)),
            kind="" if ask.unnamed or ask.organisation is None else ask.organisation.kind,
            size="" if ask.unnamed or ask.organisation is None else ask.organisation.size,
            answers=ask.answer_count,
            age_days=_age(ask.posted),
            half_life=HALF_LIFE["ask"],
        )
        for ask in rows.values()
    ]
    return next(iter(_fitted(newcomer(person, reader), options, rows, person, 1, _of_item)), None)


def fitting_case(person: Person, reader: Reader) -> Fitting | None:
    """A published case from elsewhere that still holds. One query beside what they tell."""
    found = cases.published(reader).filter(still_valid=True)
    if person.organisation_id is not None:
        found = found.filter(~Q(organisation=person.organisation_id) | Q(organisation=None))
    rows: dict[str, Case] = {case.key: case for case in cases.in_short(found)[:NEWEST]}
    options = [
        Option(
            case.key,
            " ".join([case.title, case.pitfall]),
            case.language,
            cpv=tuple(groups_of(case.cpv)),
            kind=case.authority_type,
            size=case.authority_size,
            age_days=_age(case.published),
            half_life=HALF_LIFE["case"],
        )
        for case in rows.values()
    ]
    return next(iter(_fitted(newcomer(person, reader), options, rows, person, 1, _of_item)), None)


def _networks(reader: Reader, who: Newcomer) -> "QuerySet[Unit]":
    """First those that have a word of what somebody tells, or their region."""
    near = Q(area__overlap=list(who.regions))
    for word in [word for word in dict.fromkeys(words(who.told)) if len(word) > 4][:TELLING]:
        near |= Q(name__icontains=word) | Q(purpose__icontains=word)
    found = networks.visible(reader).filter(state__in=(Unit.State.ACTIVE, Unit.State.TENTATIVE))
    found = found.exclude(pk__in=networks.may_post_in(reader).values("pk"))
    return found.annotate(near=Choice(When(near, then=Value(0)), default=Value(1))).order_by(
        "near", "sort_key", "pk"
    )


def _alike_in(units: Iterable[int], person: Person) -> dict[int, int]:
    """How many organisations of the same kind have members in these, where that tells of none of them."""
    if person.organisation is None:
        return {}
    current = Membership.objects.filter(
        unit__in=units, ended=None, person__organisation__kind=person.organisation.kind
    )
    counted = current.exclude(person__organisation=person.organisation).order_by().values_list("unit_id")
    found = counted.annotate(n=Count("person__organisation", distinct=True))
    return {unit: count for unit, count in found if count >= ENOUGH}


def _colleagues_running(units: Iterable[int], person: Person, reader: Reader) -> dict[int, list[str]]:
    """Who of the same organisation runs them: the only memberships that are told outside a unit."""
    if person.organisation_id is None:
        return {}
    running = Membership.objects.filter(unit__in=units, ended=None, role=Membership.Role.COORDINATOR)
    known = people.visible(reader).filter(organisation=person.organisation_id).exclude(pk=person.pk)
    found: dict[int, list[str]] = {}
    for unit, name in running.filter(person__in=known).values_list("unit_id", "person__name"):
        found.setdefault(unit, []).append(name)
    return found


def _fitted(
    who: Newcomer,
    options: list[Option],
    rows: Any,
    person: Person,
    limit: int,
    in_words: Callable[[Reason, Person], str],
) -> list[Fitting]:
    found: tuple[Fit, ...] = fit(Problem(who, tuple(options), limit=limit, seed=person.pk))
    return [
        Fitting(rows[one.key], [text for why in one.reasons if (text := in_words(why, person))]) for one in found
    ]


def _of_network(reason: Reason, person: Person) -> str:
    names, clauses = ", ".join(reason.words), " ".join(reason.words)
    kind = person.organisation.get_kind_display().lower() if person.organisation else ""
    told = {
        "topic": _("it is about what you tell: {words}").format(words=names),
        "purchase": _("you bought “{title}”").format(title=Truncator(names).chars(70)),
        "region": _("it is in your part of the country: {words}").format(words=names),
        "colleague": _("{names} of your organisation looks after it").format(names=names),
        "admission": _("of what it asks for this is known to hold: {clauses}").format(clauses=clauses),
        "employer": _("{n} organisations like yours ({kind}) take part").format(n=reason.count, kind=kind),
    }
    return told.get(reason.source, "")


def _of_item(reason: Reason, person: Person) -> str:
    names = ", ".join(reason.words)
    told = {
        "topic": _("it is about what you tell: {words}").format(words=names),
        "purchase": _("you bought “{title}”").format(title=Truncator(names).chars(70)),
        "employer": _("from the same kind of organisation as yours"),
        "unanswered": _("nobody has answered yet"),
    }
    return told.get(reason.source, "")


def _age(moment: datetime | None) -> float:
    return max(0.0, (now() - moment).total_seconds() / 86_400) if moment else 0.0
