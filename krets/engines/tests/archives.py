"""The public mail archives (`lists/NAME.mbox.gz`) and retrieval sets (`finding/NAME/…`) among the real data."""

import email.utils
import gzip
import json
import re
from collections.abc import Iterator
from typing import Any

from krets.tests.trial import data

BEGIN = re.compile(r"^From \S+@\S+ .*$", re.MULTILINE)


def letters(*names: str) -> Iterator[dict[str, Any]]:
    """Letters of the named archives (all when none is named), oldest first in each."""
    for path in sorted(data("lists").glob("*.mbox.gz")):
        if names and path.name.removesuffix(".mbox.gz") not in names:
            continue
        whole = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        for letter in BEGIN.split(whole)[1:]:
            yield _letter(letter.lstrip("\n"), path.name)


def questions(name: str) -> list[str]:
    lines = (data("finding", name) / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def _letter(letter: str, archive: str) -> dict[str, Any]:
    head, _, body = letter.partition("\n\n")
    fields = dict(re.findall(r"^([\w-]+): (.*)$", re.sub(r"\n[ \t]+", " ", head), re.MULTILINE))
    return {
        "archive": archive,
        "message_id": fields.get("Message-ID", ""),
        "in_reply_to": fields.get("In-Reply-To", ""),
        "subject": fields.get("Subject", ""),
        "date": email.utils.parsedate_to_datetime(fields["Date"]),
        "sender": fields.get("From", ""),
        "body": re.sub(r"^>(>*From )", r"\1", body, flags=re.MULTILINE),
    }
