"""How many queries something takes. Telling the identity, and the ends of a transaction, are none."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

_NONE = re.compile(r"^select (set_config|coalesce\(current_setting)|SAVEPOINT", re.IGNORECASE)


@contextmanager
def counting() -> Iterator[list[str]]:
    """`with counting() as queries: …`, then `len(queries)`."""
    queries: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield queries
    queries += [query["sql"] for query in captured.captured_queries if not _NONE.search(query["sql"])]
