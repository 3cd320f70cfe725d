"""Dates and times in words."""

from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from krets.db import clock

DAY = timedelta(days=1)


def words(value: date | datetime, weekday: bool = False, time: bool = False) -> str:
    """'2 hours ago, 3 Dec 2026': relative only within a day of now; a plain date is never relative by hours."""
    return told(value, weekday, time)[1]


def told(value: date | datetime, weekday: bool = False, time: bool = False) -> tuple[str, str]:
    """For a machine, as ISO 8601 to the minute, and in words."""
    if not isinstance(value, datetime):
        near = _near_day((value - clock.today()).days)
        return value.isoformat(), _join(near, _date(value, weekday, get_language()))
    machine, shown = _moment(value, weekday, time, get_language(), timezone.get_current_timezone())
    away = value - clock.now() if timezone.is_aware(value) else value - timezone.make_naive(clock.now())
    return machine, _join(_relative(away), shown)


@lru_cache(maxsize=4096)
def _moment(value: datetime, weekday: bool, time: bool, language: str | None, zone: tzinfo) -> tuple[str, str]:
    """Kept, for the same few are shown again and again; `language` and `zone` are part of the key."""
    local = timezone.localtime(value, zone) if timezone.is_aware(value) else value
    shown = _date(local.date(), weekday, language)
    if time:
        shown = _("{date} {time}").format(date=shown, time=date_format(local, pgettext("time format", "H:i")))
    return local.isoformat(timespec="minutes"), shown


@lru_cache(maxsize=2048)
def _date(value: date, weekday: bool, language: str | None) -> str:
    shown = date_format(value, pgettext("date format", "j M Y"))
    return f"{date_format(value, 'D').lower()} {shown}" if weekday else shown


def _join(near: str, shown: str) -> str:
    return f"{near}, {shown}" if near else shown


def _near_day(days: int) -> str:
    return {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}.get(days, "")


def _relative(away: timedelta) -> str:
    if abs(away) >= DAY:
        return ""
    return _near(round(abs(away).total_seconds() / 60), away < timedelta(), get_language())


@lru_cache(maxsize=10_000)
def _near(minutes: int, ago: bool, language: str | None) -> str:
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return (
            ngettext("{n} minute ago", "{n} minutes ago", minutes)
            if ago
            else ngettext("in {n} minute", "in {n} minutes", minutes)
        ).format(n=minutes)
    hours = round(minutes / 60)
    return (
        ngettext("{n} hour ago", "{n} hours ago", hours) if ago else ngettext("in {n} hour", "in {n} hours", hours)
    ).format(n=hours)
