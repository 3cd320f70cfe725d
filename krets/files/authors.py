"""Takes out of a file's bytes who wrote it: names in properties, comments and tracked changes.

What can't be cleaned is not guessed at: `Uncleanable`. Formats: PDF, Office Open XML (ECMA-376), OpenDocument,
JPEG, PNG, GIF, TIFF, WebP, and text, which has no properties.
"""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from krets.files.segments import bare_jpeg, bare_jpeg2000

UNPACKED = 200 * 1024 * 1024  # bytes that a package may unpack to
PARTS = 5000
RATIO = 200  # how many times larger a part may become; text in a document becomes some twenty times larger
PIXELS = 80_000_000
PDF_OBJECTS = 200_000


class Uncleanable(ValueError):
    """Encrypted, broken, too large unpacked, or of a kind that we don't know."""


def without_authors(content: bytes, media_type: str) -> bytes:
    if content.startswith(b"%PDF"):
        return _tried(_pdf, content)
    if content.startswith(b"PK\x03\x04"):
        return _tried(_package, content)
    if content.startswith(IMAGES):
        return _tried(_image, content)
    if media_type in ("text/plain", "text/csv", "text/markdown", "text/tab-separated-values"):
        return content
    raise Uncleanable


IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")


def _tried(clean: Callable[[bytes], bytes], content: bytes) -> bytes:
    """Broken files break the libraries in many ways; none of them is ours to tell apart."""
    try:
        return clean(content)
    except Uncleanable:
        raise
    except (PyPdfError, zipfile.BadZipFile, Image.DecompressionBombError, OSError, ArithmeticError) as fault:
        raise Uncleanable from fault
    except (ValueError, LookupError, TypeError, AttributeError, RuntimeError) as fault:
        raise Uncleanable from fault


_IN_A_PICTURE = re.compile(rb"Exif\0\0|<x:xmpmeta|Photoshop 3\.0\0")


def _pdf(content: bytes) -> bytes:
    """Written anew from what its pages need, so that older revisions inside it go too."""
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted or sum(map(len, reader.xref.values())) > PDF_OBJECTS:
        raise Uncleanable
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    for one in writer._objects:
        if not isinstance(one, DictionaryObject):
            continue
        if isinstance(one, StreamObject):
            _clean_stream(one)
        if "/EF" in one or "/EmbeddedFiles" in one:  # another file inside, with an author of its own
            raise Uncleanable
        for name in ("/Metadata", "/PieceInfo", "/LastModified"):
            one.pop(NameObject(name), None)
        if _has_author(one):
            for name in ("/T", "/CreationDate", "/M", "/NM"):
                one.pop(NameObject(name), None)
        if one.get("/Type") == "/Sig" or one.get("/FT") == "/Sig":  # a signature names who signed
            raise Uncleanable
    writer._ID = None
    first, out = BytesIO(), BytesIO()
    writer.write(first)
    again = PdfWriter(clone_from=PdfReader(first))  # what nothing points at any more is left behind
    again.metadata = None
    again._ID = None
    _look_for_pictures_within(again)
    again.write(out)
    return out.getvalue()


def _clean_stream(one: StreamObject) -> None:
    """A picture loses what its camera wrote."""
    filters = one.get("/Filter")
    names = filters if isinstance(filters, list) else [filters]
    if "/DCTDecode" in names or "/JPXDecode" in names:
        if len(names) > 1:
            raise Uncleanable
        one._data = (bare_jpeg if names == ["/DCTDecode"] else bare_jpeg2000)(one._data)


def _look_for_pictures_within(writer: PdfWriter) -> None:
    """One drawn in the middle of a page's text, with what its camera wrote, can't be taken apart."""
    left = UNPACKED
    for one in writer._objects:
        if not isinstance(one, StreamObject) or one.get("/Subtype") == "/Image":
            continue
        unpacked = one.get_data()
        one.decoded_self = None  # the library would keep it
        left -= len(unpacked)
        if left < 0 or _IN_A_PICTURE.search(unpacked):
            raise Uncleanable


def _has_author(one: DictionaryObject) -> bool:
    """A remark; the /T of a form's field is its name, and stays."""
    subtype = one.get("/Subtype")
    return "/Rect" in one and subtype not in (None, "/Widget", "/Link")


def _image(content: bytes) -> bytes:
    """Pixels, colours and turning only. What the camera and its owner are called stays behind."""
    with Image.open(BytesIO(content)) as image:
        if image.width * image.height * getattr(image, "n_frames", 1) > PIXELS:
            raise Uncleanable
        kind, profile = image.format, image.info.get("icc_profile")
        if kind not in ("JPEG", "PNG", "GIF", "TIFF", "WEBP"):
            raise Uncleanable
        several = getattr(image, "n_frames", 1) > 1
        if several and kind != "GIF":
            raise Uncleanable
        frames = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            frame = ImageOps.exif_transpose(image)
            frame.load()
            frames.append(_bare(frame))
        how: dict[str, Any] = {"quality": 92} if kind in ("JPEG", "WEBP") else {}
        if several:
            how |= {"save_all": True, "append_images": frames[1:], "loop": 0}
    out = BytesIO()
    frames[0].save(out, format=kind, icc_profile=profile, **how)
    return out.getvalue()


def _bare(frame: Image.Image) -> Image.Image:
    bare = frame.copy()
    transparent, duration = bare.info.get("transparency"), bare.info.get("duration")
    bare.info = {}
    if transparent is not None:
        bare.info["transparency"] = transparent
    if duration is not None:
        bare.info["duration"] = duration
    return bare


def _package(content: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = package.infolist()
        if len(parts) > PARTS or any(part.flag_bits & 1 for part in parts):
            raise Uncleanable
        # No more than the size that a part declares is ever unpacked of it.
        if sum(part.file_size for part in parts) > UNPACKED or any(map(_is_bomb, parts)):
            raise Uncleanable
        names = {part.filename for part in parts}
        if "[Content_Types].xml" in names:
            clean: Callable[[str, bytes], bytes] = _office_part
        elif "mimetype" in names and package.read("mimetype").startswith(b"application/vnd.oasis.opendocument."):
            clean = _opendocument_part
        else:
            raise Uncleanable
        out, left = BytesIO(), UNPACKED
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as cleaned:
            for part in parts:
                if part.is_dir():
                    continue
                with package.open(part) as packed:  # the size that it declares may be a lie
                    unpacked = packed.read(left + 1)
                left -= len(unpacked)
                if left < 0:
                    raise Uncleanable
                stored = zipfile.ZIP_STORED if part.filename == "mimetype" else zipfile.ZIP_DEFLATED
                cleaned.writestr(zipfile.ZipInfo(part.filename), clean(part.filename, unpacked), stored)
    return out.getvalue()


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > RATIO * (part.compress_size + 1000)


def _part(name: str, content: bytes) -> bytes | None:
    """A picture within, cleaned; None for XML, which its format knows how to clean."""
    ending = name.rpartition(".")[2].lower()
    if ending in ("xml", "rels", "vml", "rdf"):
        if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise Uncleanable
        return None
    if content.startswith(IMAGES):
        return _image(content)
    if ending in ("emf", "wmf", "odttf", "ttf", "otf", "fntdata") or name == "mimetype":
        return content
    if name.startswith("Configurations2/") and not content.strip():
        return content
    if "printersettings" in name.casefold():  # names a printer, and often whose it is
        return b""
    raise Uncleanable


_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties'
    b' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties'
    b' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_CUSTOM = _APP.replace(b"extended-properties", b"custom-properties")
_PROPERTIES = {"docProps/core.xml": _CORE, "docProps/app.xml": _APP, "docProps/custom.xml": _CUSTOM}
# Attributes that hold a person, and dates and numbers by which one may be known again, in Word, Excel, PowerPoint.
_PERSONAL = re.compile(
    rb"(?<=[\s])((?:\w+:)?(?:author|initials|userId|userName|displayName|lastModifiedBy|providerId|rsid\w*)"
    rb"|(?:w|w15|w16cex|p15):(?:date|dateUtc|presenceInfo))=(\"[^\"]*\"|'[^']*')"
)
_ABSOLUTE = re.compile(rb"<(?:\w+:)?absPath\b[^>]*/>")
_AUTHOR = re.compile(rb"(<(?:\w+:)?author(?:\s[^>]*)?>)[^<]*(</)")
_NAMED = re.compile(rb"(?<=[\s])name=(\"[^\"]*\"|'[^']*')")
_RSIDS = re.compile(rb"<w:rsids>.*?</w:rsids>", re.DOTALL)


def _office_part(name: str, content: bytes) -> bytes:
    cleaned = _part(name, content)
    if cleaned is not None:
        return cleaned
    if name in _PROPERTIES:
        return _PROPERTIES[name]
    if "/activeX/" in name or ("/customXml/" in f"/{name}" and b"LastModified" in content):
        raise Uncleanable
    content = _AUTHOR.sub(rb"\1\2", _ABSOLUTE.sub(b"", _RSIDS.sub(b"", content)))
    if "commentauthors" in name.casefold() or name.casefold().endswith("ppt/authors.xml"):
        content = _NAMED.sub(b'name=""', content)
    return _PERSONAL.sub(_emptied, content)


def _emptied(found: "re.Match[bytes]") -> bytes:
    name = found[1]
    local = name.rpartition(b":")[2]
    if local in (b"date", b"dateUtc") or local.startswith(b"rsid"):
        return b""
    # Word wants an author where something was changed, and people told apart by one.
    return name + (b'="-"' if local in (b"author", b"displayName", b"userId") else b'=""')


_META = (
    b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta'
    b' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:meta/>'
    b"</office:document-meta>"
)
_SAID_BY = re.compile(
    rb"(<(?:dc:creator|dc:date|meta:creator-initials|meta:initial-creator|meta:printed-by|text:author-name"
    rb"|text:author-initials|text:initial-creator|text:creator|text:printed-by|text:sender-[\w-]+|loext:sender-[\w-]+)"
    rb"(?:\s[^>]*)?>)[^<]*(</)"
)
_PRINTER = re.compile(rb"(config:name=\"Printer(?:Name|Setup|PaperFromSetup)\"[^>]*>)[^<]*(</)")


def _opendocument_part(name: str, content: bytes) -> bytes:
    if name == "meta.xml" or name.endswith("/meta.xml"):
        return _META
    cleaned = _part(name, content)
    if cleaned is not None:
        return cleaned
    if b"encryption-data" in content:
        raise Uncleanable
    return _PRINTER.sub(rb"\1\2", _SAID_BY.sub(rb"\1\2", content))
