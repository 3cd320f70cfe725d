"""What is done with files: they are kept."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path, PurePath
from typing import IO, Any

from django.conf import settings
from django.core.files import File as Upload
from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from krets.db.identity import acting_as, verb
from krets.db.readers import Reader
from krets.files import sniffing
from krets.files.authors import Uncleanable, without_authors
from krets.files.models import File


class FileRefused(ValueError):
    """The file is not taken; the message says why, in the language of whoever gave it."""


@verb
def keep(*, name: str, content: "bytes | Upload[Any]", key: str = "") -> File:
    """Keep a file. The same content lies once on the disk, whatever it is called. Raises `FileRefused`.

    Who may read it is for what it hangs on to say. `key` is the one it already has, where an import knows it.
    """
    name = sniffing.clean_name(name)
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    number, part = tempfile.mkstemp(dir=folder, prefix=".part-")
    try:
        with os.fdopen(number, "wb") as out:
            sha256, size, head = _copy(content.chunks() if isinstance(content, Upload) else [content], out)
        if not size:
            raise FileRefused(_("The file is empty."))
        if sniffing.is_program(name, head):
            raise FileRefused(_("Programs and scripts are not taken. Documents, tables and pictures are."))
        file = File(name=name, sha256=sha256, size=size, media_type=sniffing.media_type(name, head)[:100])
        file.path.parent.mkdir(exist_ok=True)
        os.replace(part, file.path)
    finally:
        Path(part).unlink(missing_ok=True)
    file.key = key or file.key
    file.save()
    return file


def keep_all(uploads: "Iterable[Upload[Any]]") -> list[File]:
    """Keep what a form brought, in its order. Raises `FileRefused`."""
    return [keep(name=one.name or "", content=one) for one in uploads]


@verb
def make_nameless(*, files: Iterable[File]) -> None:
    """Take out of files that were just kept who wrote them, and give them names that tell nothing.

    Raises `FileRefused` for one whose author can't be taken out. What their texts say is for the writer to see to.
    """
    for number, file in enumerate(files, 1):
        ending = PurePath(file.name).suffix
        name = f"{number}{ending if ending.isascii() and len(ending) <= 5 else ''}"
        _replace(file, _cleaned(file))
        file.name = name
        file.save(update_fields=["name", "sha256", "size"])


@verb
def let_go(*, files: Iterable[File]) -> None:
    """Remove files that nothing holds any more, content and all. The caller has asked every room."""
    for file in files:
        path, sha256 = file.path, file.sha256
        file.delete()
        transaction.on_commit(partial(_forget, path, sha256))


def _cleaned(file: File) -> bytes:
    try:
        return without_authors(file.path.read_bytes(), file.media_type)
    except Uncleanable as fault:
        message = _(
            "Who wrote “{name}” can't be taken out of it. Save it without a password as PDF, in Word, Excel,"
            " PowerPoint or OpenDocument format, as text or as a picture; or share it with your name."
        )
        raise FileRefused(message.format(name=file.name)) from fault


def _replace(file: File, content: bytes) -> None:
    """The content is another now; the old one goes, once that is certain and if no other file has it."""
    before, old = file.path, file.sha256
    file.sha256, file.size = hashlib.sha256(content).hexdigest(), len(content)
    if file.sha256 == old:
        return
    file.path.parent.mkdir(exist_ok=True)
    number, part = tempfile.mkstemp(dir=settings.MEDIA_ROOT, prefix=".part-")
    with os.fdopen(number, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    os.replace(part, file.path)
    transaction.on_commit(lambda: _forget(before, old))


def _forget(path: Path, sha256: str) -> None:
    with acting_as(Reader.of_system("files.make_nameless")):
        if not File.objects.filter(sha256=sha256).exists():
            path.unlink(missing_ok=True)


def _copy(chunks: Iterable[bytes], out: IO[bytes]) -> tuple[str, int, bytes]:
    """Write the chunks to the disk for good: their SHA-256, size and first bytes."""
    head, size, digest = b"", 0, hashlib.sha256()
    for chunk in chunks:
        head = head + chunk[: sniffing.HEAD - len(head)] if len(head) < sniffing.HEAD else head
        size += len(chunk)
        if size > settings.FILE_LIMIT:
            limit = number_format(settings.FILE_LIMIT // (1024 * 1024))
            raise FileRefused(_("The file is larger than {limit} MB.").format(limit=limit))
        digest.update(chunk)
        out.write(chunk)
    out.flush()
    os.fsync(out.fileno())
    return digest.hexdigest(), size, head
