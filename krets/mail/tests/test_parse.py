"""Whatever a letter is written with, what its author wrote is read; and nothing makes us stumble."""

import base64
import gzip
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as thoroughness
from hypothesis import strategies as st

from krets.engines.text.mailbody import reply_text
from krets.mail import charsets
from krets.mail.parse import ParsedLetter, parse, unwrapped
from krets.mail.tests import letters
from krets.tests.trial import data

TO, ID = "reply+0123456789abcdef0123456789abcdef@localhost", "<00000000000000000000000000000001@localhost>"


def read(template: str, **words: str) -> ParsedLetter:
    return parse(letters.filled(template, to=TO, id=ID, **words))


def own(parsed: ParsedLetter) -> str:
    return reply_text(parsed.text).text


def test_outlook_in_swedish() -> None:
    parsed = read(letters.OUTLOOK_SV)
    assert parsed.author == "bo@bjorkfors.example"
    assert parsed.subject == "SV: Kan du hjälpa? Bonus på personalomsättning"
    assert parsed.refers_to[0] == ID
    assert "Vi prövade bonus i två år." in own(parsed)
    assert "hemligheten" not in own(parsed) and "0123-45" not in own(parsed)
    assert "tv" in parsed.html and not parsed.automatic


def test_outlook_that_sends_html_only() -> None:
    parsed = read(letters.OUTLOOK_HTML_ONLY)
    assert parsed.author == "bo@bjorkfors.example"
    assert own(parsed).strip() == "Vår erfarenhet: mät per kvartal – inte per månad."


def test_iphone() -> None:
    text = base64.encodebytes(letters.IPHONE_TEXT.encode()).decode()
    assert own(read(letters.IPHONE_SV, base64=text)) == "Ja, vi har det i avtalet med vår största leverantör."


def test_gmail_in_finnish() -> None:
    parsed = read(letters.GMAIL_FI)
    assert own(parsed).startswith("Kokeilimme bonusta kaksi vuotta, ei vaikutusta.")
    assert "hemligheten" not in own(parsed)


def test_gmail_with_a_file_and_a_logo_keeps_the_file() -> None:
    parsed = read(letters.GMAIL_EN)
    assert own(parsed) == "Here is our clause."
    assert [(name, kind) for name, _content, kind in parsed.attachments] == [
        ("Kravtext om omsättning.pdf", "application/pdf")
    ]


@pytest.mark.parametrize(
    ("raw", "declared"),
    [
        ("Åtgärd för 100 €".encode(), "utf-8"),
        ("Åtgärd för 100 €".encode(), "iso-8859-1"),  # says Latin-1, is UTF-8
        ("Åtgärd för 100 €".encode("cp1252"), "utf-8"),  # the other way round
        ("Åtgärd för 100 €".encode("cp1252"), "iso-8859-1"),
        ("Åtgärd för 100 €".encode("cp1252"), "no-such-charset"),
        ("Åtgärd för 100 €".encode(), ""),
        ("Åtgärd för 100 €".encode("utf-16"), "UTF-16"),
        ("Åtgärd för 100 €".encode("iso-8859-15"), "ISO-8859-15"),
        ("Åtgärd för 100 €".encode(), "idna"),
        ("Åtgärd för 100 €".encode(), "unicode_escape"),
    ],
)
def test_a_charset_that_is_wrong_does_not_spoil_the_text(raw: bytes, declared: str) -> None:
    assert charsets.text(raw, declared) == "Åtgärd för 100 €"


def test_russian_letters_and_a_dented_utf8_are_read() -> None:
    assert charsets.text("Привет".encode("koi8-r"), "koi8-r") == "Привет"
    assert charsets.text("Åtgärder är bra för många".encode()[:-3] + b"\xc3", "utf-8").startswith(
        "Åtgärder är bra"
    )


def test_headers_with_raw_bytes_or_broken_words_are_read() -> None:
    parsed = parse("From: a@b.example\nSubject: Rå öl\n\nx".encode("cp1252"))
    assert parsed.subject == "Rå öl"
    assert parse(b"Subject: =?utf-8?b?w6XDpMO?=\n\n").subject
    assert parse(b"Subject: =?x-unknown?q?hej=E5?=\n\n").subject == "hejå"


def test_a_letter_with_two_senders_has_no_author() -> None:
    assert parse(b"From: a@b.example, c@d.example\n\nx").author == ""
    assert parse(b"From: a@b.example\nFrom: c@d.example\n\nx").author == ""
    assert parse(b'From: "a@b.example" <c@d.example>\n\nx').author == "c@d.example"


def test_text_around_a_picture_is_read_as_one() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\nFirst.\n--B\n"
        b"Content-Type: image/jpeg; name=a.jpg\nContent-Disposition: inline; filename=a.jpg\n\n" + b"x" * 20_000 +
        b"\n--B\nContent-Type: text/plain\n\nSecond.\n--B--\n"
    )  # fmt: skip
    parsed = parse(raw)
    assert "First." in parsed.text and "Second." in parsed.text
    assert [name for name, *_rest in parsed.attachments] == ["a.jpg"]


def test_a_forwarded_letter_is_a_file_and_its_text_not_the_authors() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\nSee this.\n--B\n"
        b"Content-Type: message/rfc822\n\nFrom: x@y.example\nSubject: inner\n\nInner text\n--B--\n"
    )
    parsed = parse(raw)
    assert parsed.text.strip() == "See this."
    assert parsed.attachments[0][2] == "message/rfc822" and b"Inner text" in parsed.attachments[0][1]


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\x\\passwd", "=?utf-8?q?..=2Fpasswd?="])
def test_a_files_name_leads_nowhere(name: str) -> None:
    raw = f'Content-Disposition: attachment; filename="{name}"\nContent-Type: application/pdf\n\n%PDF'
    assert parse(raw.encode()).attachments[0][0].rpartition(".")[0] in ("", "passwd") or "/" not in name


def test_flowing_text_is_joined() -> None:
    assert unwrapped("one \ntwo\n> a \n> b\n-- \nBo") == "one two\n> a b\n-- \nBo"
    assert unwrapped("ett \ntvå", delete_space=True) == "etttvå"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00" * 100,
        b"Content-Type: multipart/mixed\n\nno boundary",
        b"Content-Type: text/plain; charset=\xff\xfe\n\n\xff",
        b"Content-Type: multipart/mixed; boundary=B\n\n" + b"--B\n" * 3000,
        b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3000)),
        b"From: " + b"<a@b>," * 20_000 + b"\n\nx",
        b"Content-Disposition: attachment; filename=" + b'a;"' * 30_000 + b"\n\nx",
        b'Content-Type: text/plain; charset="' + b'a;\\"' * 30_000 + b"\n\nx",
        b"Subject: " + b"=?utf-8?q?=E5?= " * 20_000 + b"\n\nx",
        b"References: " + b"<" * 100_000 + b"\n\nx",
        b"Content-Transfer-Encoding: base64\n\n" + b"====" * 1000 + b"\xff",
        b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n\xff\xff\nend\n",
    ],
)
def test_what_is_meant_to_harm_is_read_in_a_moment(raw: bytes) -> None:
    started = time.process_time()
    assert isinstance(parse(raw), ParsedLetter)
    assert time.process_time() - started < 2


HEADERS = st.sampled_from(
    ["From", "To", "Subject", "Message-ID", "In-Reply-To", "References", "Content-Type", "Auto-Submitted",
     "Content-Transfer-Encoding", "Content-Disposition", "Authentication-Results", "Content-ID", "Precedence"]
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(
        [b"multipart/mixed; boundary=B", b"multipart/alternative; boundary=B", b"multipart/report; boundary=B",
         b"message/rfc822", b"message/delivery-status", b"text/html; charset=utf-7",
         b"text/plain; charset*=x''%ff",
         b"base64", b"quoted-printable", b"x-uuencode", b'attachment; filename*0*=x\'\'%E5; filename*2="b"',
         b"=?utf-8?b?/////w==?=", b"=?iso-2022-jp?q?=1B$B?= a@b", b"image/png; name==?koi8-r?q?=C1?="]
    ),
    st.binary(max_size=60),
)  # fmt: skip
LINES = st.one_of(st.just(b"--B"), st.just(b"--B--"), st.just(b""), st.binary(max_size=80),
                  st.builds(lambda name, value: name.encode() + b": " + value, HEADERS, VALUES))  # fmt: skip


@thoroughness(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.builds(lambda name, value: name.encode() + b": " + value, HEADERS, VALUES), max_size=8),
       st.lists(LINES, max_size=30))  # fmt: skip
def test_no_bytes_make_us_stumble(head: list[bytes], body: list[bytes]) -> None:
    parsed = parse(b"\n".join([*head, b"", *body]))
    for words in (
        parsed.author,
        parsed.subject,
        parsed.text,
        parsed.html,
        *(name for name, *_ in parsed.attachments),
    ):
        words.encode("utf-8")  # nothing that a page or the database can't take
        assert "\x00" not in words


@pytest.mark.slow
def test_real_archives_are_read() -> None:
    """Every fifth of the real lists' messages: text is found, and no mojibake of å ä ö."""
    count = empty = spoilt = 0
    for archive in sorted(data("lists").glob("*.gz")):
        for number, raw in enumerate(_messages(archive)):
            if number % 5:
                continue
            parsed = parse(raw)
            count += 1
            empty += not parsed.text.strip()
            spoilt += "Ã¥" in parsed.text or "Ã¤" in parsed.text or "Ã¶" in parsed.text
    assert count > 1000
    assert empty < count * 0.02 and spoilt < count * 0.01


def _messages(archive: Path) -> list[bytes]:
    return [b"".join([b"", part]) for part in gzip.decompress(archive.read_bytes()).split(b"\nFrom ")]
