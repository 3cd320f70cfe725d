"""Subgroups that members choose themselves: who joins, proposes and opens them, and who reads what is in."""

from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from krets.db import readers
from krets.db.readers import Reader
from krets.networks.models import Membership, NextMeeting, Topic, TopicVote, Unit, Watch
from krets.networks.rules.mandates import may_run
from krets.networks.rules.states import MEANS, SHARING
from krets.networks.rules.units import is_member, visible


def subgroups_of(reader: Reader, unit: Unit) -> "QuerySet[Unit]":
    """The subgroups of a unit that the reader may know of, what is proposed first; closed ones left out."""
    current = Membership.objects.filter(unit=OuterRef("pk"), ended=None)
    found = visible(reader).filter(parent=unit, kind__in=Unit.INSIDE).exclude(state=Unit.State.CLOSED)
    return found.annotate(
        mine=Exists(current.filter(person_id=reader.person or 0)),
        members=Coalesce(Subquery(current.order_by().values("unit").annotate(n=Count("pk")).values("n")), 0),
        proposed=Q(state=Unit.State.PROPOSED),
    ).order_by("-proposed", "sort_key", "pk")


def is_subgroup(unit: Unit) -> bool:
    """Whether a unit is a subgroup or a working group of another."""
    return unit.kind in Unit.INSIDE and unit.parent_id is not None


def may_join_subgroup(reader: Reader, unit: Unit) -> bool:
    """Members of what a subgroup belongs to join it themselves, once it is open."""
    inside = unit.parent_id is not None and readers.unit(unit.parent_id) in reader.tokens
    return is_subgroup(unit) and MEANS[unit.state].joined and inside


def may_propose_subgroup(reader: Reader, unit: Unit) -> bool:
    """Members of a network propose subgroups of it."""
    return is_member(reader, unit) and not is_subgroup(unit) and unit.state != Unit.State.CLOSED


def may_open_subgroup(reader: Reader, unit: Unit) -> bool:
    """Whoever runs a network opens what members propose in it, or does not, and says whether that is needed."""
    return is_subgroup(unit) and unit.parent is not None and may_run(reader, unit.parent)


def may_set_agenda(reader: Reader, unit: Unit) -> bool:
    """Members of a subgroup put topics forward, vote for them, tick them off, and keep its watch list."""
    return is_subgroup(unit) and is_member(reader, unit)


def may_take_away(reader: Reader, row: "Topic | Watch") -> bool:
    """Whoever wrote a topic or a note takes it away, and whoever runs the subgroup."""
    return (reader.person is not None and row.by_id == reader.person) or may_run(reader, row.unit)


def visible_topics(reader: Reader, unit: Unit) -> "QuerySet[Topic]":
    """The agenda of a subgroup, told to its members: what most want first, what is done last."""
    rows: Any = Topic.objects.readable(reader).filter(unit=unit)
    voted = TopicVote.objects.filter(topic=OuterRef("pk"), person_id=reader.person or 0)
    rows = rows.annotate(wanted=Count("votes"), voted=Exists(voted)).select_related("by", "unit")
    found: QuerySet[Topic] = rows.order_by(F("done").desc(nulls_first=True), "-wanted", "at", "pk")
    return found


def visible_watch(reader: Reader, unit: Unit) -> "QuerySet[Watch]":
    """What a subgroup watches, newest first: told to its members, or to its network where the writer chose."""
    found: QuerySet[Watch] = Watch.objects.readable(reader).filter(unit=unit).select_related("by", "unit")
    return found.order_by("-at", "-pk")


def visible_meeting(reader: Reader, unit: Unit) -> NextMeeting | None:
    """What a subgroup says of its next meeting, told to its members."""
    found: NextMeeting | None = NextMeeting.objects.readable(reader).filter(unit=unit).first()
    return found


def has_address(slug: str) -> bool:
    """Whether a subgroup with this name takes letters."""
    open_ones = Unit.objects.filter(slug=slug, kind__in=Unit.INSIDE, parent__isnull=False, takes_mail=True)
    return open_ones.filter(state__in=SHARING).exists()


def address_of(unit: Unit) -> str:
    """The mail address of a subgroup, '' where it has none: it is switched off, or the subgroup is not open."""
    taken = is_subgroup(unit) and unit.takes_mail and unit.state in SHARING
    return f"{unit.slug}@{settings.MAIL_DOMAIN}" if taken else ""
