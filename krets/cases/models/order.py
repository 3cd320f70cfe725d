from collections.abc import Iterable, Sequence
from typing import Any, overload

from django.db.models import Q, QuerySet, Value

from krets.cases.models.case import Case


class MineFirst(Sequence[Case]):
    """Cases from organisations of one kind and size first, the newest first among them and among the rest.

    Read by the slice: each half comes off an index, so that no list is sorted whole. Two queries a slice.
    """

    def __init__(self, cases: "QuerySet[Case]", kind: str, size: str) -> None:
        self.cases, self.kind, self.size = cases, kind, size

    def __len__(self) -> int:
        return self.cases.count()

    @overload
    def __getitem__(self, part: int) -> Case: ...
    @overload
    def __getitem__(self, part: slice) -> list[Case]: ...
    def __getitem__(self, part: Any) -> Any:
        if isinstance(part, int):
            return self[part : part + 1][0]
        halves = {pk: half for half, _published, pk in self.halves(part.start or 0, part.stop)}
        cases = self.found(list(halves))
        for pk, case in cases.items():
            case.is_like_mine = halves[pk] == 0
        return [cases[pk] for pk in halves if pk in cases]

    def halves(self, start: int, stop: int) -> "Iterable[tuple[int, Any, int]]":
        """Which half each case of this part is in, in their order."""
        return halves(self.cases, self.kind, self.size, start, stop)

    def found(self, pks: list[int]) -> dict[int, Case]:
        return self.cases.in_bulk(pks)


def halves(cases: "QuerySet[Case]", kind: str, size: str, start: int, stop: int) -> "QuerySet[Any, Any]":
    alike = Q(authority_type=kind, authority_size=size)
    near, far = (
        cases.filter(which)
        .order_by("-published", "-pk")
        .annotate(half=Value(half))
        .values_list("half", "published", "pk")[:stop]
        for half, which in enumerate((alike, ~alike))
    )
    return near.union(far, all=True).order_by("half", "-published", "-pk")[start:stop]
