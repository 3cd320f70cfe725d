"""A new ask is no broadcast: who hears of it has chosen to."""

from procrastinate.contrib.django.models import ProcrastinateJob

from krets.activity.models import Hearing, Notice
from krets.asks import actions, rules
from krets.asks.models import Suggestion
from krets.asks.tests.an_ask import everybody_has_signed_in, letters, posted
from krets.networks.models import Check, Phase
from krets.tests.cast import Cast


def chooses(cast: Cast, who: str, how: str, unit: str = "") -> None:
    Hearing.objects.create(person=cast.people[who], unit=cast.units.get(unit), how=how)


def test_who_has_chosen_nothing_hears_only_when_asked_to_help(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    actions.announce(ask=posted(cast))
    assert not letters(cast.bo).exists() and not Notice.objects.exists()


def test_who_likes_digests_reads_of_it_there(cast: Cast) -> None:
    chooses(cast, "bo", "daily")
    chooses(cast, "cilla", "weekly", "hallbart-inkop")
    chooses(cast, "david", "daily")
    chooses(cast, "david", "never", "hallbart-inkop")
    chooses(cast, "ida", "daily")
    chooses(cast, "anna", "daily")
    posted(cast)
    assert set(Notice.objects.values_list("person", "how")) == {(cast.bo.pk, "daily"), (cast.cilla.pk, "weekly")}


def test_who_wants_a_letter_about_each_thing_in_the_network_gets_one(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    chooses(cast, "bo", "each", "hallbart-inkop")
    chooses(cast, "cilla", "each")
    chooses(cast, "anna", "each", "hallbart-inkop")
    ask = posted(cast)
    for _ in range(2):
        actions.announce(ask=ask)
    letter = letters(cast.bo, "posted").get()
    assert letter.about == f"ask:{ask.key}" and ask.body in letter.text
    assert not letters(cast.cilla).exists() and not letters(cast.anna).exists()


def test_who_was_asked_to_help_has_heard_of_it(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    chooses(cast, "bo", "each", "hallbart-inkop")
    ask = posted(cast)
    Suggestion.objects.create(ask=ask, person=cast.bo, wave=1)
    actions.announce(ask=ask)
    assert not letters(cast.bo, "posted").exists()


def test_it_comes_after_the_first_wave(cast: Cast) -> None:
    ask = posted(cast)
    jobs = ProcrastinateJob.objects.filter(task_name="asks.announce")
    assert not jobs.exists()
    actions.suggest(ask=ask, wave=1)
    assert jobs.get().args == {"ask": ask.key}


def test_before_the_award_only_the_title_is_told(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    chooses(cast, "bo", "each", "hallbart-inkop")
    ask = posted(cast, check=Check(Phase.PREPARATION, awarded=False))
    actions.announce(ask=ask)
    letter = letters(cast.bo).get()
    assert "Anna" not in letter.text and ask.body not in letter.text


def test_following_is_ones_own_choice(cast: Cast) -> None:
    chooses(cast, "bo", "never")
    assert rules.followers(posted(cast), how=["each", "daily", "weekly"]) == set()
