"""The main job from its first page to its last, by hand and by mail, as members of the cast would do it."""

import re
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from types import ModuleType

import pytest
from playwright.sync_api import Browser

from krets.home.demo.cast import PEOPLE
from krets.tests.browser import SOON, Visitor
from krets.tests.processes import Demo

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@dataclass(frozen=True)
class Question:
    """What Anna wants to know, and the case of the demo that answers it in part."""

    title: str
    body: str
    known: str


FOLLOW_UP = Question(
    "Hur följer ni upp avtal om {}?",
    "Vi vill veta vad uppföljning av avtal ger i kronor, och vad den kostar.",
    "En avtalscontroller betalade sig på ett halvår",
)
# Another one, so that the second telling does not find the first.
SMALL_FARMS = Question(
    "Hur får ni med små producenter i skolmaten i {}?",
    "Vi vill dela upp livsmedlen så att små producenter kan leverera. Hur gjorde ni?",
    "Skolmat från små producenter",
)


@pytest.mark.parametrize(
    ("scripts", "question"), [(True, FOLLOW_UP), (False, SMALL_FARMS)], ids=["with scripts", "without scripts"]
)
def test_an_ask_becomes_a_case_that_another_finds(
    demo: Demo, post: ModuleType, chromium: Browser, scripts: bool, question: Question
) -> None:
    here: list[Visitor] = []

    def visitor(name: str = "") -> Visitor:
        here.append(Visitor(chromium, demo.url, java_script_enabled=scripts))
        return here[-1].signs_in(name) if name else here[-1]

    word = a_word()
    title = question.title.format(word)

    # A stranger reads what is public, and is asked to sign in for the rest.
    stranger = visitor()
    stranger.opens("/cases/").sees("Skolmat från små producenter")
    stranger.opens("/asks/")
    assert stranger.path == "/account/login/"

    # Anna asks in three fields. Before anything is sent she sees what has been said, and why it is shown.
    anna = visitor("anna").opens("/asks/post/")
    anna.fills(title=title, body=question.body, units=["hallbart-inkop"])
    if scripts:
        anna.sees("Har det redan besvarats?", question.known)  # while she still writes
    anna.presses("Se vad som redan sagts").sees(question.known, "därför:", "Läses av 25 personer i Hållbart inköp")
    anna.presses("Efterlys ändå").sees(title)
    ask = anna.path
    key = key_in(ask)

    # Nora, in another network, finds nothing, not even that it exists.
    nora = visitor("nora").opens(ask, status=404)
    nora.opens(f"/find/?q={word}")
    assert title not in nora.main.inner_text()

    # A few colleagues get a letter that says why they were asked, and Anna sees who they are.
    helper, letter = letter_to_a_helper(post, key)
    assert title in post.text(letter)
    assert "därför att" in post.text(letter)
    anna.sees_soon(ask, PEOPLE[helper][0]).sees("Tillfrågade", "därför:")

    # The helper answers by replying. The letter comes twice, with a table; it is counted once, quotes and all cut.
    table = ("fakturor.csv", b"leverantor;belopp\nA;310000\n", "text/csv")
    sent = post.reply(letter, "Vi granskade fakturor mot avtalet och fick tillbaka 310 000 kr.", None, [table])
    post.deliver(sent)
    anna.sees_soon(ask, "310 000 kr").sees("1 svar", "fakturor.csv")
    assert anna.main.inner_text().count("310 000 kr") == 1
    assert "Från:" not in anna.main.inner_text()

    # Somebody else answers on the page: they tried it, and it had no effect.
    other = "eva" if helper != "eva" else "david"
    tried = "Vi köpte ett verktyg och avsatte ingen tid."
    visitor(other).opens(ask).fills(body=tried, no_effect=True).presses("Svara").sees(tried)
    anna.opens(ask).sees("2 svar från 2 organisationer", tried, "prövade, ingen effekt")

    # Anna says what helped and what she used it for. Everybody who answered hears of it.
    anna.follows("Tacka och stäng")
    anna.main.get_by_label(PEOPLE[helper][0]).check()
    anna.fills(used_for=f"Underlag om {word} till kommunstyrelsen.", write_up="ask")
    anna.presses("Tacka och stäng")
    case = f"/cases/{key_in(anna.path)}/"
    for name in (helper, other):
        thanks = post.wait_for(PEOPLE[name][1], subject=f"Vad det ledde till: {title}", timeout=SOON)
        assert "kommunstyrelsen" in post.text(thanks)

    # It becomes a case. What went wrong is asked too, and who may read it is said before.
    anna.opens(f"{case}save/").fills(
        title=f"Uppföljning av avtal om {word}",
        summary="Vi granskade fakturor mot avtal. Pengar kom tillbaka, men vi började för sent.",
        subject="Avtalsuppföljning",
        themes=["follow_up"],
        phase="follow_up",
    )
    anna.main.locator("button[value=next]").click()
    anna.page.wait_for_url(f"**{case}save/course/")
    anna.fills(
        aim="Veta vad uppföljning ger.",
        what_we_did="Stickprov på fakturor varje månad.",
        outcome="partly",
        what_went_wrong="Två förvaltningar kände sig granskade.",
        why="Ingen hade sagt varför vi frågade.",
        advice="Börja där verksamheten själv klagar.",
    )
    anna.main.locator("button[value=next]").click()
    anna.page.wait_for_url(f"**{case}save/organisation/")
    anna.opens(f"{case}publish/").fills(
        audience="units",
        units=["hallbart-inkop"],
        awarded="yes",
        award_date="2026-03-02",
        supplier_secrets="no",
    )
    anna.main.locator("form .actions button").click()
    anna.sees("Läses av 25 personer i Hållbart inköp")
    anna.main.locator("form .actions button").click()
    anna.sees("delvis", "Två förvaltningar kände sig granskade.")
    assert anna.path == case
    anna.opens(ask).sees("Vad det ledde till", "kommunstyrelsen", f"Uppföljning av avtal om {word}")

    # Cilla, who took no part, finds it by one word of it and sees why; Nora does not.
    cilla = visitor("cilla").sees_soon(f"/find/?q={word}", f"Uppföljning av avtal om {word}")
    cilla.sees("därför:").follows(f"Uppföljning av avtal om {word}")
    cilla.sees("Börja där verksamheten själv klagar.")
    assert cilla.path == case
    nora.opens(case, status=404).opens(f"/find/?q={word}")
    assert "Uppföljning av avtal" not in nora.main.inner_text()

    assert [fault for one in here for fault in one.faults] == []


def test_the_demo_tells_its_story_to_whoever_checks(demo: Demo) -> None:
    assert "The whole story came true." in demo.krets("demo", "--check")


def a_word() -> str:
    """A word that nothing else says."""
    return "".join(secrets.choice("bdfgklmnprstv") + secrets.choice("aeiouy") for _ in range(4))


def key_in(path: str) -> str:
    found = re.fullmatch(r"/(?:asks|cases)/(\w{12})/.*", path)
    assert found is not None, path
    return found[1]


def letter_to_a_helper(post: ModuleType, key: str) -> tuple[str, EmailMessage]:
    """Who of the cast was asked, and the letter that asked them. Their names are chosen by matching, not by us."""
    end = time.monotonic() + SOON
    while time.monotonic() < end:
        for name, (_, email, *_rest) in PEOPLE.items():
            with suppress(TimeoutError):
                return name, post.wait_for(email, about=f"ask:{key}", timeout=0)
        time.sleep(0.2)
    raise AssertionError("Nobody of the cast was asked by mail.")
