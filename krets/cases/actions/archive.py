"""Cases on their way out of an installation."""

from collections.abc import Iterator

from krets.cases.models import Case, Row, row_of


def rows(*, by: None = None) -> Iterator[Row]:
    """Every published case as an object for JSON, oldest first. Drafts are their writers' alone."""
    cases = Case.objects.filter(published__isnull=False).order_by("published", "key")
    cases = cases.select_related("writer__account", "organisation", "secrecy_check__by__account").prefetch_related(
        "units", "effects", "documents__file", "builds_on", "reviews"
    )
    cases = cases.prefetch_related(
        "reuses__organisation",
        "reuses__person__account",
        "questions__organisation",
        "questions__writer__account",
        "questions__reply",
    )
    for case in cases.iterator(chunk_size=100):
        yield row_of(case)
