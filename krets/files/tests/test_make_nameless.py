"""Files of unnamed items lose what says who wrote them; what can't be cleaned is refused."""

import re
import zipfile
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from krets.files import authors
from krets.files.actions import FileRefused, keep, make_nameless
from krets.files.authors import Uncleanable, without_authors
from krets.files.models import File

pytestmark = pytest.mark.django_db

NAME = "Siv Granlund"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
CORE = f"<core><dc:creator>{NAME}</dc:creator><cp:lastModifiedBy>{NAME}</cp:lastModifiedBy></core>"


def package(parts: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return out.getvalue()


def unpacked(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as read:
        assert read.testzip() is None
        return "\n".join(read.read(name).decode("latin-1") for name in read.namelist())


def picture(kind: str = "JPEG") -> bytes:
    image, exif, out = Image.new("RGB", (20, 10), "white"), Image.Exif(), BytesIO()
    exif[0x013B], exif[0x8298], exif[0x0112] = NAME, NAME, 6  # artist, copyright, turned
    image.save(out, format=kind, exif=exif)
    return out.getvalue()


def pdf(password: str = "", enclosed: bool = False) -> bytes:
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": NAME, "/Creator": NAME})
    xmp = StreamObject()
    xmp.set_data(f"<x:xmpmeta><dc:creator>{NAME}</dc:creator></x:xmpmeta>".encode())
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    remark = Text(text="Se bilagan", rect=(0, 0, 10, 10))
    remark[NameObject("/T")] = TextStringObject(NAME)
    writer.add_annotation(0, remark)
    if enclosed:
        writer.add_attachment("mall.txt", NAME.encode())
    if password:
        writer.encrypt(password)
    writer.write(out)
    return out.getvalue()


WORD = package({
    "[Content_Types].xml": TYPES,
    "docProps/core.xml": CORE,
    "docProps/app.xml": f"<Properties><Company>{NAME}</Company><Manager>{NAME}</Manager></Properties>",
    "docProps/custom.xml": f"<Properties>{NAME}</Properties>",
    "word/document.xml": f'<w:p w:rsidR="00A1"><w:ins w:id="1" w:author="{NAME}" w:date="2026-01-02">'
    "<w:t>Nytt krav</w:t></w:ins></w:p>",
    "word/comments.xml": f'<w:comment w:id="0" w:author="{NAME}" w:initials="{NAME}"><w:t>Bra</w:t></w:comment>',
    "word/people.xml": f"<w15:person w15:author='{NAME}'><w15:presenceInfo w15:userId='{NAME}'/></w15:person>",
    "word/media/image1.jpg": picture(),
})  # fmt: skip
EXCEL = package({
    "[Content_Types].xml": TYPES,
    "docProps/core.xml": CORE,
    "xl/workbook.xml": f'<workbook><fileSharing userName="{NAME}"/><x15ac:absPath url="C:\\{NAME}\\"/>'
    '<sheet name="Priser"/></workbook>',
    "xl/comments1.xml": f"<comments><authors><author>{NAME}</author></authors><t>Bra</t></comments>",
    "xl/persons/person.xml": f'<person displayName="{NAME}" id="1" userId="{NAME}" providerId="AD"/>',
    "xl/printerSettings/printerSettings1.bin": NAME,
})  # fmt: skip
POWERPOINT = package({
    "[Content_Types].xml": TYPES,
    "docProps/core.xml": CORE,
    "ppt/commentAuthors.xml": f'<p:cmAuthor id="1" name="{NAME}" initials="{NAME}"/>',
    "ppt/authors.xml": f'<p188:author id="1" name="{NAME}" initials="S" userId="{NAME}"/>',
})  # fmt: skip
OPENDOCUMENT = package({
    "mimetype": "application/vnd.oasis.opendocument.text",
    "meta.xml": f"<office:document-meta><dc:creator>{NAME}</dc:creator></office:document-meta>",
    "content.xml": f"<office:annotation><dc:creator>{NAME}</dc:creator><text:p>Bra</text:p></office:annotation>",
    "settings.xml": f'<config:config-item config:name="PrinterName">{NAME}</config:config-item>',
    "META-INF/manifest.xml": "<manifest:manifest/>",
})  # fmt: skip


@pytest.mark.parametrize(
    ("content", "stays"),
    [(WORD, "Nytt krav"), (EXCEL, 'name="Priser"'), (POWERPOINT, 'id="1"'), (OPENDOCUMENT, "<text:p>Bra")],
    ids=["word", "excel", "powerpoint", "opendocument"],
)
def test_office_documents_keep_their_words_and_lose_their_authors(content: bytes, stays: str) -> None:
    assert NAME in unpacked(content)
    cleaned = unpacked(without_authors(content, ""))
    assert NAME not in cleaned and stays in cleaned
    assert not re.search(r'rsid|w:date="', cleaned)


def test_a_pdf_keeps_its_pages_and_remarks_and_loses_their_authors() -> None:
    cleaned = without_authors(pdf(), "application/pdf")
    read = PdfReader(BytesIO(cleaned))
    assert len(read.pages) == 1 and NAME.encode() not in cleaned
    (remark,) = read.pages[0]["/Annots"]  # type: ignore[misc]
    assert remark.get_object()["/Contents"] == "Se bilagan" and "/T" not in remark.get_object()
    assert "/Metadata" not in read.root_object and not (read.metadata or {}).get("/Author")


def pdf_with(data: bytes, filters: str | list[str] = "/DCTDecode", *, inline: bool = False) -> bytes:
    """A page with a picture as it came from a camera, or with it inside the page's text."""
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    stream = StreamObject()
    stream._data = b"q BI /W 20 /H 10 /F /DCT ID " + data + b" EI Q" if inline else data
    if not inline:
        told = filters if isinstance(filters, str) else ArrayObject(map(NameObject, filters))
        stream[NameObject("/Filter")] = NameObject(told) if isinstance(told, str) else told
        stream[NameObject("/Subtype")] = NameObject("/Image")
    reference = writer._add_object(stream)
    if inline:
        page[NameObject("/Contents")] = reference
    else:
        drawn = DictionaryObject({NameObject("/Picture"): reference})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): drawn})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def photo(**how: object) -> bytes:
    """With its maker's name in Exif, XMP, a remark, and behind its end."""
    image = Image.effect_noise((20, 10), 50).convert("RGB")
    exif = image.getexif()
    exif[0x013B] = NAME
    out = BytesIO()
    xmp = f"<x:xmpmeta><dc:creator>{NAME}</dc:creator></x:xmpmeta>".encode()
    image.save(out, "JPEG", exif=exif, xmp=xmp, comment=NAME, **how)  # type: ignore[arg-type]
    return out.getvalue() + NAME.encode()


def pixels(content: bytes) -> bytes:
    with Image.open(BytesIO(content)) as image:
        return image.tobytes()


@pytest.mark.parametrize("progressive", [False, True])
def test_a_photo_in_a_pdf_keeps_its_pixels_and_loses_what_the_camera_wrote(progressive: bool) -> None:
    data = photo(progressive=progressive)
    assert NAME.encode() in pdf_with(data)
    cleaned = without_authors(pdf_with(data), "application/pdf")
    assert NAME.encode() not in cleaned
    drawn = PdfReader(BytesIO(cleaned)).pages[0]["/Resources"]["/XObject"]["/Picture"]  # type: ignore[index]
    assert pixels(drawn._data) == pixels(data)


def test_so_does_one_in_jpeg_2000() -> None:
    out = BytesIO()
    Image.effect_noise((20, 10), 50).save(out, "JPEG2000")
    box = f"<x:xmpmeta>{NAME}</x:xmpmeta>".encode()
    data = out.getvalue()
    head = data.index(b"jp2h") - 4  # what camera and owner are called stands in a box between the others
    data = data[:head] + (8 + len(box)).to_bytes(4) + b"xml " + box + data[head:]
    cleaned = without_authors(pdf_with(data, "/JPXDecode"), "application/pdf")
    assert NAME.encode() in data and NAME.encode() not in cleaned
    drawn = PdfReader(BytesIO(cleaned)).pages[0]["/Resources"]["/XObject"]["/Picture"]  # type: ignore[index]
    assert pixels(drawn._data) == pixels(out.getvalue())


@pytest.mark.parametrize(
    "content",
    [
        pdf_with(photo(), inline=True),
        pdf_with(photo(), ["/FlateDecode", "/DCTDecode"]),
        pdf_with(photo()[:60]),
        pdf_with(b"\xff\xd8\xff\xe1\x00\x00"),
        pdf_with(b"\x00\x00\x00\x05jp2c", "/JPXDecode"),
    ],
    ids=["in the text", "packed twice", "cut off", "no length", "a box too small"],
)
def test_a_photo_that_cant_be_taken_apart_is_refused(content: bytes) -> None:
    with pytest.raises(Uncleanable):
        without_authors(content, "application/pdf")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_a_picture_stands_upright_without_properties(kind: str) -> None:
    cleaned = without_authors(picture(kind), "")
    with Image.open(BytesIO(cleaned)) as image:
        assert (image.size, image.format) == ((10, 20), kind)
        assert 0x013B not in image.getexif()
    assert NAME.encode() not in cleaned


REFUSED = {
    "encrypted pdf": pdf(password="hemligt"),
    "a file in a pdf": pdf(enclosed=True),
    "broken pdf": b"%PDF-1.7\nhej",
    "old word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "any zip": package({"a.txt": NAME}),
    "macros": package({"[Content_Types].xml": TYPES, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    "entities": package({"[Content_Types].xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
    "encrypted opendocument": package({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": "<manifest:encryption-data/>",
    }),
    "cut off": WORD[: len(WORD) // 2],
}  # fmt: skip


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_what_cant_be_cleaned_is_refused(content: bytes) -> None:
    with pytest.raises(Uncleanable):
        without_authors(content, "application/octet-stream")


def test_bombs_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authors, "UNPACKED", 100_000)
    with pytest.raises(Uncleanable):
        without_authors(package({"[Content_Types].xml": TYPES, "word/document.xml": "a" * 200_000}), "")
    monkeypatch.setattr(authors, "PIXELS", 100)
    with pytest.raises(Uncleanable):
        without_authors(picture(), "")


def test_the_file_is_another_afterwards_and_says_what_to_do_when_it_cant_be(
    django_capture_on_commit_callbacks: object,
) -> None:
    file = keep(name="Mall Siv Granlund.docx", content=WORD)
    before = file.path
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        make_nameless(files=[file])
    kept = File.objects.get(pk=file.pk)
    assert (kept.name, kept.size) == ("1.docx", kept.path.stat().st_size)
    assert NAME not in unpacked(kept.path.read_bytes()) and not before.exists()
    with pytest.raises(FileRefused, match=r"gammal\.doc.*PDF"):
        make_nameless(files=[keep(name="gammal.doc", content=REFUSED["old word"])])
