"""HTML mail becomes text, whatever it holds."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from krets.engines.text.mailbody import html_text, reply_text


def test_html_becomes_text() -> None:
    html = """<html><head><title>x</title><style>p{}</style></head><body><!-- c --><script>alert(1)</script>
    <div style="display:none">preheader<div>x</div></div><p>Hej&nbsp;Eva, ja &amp; nej.</p>
    <ul><li>ett</li><li>två</li></ul>
    <ol><li>a<li>b</ol><p>Se <a href="https://krav.example/doc">kravet</a><br>Tack</p>
    <blockquote type="cite"><p>Vilken?</p><blockquote>Djup</blockquote></blockquote>
    <p hidden>dold</p></body></html>"""
    assert html_text(html) == (
        "Hej Eva, ja & nej.\n\n- ett\n- två\n\n1. a\n2. b\n\nSe kravet <https://krav.example/doc>\nTack\n\n"
        "> Vilken?\n>\n> > Djup"
    )


def test_html_replies_are_cut_like_plain_ones() -> None:
    gmail = (
        '<div dir="ltr">Ja, det har vi.</div><br><div class="gmail_quote"><div>Den mån 3 mars '
        '2025 kl 10:12 skrev Krets &lt;<a href="mailto:a@b.se">a@b.se</a>&gt;:<br></div><blockquote '
        'class="gmail_quote"><div>Hej, någon?</div></blockquote></div>'
    )
    assert reply_text(html_text(gmail)).text == "Ja, det har vi."
    outlook = (
        '<div><p class="MsoNormal">Ja.<o:p></o:p></p><p>Mvh Eva</p><div><p><b>'
        "Från:</b> Krets<br><b>Skickat:</b> den 3 mars<br><b>Till:</b> Eva<br><b>Ämne:</b> X</p></div>"
        "<p>Hej, någon?</p></div>"
    )
    assert reply_text(html_text(outlook)).text == "Ja."
    signed = '<div>Ja.</div><div class="gmail_signature">Eva Ek</div>'
    assert reply_text(html_text(signed)).text == "Ja."


def test_hidden_text_is_given_when_there_is_no_other() -> None:
    assert html_text('<div style="display:none">Ja, vi har.') == "Ja, vi har."


def test_the_end_of_a_parent_shows_text_again() -> None:
    assert html_text("<div><span hidden><b>x</div>Ja") == "Ja"


TAGS = st.sampled_from(
    """<a|href='x'> </a> <p> </p> <!-- --> <script> </script> < > &#99999999999; &amp <blockquote> </blockquote>
    <li> <ol> </ol> <div|hidden> </div> ord " <td> <pre>""".replace("\n", " ").split()
).map(lambda tag: tag.replace("|", " "))


@given(st.one_of(st.text(max_size=300), st.lists(TAGS, max_size=40).map("".join)))
@settings(max_examples=400, deadline=None)
def test_any_html_gives_some_text(html: str) -> None:
    text = html_text(html)
    assert "\x00" not in text
    assert not text.startswith("\n")


HOSTILE_HTML = [
    "<a ",
    "<!--",
    "<!--x>",
    '<a x="',
    "<",
    "<![CDATA[",
    "</",
    "&",
    "<td>x",
    "<a href=http://x>y</a>",
    "</a>",
]
HOSTILE_HTML += [
    "<blockquote>x",
    "<b hidden></i>",
    "<ul><li>x",
    "<b hidden>",
    "<script>",
    "&#9999999999",
    "a=b ",
    "<a>x",
]


@pytest.mark.parametrize("bit", HOSTILE_HTML)
def test_hostile_html_takes_bounded_time(bit: str) -> None:
    began = time.process_time()
    html_text(bit * (300_000 // len(bit)))
    html_text("<a " + bit * (300_000 // len(bit)) + ">")
    assert time.process_time() - began < 10
