"""Letters find their thread."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from krets.engines.contract import InputError
from krets.engines.shell import plain, read
from krets.engines.tests.archives import letters
from krets.engines.threads import Message, State, Threader, clean_id, ids, plain_subject, thread

START = datetime(2025, 3, 3, 9, tzinfo=UTC)


def letter(name: str, answers: str = "", subject: str = "", day: float = 0, references: str = "") -> Message:
    """`name` is its id and message id; `answers` and `references` name others."""
    return Message(
        name,
        f"<{name}@x>",
        f"<{answers}@x>" if answers else "",
        tuple(f"<{one}@x>" for one in references.split()),
        subject,
        START + timedelta(days=day),
        "eva@x",
    )


def members(*messages: Message) -> list[tuple[str, ...]]:
    return [one.members for one in thread(messages)]


def test_answers_join_by_the_letter_they_answer() -> None:
    found = thread([letter("a", subject="Städ"), letter("b", "a", "Sv: Städ", 1), letter("c", "b", "Re: Städ", 2)])
    assert [one.members for one in found] == [("a", "b", "c")]
    assert found[0].key == "a@x" and found[0].root == "a" and found[0].because == ("root", "reply", "reply")


def test_the_order_given_does_not_matter() -> None:
    a, b, c = letter("a"), letter("b", "a", day=1), letter("c", "b", day=2)
    assert members(c, a, b) == members(a, b, c) == [("a", "b", "c")]


def test_a_missing_parent_still_ties_its_answers_together() -> None:
    assert members(letter("b", "gone"), letter("c", "gone", day=1)) == [("b", "c")]


def test_references_help_when_the_parent_is_missing() -> None:
    assert members(letter("a"), letter("c", "gone", references="a gone", day=1)) == [("a", "c")]


def test_an_answer_that_comes_before_its_parent_is_taken_in_later() -> None:
    threader = Threader()
    early = threader.place(letter("c", "b", "Sv: x"))
    threader.place(letter("a", subject="y", day=1))
    late = threader.place(letter("b", "a", "z", 2))
    assert early.thread == "b@x"
    assert late.thread == "a@x" and late.joins == ("b@x",)
    assert threader.place(letter("d", "c", day=3)).thread == "a@x"
    assert members(letter("c", "b", "Sv: x"), letter("a", subject="y", day=1), letter("b", "a", "z", 2)) == [
        ("a", "c", "b")
    ]


def test_broken_references_fall_back_on_the_subject_for_a_time() -> None:
    first = letter("a", subject="[krets] Städ i skolor")
    assert members(first, letter("b", subject="VS: [krets] Städ i skolor", day=59)) == [("a", "b")]
    assert members(first, letter("b", "gone", "Städ i skolor", 3)) == [("a", "b")]
    assert members(first, letter("b", subject="Sv: Städ i skolor", day=61)) == [("a",), ("b",)]


def test_the_same_subject_asked_anew_is_a_new_thread() -> None:
    assert members(letter("a", subject="Fråga"), letter("b", subject="Fråga", day=1)) == [("a",), ("b",)]


def test_letters_without_a_subject_are_not_tied_by_it() -> None:
    assert members(letter("a", subject="Re:"), letter("b", subject="Re:", day=1)) == [("a",), ("b",)]


def test_two_threads_stay_two_when_a_letter_names_both() -> None:
    assert members(letter("a"), letter("b"), letter("c", "b", references="a", day=1)) == [("a",), ("b", "c")]


def test_cycles_and_letters_that_answer_themselves_end() -> None:
    assert members(letter("a", "a")) == [("a",)]
    assert members(letter("a", "b"), letter("b", "a", day=1)) == [("b", "a")]


def test_the_same_letter_twice_counts_once() -> None:
    again = Message("a2", "<a@x>", subject="Städ", date=START + timedelta(days=1))
    assert members(letter("a", subject="Städ"), again) == [("a",)]
    threader = Threader()
    threader.place(letter("a"))
    assert threader.place(again).because == "duplicate"


def test_letters_without_an_id_or_a_date_get_a_thread() -> None:
    found = thread([Message("1", ""), Message("2", ""), letter("a"), Message("3", "", "<a@x>")])
    assert [one.members for one in found] == [("1",), ("2",), ("a", "3")]


def test_the_callers_ids_must_differ() -> None:
    with pytest.raises(InputError) as error:
        thread([letter("a"), letter("a")])
    assert error.value.faults[0].code == "duplicate"


def test_headers_of_old_programs_are_read() -> None:
    assert ids("<a@b>; from eva@x on Mon") == ("a@b",)
    assert ids("Your message of Monday <a@b> <c@d>") == ("a@b", "c@d")
    assert ids("Your message of Monday") == ()
    assert clean_id(" a@b ") == "a@b"


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Städ",
        "SV: Re: Städ",
        "VS: Städ",
        "[krets] Städ",
        "Re: [krets] Re: Städ",
        "AW: Städ",
        "Re[2]: städ",
        "Fwd:  Städ?",
    ],
)
def test_a_subject_is_the_same_under_its_marks(subject: str) -> None:
    assert plain_subject(subject) == "städ"


def test_forgetting_keeps_the_memory_bounded() -> None:
    threader = Threader(remembered=100)
    for number in range(1000):
        threader.place(letter(f"n{number}", subject=f"s{number}", day=number / 10))
    state = threader.state()
    assert len(state.threads) <= 100 and len(state.seen) <= 100 and len(state.subjects) <= 26


NAMES = st.sampled_from("abcdefgh")
LETTERS = st.lists(st.tuples(NAMES, NAMES, NAMES, st.sampled_from(["x", "Re: x", "Re: y", ""])), max_size=12)


@given(LETTERS, st.integers(0, 12))
@settings(max_examples=300, deadline=None)
def test_two_halves_come_out_as_one(drawn: list[tuple[str, str, str, str]], half: int) -> None:
    messages = [
        Message(str(at), f"<{own}@x>", f"<{parent}@x>", (f"<{far}@x>",), subject, START + timedelta(days=at))
        for at, (own, parent, far, subject) in enumerate(drawn)
    ]
    once = Threader()
    whole = [once.place(message) for message in messages]
    first = Threader()
    placed = [first.place(message) for message in messages[:half]]
    kept = read(State, plain(first.state()))
    second = Threader(kept)
    assert placed + [second.place(message) for message in messages[half:]] == whole
    assert second.state() == once.state()


@given(LETTERS)
@settings(max_examples=300, deadline=None)
def test_every_letter_stands_in_one_thread(drawn: list[tuple[str, str, str, str]]) -> None:
    messages = [
        Message(str(at), f"<{own}@x>", f"<{parent}@x>", (f"<{far}@x>",), subject, START + timedelta(days=at))
        for at, (own, parent, far, subject) in enumerate(drawn)
    ]
    found = [name for one in thread(messages) for name in one.members]
    firsts = {message.message_id: message.id for message in reversed(messages)}
    assert sorted(found) == sorted(firsts.values())


def test_many_early_answers_take_bounded_time() -> None:
    threader = Threader()
    began = time.process_time()
    for number in range(20_000):
        threader.place(letter(f"n{number}", f"n{number + 1}", day=number / 1000))
    assert time.process_time() - began < 10


def test_the_real_archives_thread_in_seconds() -> None:
    real = list(letters())
    messages = [
        Message(str(at), one["message_id"], one["in_reply_to"], (), one["subject"], one["date"], one["sender"])
        for at, one in enumerate(real)
    ]
    began = time.process_time()
    found = thread(messages)
    assert time.process_time() - began < 5
    assert len(messages) == 11_838
    alone = sum(len(one.members) == 1 and one.subject.lower().startswith("re:") for one in found)
    assert alone < 20
    assert 4000 < len(found) < 5000
