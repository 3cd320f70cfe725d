"""Subgroups as JSON: join, leave, propose; their agendas and what they watch."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema

from krets.api.fields import Slug, StrictBool, text, typed
from krets.api.paging import Listed, Page, by_name, newest_first
from krets.api.scopes import needs
from krets.api.shown import Link, link
from krets.db.identity import Request
from krets.db.readers import Reader
from krets.networks import actions, forms, rules
from krets.networks.api.gate import LookedOver, passed
from krets.networks.api.routes import router
from krets.networks.models import Topic, Unit, Watch
from krets.people.rules import person_of


class SubgroupShown(Schema):
    key: str = Field(description="The slug.")
    name: str
    url: str
    purpose: str
    state: str
    mine: bool
    members: int


class Subgroups(Listed[SubgroupShown]):
    pass


class SubgroupGiven(LookedOver):
    name: str = text(120, needed=True)
    purpose: str = text(400, needed=True, about="One sentence.")


class TopicShown(Schema):
    key: str
    title: str
    why: str
    by: Link | None
    at: datetime
    wanted: int = Field(description="How many want it.")
    done: datetime | None


class Topics(Listed[TopicShown]):
    pass


class TopicGiven(LookedOver):
    title: str = text(200, needed=True)
    why: str = text(2000)


class WatchShown(Schema):
    key: str
    title: str
    link: str
    why: str
    wide: bool = Field(description="Whether the whole network reads it.")
    by: Link | None
    at: datetime


class WatchList(Listed[WatchShown]):
    pass


class WatchGiven(LookedOver):
    title: str = text(200, needed=True)
    link: str = text(500)
    why: str = text(2000, needed=True)
    wide: StrictBool = False


@router.get("/units/{slug}/subgroups", response=Subgroups)
@needs("read")
def subgroups(request: Request, slug: Slug, page: Query[Page]) -> dict[str, Any]:
    """The subgroups of a network that you may know of, by the alphabet."""
    rows, following = by_name(rules.subgroups_of(request.reader, _unit(request, slug)), page, "slug")
    return {"items": [_subgroup(row) for row in rows], "next": following}


@router.post("/units/{slug}/subgroups", response={201: SubgroupShown})
@needs("answer")
def propose_subgroup(request: Request, slug: Slug, given: SubgroupGiven) -> dict[str, Any]:
    """Propose a subgroup of a network of yours. State `active`: it is open; you lead it."""
    unit = _unit(request, slug)
    if not rules.may_propose_subgroup(request.reader, unit):
        raise PermissionDenied
    said = passed(forms.ProposeForm(typed(given)))
    made = actions.propose_subgroup(
        by=person_of(request.user), unit=unit, name=said["name"], purpose=said["purpose"]
    )
    made.mine, made.members = True, 1  # type: ignore[attr-defined] # as `subgroups_of` annotates it
    return _subgroup(made)


@router.post("/units/{slug}/membership", response={204: None})
@needs("answer")
def join_subgroup(request: Request, slug: Slug) -> None:
    """Join a subgroup of a network of yours."""
    unit = _unit(request, slug)
    if not rules.may_join_subgroup(request.reader, unit):
        raise PermissionDenied
    actions.join_subgroup(by=person_of(request.user), unit=unit)


@router.delete("/units/{slug}/membership", response={204: None})
@needs("answer")
def leave_subgroup(request: Request, slug: Slug) -> None:
    """Leave a subgroup."""
    person = person_of(request.user)
    actions.leave(by=person, unit=_own(request, slug), person=person)


@router.get("/units/{slug}/agenda", response=Topics)
@needs("read")
def agenda(request: Request, slug: Slug, page: Query[Page]) -> dict[str, Any]:
    """What a subgroup of yours takes up and has done, newest first."""
    rows, following = newest_first(rules.visible_topics(request.reader, _own(request, slug)), page, "at")
    return {"items": [_topic(row, request.reader) for row in rows], "next": following}


@router.post("/units/{slug}/agenda", response={201: TopicShown})
@needs("answer")
def put_forward(request: Request, slug: Slug, given: TopicGiven) -> dict[str, Any]:
    """Put a topic forward."""
    unit = _own(request, slug)
    said = passed(forms.TopicForm(typed(given)))
    topic = actions.put_forward(by=person_of(request.user), unit=unit, title=said["title"], why=said["why"])
    topic.wanted = 1  # type: ignore[attr-defined] # as `visible_topics` annotates it
    return _topic(topic, request.reader)


@router.get("/units/{slug}/watch", response=WatchList)
@needs("read")
def watched(request: Request, slug: Slug, page: Query[Page]) -> dict[str, Any]:
    """What a subgroup watches, newest first: all of it for its members, for its network what is for that."""
    unit, reader = _unit(request, slug), request.reader
    if not rules.may_set_agenda(reader, unit) and not rules.may_join_subgroup(reader, unit):
        raise Http404
    rows, following = newest_first(rules.visible_watch(reader, unit), page, "at")
    return {"items": [_note(row, reader) for row in rows], "next": following}


@router.post("/units/{slug}/watch", response={201: WatchShown})
@needs("answer")
def watch(request: Request, slug: Slug, given: WatchGiven) -> dict[str, Any]:
    """Note something that happens in the field."""
    unit = _own(request, slug)
    said = passed(forms.WatchForm(typed(given)))
    said = {name: said[name] for name in ("title", "link", "why", "wide")}
    return _note(actions.watch(by=person_of(request.user), unit=unit, **said), request.reader)


def _unit(request: Request, slug: str) -> Unit:
    found: Unit = get_object_or_404(rules.visible(request.reader).select_related("parent"), slug=slug)
    return found


def _own(request: Request, slug: str) -> Unit:
    unit = _unit(request, slug)
    if not rules.may_set_agenda(request.reader, unit):
        raise Http404
    return unit


def _subgroup(unit: Any) -> dict[str, Any]:
    plain = {name: getattr(unit, name) for name in ("purpose", "state", "mine", "members")}
    return link("unit", unit.slug, unit.name).dict() | plain


def _topic(row: Any, reader: Reader) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in ("key", "title", "why", "at", "wanted", "done")}
    return plain | {"by": _by(row, reader)}


def _note(row: Watch, reader: Reader) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in ("key", "title", "link", "why", "wide", "at")}
    return plain | {"by": _by(row, reader)}


def _by(row: Topic | Watch, reader: Reader) -> Link | None:
    return link("person", row.by.key, row.by.name) if row.by is not None and reader.reads(row.by) else None
