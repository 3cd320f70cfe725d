"""A file is kept, and goes out again."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.http import Http404

from krets.files import sniffing
from krets.files.actions import FileRefused, keep
from krets.files.models import File
from krets.files.responses import download

OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"0" * 100


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path, db: None) -> Path:
    settings.MEDIA_ROOT = tmp_path
    settings.FILE_LIMIT = 1024 * 1024
    return tmp_path


def contents(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_given_comes_back_under_its_name() -> None:
    file = keep(name="kravlista åäö.pdf", content=ContentFile(PDF))
    assert (file.media_type, file.size) == ("application/pdf", len(PDF))
    response = download(File.objects.get(key=file.key))
    assert b"".join(response.streaming_content) == PDF  # type: ignore[arg-type]
    assert "attachment" in response["Content-Disposition"]
    assert "filename*=utf-8''kravlista%20%C3%A5%C3%A4%C3%B6.pdf" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")


def test_the_same_content_lies_once_on_the_disk(folder: Path) -> None:
    one, other = keep(name="a.pdf", content=PDF), keep(name="b.pdf", content=PDF)
    assert one.key != other.key
    assert contents(folder) == [one.path]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("uppdatering.pdf", b"MZ\x90\x00" + b"\0" * 60),
        ("verktyg", b"\x7fELF" + b"\0" * 60),
        ("anbud.pdf.exe", b"anything"),
        ("Makro.VBS ", b"MsgBox 1"),
        ("kör.txt", b"#!/bin/sh\nrm -rf /\n"),
    ],
)
def test_a_program_is_refused_whatever_it_is_called(folder: Path, name: str, content: bytes) -> None:
    with pytest.raises(FileRefused, match="Program"):
        keep(name=name, content=content)
    assert contents(folder) == []
    assert not File.objects.exists()


def test_too_large_and_empty_are_refused(folder: Path) -> None:
    with pytest.raises(FileRefused, match="1 MB"):
        keep(name="stor.txt", content=ContentFile(b"x" * (1024 * 1024 + 1)))
    with pytest.raises(FileRefused):
        keep(name="tom.txt", content=b"")
    assert contents(folder) == []


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("mall.docx", b"PK\x03\x04" + b"\0" * 60, f"{OFFICE}.wordprocessingml.document"),
        ("mall.xlsx", b"PK\x03\x04" + b"\0" * 60, f"{OFFICE}.spreadsheetml.sheet"),
        ("mz.txt", b"MZ-avtalet", "text/plain"),
        ("bild.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "image/png"),
        ("priser.csv", b"vara;pris\nbulle;12\n", "text/csv"),
        ("läsmig", "Så här gör ni".encode(), "text/plain"),
        ("gammal.txt", "Så här".encode("latin-1"), "text/plain"),
        ("okänd.bin", b"\x00\x01\x02\x03" * 20, "application/octet-stream"),
    ],
)
def test_the_bytes_say_what_it_is_before_the_name(name: str, content: bytes, media_type: str) -> None:
    assert keep(name=name, content=content).media_type == media_type


def test_a_page_is_never_sent_as_a_page() -> None:
    file = keep(name="sida.html", content=b"<html><script>alert(1)</script></html>")
    assert download(file)["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\anna\\avtal.pdf", "avtal.pdf"),
        ("faktura\u202efdp.txt", "fakturafdp.txt"),
        ("rad\r\nX-Header: 1.txt", "radX-Header: 1.txt"),
        ("...", "file"),
        ("a" * 300 + ".docx", "a" * 195 + ".docx"),
    ],
)
def test_names_are_made_harmless(given: str, kept: str) -> None:
    assert sniffing.clean_name(given) == kept


def test_content_gone_from_the_disk_is_not_found() -> None:
    file = keep(name="a.pdf", content=PDF)
    file.path.unlink()
    with pytest.raises(Http404):
        download(file)
