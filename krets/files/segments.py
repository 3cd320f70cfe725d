"""JPEG and JPEG 2000 as they stand in a PDF, without what camera and owner left in them; not a pixel changes.

ITU-T T.81 (markers), T.800 annex I (boxes). Raises ValueError for what is built in another way.
"""

from collections.abc import Iterator

_START, _END, _SCAN, _REMARK = 0xD8, 0xD9, 0xDA, 0xFE
_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length
_NEEDED = {0xE0: b"JFIF", 0xE2: b"ICC_PROFILE", 0xEE: b"Adobe"}  # by these the colours are read
_TELLING = {b"xml ", b"uuid", b"uinf"}


def bare_jpeg(content: bytes) -> bytes:
    """Without remarks and application segments (Exif, XMP, IPTC …), and without what follows its end."""
    return b"\xff\xd8" + b"".join(_segments(content)) + b"\xff\xd9"


def bare_jpeg2000(content: bytes) -> bytes:
    """Without boxes of XML and of makers' own. A bare codestream has none; with a remark in it, it is refused."""
    if content.startswith(b"\xff\x4f\xff\x51"):
        if b"\xff\x64" in content[: content.find(b"\xff\x90")]:
            raise ValueError("a remark")
        return content
    return b"".join(_boxes(content))


def _segments(content: bytes) -> Iterator[bytes]:
    if content[:2] != bytes((0xFF, _START)):
        raise ValueError("no JPEG")
    place = 2
    while True:
        if content[place] != 0xFF:
            raise ValueError("no marker")
        kind = content[place + 1]
        if kind == 0xFF:  # filling
            place += 1
            continue
        if kind == _END:
            return
        if kind in _ALONE:
            yield content[place : place + 2]
            place += 2
            continue
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4])
        if end <= place + 3 or end > len(content):
            raise ValueError("cut off")
        if kind == _SCAN:
            end = _after_scan(content, end)
        if _is_needed(kind, content[place + 4 : end]):
            yield content[place:end]
        place = end


def _is_needed(kind: int, told: bytes) -> bool:
    if kind in _NEEDED:
        return told.startswith(_NEEDED[kind])
    return not 0xE0 <= kind <= 0xEF and kind != _REMARK


def _after_scan(content: bytes, place: int) -> int:
    """Where the next marker stands: in a scan 255 is followed by 0, or starts it anew."""
    while True:
        place = content.index(b"\xff", place)
        if content[place + 1] not in {0x00, 0xFF, *range(0xD0, 0xD8)}:
            return place
        place += 1


def _boxes(content: bytes) -> Iterator[bytes]:
    place = 0
    while place < len(content):
        length, kind = int.from_bytes(content[place : place + 4]), content[place + 4 : place + 8]
        if length == 1:
            length = int.from_bytes(content[place + 8 : place + 16])
        elif length == 0:
            length = len(content) - place
        if length < 8 or place + length > len(content):
            raise ValueError("cut off")
        if kind not in _TELLING:
            yield content[place : place + length]
        place += length
