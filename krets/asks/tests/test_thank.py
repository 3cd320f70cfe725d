"""The asker says what helped."""

from krets.activity.models import Notice
from krets.asks import actions, rules
from krets.asks.models import Thanks
from krets.asks.tests.an_ask import answered, everybody_has_signed_in, letters, posted
from krets.tests.cast import Cast, reader


def test_an_answer_that_helped_is_marked_and_its_writer_hears_of_it(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast)
    answer = answered(cast, ask)
    actions.thank(by=cast.anna, ask=ask, helped=[answer])
    assert Thanks.objects.get(answer=answer).by == cast.anna
    assert letters(cast.cilla, "thanked").count() == 1
    assert Notice.objects.get(entry__verb="asks.thank").person == cast.cilla


def test_thanking_twice_is_thanking_once(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast)
    answer = answered(cast, ask)
    for _ in range(2):
        actions.thank(by=cast.anna, ask=ask, helped=[answer])
    assert Thanks.objects.count() == letters(cast.cilla, "thanked").count() == 1


def test_an_unnamed_asker_stays_unnamed_when_thanking(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast, unnamed=True)
    actions.thank(by=cast.anna, ask=ask, helped=[answered(cast, ask)])
    assert Thanks.objects.get().by is None
    assert "Anna" not in letters(cast.cilla).get().text


def test_only_the_asker_thanks(cast: Cast) -> None:
    ask = posted(cast)
    assert rules.may_thank(reader(cast.anna), ask)
    assert not rules.may_thank(reader(cast.bo), ask)
