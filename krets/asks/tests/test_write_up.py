"""An answer, or the whole ask, becomes a case."""

from krets.asks import actions
from krets.asks.models import WriteUp
from krets.asks.tests.an_ask import TITLE, answered, everybody_has_signed_in, letters, posted
from krets.cases import rules as cases
from krets.tests.cast import Cast, reader


def test_the_writer_of_an_answer_is_invited_to_a_draft_that_is_filled_in(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast)
    answer = answered(cast, ask)
    case = actions.write_up(by=cast.anna, ask=ask, answer=answer)
    assert (case.title, case.what_we_did, case.writer) == (TITLE, answer.body, cast.cilla)
    assert case.published is None
    assert not cases.visible(reader(cast.anna)).exists()
    letter = letters(cast.cilla, "write_up").get()
    assert case.key in letter.text and "Anna Granlund" in letter.text


def test_inviting_twice_begins_one_draft(cast: Cast) -> None:
    ask = posted(cast)
    answer = answered(cast, ask)
    first = actions.write_up(by=cast.anna, ask=ask, answer=answer)
    assert actions.write_up(by=cast.anna, ask=ask, answer=answer) == first
    assert WriteUp.objects.count() == 1


def test_the_asker_writes_up_the_ask(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast)
    actions.close(by=cast.anna, ask=ask, used_for="En översyn.")
    case = actions.write_up(by=cast.anna, ask=ask)
    assert (case.writer, case.background, case.what_we_did) == (cast.anna, ask.body, "En översyn.")
    assert not letters(cast.anna).exists()


def test_an_unnamed_writer_is_invited_and_stays_unknown_to_the_asker(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast)
    answer = answered(cast, ask, unnamed=True)
    case = actions.write_up(by=cast.anna, ask=ask, answer=answer)
    assert letters(cast.cilla, "write_up").count() == 1
    assert not cases.visible(reader(cast.anna)).filter(pk=case.pk).exists()


def test_a_long_title_is_cut_at_a_word(cast: Cast) -> None:
    ask = posted(cast, title="Erfarenheter " * 10)
    case = actions.write_up(by=cast.anna, ask=ask)
    assert len(case.title) <= 90 and case.title.endswith("Erfarenheter…")
