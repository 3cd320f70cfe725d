"""What the start page says waits for somebody, and what is theirs."""

from datetime import timedelta

from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from krets.asks import actions, rules
from krets.asks.models import Ask, Suggestion
from krets.asks.tests.an_ask import TITLE, answered, posted, strip
from krets.db import clock
from krets.networks.rules import tokens_of
from krets.tests.cast import Cast, reader


def waits(cast: Cast, who: str) -> list[tuple[str, int]]:
    return [(one.kind, one.count) for one in rules.waiting_for(reader(cast.people[who]))]


def test_answers_wait_for_thanks_and_then_the_ask_to_be_closed(cast: Cast) -> None:
    ask = posted(cast)
    assert waits(cast, "anna") == []
    answer = answered(cast, ask)
    answered(cast, ask, by="bo", audience="asker")
    answered(cast, ask, by="anna", body="Ett förtydligande.")
    assert waits(cast, "anna") == [("thank", 2)]
    actions.thank(by=cast.anna, ask=ask, helped=[answer])
    assert waits(cast, "anna") == [("close", 2)]
    actions.close(by=cast.anna, ask=ask)
    assert waits(cast, "anna") == []


def test_an_ask_whose_day_has_passed_can_be_closed(cast: Cast) -> None:
    posted(cast, unnamed=True, deadline=clock.today() + timedelta(days=2))
    assert waits(cast, "anna") == []
    with clock.shifted(timedelta(days=3)):
        assert waits(cast, "anna") == [("close", 0)]


def test_what_the_asker_adds_is_no_answer_to_wait_with_the_others_for(cast: Cast) -> None:
    for unnamed in (True, False):
        ask = posted(cast, unnamed=unnamed)
        answered(cast, ask, by="anna", unnamed=unnamed)
        assert not rules.by_others().filter(ask=ask).exists()
        answered(cast, ask, by="bo", unnamed=unnamed)
        assert rules.by_others().filter(ask=ask).count() == 1


def test_an_invitation_to_write_up_waits(cast: Cast) -> None:
    ask = posted(cast)
    case = actions.write_up(by=cast.anna, ask=ask, answer=answered(cast, ask, unnamed=True))
    assert [(one.kind, one.key) for one in rules.waiting_for(reader(cast.cilla))] == [("write_up", case.key)]


def test_who_declined_is_left_alone(cast: Cast) -> None:
    suggestion = Suggestion.objects.create(ask=posted(cast), person=cast.bo, wave=1)
    assert waits(cast, "bo") == [("answer", 0)]
    actions.decline(by=cast.bo, suggestion=suggestion, reply="not_now")
    assert waits(cast, "bo") == []


def test_what_is_mine_is_counted(cast: Cast) -> None:
    closed, thanked = posted(cast), posted(cast, unnamed=True)
    posted(cast)
    actions.close(by=cast.anna, ask=closed)
    actions.thank(by=cast.anna, ask=thanked, helped=[answered(cast, thanked)])
    mine = rules.mine(reader(cast.anna))
    assert (len(mine.asks), mine.open, mine.to_close) == (3, 2, 1)
    assert rules.mine(reader(None)).asks == []


def test_the_fragments_say_it_in_words(cast: Cast) -> None:
    ask = posted(cast)
    Suggestion.objects.create(ask=ask, person=cast.bo, wave=1)
    context = {"waiting": rules.waiting_for(reader(cast.bo)), "reader": reader(cast.bo)}
    words = strip(render_to_string("asks/_waiting.html", context))
    assert words.startswith(f"Svara Anna Granlund: {TITLE} därför: du är med i samma nätverk")
    words = strip(render_to_string("asks/_mine.html", {"mine": rules.mine(reader(cast.anna))}))
    assert TITLE in words and "inga svar än" in words


def test_it_costs_the_same_with_one_three_and_many(cast: Cast) -> None:
    unit, counts = cast.units["hallbart-inkop"], []
    for more in (1, 2, 500):
        asks = Ask.objects.bulk_create(
            Ask(title="Fråga", body="Hur?", writer=writer, readers=tokens_of([unit]), answer_count=1)
            for _ in range(more)
            for writer in (cast.anna, cast.bo)
        )
        Suggestion.objects.bulk_create(
            Suggestion(ask=ask, person=cast.anna, wave=1) for ask in asks if ask.writer == cast.bo
        )
        with CaptureQueriesContext(connection) as queries:
            rules.waiting_for(reader(cast.anna))
            rules.mine(reader(cast.anna))
        counts.append(len(queries))
    assert len(set(counts)) == 1
