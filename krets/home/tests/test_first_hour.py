"""Somebody new is shown around: it is offered, done in steps, left, gone on with and ended."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from krets.asks import actions as asks
from krets.asks.models import Draft
from krets.db.clock import today
from krets.mail.models import Letter
from krets.networks import actions as networks
from krets.people import actions as people
from krets.people.models import Account, FirstHourStep, Person, ProfileField
from krets.people.tests.test_sign_in import CODE, CONFIRM, code_in
from krets.tests.cast import Cast, client_of
from krets.tests.counting import counting

OFFER = "Din första timme"


@pytest.fixture
def tove(cast: Cast) -> Person:
    """New in post in Björkfors, a member of nothing yet, who has just come in."""
    person = people.register(
        by=None, name="Tove Tunander", email="tove@bjorkfors.example", title="Upphandlare",
        organisation=cast.organisations["bjorkfors"], languages=["sv"], language="sv",
    )  # fmt: skip
    people.greet(account=person.account)
    person.refresh_from_db()
    return person


def page(person: Person, path: str) -> str:
    return client_of(person).get(path).content.decode()


def step(person: Person, name: str, **typed: Any) -> Any:
    return client_of(person).post(f"/first-hour/{name}/", {"how": "done", **typed})


def told(person: Person) -> dict[str, str]:
    return {field.field: field.text for field in ProfileField.objects.filter(person=person)}


# It does it


def test_it_is_offered_at_the_first_sign_in_and_never_again(cast: Cast) -> None:
    networks.invite(
        by=cast.eva, unit=cast.units["hallbart-inkop"], email="ny@bjorkfors.example", name="Ny Nilsson",
        organisation=cast.organisations["bjorkfors"],
    )  # fmt: skip
    client = Client()
    client.post(CODE, {"email": "ny@bjorkfors.example"})
    client.post(CONFIRM, {"code": code_in(Letter.objects.latest("pk"))})
    assert OFFER in client.get("/start/").content.decode()
    client.post("/first-hour/end/")
    assert OFFER not in client.get("/start/").content.decode()
    account = Account.objects.get(email="ny@bjorkfors.example")
    account.last_login = None
    people.greet(account=account)
    account.refresh_from_db()
    assert not account.is_new


def test_three_questions_become_a_profile_and_the_draft_of_an_ask(cast: Cast, tove: Person) -> None:
    networks.join(by=None, unit=cast.units["hallbart-inkop"], person=tove)
    answer = step(
        tove, "profile", works_with="Livsmedel och skolmat.", works_with_audience="buyers", ask_me="städ",
        ask_me_audience="units", stuck="Hur får vi in anbud från små odlare?\nVi fick inget i våras.",
    )  # fmt: skip
    assert answer["Location"] == "/first-hour/networks/"
    assert told(tove) == {"experience": "Livsmedel och skolmat.", "topics": "städ"}
    tove.refresh_from_db()
    assert (tove.name, tove.title) == ("Tove Tunander", "Upphandlare")
    typed = Draft.objects.get(person=tove).typed
    assert typed["units"] == ["hallbart-inkop"]
    assert (typed["title"], typed["body"]) == (
        ["Hur får vi in anbud från små odlare?"],
        ["Vi fick inget i våras."],
    )
    assert "små odlare" in page(tove, "/asks/post/")


def test_a_draft_that_was_there_is_left_as_it_is(tove: Person) -> None:
    asks.draft(by=tove, typed={"title": ["Min egen fråga"]})
    step(tove, "profile", works_with_audience="me", ask_me_audience="me", stuck="Något annat.")
    assert Draft.objects.get(person=tove).typed == {"title": ["Min egen fråga"]}


def test_a_step_is_skipped_left_and_gone_on_with(tove: Person) -> None:
    assert client_of(tove).post("/first-hour/profile/", {"how": "skipped"})["Location"] == "/first-hour/networks/"
    overview = page(tove, "/first-hour/")
    assert "Hoppade över" in overview
    assert 'href="/first-hour/networks/">Gå vidare' in overview
    assert OFFER in page(tove, "/start/")


def test_after_the_last_step_the_start_page_is_as_everybodys(tove: Person) -> None:
    for name in FirstHourStep.TAKEN[:-1]:
        client_of(tove).post(f"/first-hour/{name}/", {"how": "skipped"})
    assert step(tove, "people")["Location"] == "/start/"
    assert OFFER not in page(tove, "/start/")
    assert Account.objects.get(person=tove).is_new is False
    assert "Ta den från början" in page(tove, "/first-hour/")


def test_it_is_taken_once_more(tove: Person) -> None:
    people.end_first_hour(by=tove)
    assert client_of(tove).post("/first-hour/")["Location"] == "/first-hour/profile/"
    assert OFFER in page(tove, "/start/")
    assert not FirstHourStep.objects.filter(person=tove).exists()


# What is shown, and why


def test_networks_that_fit_say_why_and_not_those_one_is_in(cast: Cast, tove: Person) -> None:
    people.tell(by=tove, fields={"experience": ("Jag bryr mig om hållbarhet och återbruk.", "buyers")})
    shown = page(tove, "/first-hour/networks/")
    assert "Hållbart inköp" in shown
    assert "det handlar om det du berättar: hållbarhet" in shown
    networks.join(by=None, unit=cast.units["hallbart-inkop"], person=tove)
    assert "Minst 80 %" not in page(tove, "/first-hour/networks/")


def test_what_a_rule_is_known_to_say_of_somebody_is_told_or_leaves_the_network_out(
    cast: Cast, tove: Person
) -> None:
    people.change_organisation(by=None, organisation=cast.organisations["bjorkfors"], regions=["Sjöbygden"])
    people.tell(by=tove, fields={"experience": ("Jag bryr mig om hållbarhet och återbruk.", "buyers")})
    hallbart, it = cast.units["hallbart-inkop"], cast.units["kategori-it"]
    employer = {"id": "c1", "kind": "employer", "among": ["municipality"]}
    region = {"id": "c2", "kind": "region", "among": ["Sjöbygden"]}
    share = {"id": "c3", "kind": "share", "least": 80, "topic": "hållbarhet", "among": []}
    networks.set_rule(by=cast.eva, unit=hallbart, clauses=[employer, region, share])
    networks.set_rule(by=cast.eva, unit=it, clauses=[employer])
    networks.edit_unit(by=cast.eva, unit=cast.units["krets-mitt"], area=["Sjöbygden"])
    shown = page(tove, "/first-hour/networks/")
    assert "stämmer redan: Din arbetsgivare är kommun. Du arbetar i Sjöbygden.<" in shown
    assert "det är i din del av landet: Sjöbygden" in shown and "Krets Mitt" in shown
    assert "Du ansöker, och någon där beslutar." in shown
    assert "Man blir inbjuden" in shown and "Den som är med i nätverket går med" in shown  # a subgroup
    for unit in (hallbart, it):
        networks.set_rule(by=cast.eva, unit=unit, clauses=[employer | {"among": ["state"]}, region])
    shown = page(tove, "/first-hour/networks/")
    assert "Hållbart inköp<" not in shown and "Kategori IT" not in shown


def test_an_employer_of_the_same_kind_is_a_reason_only_where_five_are(cast: Cast, tove: Person) -> None:
    assert "organisationer som er" not in page(tove, "/first-hour/networks/")
    for slug in ("askebro", "gnistvik", "klockarvik", "edsala", "furutorp"):
        place = people.register_organisation(by=None, slug=slug, name=slug.title(), kind="municipality")
        one = people.register(by=None, name=f"En i {slug}", email=f"en@{slug}.example", organisation=place)
        networks.join(by=None, unit=cast.units["kategori-it"], person=one)
    assert "5 organisationer som er (kommun) deltar" in page(tove, "/first-hour/networks/")


def test_a_network_that_one_may_not_know_of_is_not_proposed(cast: Cast, tove: Person) -> None:
    people.tell(by=tove, fields={"experience": ("Critical supplies in four countries, palveluasuminen", "buyers")})
    shown = page(tove, "/first-hour/networks/")
    assert "Nordic Security" not in shown and "Hyvinvointialueiden" not in shown


def an_ask(cast: Cast, title: str, **more: Any) -> Any:
    unit = cast.units["hallbart-inkop"]
    return asks.post(by=cast.anna, title=title, body="Hur gjorde ni?", units=[unit], **more)


def test_an_ask_worth_answering_is_open_not_overdue_unanswered_by_one_and_fits(cast: Cast, tove: Person) -> None:
    networks.join(by=None, unit=cast.units["hallbart-inkop"], person=tove)
    people.tell(by=tove, fields={"topics": ("skolmat, livsmedel", "buyers")})
    an_ask(cast, "Vem har köpt skolmat för sent?", deadline=today() - timedelta(days=1))
    an_ask(cast, "Licenser för kontorsprogram?")
    answered = an_ask(cast, "Skolmat som jag svarat om?")
    asks.answer(by=tove, ask=answered, body="Så här.")
    fits = an_ask(cast, "Hur delar ni upp skolmat?")
    shown = page(tove, "/first-hour/ask/")
    assert "Hur delar ni upp skolmat?" in shown
    assert "det handlar om det du berättar: skolmat" in shown
    assert "ingen har svarat än" in shown
    assert not [one for one in ("för sent", "Licenser", "jag svarat om") if one in shown]
    assert step(tove, "ask", key=fits.key)["Location"] == f"/asks/{fits.key}/"
    assert tove.first_hour.get(step="ask").how == "done"


def test_no_ask_is_proposed_that_one_may_not_read(cast: Cast, tove: Person) -> None:
    hidden = an_ask(cast, "Hur delar ni upp skolmat?")
    people.tell(by=tove, fields={"topics": ("skolmat", "buyers")})
    assert "delar ni upp" not in page(tove, "/first-hour/ask/")
    assert step(tove, "ask", key=hidden.key).status_code == 404


def test_who_is_who_names_those_whom_one_may_know(cast: Cast, tove: Person) -> None:
    networks.join(by=None, unit=cast.units["hallbart-inkop"], person=tove)
    networks.appoint(by=None, unit=cast.units["hallbart-inkop"], person=cast.cilla, kind="mentor")
    shown = page(tove, "/first-hour/people/")
    assert "Eva Kretz" in shown and "Nätverkssamordnare" in shown
    assert "Cilla Sjöberg" in shown and "Mentor" in shown
    assert "Bo Björk" in shown and "samma sorts jobb" in shown  # also Upphandlare
    assert "Nora North" not in shown


def test_somebody_without_an_organisation_is_named_nobody(cast: Cast) -> None:
    shown = page(cast.lea, "/first-hour/people/")
    assert "Ingen att visa än" in shown


# Who may not, and how much it costs


def test_a_stranger_is_asked_to_sign_in_and_a_step_that_is_none_is_not_found(tove: Person, client: Client) -> None:
    assert client.get("/first-hour/")["Location"].startswith("/account/login/")
    assert client_of(tove).get("/first-hour/end/").status_code == 405
    assert client_of(tove).get("/first-hour/annat/").status_code == 404


def test_the_start_page_asks_nothing_more_for_it(cast: Cast) -> None:
    client = client_of(cast.anna)
    client.get("/start/")
    with counting() as before:
        client.get("/start/")
    Account.objects.filter(person=cast.anna).update(is_new=True)
    with counting() as after:
        assert OFFER in client.get("/start/").content.decode()
    assert len(after) == len(before)
