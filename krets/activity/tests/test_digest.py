"""A digest tells each thing once, by title and link, as far as its reader may still see it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from krets.activity import digests, jobs
from krets.activity.actions import choose, record
from krets.activity.models import Notice
from krets.db import clock, readers
from krets.mail.models import Letter
from krets.people.models import Account, Person
from krets.search import index
from krets.search.index import Doc
from krets.tests.cast import Cast

ZONE = timezone.get_default_timezone()
pytestmark = pytest.mark.urls("krets.activity.tests.pages")


def shared(key: str, title: str, *tokens: str, kind: str = "ask", **facets: str) -> None:
    index.put(
        Doc(
            kind=kind, key=key, language="sv", title=title, body="hemligt innehåll", readers=tokens,
            at=clock.now(), facets=facets,
        )
    )  # fmt: skip


def listener(person: Person, how: str) -> Person:
    Account.objects.filter(person=person).update(last_login=timezone.now())
    choose(by=person, person=person, how=how)
    return person


def told(person: Person, key: str, kind: str = "ask", verb: str = "asks.post") -> None:
    record(verb=verb, kind=kind, key=key, by=None, tell=[person.pk])


def deliver(period: str = "daily") -> list[Letter]:
    """Run the clockwork a week from now, as often as hours pass, and give what was written."""
    before = Letter.objects.count()
    queued: list[dict[str, Any]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(digests, "later", lambda name, once, **arguments: queued.append(arguments))
        for hours in (24 * 7, 24 * 7 + 1, 24 * 7 + 2):
            with clock.shifted(timedelta(hours=hours)):
                jobs.digest(period=period)
                for one in queued:
                    jobs.digest_for(**one)
    return list(Letter.objects.order_by("pk"))[before:]


def test_all_that_is_new_comes_in_one_letter_and_nothing_twice(cast: Cast) -> None:
    bo = listener(cast.bo, "daily")
    shared("k1", "Bonus på omsättning?", readers.BUYERS)
    shared("k2", "Bonus på omsättning?", readers.BUYERS, kind="answer", ask="k1")
    told(bo, "k1")
    told(bo, "k1", verb="asks.close")
    told(bo, "k2", "answer", "asks.answer")
    (letter,) = deliver()
    assert letter.to == "bo@bjorkfors.example"
    assert letter.text.count("/asks/k1/") >= 2 and "#answer-k2" in letter.text
    assert "hemligt innehåll" not in letter.text + letter.html
    assert not Notice.objects.filter(told=None).exists()
    assert deliver() == []


def test_what_one_may_no_longer_read_is_not_in_it(cast: Cast) -> None:
    bo = listener(cast.bo, "daily")
    shared("k1", "Kvar att läsa", readers.BUYERS)
    shared("k2", "Dold numera", readers.person(cast.anna.pk))
    shared("k3", "Borttagen", readers.BUYERS)
    for key in ("k1", "k2", "k3"):
        told(bo, key)
    index.remove("ask", "k3")
    (letter,) = deliver()
    assert "Kvar att läsa" in letter.text
    assert "Dold" not in letter.text + letter.html and "Borttagen" not in letter.text + letter.html


def test_when_nothing_is_left_to_read_there_is_no_letter(cast: Cast) -> None:
    bo = listener(cast.bo, "daily")
    shared("k2", "Dold numera", readers.person(cast.anna.pk))
    told(bo, "k2")
    assert deliver() == []
    assert not Notice.objects.filter(told=None).exists()


def test_weekly_ones_do_not_come_daily(cast: Cast) -> None:
    bo = listener(cast.bo, "weekly")
    shared("k1", "Bonus", readers.BUYERS)
    told(bo, "k1")
    assert deliver("daily") == []
    assert len(deliver("weekly")) == 1


def test_who_wants_no_letters_or_never_signed_in_gets_none(cast: Cast) -> None:
    shared("k1", "Bonus", readers.BUYERS)
    bo = listener(cast.bo, "never")
    cilla = listener(cast.cilla, "daily")
    Account.objects.filter(person=cilla).update(last_login=None)
    told(bo, "k1")
    told(cilla, "k1")
    assert deliver() == []


def test_digests_are_due_at_seven_and_on_mondays(monkeypatch: pytest.MonkeyPatch) -> None:
    for at, daily, weekly in (
        (datetime(2026, 11, 25, 6, 59, tzinfo=ZONE), (2026, 11, 24), (2026, 11, 23)),  # a Wednesday
        (datetime(2026, 11, 25, 7, 0, tzinfo=ZONE), (2026, 11, 25), (2026, 11, 23)),
        (datetime(2026, 11, 23, 6, 0, tzinfo=ZONE), (2026, 11, 22), (2026, 11, 16)),
        (
            datetime(2026, 10, 25, 12, 0, tzinfo=ZONE),
            (2026, 10, 25),
            (2026, 10, 19),
        ),  # the clock was turned that night
    ):
        monkeypatch.setattr(digests, "now", lambda at=at: at)
        assert digests.latest("daily") == datetime(*daily, 7, tzinfo=ZONE)
        assert digests.latest("weekly") == datetime(*weekly, 7, tzinfo=ZONE)


def test_what_happens_after_seven_waits_for_the_next(cast: Cast) -> None:
    bo = listener(cast.bo, "daily")
    shared("k1", "Bonus", readers.BUYERS)
    told(bo, "k1")
    jobs.digest_for(period="daily", person=bo.pk, until=(clock.now() - timedelta(minutes=1)).isoformat())
    assert Notice.objects.get().told is None
