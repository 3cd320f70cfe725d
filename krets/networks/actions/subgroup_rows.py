"""What stands in subgroups, taken along to another installation."""

from collections.abc import Mapping, Sequence
from typing import Any

from krets.db import readers
from krets.db.identity import verb
from krets.db.rows import Row, fields, values
from krets.db.tally import Tally
from krets.networks.models import NextMeeting, Topic, TopicVote, Unit, Watch
from krets.people.models import Person

WITHOUT = ("readers",)  # said by the unit and how wide


def subgroup_rows(*, by: Person | None, unit: Unit) -> Row:
    """Topics with who wants them, notes, and the next meeting; empty where there are none."""
    row: Row = {}
    topics = unit.topics.select_related("by", "done_by").prefetch_related("votes__person").order_by("at", "key")
    if topics:
        row["topics"] = [_topic(topic) for topic in topics]
    notes = unit.watch.select_related("by").order_by("at", "key")
    if notes:
        row["watch"] = [values(note, without=WITHOUT) | {"by": _key(note.by)} for note in notes]
    for meeting in NextMeeting.objects.filter(unit=unit).select_related("by"):
        row["next_meeting"] = values(meeting, without=WITHOUT) | {"by": _key(meeting.by)}
    return row


@verb
def restore_subgroups(
    *, by: Person | None, rows: Sequence[Row], units: Mapping[str, Unit], people: Mapping[str, int], tally: Tally
) -> None:
    """Add what is not there by its name."""
    for row in rows:
        unit = units.get(row["slug"])
        if unit is None:
            continue
        for given in row.get("topics", []):
            if _is_new(Topic, given, tally):
                who = {"by_id": people.get(given["by"] or ""), "done_by_id": people.get(given["done_by"] or "")}
                topic = Topic.objects.create(unit=unit, readers=_tokens(unit), **who, **fields(Topic, given))
                wanting = {people[key] for key in given["wanted_by"] if key in people}
                TopicVote.objects.bulk_create(TopicVote(topic=topic, person_id=pk) for pk in wanting)
        for given in row.get("watch", []):
            if _is_new(Watch, given, tally):
                tokens = _tokens(unit, wide=given.get("wide", False))
                author = people.get(given["by"] or "")
                Watch.objects.create(unit=unit, readers=tokens, by_id=author, **fields(Watch, given))
        if "next_meeting" in row and not NextMeeting.objects.filter(unit=unit).exists():
            given = row["next_meeting"]
            known = fields(NextMeeting, given) | {"by_id": people.get(given["by"] or "")}
            NextMeeting.objects.create(unit=unit, readers=_tokens(unit), **known)


def _topic(topic: Topic) -> Row:
    wanting = sorted(vote.person.key for vote in topic.votes.all())
    named = {"by": _key(topic.by), "done_by": _key(topic.done_by), "wanted_by": wanting}
    return values(topic, without=WITHOUT) | named


def _is_new(model: Any, given: Row, tally: Tally) -> bool:
    new = not model.objects.filter(key=given["key"]).exists()
    tally.count("new" if new else "unchanged")
    return new


def _tokens(unit: Unit, wide: bool = False) -> list[str]:
    above = [readers.unit(unit.parent_id)] if wide and unit.parent_id is not None else []
    return readers.clean([readers.unit(unit.pk), *above])


def _key(person: Person | None) -> str | None:
    return person.key if person is not None else None
