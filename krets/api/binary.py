"""Files as the API gives them: octets, whatever they are; their name and kind stand beside the link."""

from typing import Any

from django.http import FileResponse

OCTETS = "application/octet-stream"
# What an operation that answers with a file says of itself, as `openapi_extra`.
FILE: dict[str, Any] = {
    "responses": {200: {"content": {OCTETS: {"schema": {"type": "string", "format": "binary"}}}}}
}


def octets(response: FileResponse) -> FileResponse:
    response["Content-Type"] = OCTETS
    return response
