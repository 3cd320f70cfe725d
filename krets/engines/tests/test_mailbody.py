"""A mail reply is cut to what the person wrote."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from krets.engines.tests.archives import letters
from krets.engines.text.mailbody import reply_text

OUTLOOK_SV = """Ja, vi använde funktionskrav. Det gick bra.

Med vänlig hälsning
Anna Berg
Upphandlare, Björkfors kommun
070-123 45 67

Från: Krets <svar+abc@krets.example>
Skickat: den 3 mars 2025 10:12
Till: Anna Berg <anna@bjorkfors.example>
Ämne: Städ med funktionskrav?

Hej! Någon som har upphandlat städ?
"""

# name, letter, what the person wrote
REPLIES = [
    ("Outlook, Swedish", OUTLOOK_SV, "Ja, vi använde funktionskrav. Det gick bra."),
    (
        "Outlook, Finnish",
        "Kyllä, meillä on kokemusta.\n\nYstävällisin terveisin\nMatti\n\nLähettäjä: Krets <a@b.fi>\n"
        "Lähetetty: maanantai 3. maaliskuuta 2025 10.12\nVastaanottaja: Matti\nAihe: Sähköautot\n\nHei!",
        "Kyllä, meillä on kokemusta.",
    ),
    (
        "Outlook, Norwegian",
        "Vi brukte rammeavtale.\n\nMed vennlig hilsen\nKari\n\n________________________________\n"
        "Fra: Krets <a@b.no>\nSendt: mandag 3. mars 2025 10:12\nTil: Kari\nEmne: IT\n\nHei",
        "Vi brukte rammeavtale.",
    ),
    (
        "Outlook, Danish, bold headings",
        "Vi har gjort det.\n\n*Fra:* Krets <a@b.dk>\n*Sendt:* 3. marts 2025 10:12\n*Til:* Lise\n*Emne:* X\n\nHej",
        "Vi har gjort det.",
    ),
    (
        "Outlook with dashes",
        "Yes.\n\n-----Ursprungligt meddelande-----\nFrån: Krets\nSkickat: idag\nTill: mig\nÄmne: X\n\nHej",
        "Yes.",
    ),
    ("Outlook Express", "Yes.\n\n-----Original Message-----\nanything", "Yes."),
    (
        "Gmail, Swedish",
        "Hej, ja det har vi.\n\nDen mån 3 mars 2025 kl 10:12 skrev Krets <a@b.se>:\n\n> Hej!\n> Någon?\n",
        "Hej, ja det har vi.",
    ),
    (
        "Gmail, wrapped",
        "Ja.\n\nDen mån 3 mars 2025 kl 10:12 skrev Krets via nätverket\n<svar+mycketlang@krets.example>:\n\n> Hej",
        "Ja.",
    ),
    (
        "Gmail, Finnish",
        "Kyllä on.\n\nma 3. maalisk. 2025 klo 10.12 Krets (a@b.fi) kirjoitti:\n\n> Hei\n",
        "Kyllä on.",
    ),
    (
        "Gmail, Norwegian",
        "Ja da.\n\nman. 3. mars 2025 kl. 10:12 skrev Krets <a@b.no>:\n\n> Hei\n",
        "Ja da.",
    ),
    (
        "Gmail, Danish",
        "Ja.\n\nDen man. 3. mar. 2025 kl. 10.12 skrev Krets <a@b.dk>:\n\n> Hej\n",
        "Ja.",
    ),
    ("Gmail, English", "Yes!\n\nOn Mon, Mar 3, 2025 at 10:12 AM Krets <a@b.se> wrote:\n\n> Hi\n", "Yes!"),
    (
        "Apple, from a telephone",
        "Ja, ring mig.\n\nSkickat från min iPhone\n\n> 3 mars 2025 kl. 10:12 skrev Krets <a@b.se>:\n> \n> Hej\n",
        "Ja, ring mig.",
    ),
    (
        "Finnish telephone",
        "Joo.\n\nLähetetty iPhonesta\n\nKrets <a@b.fi> kirjoitti 3.3.2025 kello 10.12:\n\nHei siellä",
        "Joo.",
    ),
    (
        "Outlook for telephones",
        "Ja.\n\nHämta Outlook för iOS<https://aka.ms/o0ukef>\n________________________________\n"
        "Från: Krets <a@b.se>\nSkickat: 3 mars\nTill: Anna\nÄmne: X\n\nHej",
        "Ja.",
    ),
    (
        "answers between the quotes",
        "On 3 March 2025 10:12, Krets <a@b.se> wrote:\n> Vilken budget?\n\nTvå miljoner.\n\n"
        "> Hur länge?\nFyra år.\n",
        "Två miljoner.\n\nFyra år.",
    ),
    ("answer below", "> Hej, någon som vet?\n\nJa, vi vet.\n\nMvh Eva", "Ja, vi vet."),
    ("dashes before the signature", "Ja.\n-- \nEva\nTel 123", "Ja."),
    ("postscript kept", "Ja.\n\nMvh\nEva\n\nPS. Vi har ett kravdokument.", "Ja.\n\nPS. Vi har ett kravdokument."),
    (
        "privacy footer",
        "Ja.\n\nNär du kontaktar kommunen behandlar vi dina personuppgifter. Läs mer:\nhttps://x",
        "Ja.",
    ),
    ("footer in Finnish", "Kyllä.\n\nTämä viesti on luottamuksellinen.\nPoista se.", "Kyllä."),
    (
        "list footer",
        "Yes.\n\n_______________________________________________\nR-sig-db mailing list\nhttps://x/listinfo",
        "Yes.",
    ),
    ("a letter that greets first", "Hälsningar från Vasa!\n\nVi gjorde det i fjol och det gick bra.", None),
    ("polite words that are text", "Vänligen återkom till mig.\nBest practice is to ask.", None),
    ("telling what somebody wrote", "Jag håller med om det du skrev:\nman måste mäta.\nOch följa upp.", None),
    ("Windows line ends", "Ja.\r\n\r\n> Hej\r\n", "Ja."),
]


@pytest.mark.parametrize(("letter", "wrote"), [row[1:] for row in REPLIES], ids=[row[0] for row in REPLIES])
def test_only_what_the_person_wrote_is_left(letter: str, wrote: str | None) -> None:
    cut = reply_text(letter)
    assert cut.text == (letter if wrote is None else wrote)
    assert cut.sure


def test_the_signature_and_the_quote_are_kept_apart() -> None:
    cut = reply_text(OUTLOOK_SV)
    assert cut.signature.startswith("Med vänlig hälsning\nAnna Berg")
    assert cut.quoted.startswith("Från: Krets") and cut.quoted.endswith("städ?")


@pytest.mark.parametrize(
    "letter",
    [
        "",
        "   \n",
        "> bara citat\n> mer",
        "Skickat från min iPhone",
        "-- \nEva Ek\nTel 070",
        "Mvh\nEva Ek\nTel 070",
    ],
)
def test_an_empty_reply_stays_empty(letter: str) -> None:
    assert reply_text(letter).text == ""


def test_an_answer_below_an_unmarked_quote_is_given_but_unsure() -> None:
    cut = reply_text("Från: Krets\nSkickat: i dag\nTill: Eva\nÄmne: X\n\nHej, någon?\n\nJa, vi har gjort det.")
    assert "Ja, vi har gjort det." in cut.text
    assert not cut.sure


def test_our_own_marker_ends_the_reply_for_certain() -> None:
    marker = "Skriv ovanför den här raden"
    assert reply_text(f"Ja.\n\n{marker}\n\nHej, någon?", marker=marker).text == "Ja."
    assert reply_text(f"{marker}\n\nHej, någon?", marker=marker).text == ""


def test_the_first_letter_of_a_thread_keeps_its_quotes() -> None:
    cut = reply_text("Lagen säger:\n> Alla anbud är lika.\nHur läser ni det?\n\nMvh Eva", is_reply=False)
    assert cut.text == "Lagen säger:\n> Alla anbud är lika.\nHur läser ni det?"


LINES = st.sampled_from(
    [
        *("> q", "Ja.", "", "-- ", "Mvh", "Från: a", "Till: b", "Ämne: c", "On 3 March 2025 10:12 a@b wrote:"),
        *("PS. x", "____________", "Skickat från min iPhone", "-----Original Message-----", "Den 3 mars"),
        *("skrev Eva:", "\x00", "| x"),
    ]
)


@given(st.one_of(st.text(max_size=400), st.lists(LINES, max_size=40).map("\n".join)))
@settings(max_examples=400, deadline=None)
def test_any_text_is_cut_without_losing_a_line(text: str) -> None:
    cut = reply_text(text)
    whole = f"{cut.text}\n{cut.quoted}\n{cut.signature}"
    for word in ("Ja.", "PS. x", "> q", "Mvh", "Ämne: c"):
        assert word not in text or word in whole


@given(st.lists(LINES, min_size=1, max_size=20).map("\n".join))
@settings(max_examples=200, deadline=None)
def test_an_answer_at_the_top_is_never_lost(below: str) -> None:
    assert reply_text(f"Vi har erfarenhet av det.\n\n{below}").text.startswith("Vi har erfarenhet av det.")


HOSTILE = [
    "mvh\n",
    "Från: a\n",
    "On a@b\n",
    "> ",
    "skrev ",
    "_____\n",
    "-- \n",
    "\n",
    "On 1\n2\n",
    "mvh\n\n",
    "-" * 50,
]


@pytest.mark.parametrize("bit", HOSTILE)
def test_time_grows_with_the_length_only(bit: str) -> None:
    text = bit * (400_000 // len(bit))
    began = time.process_time()
    reply_text(text)
    assert time.process_time() - began < 10


def test_real_letters_are_cut() -> None:
    """A reply that has unquoted words keeps some; hardly any are unsure."""
    replies = empty = unsure = 0
    for letter in letters("r-sig-db", "r-sig-teaching"):
        if not letter["in_reply_to"]:
            continue
        cut = reply_text(letter["body"])
        replies += 1
        empty += not cut.text
        unsure += not cut.sure
        assert not any(line.startswith(">") for line in cut.text.split("\n"))
    assert replies > 1000
    assert empty <= 1
    assert unsure < replies * 0.01
