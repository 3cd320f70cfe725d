"""A mail archive is read whole, whatever its programs and its senders did to it."""

import gzip
import io
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from krets.engines.threads import Message
from krets.mail import mbox
from krets.mail.archive import CUT_OFF, opened, shown_subject
from krets.mail.tests.archives import BO, FIRST, archive, letter
from krets.tests import trial


def read(path: Path, *letters: bytes) -> list[list[str]]:
    """Each thread as the texts of its letters, refusals in angles."""
    with opened(archive(path / "a.mbox", letters)) as box:
        threads = [[box.content(head) for head in thread.members] for thread in box.threads()]
        return [[one.text or f"<{one.refused}>" for one in thread] for thread in threads]


def dates(path: Path, *letters: bytes) -> list[datetime]:
    with opened(archive(path / "a.mbox", letters)) as box:
        return [head.date for head in box.heads]


def raw(*letters: bytes) -> list[bytes]:
    return [found.raw for found in mbox.letters(io.BytesIO(b"".join(letters)))]


def test_letters_are_told_apart_by_the_line_before_them() -> None:
    one, two = raw(letter("a", "Ett"), letter("b", "Två"))
    assert one.startswith(b"From: Anna") and one.endswith(b"\nEtt\n")
    assert two.endswith("\nTvå\n".encode())


def test_a_sentence_that_begins_with_from_begins_no_letter() -> None:
    body = "From here on it is 10:00 in 2020\nand no header follows.\n\nFrom the start\n\nFrom: me"
    (whole,) = raw(letter("a", body))
    assert whole.endswith(f"\n{body}\n".encode())


def test_escaped_lines_are_read_as_they_were_written() -> None:
    (whole,) = raw(letter("a", ">From Bo\n>>From quoted\n> From afar"))
    assert whole.endswith(b"\nFrom Bo\n>From quoted\n> From afar\n")


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=200), st.text(">From \n", max_size=60)
)
def test_what_is_written_is_read_again(words: str, froms: str) -> None:
    body = f"Subject: x\n\n{words}\n{froms}\n".encode()
    content = mbox.written("a@x", FIRST, body) + mbox.written("", FIRST, b"Subject: y\n\nz\n")
    first, second = mbox.letters(io.BytesIO(content))
    assert (first.raw, second.raw) == (body, b"Subject: y\n\nz\n")
    assert mbox.arrived(first.envelope) == FIRST


def test_windows_line_ends_are_read_too() -> None:
    one, two = raw(letter("a").replace(b"\n", b"\r\n"), letter("b").replace(b"\n", b"\r\n"))
    assert one.startswith(b"From: Anna") and b"Message-ID: <b@" in two


def test_a_letter_longer_than_the_limit_is_named_and_not_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(mbox.letters, "__defaults__", (5000,))
    with opened(archive(tmp_path / "a.mbox", [letter("a", "x\n" * 5000), letter("b")])) as box:
        assert [head.refused for head in box.heads] == ["too large", ""]


def test_a_gzip_that_ends_early_gives_what_stands_before(tmp_path: Path) -> None:
    packed = gzip.compress(b"".join(letter(f"n{number}", f"{number} " * 500) for number in range(50)))
    path = tmp_path / "a.mbox.gz"
    path.write_bytes(packed[: len(packed) // 2])
    with opened(path) as box:
        assert box.skipped == {CUT_OFF: 1}
        assert 0 < len(box.heads) < 50


def test_something_else_than_an_archive_holds_no_letters(tmp_path: Path) -> None:
    for content in (b"", b"\x00\xff" * 5000, b"From nobody\n", b"not a mailbox\n" * 100):
        (tmp_path / "a.mbox").write_bytes(content)
        with opened(tmp_path / "a.mbox") as box:
            assert (box.heads, box.threads()) == ([], [])


def test_broken_threads_are_mended_by_reference_and_subject(tmp_path: Path) -> None:
    assert read(
        tmp_path,
        letter("a", "Fråga"),
        letter("b", "Tredje", answers="gone", subject="Re: [lista] Mätning", hour=2, sender=BO,
               headers="References: <a@arkiv.example> <gone@arkiv.example>"),
        letter("c", "Andra", subject="SV: Mätning", hour=1, sender=BO),
        letter("d", "Annat", subject="Något annat", hour=3),
    ) == [["Fråga", "Andra", "Tredje"], ["Annat"]]  # fmt: skip


def test_a_cycle_of_answers_is_one_thread(tmp_path: Path) -> None:
    both = read(tmp_path, letter("a", "Ett", answers="b"), letter("b", "Två", answers="a", hour=1))
    assert [sorted(thread) for thread in both] == [["Ett", "Två"]]


def test_the_same_letter_again_is_counted_once(tmp_path: Path) -> None:
    with opened(archive(tmp_path / "a.mbox", [letter("a"), letter("a"), letter("a", "Annan text")])) as box:
        assert [len(thread.members) for thread in box.threads()] == [1]
        assert box.skipped == {"the same letter again": 2}


def test_letters_without_message_id_are_known_by_their_bytes(tmp_path: Path) -> None:
    with opened(archive(tmp_path / "a.mbox", [letter(""), letter("", "Annat"), letter("")])) as box:
        one, two, again = (head.message_id for head in box.heads)
        assert one == again != two
        assert len([head for thread in box.threads() for head in thread.members]) == 2


@pytest.mark.parametrize(
    ("body", "headers", "said"),
    [
        ("", "", "nothing of the sender's own in it"),
        ("\n \n> Bara citat\n> och mer", "In-Reply-To: <x@y>", "nothing of the sender's own in it"),
        ("unsubscribe", "", "a command to the list"),
        ("Jag är borta.", "Auto-Submitted: auto-replied", "written by a program"),
    ],
)
def test_what_says_nothing_is_refused_with_its_reason(tmp_path: Path, body: str, headers: str, said: str) -> None:
    assert read(tmp_path, letter("a", body, headers=headers)) == [[f"<{said}>"]]


def test_what_a_list_adds_to_every_letter_makes_it_no_programs(tmp_path: Path) -> None:
    headers = "List-Id: <lista.arkiv.example>\nPrecedence: list\nReturn-Path: <>"
    assert read(tmp_path, letter("a", "Fråga", headers=headers)) == [["Fråga"]]


def test_quotes_signatures_and_list_footers_are_cut_from_answers(tmp_path: Path) -> None:
    body = (
        "Så här gjorde vi.\n\nOn Mon, 2 Mar 2020 at 09:00, Anna <a@x.example> wrote:\n> Hur?\n\n-- \nBo\nTel 1\n"
    )
    assert read(tmp_path, letter("a"), letter("b", body, answers="a", hour=1))[0][1] == "Så här gjorde vi."


@pytest.mark.parametrize(
    ("charset", "said"),
    [("iso-8859-1", "Åäö – ”citat”"), ("x-unknown", "Åäö"), ("utf-8", "Åäö"), ("koi8-r", "Вопрос")],
)
def test_odd_and_wrong_charsets_are_read(tmp_path: Path, charset: str, said: str) -> None:
    encoding = {"iso-8859-1": "cp1252", "x-unknown": "latin-1"}.get(charset, charset)
    head = letter("a", "BODY", headers=f"Content-Type: text/plain; charset={charset}")
    with opened(archive(tmp_path / "a.mbox", [head.replace(b"BODY", said.encode(encoding))])) as box:
        assert box.content(box.heads[0]).text.replace("\n", "") == said


@pytest.mark.parametrize(
    ("sender", "address", "name"),
    [
        ('"Ek, Eva" <Eva@X.example>', "eva@x.example", "Ek, Eva"),
        ("=?utf-8?q?=C3=85sa?= <asa@x.example>", "asa@x.example", "Åsa"),
        ("eva at x.example (Eva Ek)", "eva@x.example", "Eva Ek"),
        ("eva@x.example", "eva@x.example", ""),
        ("Undisclosed", "someone@arkiv.example", ""),
        ("", "someone@arkiv.example", ""),
    ],
)
def test_senders_are_read_as_lists_write_them(tmp_path: Path, sender: str, address: str, name: str) -> None:
    with opened(archive(tmp_path / "a.mbox", [letter("a", sender=sender)])) as box:
        assert (box.heads[0].sender, box.names.get(address, "")) == (address, name)


def test_a_letter_from_nobody_is_refused(tmp_path: Path) -> None:
    nobody = letter("a", sender="", envelope="MAILER-DAEMON Mon Mar  2 08:00:00 2020")
    with opened(archive(tmp_path / "a.mbox", [nobody])) as box:
        assert box.heads[0].refused == "no sender's address"


def test_absurd_dates_are_mended_from_what_stands_around_them(tmp_path: Path) -> None:
    odd = "x@x no date at 10:00 2020"
    found = dates(
        tmp_path,
        letter("a", date="Thu, 01 Jan 1970 00:00:00 +0000", envelope=odd),
        letter("b", hour=1),
        letter("c", date="yesterday", envelope=odd),
        letter("d", date="Fri, 31 Dec 2199 00:00:00 +0000", envelope=odd),
        letter("e", date="Mon, 2 Mar 2020 08:00:00 +9999999", hour=5),
        letter("f", date="Sun, 01 Jan 1995 00:00:00 +0000", answers="b"),
        letter("g", date="Mon, 30 Mar 2020 08:00:00 +0000", hour=7),
    )
    second, hour = timedelta(seconds=1), timedelta(hours=1)
    assert found == [
        FIRST + hour - second,  # before the first that is known
        FIRST + hour,
        FIRST + hour + second,  # after the letter before
        FIRST + hour + 2 * second,
        FIRST + 5 * hour,  # when it came
        FIRST + hour + second,  # after the one it answers
        FIRST + 7 * hour,  # no letter is sent after it came
    ]


def test_dates_that_are_merely_out_of_order_stay(tmp_path: Path) -> None:
    assert dates(tmp_path, letter("a", hour=9), letter("b", hour=2)) == [
        FIRST + timedelta(hours=9),
        FIRST + timedelta(hours=2),
    ]


def test_letters_from_before_are_answered_in_a_later_archive(tmp_path: Path) -> None:
    old = Message("<old@arkiv.example>", "<old@arkiv.example>", "", (), "Mätning", FIRST - timedelta(days=300))
    with opened(archive(tmp_path / "a.mbox", [letter("a", answers="old")])) as box:
        (thread,) = box.threads([old])
        first, second = thread.members
        assert first == "<old@arkiv.example>" and second == box.heads[0]


def test_subjects_are_shown_without_their_marks() -> None:
    assert shown_subject("Re: [Lista] SV:  Mätning  av nytta") == "Mätning av nytta"


@given(st.binary(max_size=400))
def test_no_bytes_stop_the_reading(noise: bytes) -> None:
    content = letter("a") + b"From x@x Mon Mar  2 08:00:00 2020\nSubject: " + noise + b"\n\n" + letter("b")
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        with opened(Path(file.name)) as box:
            assert (
                sum(len(thread.members) for thread in box.threads())
                == len(box.heads) - box.skipped["the same letter again"]
            )
            for head in box.heads:
                assert box.content(head).text or box.content(head).refused
            assert len(box.heads) >= 3


def test_the_nine_real_archives_are_read_whole() -> None:
    letters, refused = 0, 0
    for path in sorted(trial.data("lists").glob("*.mbox.gz")):
        with opened(path) as box:
            letters += len(box.heads)
            refused += sum(bool(box.content(head).refused) for head in box.heads)
            assert min(head.date for head in box.heads) > datetime(2000, 1, 1, tzinfo=UTC)
    assert letters == 11_838
    assert refused < 20
