"""Moments in words: relative only within a day, the date always beside."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from krets.db import clock

NOON = timezone.make_aware(datetime(2026, 12, 3, 12, 0))  # noqa: DTZ001


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    with timezone.override("Europe/Stockholm"):
        yield


def draw(value: object, language: str = "en", options: str = "") -> str:
    with translation.override(language):
        return Template("{% when value " + options + " %}").render(Context({"value": value}))


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(seconds=-20), "just now, 3 Dec 2026"),
        (timedelta(minutes=-1), "1 minute ago, 3 Dec 2026"),
        (timedelta(hours=-2), "2 hours ago, 3 Dec 2026"),
        (timedelta(hours=3), "in 3 hours, 3 Dec 2026"),
        (timedelta(hours=-23, minutes=-59), "24 hours ago, 2 Dec 2026"),
        (timedelta(days=-1), "2 Dec 2026"),
        (timedelta(days=40), "12 Jan 2027"),
    ],
)
def test_relative_only_within_a_day(away: timedelta, words: str) -> None:
    assert f">{words}</time>" in draw(NOON + away)


def test_a_plain_date_is_today_tomorrow_or_itself() -> None:
    assert ">today, 3 Dec 2026<" in draw(date(2026, 12, 3))
    assert ">tomorrow, 4 Dec 2026<" in draw(date(2026, 12, 4))
    assert ">5 Dec 2026<" in draw(date(2026, 12, 5))


def test_machines_read_the_moment_with_its_zone() -> None:
    assert 'datetime="2026-12-03T12:00' in draw(NOON)
    assert 'datetime="2026-12-05"' in draw(date(2026, 12, 5))


def test_each_language_writes_dates_its_own_way() -> None:
    meeting = NOON + timedelta(days=11, hours=1)
    assert "mån 14 dec 2026 kl. 13.00" in draw(meeting, "sv", "weekday=True time=True")
    assert "ma 14.12.2026 klo 13.00" in draw(meeting, "fi", "weekday=True time=True")
    assert "för 2 timmar sedan, 3 dec 2026" in draw(NOON - timedelta(hours=2), "sv")


def test_no_moment_shows_nothing() -> None:
    assert draw(None) == ""
