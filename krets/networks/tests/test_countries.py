"""What the law of a country makes Krets say: data that a host may put its own in place of."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.utils import translation

from krets.cases import actions as cases
from krets.engines.countries import Broken, load
from krets.home.commands import check
from krets.networks.forms import OURS, GateFields, countries
from krets.people.models import Account
from krets.run import web
from krets.tests.cast import Cast, client_of

OWN = "Skriv inget som vår jurist inte har sett."


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """A host's own, empty at first."""
    settings.COUNTRIES = str(tmp_path)
    return tmp_path


def changed(folder: Path, name: str, old: str, new: str) -> None:
    text = (OURS / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new))


@pytest.mark.parametrize(
    ("country", "asks", "law", "number"),
    [
        ("SE", "Är tilldelningsbeslut fattat", "OSL) 19 kap. 3 §", "Diarienummer"),
        ("FI", "Är upphandlingsbeslutet fattat", "(621/1999) 7 och 24 §", "Ärendenummer"),
        ("NO", '<span lang="nb">Er tildelingen besluttet', "Offentleglova", "Saksnummer"),
        ("DK", '<span lang="da">Er tildelingen besluttet', "Offentlighedsloven", "Sagsnummer"),
    ],
)
def test_each_countrys_form_asks_in_its_words(country: str, asks: str, law: str, number: str) -> None:
    form = GateFields()
    form.ask_as_in(country)
    assert str(form.fields["awarded"].label).startswith(asks)
    assert law in form.laws[0][0].replace('</span> <span lang="nb">', " ")
    assert form.laws[0][1].startswith("https://")
    here = countries()[country]
    assert here.said(here.records_number, "sv").text == number
    assert here.standstill in (10, 14)


def test_the_page_shows_the_writers_country_in_the_readers_language(cast: Cast) -> None:
    assert cast.anna.organisation and cast.anna.organisation.country == "SE"
    page = client_of(cast.anna).get("/asks/post/").content.decode()
    assert ">Diarienummer" in page
    assert "Skriv inte antal anbud, anbudsgivare, priser eller betyg före tilldelning." in page
    assert "https://rkrattsbaser.gov.se/" in page and "finlex" not in page
    with translation.override("fi"):
        form = GateFields()
        form.ask_as_in("SE")
    assert (
        form.warning == "Ennen hankintapäätöstä älä kirjoita tarjousten määrää, tarjoajia, hintoja tai pisteitä."
    )


def test_a_norwegian_buyer_reads_bokmal_marked_as_such(cast: Cast) -> None:
    assert cast.nora.organisation and cast.nora.organisation.country == "NO"
    Account.objects.filter(person=cast.nora).update(language="sv")
    page = client_of(cast.nora).get("/asks/post/").content.decode()
    assert '<span lang="nb">Før tildelingen' in page
    assert "lovdata.no" in page


def test_a_country_without_a_file_is_asked_in_general_words() -> None:
    form = GateFields()
    form.ask_as_in("IS")
    assert form.laws == [] and form.warning == GateFields.warning


def test_the_case_is_asked_for_its_countrys_records_number(cast: Cast) -> None:
    case = cases.draft(by=cast.anna, title="Handskar")
    assert "Diarienummer" in client_of(cast.anna).get(f"/cases/{case.key}/save/more/").content.decode()


def test_a_hosts_own_file_wins(cast: Cast, folder: Path) -> None:
    changed(folder, "se.toml", "Skriv inte antal anbud, anbudsgivare, priser eller betyg före tilldelning.", OWN)
    assert OWN in client_of(cast.anna).get("/asks/post/").content.decode()
    assert set(countries()) == {"SE", "FI", "NO", "DK"}


def test_and_may_be_of_another_country(folder: Path) -> None:
    changed(folder, "dk.toml", 'country = "DK"', 'country = "IS"')
    (folder / "dk.toml").rename(folder / "is.toml")
    assert countries()["IS"].languages == ("da", "en")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("standstill = 10", "", "standstill is missing. Write it"),
        ("standstill = 10", "standstill = -1", "standstill must be a number of days from 0 to 90"),
        ("[outsiders]", "[outsider]", "outsider is not known here. Take it out, or write one of country"),
        ('languages = ["sv", "fi", "en"]', 'languages = ["sv", "fi", "en", "is"]', "names 'is'; Krets knows sv"),
        ('languages = ["sv", "fi", "en"]', 'languages = ["sv", "en"]', "warning.fi is never shown. Add fi to"),
        ('languages = ["sv", "fi", "en"]', 'languages = ["sv", "fi", "en", "da"]', "warning.da is missing"),
        ('fi = "Asianumero"', 'xx = "Asianumero"', "records_number.xx is not known here. Take it out"),
        ("https://rkrattsbaser", "javascript:rkrattsbaser", "laws[0].link must be an address that begins with"),
        ('country = "SE"', 'country = "FI"', "country must be the file's name in capitals, SE"),
        ('country = "SE"', "country =", "can't be read"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_what_to_do(folder: Path, old: str, new: str, says: str) -> None:
    changed(folder, "se.toml", old, new)
    with pytest.raises(Broken) as broken:
        countries()
    assert any(f"{folder}/se.toml" in fault and says in fault for fault in broken.value.faults), (
        broken.value.faults
    )


def test_all_faults_of_all_files_are_told_at_once(folder: Path) -> None:
    changed(folder, "se.toml", "standstill = 10", "")
    changed(folder, "fi.toml", "standstill = 14", "")
    with pytest.raises(Broken) as broken:
        countries()
    assert len(broken.value.faults) == 2


def test_the_web_does_not_start_with_a_broken_file(folder: Path) -> None:
    changed(folder, "se.toml", "standstill = 10", "")
    told = CliRunner().invoke(web)
    assert told.exit_code == 1
    assert "standstill is missing. Write it" in told.output


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_check_calls_ours_whole(cast: Cast) -> None:
    assert "ok      What the gate asks is whole, in every country." in CliRunner().invoke(check).output


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_check_says_what_is_wrong_with_a_broken_one(cast: Cast, folder: Path) -> None:
    changed(folder, "fi.toml", "standstill = 14", "")
    told = CliRunner().invoke(check).output
    assert "mend    What the gate asks is whole, in every country." in told and "standstill is missing" in told


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(Broken, match="is no folder"):
        load(OURS, tmp_path / "none")


def test_ours_are_whole() -> None:
    assert set(load(OURS)) == {"SE", "FI", "NO", "DK"}
