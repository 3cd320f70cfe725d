"""A file on its way to a reader. Whoever calls has asked the rules of what the file hangs on."""

import logging

from django.http import FileResponse, Http404

from krets.files import sniffing
from krets.files.models import File

log = logging.getLogger(__name__)

# Never shown as a page of ours, even if a browser should try.
POLICY = "sandbox; default-src 'none'"
ACTIVE = ("html", "xml", "svg", "javascript", "ecmascript")


def download(file: File) -> FileResponse:
    """The file as an attachment under its own name. 404 when it is gone from the disk."""
    try:
        content = file.path.open("rb")
    except FileNotFoundError as gone:
        log.error("The content of file %s is missing: %s", file.key, file.path)
        raise Http404 from gone
    kind = sniffing.OCTETS if any(word in file.media_type for word in ACTIVE) else file.media_type
    response = FileResponse(content, as_attachment=True, filename=file.name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    return response
