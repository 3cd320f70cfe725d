"""An organisation's records: its registrar reads and takes out what staff wrote and received, and no more."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.http import HttpResponse

from krets.api.tests.calling import Caller
from krets.asks import actions as asks
from krets.asks.models import Ask, AskTakenDown
from krets.cases import actions as cases
from krets.cases.models import Case, Question
from krets.cases.tests.filled import published
from krets.db.clock import now, today
from krets.db.identity import acting_as
from krets.files import actions as files
from krets.home.commands import records as records_command
from krets.home.commands import registrar as registrar_command
from krets.mail.models import Letter
from krets.people import actions as people
from krets.people.models import Account, Organisation, RecordsNumber, Registrar
from krets.records.models import Trace
from krets.tests.cast import MEMBERS, Cast, client_of, reader

LIST = "/organisations/grankoping/records/"


@pytest.fixture
def kept(cast: Cast) -> Cast:
    """Lea, in no network and of no organisation, keeps Granköping's records."""
    Account.objects.update(last_login=now())
    people.appoint_registrar(by="olof", person=cast.lea, organisation=cast.organisations["grankoping"])
    unit = cast.units["hallbart-inkop"]
    ask = asks.post(by=cast.anna, title="Zinkask", body="Vad fungerade?", units=[unit])
    file = files.keep(name="mall.txt", content=b"kromfil")
    asks.answer(by=cast.bo, ask=ask, body="Titansvar.", files=[file])
    asks.answer(by=cast.eva, ask=ask, body="Vanadinsvar bara till dig.", audience="asker")
    hidden = asks.post(by=cast.anna, title="Nickelask", body="Utan namn.", units=[unit], unnamed=True)
    asks.answer(by=cast.bo, ask=hidden, body="Koboltsvar.")
    other = asks.post(by=cast.bo, title="Kopparask", body="Vad gör ni?", units=[unit])
    asks.answer(by=cast.anna, ask=other, body="Mangansvar.", unnamed=True)
    asks.answer(by=cast.cilla, ask=other, body="Volframsvar.")
    published(cast.anna, title="Magnesiumfall")
    return cast


def lea(kept: Cast, path: str = LIST) -> str:
    response = client_of(kept.lea).get(path)
    assert response.status_code == 200
    return response.content.decode()


def zipped(response: HttpResponse) -> zipfile.ZipFile:
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]


def whole(archive: zipfile.ZipFile) -> str:
    return "".join(archive.read(name).decode() for name in archive.namelist())


def test_the_list_has_what_staff_wrote_and_received_and_nothing_of_others(kept: Cast) -> None:
    page = lea(kept)
    for there in ("Zinkask", "Nickelask", "Magnesiumfall", "Svar på: Kopparask"):
        assert there in page
    assert page.count("Svar på: Zinkask") == 2
    assert page.count("Svar på: Kopparask") == 1, "Cilla's answer was not to Granköping"


@pytest.mark.parametrize("name", MEMBERS)
def test_it_is_open_to_the_registrar_alone(kept: Cast, name: str) -> None:
    ask = Ask.objects.get(title="Zinkask")
    client = client_of(kept.people.get(name))
    of_one = f"{LIST}ask/{ask.key}/"
    statuses = {
        client.get(LIST).status_code, client.get(of_one).status_code, client.get(f"{of_one}withdraw/").status_code,
        client.post(f"{LIST}export/").status_code,
    }  # fmt: skip
    assert statuses == {200 if name == "lea" else 302 if name == "stranger" else 404}


def test_the_role_reaches_nothing_else(kept: Cast) -> None:
    ask = Ask.objects.get(title="Zinkask")
    assert client_of(kept.lea).get(f"/asks/{ask.key}/").status_code == 404
    assert client_of(kept.lea).get("/organisations/bjorkfors/records/").status_code == 404
    other = Ask.objects.get(title="Kopparask")
    assert client_of(kept.lea).get(f"{LIST}ask/{other.key}/").status_code == 404
    with acting_as(reader(kept.lea)):
        assert not Ask.objects.exists()
        assert list(Registrar.objects.values_list("person", flat=True)) == [kept.lea.pk]
        assert not RecordsNumber.objects.exists()
    with acting_as(reader(kept.anna)):
        assert not Registrar.objects.exists()


def test_an_ended_role_opens_nothing(kept: Cast) -> None:
    people.end_registrar(by="olof", registrar=Registrar.objects.get())
    assert client_of(kept.lea).get(LIST).status_code == 404
    assert "records" not in client_of(kept.lea).get("/organisations/grankoping/").content.decode()


def test_who_wrote_without_a_name_is_told_nowhere(kept: Cast) -> None:
    ask = Ask.objects.get(title="Nickelask")
    answer = ask.answers.get()
    for path in (f"{LIST}ask/{ask.key}/", f"{LIST}answer/{answer.key}/"):
        assert "Anna" not in lea(kept, path)
    archive = zipped(client_of(kept.lea).post(f"{LIST}export/"))
    rows = json.loads(archive.read("records.json"))["records"]
    about = [row for row in rows if ask.key in str(row) or row["title"] in ("Nickelask", "Svar på: Kopparask")]
    assert [row["kind"] for row in about if row["unnamed"]].count("letter") >= 1
    told = [row for row in about if "Anna" in str(row) or "grankoping.example" in str(row)]
    assert told == []
    assert {row["unnamed"] for row in rows if row["title"] == "Zinkask"} == {False}


def test_the_export_is_whole_and_adds_up(kept: Cast) -> None:
    archive = zipped(client_of(kept.lea).post(f"{LIST}export/"))
    text = whole(archive)
    for there in (
        "Titansvar",
        "Vanadinsvar",
        "Utan namn.",
        "Mangansvar",
        "Magnesiumfall",
        "kromfil",
        "Anna Granlund",
    ):
        assert there in text
    assert "Volframsvar" not in text
    sums = dict(reversed(line.split("  ", 1)) for line in archive.read("manifest.txt").decode().splitlines())
    assert set(sums) == set(archive.namelist()) - {"manifest.txt"}
    assert all(hashlib.sha256(archive.read(name)).hexdigest() == one for name, one in sums.items())
    index = archive.read("index.html").decode()
    assert '<html lang="sv">' in index and "http" not in index.split("<body>")[0]
    rows = json.loads(archive.read("records.json"))["records"]
    ask = next(row for row in rows if row["title"] == "Zinkask")
    assert (ask["kind"], ask["direction"], ask["who"]) == ("ask", "written", "Anna Granlund")
    assert ask["url"].endswith(f"/asks/{ask['key']}/") and ask["read_by"] == "medlemmarna i Hållbart inköp"
    assert {f"items/{row['kind']}-{row['key']}.html" for row in rows} <= set(archive.namelist())
    letter = next(row for row in rows if row["kind"] == "letter" and "Zinkask" in row["title"])
    assert letter["who"] == "Anna Granlund" and "reply+" not in str(letter).replace("reply+…", "")


def test_letters_open_no_doors(kept: Cast) -> None:
    text = whole(zipped(client_of(kept.lea).post(f"{LIST}export/")))
    for letter in Letter.objects.all():
        assert letter.reply_token not in text
    assert "seal=" not in text and "/mail/unsubscribe/e" not in text


def test_a_period_and_numbers_narrow_it(kept: Cast) -> None:
    ask = Ask.objects.get(title="Zinkask")
    Ask.objects.filter(pk=ask.pk).update(posted=now() - timedelta(days=400))
    since = today() - timedelta(days=30)
    assert "/records/ask/" + ask.key not in lea(kept, f"{LIST}?since={since}")
    assert "/records/ask/" + ask.key in lea(kept, f"{LIST}?until={since}")
    client_of(kept.lea).post(f"{LIST}ask/{ask.key}/", {"number": " KS 2026/12 "})
    assert "KS 2026/12" in lea(kept, f"{LIST}?numbers=with")
    assert "Nickelask" not in lea(kept, f"{LIST}?numbers=with")
    assert "/records/ask/" + ask.key not in lea(kept, f"{LIST}?numbers=without")
    archive = zipped(client_of(kept.lea).post(f"{LIST}export/", {"until": str(since)}))
    assert [row["number"] for row in json.loads(archive.read("records.json"))["records"]] == ["KS 2026/12"]


@pytest.mark.parametrize(("country", "word"), [("SE", "Diarienummer"), ("FI", "Ärendenummer")])
def test_the_number_is_asked_for_in_the_countrys_word(kept: Cast, country: str, word: str) -> None:
    ask = Ask.objects.get(title="Zinkask")
    Organisation.objects.update(country=country)
    assert f">{word}" in lea(kept, f"{LIST}ask/{ask.key}/").partition("<form")[2]


def test_a_number_is_shown_to_no_reader_of_the_item(kept: Cast) -> None:
    ask = Ask.objects.get(title="Nickelask")
    client_of(kept.lea).post(f"{LIST}ask/{ask.key}/", {"number": "GRK 2026/9"})
    for name in ("bo", "eva", "anna"):
        assert "GRK" not in client_of(kept.people[name]).get(f"/asks/{ask.key}/").content.decode()
    assert "GRK" not in json.dumps(Caller(kept.bo).get(f"/asks/{ask.key}"))


def test_the_registrar_takes_down_what_staff_wrote_and_no_more(kept: Cast) -> None:
    ask = Ask.objects.get(title="Zinkask")
    client = client_of(kept.lea)
    assert client.post(f"{LIST}ask/{ask.key}/withdraw/", {"why": "Ett anbud."}).status_code == 302
    assert AskTakenDown.objects.get(ask=ask).role == "registrar"
    assert client_of(kept.bo).get(f"/asks/{ask.key}/").status_code == 404
    assert "registrator" in lea(kept, f"{LIST}ask/{ask.key}/") or "Lea" in lea(kept, f"{LIST}ask/{ask.key}/")
    received = Ask.objects.get(title="Nickelask").answers.get()
    assert client.post(f"{LIST}answer/{received.key}/withdraw/", {}).status_code == 404


def test_looking_and_taking_out_leave_traces(kept: Cast) -> None:
    ask = Ask.objects.get(title="Zinkask")
    lea(kept, f"{LIST}ask/{ask.key}/")
    client_of(kept.lea).post(f"{LIST}export/", {"since": "2026-01-01"})
    mine = Trace.objects.filter(by=kept.lea)
    assert mine.filter(act="saw", kind="ask", key=ask.key).exists()
    assert mine.get(act="exported", kind="organisation", key="grankoping").verb == "records 2026-01-01–"


def test_the_api_gives_the_same_to_the_registrar_alone(kept: Cast) -> None:
    path = "/organisations/grankoping/records/export"
    archive = zipped(Caller(kept.lea)("post", path, {}))
    assert "Zinkask" in archive.read("index.html").decode()
    Caller(kept.anna).post(path, {}, 404)


def test_the_operator_appoints_ends_and_exports_by_command(cast: Cast, tmp_path: object) -> None:
    run = CliRunner().invoke
    assert (
        run(registrar_command, ["appoint", "ny@grankoping.example", "--organisation", "grankoping"]).exit_code == 1
    )
    new = ["appoint", "ny@grankoping.example", "--organisation", "grankoping", "--name", "Rut Registrator"]
    assert "/organisations/grankoping/records/" in run(registrar_command, new).output
    assert Registrar.objects.get().person.organisation is None
    out = f"{tmp_path}/ut.zip"
    assert run(records_command, ["export", "grankoping", out], catch_exceptions=False).exit_code == 0
    assert "index.html" in zipfile.ZipFile(out).namelist()
    end = ["end", "ny@grankoping.example", "--organisation", "grankoping"]
    assert [run(registrar_command, end).exit_code for _ in range(2)] == [0, 1]


def test_questions_about_cases_are_in_the_export_and_unnamed_ones_name_nobody(kept: Cast) -> None:
    mine = Case.objects.get(title="Magnesiumfall")
    others = Case.objects.get(pk=published(kept.bo, title="Litiumfall").pk)
    cases.ask_writer(by=kept.bo, case=mine, body="Zinnfråga till Granköping?")
    asked = cases.ask_writer(by=kept.anna, case=others, body="Kvicksilverfråga från Granköping?", unnamed=True)
    asked = Question.objects.get(pk=asked.pk)
    cases.reply(by=kept.bo, question=asked, how="answered", body="Bismutsvar.")
    archive = zipped(client_of(kept.lea).post(f"{LIST}export/"))
    rows = json.loads(archive.read("records.json"))["records"]
    told = {row["direction"]: row for row in rows if row["kind"] == "question"}
    assert told["received"]["texts"]["body"].startswith("Zinn") and told["received"]["who"] == "Bo Björk"
    assert told["written"]["texts"] == {"body": "Kvicksilverfråga från Granköping?", "reply": "Bismutsvar."}
    assert told["written"]["who"] is None and told["written"]["unnamed"]
    about = [row for row in rows if row["kind"] == "letter" and f"case:{others.key}" in row["about"]]
    assert about and {row["unnamed"] for row in about} == {True}, "a letter about it would tell who asked"
