"""People's text becomes HTML that can do no harm and reads as it was meant."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from krets.web import markdown

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[press](javascript:alert(1))",
    "[press](JaVaScRiPt:alert(1))",
    "[press](java&#115;cript:alert(1))",
    "[press](data:text/html;base64,PHNjcmlwdD4=)",
    "[press](vbscript:x)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    '[a](https://x.example/" onmouseover="alert(1))',
    '![x" onerror="alert(1)](https://x.example/a.png)',
    'https://x.example/"onmouseover=alert(1)',
    "https://x.example/<script>alert(1)</script>",
    "<a href='https://x.example' style='position:fixed' onclick='x()'>a</a>",
    "<svg/onload=alert(1)>",
    "<iframe src=https://x.example></iframe>",
    "```<script>\nalert(1)\n</script>```",
    "```html onload=x\n<b>\n```",
    "<style>body{display:none}</style>",
    "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>",
    "[x]: javascript:alert(1)\n\n[x]",
    "| a |\n|---|\n| <script>x</script> |",
]
ALLOWED_TAG = re.compile(
    r"</?(?:p|strong|em|s|code|pre|blockquote|ul|li|h[1-6]|table|thead|tbody|tr|th|td)>"
    r"|<(?:br|hr)>|<ol(?: start=\"\d+\")?>|</ol>"
    r"|<a(?: href=\"(?:https?://|mailto:)[^\"<>]*\")? rel=\"nofollow noopener\">|</a>"
)


def only_allowed(html: str) -> bool:
    rest = ALLOWED_TAG.sub("", html)
    return "<" not in rest and ">" not in rest


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_gets_through(attack: str) -> None:
    assert only_allowed(markdown.render(attack))


@given(st.text(alphabet="<>\"'&[]()!*_`#|:/.\\ \n\tjavscriptonlhe=x-1https", max_size=120))
def test_no_text_makes_another_tag(text: str) -> None:
    assert only_allowed(markdown.render(text))


def test_headings_never_outrank_the_page() -> None:
    assert markdown.render("# A\n\n###### B") == "<h3>A</h3>\n<h6>B</h6>\n"
    assert markdown.render("# A", shift=1) == "<h2>A</h2>\n"


def test_a_picture_is_a_link_so_that_nothing_is_fetched() -> None:
    html = markdown.render("![Diagram](https://x.example/a.png)")
    assert html == '<p><a href="https://x.example/a.png" rel="nofollow noopener">Diagram</a></p>\n'


def test_a_picture_in_a_link_is_its_words() -> None:
    html = markdown.render("[![Diagram](https://x.example/a.png)](https://x.example/)")
    assert html == '<p><a href="https://x.example/" rel="nofollow noopener">Diagram</a></p>\n'


def test_a_pasted_address_is_a_link_without_the_full_stop() -> None:
    html = markdown.render("Se https://kommun.example/mall(1)?a=1&b=2, eller (https://x.example/).")
    assert 'href="https://kommun.example/mall(1)?a=1&amp;b=2"' in html
    assert 'href="https://x.example/"' in html
    assert html.endswith("</a>).</p>\n")


def test_an_address_in_code_is_left_alone() -> None:
    assert "<a" not in markdown.render("`https://x.example/`")


def test_a_line_broken_on_purpose_stays_broken() -> None:
    assert markdown.render("Hej Anna\nTack för sist") == "<p>Hej Anna<br>\nTack för sist</p>\n"


def test_a_line_broken_by_a_mail_program_flows() -> None:
    wrapped = "Vi satte en avtalscontroller på heltid på de fyrtio största av våra\navtal och räknade."
    assert "<br>" not in markdown.render(wrapped)


def test_nothing_is_nothing() -> None:
    assert markdown.render("") == ""
