"""What somebody else took down is held back until whoever may decide lets it be published again."""

from django.db.models import Exists, OuterRef, Q

from krets.cases.models import Case, Withdrawal
from krets.db.identity import reaching
from krets.db.readers import Reader
from krets.networks.models import Membership
from krets.people.models import Account


def held_back(case: Case) -> Withdrawal | None:
    """How the case was taken down, if somebody else than its writer did and has not let it back. One query."""
    last = Withdrawal.objects.filter(case=case).select_related("by").order_by("at", "pk").last()
    if last is None or last.role == Withdrawal.Role.WRITER or last.let_back is not None:
        return None
    return last


def to_let_back(reader: Reader, key: str) -> Case | None:
    """The case of this name as its writer has mended it, for whoever may let it be published again: see
    `who_lets_back`. One query, found or not.
    """
    return next((row.case for row in _asked_back(reader, key=key)), None)


def all_to_let_back(reader: Reader, some: int) -> list[Withdrawal]:
    """Every such case that waits for the reader, the longest waiting first. Two queries."""
    return _asked_back(reader, some=some)


def _asked_back(reader: Reader, key: str = "", some: int = 1) -> list[Withdrawal]:
    if reader.person is None:
        return []
    coordinated = Membership.objects.filter(
        unit__cases=OuterRef("case"), person_id=reader.person, ended=None, role=Membership.Role.COORDINATOR
    )
    operates = Account.objects.filter(person_id=reader.person, is_operator=True, is_active=True)
    mine = Q(case__writer_id=reader.person) | Q(case__hidden_writer__person_id=reader.person)
    of_one = {"case__key": key} if key else {}
    with reaching("cases.to_let_back"):  # a draft is read by its writer alone, but for this
        held = (
            Withdrawal.objects.filter(case__published=None, let_back=None, asked_back__isnull=False, **of_one)
            .filter(
                Q(~Q(role=Withdrawal.Role.COORDINATOR), by_id=reader.person)
                | Exists(coordinated)
                | Q(Exists(operates), role=Withdrawal.Role.OPERATOR)
            )
            .exclude(mine)
            .select_related("case__writer", "case__organisation")
            .order_by("asked_back", "pk")
        )
        return list(held.prefetch_related("case__units")[:some] if some > 1 else held[:some])


def who_lets_back(case: Case, held: Withdrawal) -> set[int]:
    """The numbers of who may decide, but never its writer: who took it down, the units' coordinators, operators
    for what one of them took down.
    """
    units = case.units.all()
    deciding = set(
        Membership.objects.filter(unit__in=units, ended=None, role=Membership.Role.COORDINATOR).values_list(
            "person_id", flat=True
        )
    )
    if held.by_id is not None and held.role != Withdrawal.Role.COORDINATOR:
        deciding.add(held.by_id)
    if held.role == Withdrawal.Role.OPERATOR:
        operators = Account.objects.filter(~Q(person=None), is_operator=True, is_active=True)
        deciding |= {number for number in operators.values_list("person_id", flat=True) if number is not None}
    hidden = getattr(case, "hidden_writer", None)
    return deciding - {case.writer_id, hidden.person_id if hidden is not None else None}
