"""Who brings lists of members, who reads what became of them, and what waits for them."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from krets.db.identity import acting_as, reaching
from krets.db.readers import Reader
from krets.networks.models import Import, ImportRow, Mandate, Membership, Unit
from krets.networks.rules.import_notes import told
from krets.networks.rules.mandates import holds, may_administer, may_decide
from krets.networks.rules.units import visible
from krets.networks.rules.waiting import Act, Waiting
from krets.people.models import ProfileField

JOINED = (Unit.State.TENTATIVE, Unit.State.ACTIVE)  # states in which new members come in
MOST_WAITING = 20


def may_import(reader: Reader, unit: Unit) -> bool:
    """Whoever administers a unit brings lists of its members while it takes new ones; the operator does, by
    command."""
    return takes_lists(unit) and may_administer(reader, unit)


def may_import_organisations(reader: Reader, unit: Unit) -> bool:
    """Whoever administers a unit that belongs to no other brings lists of organisations; they add what is not
    known here, and only the operator changes what is."""
    return unit.parent_id is None and may_import(reader, unit)


def takes_lists(unit: Unit) -> bool:
    """Whether new members come in, as the unit stands."""
    return unit.state in JOINED


def may_export_members(reader: Reader, unit: Unit) -> bool:
    """Whoever administers a unit takes out the list of its members; each time leaves a trace."""
    return may_administer(reader, unit)


def visible_imports(reader: Reader, unit: Unit, administers: bool) -> "QuerySet[Import]":
    """Lists that were brought to a unit, newest first: read by whoever administers it, and by who brought each."""
    rows: QuerySet[Import] = Import.objects.filter(unit=unit).select_related("unit", "by", "progress")
    return rows if reader.system or administers else rows.filter(by_id=reader.person or 0)


def import_rows(imported: Import, fate: str = "") -> "QuerySet[ImportRow]":
    """Rows below the headings with what becomes of them: what needs somebody first, then as in the file."""
    rows = imported.rows.exclude(fate="")
    if fate == "news":
        return rows.filter(news=True)
    if fate == "undecided":
        return rows.filter(fate=ImportRow.Fate.UNSURE, choice="")
    return rows.filter(fate=fate) if fate else rows


def may_see_names(reader: Reader, imported: Import) -> bool:
    """Whom a row is compared with is told to who brought the list, and to other buyers, who may know."""
    return bool(reader.system) or reader.is_buyer or reader.person == imported.by_id


def imported_into(reader: Reader, unit: Unit) -> list[Unit]:
    """The units whose members a list may hold: this one, and those in it that take new members, for whoever
    administers them too. Two queries."""
    direct = reader.system or may_decide(reader, unit) or holds(reader, [unit.pk], Mandate.SERVES)
    inside = visible(reader).filter(parent=unit, state__in=JOINED).order_by("sort_key", "pk") if direct else ()
    return [unit, *inside]


def known_people(reader: Reader, units: Iterable[int]) -> Q:
    """Whom a list may be compared with: people whom the reader may know of, and members of its units."""
    if reader.system:
        return Q()
    members = Membership.objects.filter(unit_id__in=[*units], ended=None, person=OuterRef("pk"))
    return Q(Q(readers__shares=reader.tokens) | Q(Exists(members)))


def to_invite(imported: Import) -> "QuerySet[ImportRow]":
    """New members by this list who have not signed in, are members still and got no letter about it yet."""
    here = Membership.objects.filter(person=OuterRef("person"), unit=imported.unit_id, ended=None)
    below = Membership.objects.filter(person=OuterRef("person"), unit__parent=imported.unit_id, ended=None)
    rows = imported.rows.filter(Exists(here) | Exists(below), is_new=True, invited=None)
    return rows.filter(person__account__last_login=None, person__account__is_active=True)


def member_rows(reader: Reader, unit: Unit) -> list[tuple[Membership, str]]:
    """Current members of a unit for whoever administers it, by name, each with a telephone number where they tell
    it to the reader. Two queries."""
    with reaching("networks.members"):
        current = Membership.objects.filter(unit=unit, ended=None)
        rows = list(
            current.select_related("person__organisation", "person__account").order_by("person__sort_key", "pk")
        )
    people = [row.person_id for row in rows]
    told = ProfileField.objects.filter(field=ProfileField.Name.PHONE, person__in=people)
    with acting_as(reader):
        phones = dict(told.readable(reader).values_list("person_id", "text"))
    return [(row, phones.get(row.person_id, "")) for row in rows]


def imports_waiting(reader: Reader) -> list[Waiting]:
    """The reader's own lists that wait for them: to be looked over, decided about, taken in, followed by letters.

    Two queries.
    """
    if reader.person is None:
        return []
    new = ImportRow.objects.filter(
        imported=OuterRef("pk"), is_new=True, invited=None, person__account__last_login=None
    )
    rows = Import.objects.filter(by_id=reader.person).annotate(uninvited=Exists(new))
    rows = rows.filter(Q(done=None) | Q(uninvited=True, inviting=None)).select_related("unit")
    return [_waiting(row) for row in rows.order_by("-at", "-pk")[:MOST_WAITING]]


def _waiting(row: Import) -> Waiting:
    names = {"slug": row.unit.slug, "key": row.key}
    url = reverse("import_report", kwargs=names)
    if row.done:
        says = gettext("{list}: those who are new have no invitation yet").format(list=row.name)
        act = Act(gettext("Invite them"), reverse("invite_imported", kwargs=names))
        return Waiting(says, url, row.done, row.unit, act)
    if not row.sure:
        says = gettext("{list}: say what its columns hold").format(list=row.name)
        url, go_on = reverse("import_columns", kwargs=names), gettext("Say what they hold")
    elif row.undecided:
        says = ngettext(
            "{list}: {n} doubtful row to decide about", "{list}: {n} doubtful rows to decide about", row.undecided
        )
        says, go_on = says.format(list=row.name, n=row.undecided), gettext("Look at the rows")
    else:
        says = gettext("{list}: looked through, not taken in yet").format(list=row.name)
        go_on = gettext("Look at the report")
    return Waiting(says, url, row.tried or row.at, row.unit, Act(go_on, url, page=True))


def row_changes(row: ImportRow, *, names: bool) -> list[tuple[str, str, str]]:
    """What changes in a row: field, what it is here, what it will be. names: see `may_see_names`."""
    return [(field, before if names else "…", after) for field, (before, after) in row.before.items()]


def report_table(imported: Import, *, names: bool) -> Iterator[list[str]]:
    """The report: a row for each of the list, with what becomes of it, why, and what to do."""
    yield [
        gettext("Row"),
        gettext("What becomes of it"),
        gettext("Name"),
        gettext("E-mail"),
        gettext("Why"),
        gettext("Changes"),
    ]
    for row in import_rows(imported).iterator(chunk_size=500):
        changed = "; ".join(f"{before} → {after}" for _, before, after in row_changes(row, names=names))
        yield [
            str(row.number), str(ImportRow.Fate(row.fate).label), row.values.get("name", ""), row.email,
            " ".join(told(row.told, names=names)), changed,
        ]  # fmt: skip
