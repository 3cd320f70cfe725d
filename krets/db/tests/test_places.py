from pathlib import Path

import pytest

from krets.db import places


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KRETS_DATA", str(tmp_path))
    for name in ("KRETS_DEMO", "KRETS_PORT", "KRETS_SMTP", "KRETS_MAIL_LISTEN", "KRETS_MAIL_DOMAIN"):
        monkeypatch.setenv(name, "")  # so that what is set meanwhile is forgotten
        monkeypatch.delenv(name)
    return tmp_path


def test_an_address_is_read_and_written_as_it_was() -> None:
    address = "postgresql://eva:gr%C3%A4n%2F%40@db.example:5433/krets?sslmode=verify-full"
    assert places.Address.parse(address).password == "grän/@"
    assert places.Address.parse(address).url() == address


@pytest.mark.parametrize("address", ["mysql://eva@localhost/krets", "postgresql://localhost", "krets"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="postgresql://"):
        places.Address.parse(address)


def test_a_demo_keeps_the_lines_that_others_wrote(folder: Path) -> None:
    places.be_a_demo()
    with open(folder / "krets.env", "a") as file:
        file.write("KRETS_TIME_ZONE=Europe/Helsinki\n")
    places.be_a_demo()
    lines = (folder / "krets.env").read_text().splitlines()
    assert lines.count("KRETS_DEMO=1") == lines.count("KRETS_TIME_ZONE=Europe/Helsinki") == 1


def test_an_installation_is_not_made_a_demo(folder: Path) -> None:
    settings = "KRETS_URL=https://krets.example.org\n"
    (folder / "krets.env").write_text(settings)
    with pytest.raises(ValueError, match="no demo"):
        places.be_a_demo()
    assert (folder / "krets.env").read_text() == settings
