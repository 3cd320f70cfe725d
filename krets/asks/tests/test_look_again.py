"""Words that look drawn from tenders are asked about once, at every door, and never block."""

from datetime import date

from krets.api.tests.calling import Caller, faults
from krets.asks import emails
from krets.asks.models import Answer, Ask, Closing
from krets.asks.tests.an_ask import everybody_has_signed_in, posted
from krets.mail import reading
from krets.mail.models import Incoming, Letter
from krets.networks.models import Check, Phase
from krets.people.models import Person
from krets.tests.cast import Cast, client_of

SECRET = "Vi fick in tre anbud."
ASK = {"title": "Hur utvärderar ni?", "body": SECRET, "units": ["hallbart-inkop"]}
AWARDED = Check(Phase.CONTRACT, awarded=True, award_date=date(2026, 3, 2))
UNDER_WAY = {"phase": "procurement", "awarded": False, "supplier_secrets": False}


def test_the_api_asks_once_and_takes_it_the_second_time(cast: Cast, anna: Caller) -> None:
    asked = anna.post("/asks", ASK, 422)
    assert faults(asked) == {"confirmed"}
    assert "“Vi fick in tre anbud.”" in asked["errors"][0]["detail"]
    assert "confirmed: true" in asked["errors"][0]["detail"]
    assert not Ask.objects.exists()
    key = anna.post("/asks", ASK | {"confirmed": True}, 201)["key"]
    bo = Caller(cast.bo)
    assert faults(bo.post(f"/asks/{key}/answers", {"body": SECRET}, 422)) == {"confirmed"}
    bo.post(f"/asks/{key}/answers", {"body": SECRET, "confirmed": True}, 201)


def test_what_must_be_mended_is_said_before_it_is_asked(anna: Caller) -> None:
    assert faults(anna.post("/asks", ASK | {"units": ["kategori-it"]}, 422)) == {"units"}
    assert faults(anna.post("/asks", ASK | UNDER_WAY, 422)) == {"confirmed"}


def test_after_an_award_nothing_is_asked(cast: Cast, anna: Caller) -> None:
    done = {"phase": "contract", "awarded": True, "award_date": "2026-03-02", "supplier_secrets": False}
    anna.post("/asks", ASK | done, 201)
    ask = posted(cast, check=AWARDED)
    anna.post(f"/asks/{ask.key}/close", {"used_for": SECRET})
    assert Closing.objects.get().used_for == SECRET


def test_what_it_was_used_for_is_asked_about_on_the_page_and_by_the_api(cast: Cast, anna: Caller) -> None:
    ask = posted(cast)
    page = client_of(cast.anna)
    sent = {"used_for": SECRET}
    shown = page.post(f"/asks/{ask.key}/close/", sent).content.decode()
    assert "<q>Vi fick in tre anbud.</q>" in shown and 'name="confirmed" value="on"' in shown
    assert faults(anna.post(f"/asks/{ask.key}/close", sent, 422)) == {"confirmed"}
    assert not Closing.objects.exists()
    page.post(f"/asks/{ask.key}/close/", sent | {"confirmed": "on"})
    assert Closing.objects.get().used_for == SECRET
    anna.post(f"/asks/{ask.key}/close", {"used_for": f"{SECRET} Nu klart.", "confirmed": True})


def replied(ask: Ask, by: Person) -> Incoming:
    """A reply to a letter about the ask, from its addressee's own address, read."""
    emails.posted(ask, by)
    letter = Letter.objects.get(about=f"ask:{ask.key}", person=by)
    raw = (
        f"From: <{by.account.email}>\nTo: {letter.headers['Reply-To']}\nSubject: Re: {letter.message_id}\n"
        f"Message-ID: <1@bjorkfors.example>\nIn-Reply-To: {letter.message_id}\n\n{SECRET}\n"
    )
    incoming = Incoming.objects.create(
        digest="1", sender=by.account.email, recipient=letter.headers["Reply-To"], raw=raw.encode()
    )
    reading.receive(incoming.pk)
    incoming.refresh_from_db()
    return incoming


def test_a_reply_by_mail_waits_until_its_writer_has_looked(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    incoming = replied(posted(cast), cast.bo)
    assert (incoming.fate, incoming.why) == ("confirm", "looks secret")
    assert not Answer.objects.exists()
    letter = Letter.objects.get(once=f"mail.confirm:{incoming.pk}")
    assert letter.subject.startswith("Publicera ditt svar?") and "tre anbud" not in letter.text
    client, address = client_of(cast.bo), f"/mail/confirm/{incoming.confirm_token}/"
    page = client.get(address).content.decode()
    assert "Publicera det här svaret?" in page and "<q>Vi fick in tre anbud.</q>" in page
    client.post(address, {"mine": "yes"})
    assert Answer.objects.get().body == SECRET


def test_a_reply_to_an_ask_after_its_award_is_posted(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    assert replied(posted(cast, check=AWARDED), cast.bo).fate == "taken"
    assert Answer.objects.get().body == SECRET


def test_who_asks_without_a_name_is_warned_once_when_region_topic_and_date_tell(cast: Cast, anna: Caller) -> None:
    given = ASK | {"body": "Vi undrar.", "topic": "15131000", "unnamed": True}
    assert faults(anna.post("/asks", given, 422)) == {"confirmed"}
    typed = {
        "title": "Hur?",
        "body": "Vi undrar.",
        "units": "hallbart-inkop",
        "topic": "15131000",
        "unnamed": "on",
    }
    page = client_of(cast.anna)
    shown = page.post("/asks/post/", typed | {"phase": "none", "step": "look"}).content.decode()
    assert "Färre än fem organisationer i er region" in shown and 'name="confirmed" value="on"' in shown
    assert not Ask.objects.exists()
    page.post("/asks/post/", typed | {"phase": "none", "step": "post", "confirmed": "on"})
    ask = Ask.objects.get()
    answer = {"body": "Vi med.", "unnamed": True}
    bo = Caller(cast.bo)
    assert faults(bo.post(f"/asks/{ask.key}/answers", answer, 422)) == {"confirmed"}
    bo.post(f"/asks/{ask.key}/answers", answer | {"confirmed": True}, 201)
    bo.post(f"/asks/{ask.key}/answers", {"body": "Med namn."}, 201)
