"""What a file is, told by its first bytes before its name."""

import mimetypes
import re
import unicodedata
from pathlib import PurePosixPath

import puremagic

HEAD = 8192  # bytes that are looked at

# First bytes of programs for Linux, macOS, Java and Android, of shortcuts and of scripts.
PROGRAMS = (
    b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe", b"dex\n", b"L\x00\x00\x00\x01\x14\x02\x00", b"#!/", b"#! /",
)  # fmt: skip
# Names by which a desktop starts something when it is clicked.
STARTED = frozenset({
    "apk", "app", "appimage", "bat", "cmd", "com", "cpl", "deb", "dll", "dmg", "exe", "gadget", "hta",
    "inf", "ins", "iso", "jar", "jnlp", "js", "jse", "lnk", "msc", "msi", "msix", "msp", "mst", "pif",
    "pkg", "ps1", "ps1xml", "psc1", "reg", "rpm", "scf", "scr", "sct", "sh", "shb", "so", "sys", "url",
    "vb", "vbe", "vbs", "ws", "wsc", "wsf", "wsh", "xll",
})  # fmt: skip
OCTETS = "application/octet-stream"
UNSEEN = re.compile(r"[\x00-\x1f\x7f/\\\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def is_program(name: str, head: bytes) -> bool:
    windows = head.startswith(b"MZ") and b"\0" in head[:64]  # a text may begin with these letters
    return windows or extension(name) in STARTED or head.startswith(PROGRAMS)


def media_type(name: str, head: bytes) -> str:
    """From the bytes; the name decides only between formats that begin alike, as all of Office's do."""
    wanted = f".{extension(name)}"
    try:
        found = [one for one in puremagic.magic_string(head) if one.mime_type]
    except (puremagic.PureError, ValueError):
        found = []
    named = [one for one in found if one.extension == wanted]
    if not named and _is_text(head):
        return _text_type(name)
    return str((named or found)[0].mime_type) if found else OCTETS


def clean_name(name: str, longest: int = 200) -> str:
    """The name without folders and without marks that make it look like another; its ending is kept."""
    kept = UNSEEN.sub("", unicodedata.normalize("NFC", PurePosixPath(name.replace("\\", "/")).name)).strip(" .")
    if len(kept) > longest:
        ending = PurePosixPath(kept).suffix[:20]
        kept = kept[: longest - len(ending)] + ending
    return kept or "file"


def extension(name: str) -> str:
    return PurePosixPath(name.strip(" .")).suffix[1:].lower()


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    try:
        # The last character may be cut in two.
        head.decode("utf-8", errors="strict") if len(head) < HEAD else head[:-4].decode("utf-8", errors="ignore")
    except UnicodeDecodeError:
        return all(byte >= 32 or byte in b"\t\r\n\f" for byte in head)
    return True


def _text_type(name: str) -> str:
    guessed = mimetypes.guess_type(name)[0] or ""
    return guessed if guessed.startswith("text/") else "text/plain"
