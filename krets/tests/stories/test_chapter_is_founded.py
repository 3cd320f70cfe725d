"""A chapter is founded, from the first click to the day of its first meeting, as members would do it: by pages
without scripts and by the links of letters."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db.models import Q
from django.test import Client

from krets.db.clock import now
from krets.mail.models import Letter
from krets.networks import actions
from krets.networks.models import Founding, Mandate, Unit
from krets.people.models import Account
from krets.tests.cast import Cast, client_of

ASSOCIATION = "/units/kretsens-inkopare/"
LETTER = (
    "Den värld som vi inköpare lever i är hårt ansatt. Att mötas och utbyta är en förutsättning för att klara"
    " jobbet, och vi vill kunna ha dagträffar utan stora kostnader på olika platser i regionen."
)


class Page:
    """What somebody has before them, and the forms in it."""

    def __init__(self, client: Client, path: str) -> None:
        self.client, self.path = client, path
        self._take(client.get(path, follow=True))

    def _take(self, response: Any) -> None:
        assert response.status_code == 200, (response.status_code, self.path)
        self.text = response.content.decode()
        if response.redirect_chain:
            self.path = response.redirect_chain[-1][0]

    def fills(self, action: str = "", /, **typed: Any) -> "Page":
        """Sends the form that goes to `action` (or to the page itself) with what stands in it."""
        to = action or self.path
        assert not action or f'action="{action}"' in self.text, f"no form to {action} on {self.path}"
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.text))
        self._take(self.client.post(to, hidden | typed, follow=True))
        return self

    def sees(self, *words: str) -> "Page":
        plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.text))
        assert [word for word in words if word not in plain] == [], plain
        return self

    def has_no(self, *words: str) -> "Page":
        assert [word for word in words if word in self.text] == []
        return self


@pytest.fixture
def town(cast: Cast) -> Cast:
    """Everybody has signed in at some time, and the association has a board."""
    Account.objects.update(last_login=now())
    association = cast.units["kretsens-inkopare"]
    actions.appoint(by=None, unit=association, person=cast.david, kind=Mandate.Kind.CHAIR)
    actions.appoint(by=None, unit=association, person=cast.cilla, kind=Mandate.Kind.BOARD)
    return cast


def letter_to(address: str, about: str) -> str:
    """The link in the newest letter to this address, as a path."""
    told = Q(text__contains=about) | Q(subject__contains=about)
    letter = Letter.objects.filter(told, to=address).order_by("-pk")[0]
    found = re.search(r"https?://\S+", letter.text)
    assert found is not None
    parts = urlsplit(found[0])
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def test_a_chapter_is_founded(town: Cast) -> None:
    ida, bo, david, eva = (client_of(town.people[name]) for name in ("ida", "bo", "david", "eva"))

    # Ida writes the application. Four areas, as people call them.
    page = Page(ida, f"{ASSOCIATION}foundings/").sees("Ansök om en avdelning")
    page = Page(ida, f"{ASSOCIATION}foundings/new/")
    page.fills(
        name="Krets Svea",
        purpose="Goda offentliga affärer ska utvecklas och växa.",
        area="Gävleborg\nDalarna\nUppland\nVästmanland\n",
        letter=LETTER,
    )
    page.sees("Gävleborg, Dalarna, Uppland, Västmanland", "1 av minst 4", "Kommunalförbundet Inköp Mittland")
    founding = Founding.objects.get(unit__slug="krets-svea")
    here = f"/foundings/{founding.key}/"
    assert page.path == here

    # Nobody else knows of it: not that it exists.
    anna = client_of(town.anna)
    assert anna.get(here).status_code == 404 == anna.get("/units/krets-svea/").status_code
    assert "Krets Svea" not in Page(anna, f"{ASSOCIATION}foundings/").text

    # Three colleagues are asked by mail, one of them new to Krets.
    for name, email, title, organisation in (
        ("Anna Granlund", "anna@grankoping.example", "", ""),
        ("Bo Björk", "bo@bjorkfors.example", "", ""),
        ("Mona Hassel", "mona@sjohamn.example", "Chef för upphandlingscentrum", "Sjöhamns stad"),
    ):
        page.fills(name=name, email=email, title=title, organisation=organisation)
    page.sees("Mona Hassel", "Chef för upphandlingscentrum", "Sjöhamns stad", "är tillfrågad")

    # A scanner looks at Mona's link, and nothing is signed. Mona presses the button, with no account.
    link = letter_to("mona@sjohamn.example", "Krets Svea")
    Page(Client(), link).sees("Krets Svea", "Mona Hassel", "Sjöhamns stad")
    assert founding.signatures.filter(signed__isnull=False).count() == 1
    Page(Client(), link).fills().sees("Du har skrivit under.")
    # Passed on to Bo, who is signed in, the link is nobody's. And without its seal it opens nothing.
    assert bo.get(link).status_code == 403
    assert Client().get(link.split("?")[0]).status_code == 302

    # Bo signs, takes it back, and signs again; Anna signs in and signs.
    mine = letter_to("bo@bjorkfors.example", "Krets Svea")
    Page(bo, mine).fills().fills(take_back="yes").sees("Du har inte skrivit under.").fills()
    Page(ida, here).sees("3 av minst 4", "1 underskrift saknas")
    assert ida.post(f"{here}send-in/").status_code == 403
    Page(anna, here)
    Page(anna, letter_to("anna@grankoping.example", "Krets Svea").split("?")[0]).fills()
    page = Page(ida, here).sees("4 av minst 4").fills(f"{here}send-in/").sees("inskickad")
    Page(bo, mine).sees("Ansökan är inskickad.")

    # The board takes a position; then the coordinator brings it before the annual meeting.
    Page(david, letter_to("david@mittland.example", "Krets Svea")).sees(LETTER[:40])
    Page(david, f"{here}step/").fills(outcome="yes", reason="Fyra områden och fyra namn. Styrelsen tillstyrker.")
    page = Page(eva, here).sees("Styrelsen tillstyrker.", "David Mittberg")
    page.fills(f"{here}bring/").sees("Ansökan om att bilda Krets Svea", "Upphandlare, Björkfors kommun")
    matter = page.path
    assert Page(eva, f"{ASSOCIATION}decisions/").sees("utkast")
    assert anna.get(matter).status_code == 404

    # The annual meeting decides by show of hands.
    Page(eva, f"{matter}change/").fills(
        matter="Ansökan om att bilda Krets Svea",
        proposal="Styrelsen tillstyrker.",
        date="2026-03-28",
        place="Umeå",
    )
    Page(eva, f"{matter}count/").fills(
        yes="41", no="3", abstain="6", everybody="50", counted="people", majority="simple", quorum="20"
    )
    Page(eva, f"{matter}change/").fills(
        date="2026-03-28", place="Umeå", extract="§ 14. Årsmötet beslutade att godkänna ansökan."
    )
    Page(anna, matter).sees("Bifallet", "41", "50 röster avgavs; 20 behövdes.", "§ 14.", "Umeå")

    # The space is open: those who signed are its members, and Ida is its contact person.
    unit = Unit.objects.get(slug="krets-svea")
    assert (unit.state, unit.area[0]) == ("active", "Gävleborg")
    members = unit.memberships.filter(ended=None).values_list("person__name", flat=True)
    assert sorted(members) == ["Anna Granlund", "Bo Björk", "Ida Inglund", "Mona Hassel"]
    assert unit.mandates.filter(person=town.ida, kind=Mandate.Kind.CONTACT).exists()
    assert client_of(None).get("/units/krets-svea/").status_code == 200

    # Ida plans the first meeting, on one of two dates.
    start = "/units/krets-svea/start/"
    Page(ida, start).sees("10.00 Fika", "Alla: en erfarenhet")
    Page(ida, f"{start}meeting/").fills(
        place="Gävle", agenda="10.00 Kaffe\n15.00 Slut", brings="Alla: en erfarenhet"
    )
    page = Page(ida, f"{start}days/").fills(
        what="Första mötet", day_0="2026-09-25", day_1="2026-10-23", day_2="", day_3="", day_4="", day_5=""
    )
    poll = page.path
    september, october = re.findall(r"says_(\d+)\"", page.text)[0], re.findall(r"says_(\d+)\"", page.text)[-1]
    # Bo answers by the link of his letter, without signing in; Anna on the page.
    Page(Client(), letter_to("bo@bjorkfors.example", "/days/")).fills(
        **{f"says_{september}": "can", f"says_{october}": "not"}
    ).sees("Bo Björk", "Tack.")
    Page(anna, poll).fills(**{f"says_{september}": "can", f"says_{october}": "maybe"})
    page = Page(ida, poll).fills(f"{poll}close/", day=september)
    page.sees("fre 25 sep 2026 det blir den dagen")
    assert unit.date_polls.get().dates.get(chosen=True).day == date(2026, 9, 25)

    # It is cheaper to bring the course leader here than to travel there with 30 people and stay the night.
    page = Page(ida, f"{start}budget/").fills(
        people="30", fee="45000", leader_travel="3500", room="6000", food_each="250", course_each="4900",
        travel_each="900", night_each="1400", income_each="2000",
    )  # fmt: skip
    page.sees("62 000", "216 000", "154 000", "60 000", "Över, eller fattas -2 000")

    # A guarantee against loss is a small matter for the board.
    Page(ida, f"{start}guarantee/").fills(amount="10000", why="Om färre än tjugo kommer.")
    page = Page(david, letter_to("david@mittland.example", "/guarantees/")).sees("Om färre än tjugo kommer.")
    page.fills(outcome="yes", reason="Program och budget kom i god tid.")
    Page(ida, start).sees("Högst 10 000", "Ja")
