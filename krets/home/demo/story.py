"""The story of one ask, told to the running demo through real HTTP and mail. `bin/demo --check`.

Anna asks, Bo is asked and answers by mail, she thanks him and closes, it becomes a case, and Cilla finds it.
"""

import re
import secrets
import time
from collections.abc import Callable
from email.message import EmailMessage
from urllib.error import URLError
from urllib.request import urlopen

import click
from django.conf import settings

from krets.home.demo.cast import PASSWORD, PEOPLE
from krets.home.demo.visitor import Page, Unexpected, Visitor
from krets.mail import postoffice

PATIENCE = 180  # seconds for a demo that is still being set up
SOON = 60  # seconds for after-work: a suggestion, a letter, the index


def check() -> int:
    """Tell the story; 0 when all of it came true, otherwise 1 and what did not."""
    try:
        _wait_for_the_demo()
        story = Story(f"http://localhost:{settings.PORT}")
        for step in story.steps():
            step()
            click.echo(f"ok  {(step.__doc__ or '').strip()}")
    except (Unexpected, TimeoutError) as fault:
        click.echo(f"no  {fault}", err=True)
        return 1
    click.echo("The whole story came true.")
    return 0


def _wait_for_the_demo() -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(f"http://localhost:{settings.PORT}/account/login/", timeout=5):
                return
        except (URLError, OSError) as fault:
            if time.monotonic() > deadline:
                raise Unexpected(f"No demo answers on port {settings.PORT}: start bin/demo first.") from fault
            time.sleep(0.5)


class Story:
    """Each step in order; what one learns, the next uses. A word of its own lets it be told again."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.word = "".join(secrets.choice("bdfgklmnprstv") + secrets.choice("aeiouy") for _ in range(4))
        self.title = f"Hur följer ni upp avtal om {self.word}?"
        self.anna = Visitor(base)
        self.key = self.case = ""
        self.helper = ""

    def steps(self) -> list[Callable[[], None]]:
        return [
            self.a_stranger_sees_what_is_public,
            self.anna_signs_in,
            self.anna_sees_what_was_said_and_asks,
            self.others_do_not_see_it,
            self.a_colleague_is_asked_and_told_why,
            self.the_colleague_answers_by_mail,
            self.anna_thanks_and_closes,
            self.it_becomes_a_case,
            self.cilla_finds_it,
        ]

    def a_stranger_sees_what_is_public(self) -> None:
        """A stranger sees public cases, and is asked to sign in for the rest."""
        stranger = Visitor(self.base)
        stranger.open("/cases/").says("Skolmat")
        if "login" not in stranger.open("/asks/").url:
            raise Unexpected("A stranger sees the list of asks.")

    def anna_signs_in(self) -> None:
        """Anna signs in with her password."""
        page = self.anna.open("/account/login/")
        page = self.anna.send(page, page.form("password"), login=PEOPLE["anna"][1], password=PASSWORD)
        page.says("Hej Anna")

    def anna_sees_what_was_said_and_asks(self) -> None:
        """Anna writes three fields, sees what has been said, and asks anyway."""
        page = self.anna.open("/asks/post/")
        form = page.form("title")
        typed: dict[str, str | list[str]] = {
            "title": self.title,
            "body": "Vi vill veta vad uppföljning av avtal ger i kronor, och vad den kostar. Hur mätte ni?",
            "units": ["hallbart-inkop"],
        }
        page = self.anna.send(page, form, "look", **typed)
        if not any(re.search(r"/cases/\w{12}/$", href) for href, _ in page.links):
            raise Unexpected("No earlier case is shown before she asks.")
        page = self.anna.send(page, page.form("title"), "post")
        page.says(self.title)
        self.key = _key_in(page.url, "asks")

    def others_do_not_see_it(self) -> None:
        """Somebody in another network finds nothing, not even that it exists."""
        nora = self._signed_in("nora")
        nora.open(f"/asks/{self.key}/", expect=404)
        if self.title in nora.open(f"/find/?q={self.word}").text:
            raise Unexpected("Nora finds an ask that is not for her.")

    def a_colleague_is_asked_and_told_why(self) -> None:
        """A few colleagues get a letter that says why they were asked."""
        letter = self._letter_to_a_helper()
        if self.title not in str(letter["Subject"]) + postoffice.text(letter):
            raise Unexpected("The letter does not carry the question.")
        page = self._soon(
            lambda: self.anna.open(f"/asks/{self.key}/"), lambda page: PEOPLE[self.helper][0] in page.text
        )
        page.says(PEOPLE[self.helper][0])

    def the_colleague_answers_by_mail(self) -> None:
        """One of them answers by replying to the letter; delivered twice, it is taken once."""
        letter = self._letter_to_a_helper()
        reply = f"Vi granskade fakturor mot avtalet om {self.word} och fick tillbaka 310 000 kr på ett år."
        sent = postoffice.reply(letter, reply)
        postoffice.deliver(sent)
        page = self._soon(lambda: self.anna.open(f"/asks/{self.key}/"), lambda page: "310 000 kr" in page.text)
        if page.text.count("310 000 kr") != 1 or "Från:" in page.text:
            raise Unexpected("The answer stands twice, or with what it quoted.")

    def anna_thanks_and_closes(self) -> None:
        """Anna says what helped and what she used it for; the helper hears of it."""
        page = self.anna.open(f"/asks/{self.key}/close/")
        form = page.form("used_for")
        page = self.anna.send(
            page,
            form,
            helped=form.choices["helped"][:1],
            used_for=f"Underlag om {self.word} till kommunstyrelsen.",
            write_up="ask",
        )
        self.case = _key_in(page.url, "cases")
        self.anna.open(f"/asks/{self.key}/").says("kommunstyrelsen")
        postoffice.wait_for(PEOPLE[self.helper][1], subject=self.title, skip=1, timeout=SOON)

    def it_becomes_a_case(self) -> None:
        """The ask becomes a case: what went wrong is asked too, and who may read it is said before."""
        self._write(
            "", title=f"Uppföljning av avtal om {self.word}", subject="Avtalsuppföljning", themes=["follow_up"],
            phase="follow_up", summary="Vi granskade fakturor mot avtal. Pengar kom tillbaka, men vi började för sent.",
        )  # fmt: skip
        self._write(
            "course", aim="Veta vad uppföljning ger.", what_we_did="Stickprov på fakturor varje månad.",
            outcome="partly", what_went_wrong="Två förvaltningar kände sig granskade.",
            why="Ingen hade sagt varför vi frågade.", advice="Börja där verksamheten själv klagar.",
        )  # fmt: skip
        page = self.anna.open(f"/cases/{self.case}/publish/")
        page = self.anna.send(
            page, page.form("audience"), audience="units", units=["hallbart-inkop"], awarded="yes",
            award_date="2026-03-02", supplier_secrets="no",
        )  # fmt: skip
        page.says("Läses av")
        page = self.anna.send(page, page.form("confirmed"))
        page.says("Två förvaltningar kände sig granskade.")

    def cilla_finds_it(self) -> None:
        """Cilla, who did not take part, finds it and sees why it was found."""
        cilla = self._signed_in("cilla")
        wanted = f"/cases/{self.case}/"
        page = self._soon(lambda: cilla.open(f"/find/?q={self.word}"), lambda page: wanted in str(page.links))
        page.link(wanted)
        page.says("därför")
        cilla.open(wanted).says("Börja där verksamheten själv klagar.")
        if wanted in str(self._signed_in("nora").open(f"/find/?q={self.word}").links):
            raise Unexpected("Nora finds a case that is not for her.")

    def _letter_to_a_helper(self) -> EmailMessage:
        """To whoever was asked first among those with a mailbox in the post office."""
        deadline = time.monotonic() + SOON
        while time.monotonic() < deadline:
            for name, (_, email, *_rest) in PEOPLE.items():
                try:
                    letter = postoffice.wait_for(email, about=f"ask:{self.key}", timeout=0)
                except TimeoutError:
                    continue
                self.helper = name
                return letter
            time.sleep(0.3)
        raise Unexpected("Nobody was asked by mail.")

    def _write(self, part: str, **typed: str | list[str]) -> None:
        page = self.anna.open(f"/cases/{self.case}/save/{part + '/' if part else ''}")
        self.anna.send(page, page.form(next(iter(typed))), "", **typed)

    def _signed_in(self, name: str) -> Visitor:
        visitor = Visitor(self.base)
        page = visitor.open("/account/login/")
        visitor.send(page, page.form("password"), login=PEOPLE[name][1], password=PASSWORD)
        return visitor

    def _soon(self, look: Callable[[], Page], fits: Callable[[Page], bool]) -> Page:
        """Look until it fits, or give back what there is in the end."""
        deadline = time.monotonic() + SOON
        while not fits(page := look()) and time.monotonic() < deadline:
            time.sleep(0.4)
        return page


def _key_in(url: str, room: str) -> str:
    found = re.search(rf"/{room}/(\w+)/", url)
    if found is None:
        raise Unexpected(f"{url} is no page of {room}.")
    return found.group(1)
