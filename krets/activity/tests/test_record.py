"""What happened is written down once, and each who should hear gets one notice."""

from krets.activity import rules
from krets.activity.actions import choose, record
from krets.activity.models import Hearing, Notice
from krets.tests.cast import Cast


def test_each_is_told_once_and_nobody_of_their_own_act(cast: Cast) -> None:
    anna, bo, cilla = cast.anna, cast.bo, cast.cilla
    entry = record(verb="asks.post", kind="ask", key="k1", by=anna, tell=[bo.pk, bo.pk, anna.pk, cilla.pk])
    assert sorted(entry.notices.values_list("person_id", flat=True)) == sorted([bo.pk, cilla.pk])


def test_the_choice_for_a_unit_goes_before_the_general_one(cast: Cast) -> None:
    unit = cast.units["hallbart-inkop"].pk
    choose(by=cast.bo, person=cast.bo, how="weekly")
    choose(by=cast.bo, person=cast.bo, unit=unit, how="daily")
    assert rules.choices_of([cast.bo.pk, cast.cilla.pk], unit) == {cast.bo.pk: "daily", cast.cilla.pk: "each"}
    assert rules.choices_of([cast.bo.pk], None) == {cast.bo.pk: "weekly"}
    choose(by=cast.bo, person=cast.bo, unit=unit, how="")
    assert rules.choices_of([cast.bo.pk], unit) == {cast.bo.pk: "weekly"}
    assert rules.choices(cast.bo) == {None: "weekly"}


def test_who_hears_each_thing_by_its_own_letter_counts_as_told(cast: Cast) -> None:
    choose(by=cast.bo, person=cast.bo, how="daily")
    record(verb="asks.post", kind="ask", key="k1", by=cast.anna, tell=[cast.bo.pk, cast.cilla.pk])
    assert rules.hears_each([cast.bo.pk, cast.cilla.pk]) == {cast.cilla.pk}
    assert [notice.person_id for notice in Notice.objects.filter(told=None)] == [cast.bo.pk]


def test_what_waits_follows_a_new_choice(cast: Cast) -> None:
    choose(by=cast.bo, person=cast.bo, how="daily")
    record(verb="asks.post", kind="ask", key="k1", by=cast.anna, tell=[cast.bo.pk])
    choose(by=cast.bo, person=cast.bo, how="weekly")
    assert Notice.objects.get().how == Hearing.How.WEEKLY
    choose(by=cast.bo, person=cast.bo, how="each")
    assert Notice.objects.get().how == Hearing.How.DAILY  # it had no letter of its own
