"""Somebody uploads a little that becomes a lot: archives, pictures, documents."""

import io
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject

from krets.files import actions as files
from krets.files.actions import FileRefused
from krets.tests.cast import Cast

MB = 1024 * 1024


def archive(name: str) -> bytes:
    """400 MB of zeros in 400 kB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open(name, "w") as part:
            for _ in range(400):
                part.write(bytes(MB))
    return out.getvalue()


def picture() -> bytes:
    """Says of itself that it is 100,000 pixels each way."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(MB))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def pdf(streams: int = 1, each: int = 400) -> bytes:
    """Pages' texts that are `each` MB of spaces."""
    writer = PdfWriter()
    packer = zlib.compressobj(9)
    packed = b"".join([*(packer.compress(b" " * MB) for _ in range(each)), packer.flush()])
    for _ in range(streams):
        stream = StreamObject()
        stream._data = packed
        stream[NameObject("/Filter")] = NameObject("/FlateDecode")
        writer.add_blank_page(10, 10)[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a zip": ("bomb.zip", lambda: archive("zeros.bin")),
    "a Word document": ("bomb.docx", lambda: archive("word/document.xml")),
    "a picture": ("bomb.png", picture),
    "a PDF": ("bomb.pdf", pdf),
    "a PDF of many": ("bombs.pdf", lambda: pdf(streams=60, each=20)),
}


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("nameless", [False, True], ids=["kept", "made nameless"])
def test_it_is_kept_as_it_is_or_refused_and_costs_little(cast: Cast, bomb: str, nameless: bool) -> None:
    name, make = BOMBS[bomb]
    content = make()
    tracemalloc.start()
    began = time.monotonic()
    try:
        file = files.keep(name=name, content=content)
        if nameless:
            files.make_nameless(files=[file])
        assert file.path.stat().st_size <= len(content)
    except FileRefused as refused:
        assert str(refused)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 160 * MB, f"{most / MB:.0f} MB"
    assert time.monotonic() - began < 10
