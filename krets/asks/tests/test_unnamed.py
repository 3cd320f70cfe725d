"""Who asks or answers without a name is not told by anything that comes of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.urls import reverse

from krets.asks import actions, emails, replies, rules
from krets.asks.models import Answer, Ask
from krets.asks.tests.an_ask import answered, everybody_has_signed_in, posted
from krets.cases import actions as cases
from krets.cases.models import Case
from krets.files import actions as files
from krets.files.models import File
from krets.mail.models import Letter
from krets.mail.reply import MAY_TELL, NAMES_YOU, Reply
from krets.mail.tests.incoming import comes
from krets.mail.tests.incoming import reply as mailed
from krets.people.models import Person
from krets.tests.cast import Cast, client_of, reader
from krets.tests.world import DONE, WELL

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def page(cast: Cast, ask: Ask, reader: str = "bo") -> str:
    return client_of(cast.people[reader]).get(f"/asks/{ask.key}/").content.decode()


def replied(ask: Ask, by: Person) -> str:
    reply = Reply(person=by, about_key=ask.key, text="Ett tillägg till det.", message_id=f"<{by.key}@a.example>")
    return replies.receive(reply=reply)


def published(by: Person, case: Case, *, unnamed: bool = False) -> Case:
    fields = WELL | {"region": ""} if unnamed else WELL
    cases.save(by=by, case=case, **fields)
    cases.publish(by=by, case=case, audience="buyers", unnamed=unnamed, check=DONE)
    return case


def test_an_asker_who_replies_to_a_letter_stays_unnamed(cast: Cast) -> None:
    ask = posted(cast, unnamed=True)
    assert replied(ask, cast.anna) == ""
    assert "Ett tillägg" in page(cast, ask) and "Anna" not in page(cast, ask)


def test_an_asker_who_adds_something_on_the_page_stays_unnamed(cast: Cast) -> None:
    ask = posted(cast, unnamed=True)
    client = client_of(cast.anna)
    box = client.get(f"/asks/{ask.key}/").content.decode()
    assert 'name="unnamed"' in box and "checked" in box.split('name="unnamed"')[1].split(">")[0]
    client.post(f"/asks/{ask.key}/answer/", {"body": "Ett tillägg till det.", "phase": "none"})
    assert "Ett tillägg" in page(cast, ask) and "Anna" not in page(cast, ask)


def test_an_unnamed_answerer_who_replies_to_a_letter_stays_unnamed(cast: Cast) -> None:
    ask = posted(cast)
    answered(cast, ask, unnamed=True)
    assert replied(ask, cast.cilla) == ""
    assert Answer.objects.filter(ask=ask, writer=None).count() == 2
    assert "Cilla" not in page(cast, ask)


@pytest.fixture
def few_buy_it(cast: Cast) -> Ask:
    """An ask about what nobody else in Cilla's region has bought lately; she has answered it without a name."""
    ask = posted(cast, cpv=["90911000"])
    answered(cast, ask, unnamed=True)
    everybody_has_signed_in(cast)
    return ask


def test_a_mailed_reply_that_may_tell_its_unnamed_writer_waits_for_her_word(few_buy_it: Ask, cast: Cast) -> None:
    assert replied(few_buy_it, cast.cilla) == MAY_TELL
    assert Answer.objects.filter(ask=few_buy_it).count() == 1
    assert replied(few_buy_it, cast.bo) == ""  # by name nothing can be guessed


def test_so_does_one_that_names_her(cast: Cast) -> None:
    ask = posted(cast)
    answered(cast, ask, unnamed=True)
    reply = Reply(person=cast.cilla, about_key=ask.key, text="Vi i Sjöhamns stad gjorde så.", message_id="<1@a>")
    assert replies.receive(reply=reply).startswith(NAMES_YOU)


def test_she_hears_why_by_letter_and_on_the_page_and_may_post_it(few_buy_it: Ask, cast: Cast) -> None:
    emails.posted(few_buy_it, cast.cilla)
    letter = Letter.objects.get(once=f"asks.posted:{few_buy_it.key}:{cast.cilla.key}")
    incoming = comes(letter, mailed(letter, sender=letter.to), envelope=letter.to)
    assert (incoming.fate, incoming.why) == ("confirm", MAY_TELL)
    told = Letter.objects.get(once=f"mail.confirm:{incoming.pk}")
    assert "region, ämne och datum" in told.text and "region, ämne och datum" in told.html
    link = reverse("confirm", args=[incoming.confirm_token])
    client = client_of(cast.cilla)
    assert "region, ämne och datum" in client.get(link).content.decode()
    client.post(link, {"mine": "yes"})
    assert Answer.objects.filter(ask=few_buy_it, writer=None).count() == 2


def test_who_is_named_replies_by_name(cast: Cast) -> None:
    ask = posted(cast, unnamed=True)
    answered(cast, ask, unnamed=True)
    replied(ask, cast.bo)
    assert Answer.objects.get(writer=cast.bo)


def test_files_of_an_unnamed_answer_lose_their_names(cast: Cast) -> None:
    ask = posted(cast)
    file = files.keep(name="Mall Cilla Sjöberg.txt", content=b"x")
    answered(cast, ask, unnamed=True, files=[file])
    assert "1.txt" in page(cast, ask) and "Cilla" not in page(cast, ask)


def test_a_file_whose_author_cant_be_taken_out_is_refused_on_the_page_and_named_in_the_letter(cast: Cast) -> None:
    ask = posted(cast)
    old = SimpleUploadedFile("Cilla.doc", OLD_WORD)
    sent = {"body": "Så gjorde vi.", "unnamed": "on", "phase": "none", "attached": [old]}
    shown = client_of(cast.cilla).post(f"/asks/{ask.key}/answer/", sent).content.decode()
    assert "Det går inte att ta bort vem som har skrivit" in shown and "Word" in shown
    assert not Answer.objects.exists()
    answered(cast, ask, unnamed=True)
    reply = Reply(
        person=cast.cilla, about_key=ask.key, text="Se här.", message_id="<1@a.example>",
        attachments=[("Cilla.doc", OLD_WORD, "application/msword")],
    )  # fmt: skip
    assert replies.receive(reply=reply) == ""
    assert Answer.objects.count() == 2 and not File.objects.exists()


def test_a_case_with_a_name_does_not_stand_beside_its_unnamed_ask(cast: Cast) -> None:
    ask = posted(cast, unnamed=True)
    case = published(cast.anna, actions.write_up(by=cast.anna, ask=ask))
    assert case.key not in page(cast, ask)


def test_an_unnamed_case_does_not_stand_beside_the_answer_that_names_its_writer(cast: Cast) -> None:
    ask = posted(cast)
    answer = answered(cast, ask)
    case = published(cast.cilla, actions.write_up(by=cast.anna, ask=ask, answer=answer), unnamed=True)
    assert case.unnamed and case.key not in page(cast, ask)


def test_naming_the_asker_instead_of_oneself_is_answered_like_naming_anybody(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast, unnamed=True)
    assert rules.colleague(ask, "Anna Granlund", by_name=True) == cast.anna
    assert rules.colleague(posted(cast), "Anna Granlund", by_name=True) is None
    assert not rules.may_be_asked(ask, cast.anna)
    assert reader(cast.anna).person == rules.person_behind(ask)


def test_who_answered_without_a_name_is_asked_back_and_answers_without_it(cast: Cast) -> None:
    everybody_has_signed_in(cast)
    ask = posted(cast)
    answered(cast, ask, unnamed=True)
    answered(cast, ask, by="bo")
    answered(cast, ask, by="anna", body="Och hur många timmar tog det?")
    asked_back = Letter.objects.filter(template_is("added"))
    assert {letter.person for letter in asked_back} == {cast.cilla, cast.bo}
    assert all("Och hur många timmar" in letter.text and "Cilla" not in letter.text for letter in asked_back)
    reply = Reply(person=cast.cilla, about_key=ask.key, text="Tolv timmar.", message_id="<tolv@sjohamn.example>")
    assert replies.receive(reply=reply) == ""
    assert Answer.objects.get(body="Tolv timmar.").writer is None
    assert not Letter.objects.filter(person=cast.anna, text__contains="Cilla").exists()


def template_is(name: str) -> Q:
    return Q(once__startswith=f"asks.{name}:")


def test_a_page_asks_once_whoever_names_themselves_without_a_name(cast: Cast) -> None:
    ask, client = posted(cast), client_of(cast.cilla)
    sent = {"body": "Vi i Sjöhamn gjorde så. /Cilla", "unnamed": "on", "phase": "none"}
    page = client.post(f"/asks/{ask.key}/answer/", sent).content.decode()
    assert "<q>Sjöhamn</q>" in page and "<q>Cilla</q>" in page and not Answer.objects.exists()
    assert client.post(f"/asks/{ask.key}/answer/", sent | {"confirmed": "on"}).status_code == 302
    asked = {"title": "Vad gör ni?", "body": "Hälsar Cilla", "units": "hallbart-inkop", "phase": "none"}
    asked |= {"unnamed": "on", "step": "post"}
    assert "<q>Cilla</q>" in client.post("/asks/post/", asked).content.decode()
    assert client.post("/asks/post/", asked | {"confirmed": "on"}).status_code == 302
