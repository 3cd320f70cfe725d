"""A list of members is brought, tried, decided about, taken in as a whole; then its people are invited."""

from collections import Counter
from collections.abc import Mapping

from django.db import IntegrityError, transaction

from krets.activity.actions import record
from krets.db.clock import now
from krets.db.identity import verb
from krets.db.later import later
from krets.db.readers import STRANGER, Reader
from krets.engines.tables import MEMBERS, ORGANISATIONS, Line, Sheet, Verdict, recognise, with_commas
from krets.networks import emails, matching, rules
from krets.networks.actions.taking import lock, take_members, take_organisations
from krets.networks.models import Import, ImportProgress, ImportRow, Unit
from krets.people.models import Person

AT_ONCE = 300  # rows that are judged and taken in while somebody waits; more is done by a job
BATCH = 500  # rows of a statement
WAVE, PAUSE = 50, 10  # letters at a time, and minutes between
Fate = ImportRow.Fate
Told = matching.Told


class Undecided(Exception):
    """The list has not been tried, is being worked on, was taken in, or has doubtful rows nobody decided about."""


@verb
def bring_import(*, by: Person | None, unit: Unit, kind: str, name: str, sheet: Sheet) -> Import:
    """Keep the rows of a file and, where its headings are understood, try them. Nothing else is changed."""
    columns = recognise(sheet.rows, ORGANISATIONS if kind == Import.Kind.ORGANISATIONS else MEMBERS)
    imported = Import.objects.create(
        unit=unit, kind=kind, by=by, operators=by is None, name=name[:200], how=sheet.how[:120],
        columns=dict(columns.at), header=columns.header, commas=columns.commas, sure=columns.sure,
    )  # fmt: skip
    rows = (ImportRow(imported=imported, number=number, cells=list(cells)) for number, cells in sheet.rows)
    ImportRow.objects.bulk_create(rows, batch_size=BATCH)
    ImportProgress.objects.create(imported=imported)
    record(verb="networks.bring_import", kind="import", key=imported.key, by=by, unit=unit.pk)
    if columns.sure:
        _soon(imported, "networks.try_import")
    return imported


@verb
def set_columns(*, by: Person | None, imported: Import, at: Mapping[str, int], header: int) -> None:
    """Say which column holds what, and in which row the headings stand (0: nowhere); then it is tried anew.

    Raises Undecided for a list that was taken in or is being worked on.
    """
    imported = _held(imported)
    rows = [(row.number, tuple(row.cells)) for row in imported.rows.order_by("number")]
    imported.columns, imported.header, imported.sure = dict(at), header, True
    imported.commas = with_commas(rows, at, header)
    imported.save(update_fields=["columns", "header", "sure", "commas"])
    ImportRow.objects.filter(imported=imported).update(
        fate="", choice="", told=[], options=[], values={}, before={}, news=False
    )
    _soon(imported, "networks.try_import")


@verb
def try_import(*, by: None = None, imported: Import, far: Told = lambda rows: None) -> None:
    """Judge every row by what is here now. Changes nothing but the report."""
    row = Import.objects.select_for_update(of=("self",)).select_related("unit").get(pk=imported.pk)
    if row.done or row.confirmed:
        return
    _keep(row, matching.judged_rows(row, _reader(row)), far)
    row.tried, row.asked = now(), None
    row.save(update_fields=["tried", "asked", "counts"])


@verb
def decide_import(*, by: Person | None, imported: Import, choices: Mapping[int, str], rest: str = "") -> None:
    """Decide about doubtful rows, by number; rest: about all that are still open and can be decided so."""
    imported = _held(imported)
    rows = list(rules.import_rows(imported, Fate.UNSURE))
    for row in rows:
        wanted = choices.get(row.number, row.choice) or rest
        row.choice = wanted if wanted in row.options else row.choice
    ImportRow.objects.bulk_update(rows, ["choice"], batch_size=BATCH)
    imported.counts["undecided"] = sum(not row.choice for row in rows)
    imported.save(update_fields=["counts"])


@verb
def confirm_import(*, by: Person | None, imported: Import) -> None:
    """Have it taken in: at once, or by a job where it is long. Raises Undecided."""
    imported = _held(imported)
    if imported.tried is None or imported.undecided:
        raise Undecided
    imported.confirmed, imported.confirmed_by = now(), by
    imported.save(update_fields=["confirmed", "confirmed_by"])
    record(verb="networks.confirm_import", kind="import", key=imported.key, by=by, unit=imported.unit_id)
    _soon(imported, "networks.run_import")


@verb
def run_import(*, by: None = None, imported: Import, far: Told = lambda rows: None) -> None:
    """Take the whole list in, or nothing of it. Where a row comes out in another way than was shown, nothing is
    changed, the rows are marked, and it must be confirmed anew. A second run changes nothing.
    """
    row = Import.objects.select_for_update(of=("self",)).select_related("unit__parent").get(pk=imported.pk)
    if row.done or row.confirmed is None:
        return
    try:
        with transaction.atomic():
            taken = _take(row, far)
    except IntegrityError:  # somebody else brought one of them in at this moment: look anew
        taken = False
    if not taken:
        _keep(row, matching.judged_rows(row, _reader(row)), far, marked=True)
        row.confirmed, row.confirmed_by, row.tried, row.asked = None, None, now(), None
    row.save(update_fields=["confirmed", "confirmed_by", "tried", "asked", "done", "counts"])


@verb
def start_again(*, by: Person | None, imported: Import) -> None:
    """Queue anew what a job did not finish. One that still works finishes first; then nothing is left to do."""
    if imported.asked and not imported.done:
        later(
            "networks.run_import" if imported.confirmed else "networks.try_import",
            once=f"import:{imported.key}", imported=imported.key,
        )  # fmt: skip


@verb
def remove_import(*, by: Person | None, imported: Import) -> None:
    """Let go of a list with its rows; whoever became a member by it stays one."""
    Import.objects.filter(pk=imported.pk).delete()
    record(verb="networks.remove_import", kind="import", key=imported.key, by=by, unit=imported.unit_id)


@verb
def invite_imported(*, by: Person | None, imported: Import) -> None:
    """Write to those who became members by this list and have not signed in: fifty now, fifty in ten minutes …"""
    row = Import.objects.select_for_update().get(pk=imported.pk)
    if row.done is None or row.inviting is not None:
        return
    row.inviting, row.inviting_by = now(), by
    row.save(update_fields=["inviting", "inviting_by"])
    record(verb="networks.invite_imported", kind="import", key=row.key, by=by, unit=row.unit_id)
    later("networks.invite_wave", imported=row.key)


@verb
def invite_wave(*, by: None = None, imported: Import) -> bool:
    """Write to the next of them; whether there are more."""
    wave = list(rules.to_invite(imported).select_related("person__account").order_by("number")[: WAVE + 1])
    for row in wave[:WAVE]:
        if row.person is not None:
            emails.invitation(person=row.person, unit=imported.unit, by=imported.inviting_by)
    ImportRow.objects.filter(pk__in=[row.pk for row in wave[:WAVE]]).update(invited=now())
    return len(wave) > WAVE


@verb
def forget_imported(*, by: Person, email: str) -> None:
    """Take somebody who is erased out of all lists, and their own that were not taken in."""
    Import.objects.filter(by=by, done=None).delete()
    ImportRow.objects.filter(person=by).delete()
    ImportRow.objects.filter(email=email).delete()
    ImportRow.objects.filter(cells__icontains=email).delete()


def _take(row: Import, far: Told) -> bool:
    """False where the world is another than when it was tried, or whoever confirmed may not any more."""
    by = row.confirmed_by
    lock(by=by, row=row)
    if by is not None and not rules.may_import(rules.reader_of_person(by.pk), row.unit):
        return False
    if by is None and not row.operators:
        return False
    verdicts = matching.judged_rows(row, _reader(row))
    if any(_differs(old, line, verdict) for old, line, verdict in verdicts):
        return False
    if row.kind == Import.Kind.ORGANISATIONS:
        take_organisations(by=by, row=row, judged=verdicts)
    else:
        take_members(by=by, row=row, judged=verdicts, far=far)
    row.done, row.asked = now(), None
    row.rows.update(cells=[])
    record(verb="networks.run_import", kind="import", key=row.key, by=by, unit=row.unit_id)
    return True


def _keep(
    row: Import, verdicts: list[tuple[ImportRow, Line, Verdict]], far: Told, *, marked: bool = False
) -> None:
    counts: Counter[str] = Counter()
    for one, line, verdict in verdicts:
        one.news = marked and _differs(one, line, verdict)
        if one.news or one.choice not in verdict.options:
            one.choice = ""
        for name, value in _shown(line, verdict).items():
            setattr(one, name, value)
        counts[verdict.fate] += 1
        counts["undecided"] += verdict.fate == Fate.UNSURE and not one.choice
        counts["news"] += one.news
    rows = [one for one, _, _ in verdicts]
    # Written anew: changing nine fields of many rows takes Django and PostgreSQL many times longer.
    ImportRow.objects.filter(pk__within=[one.pk for one in rows]).delete()
    for one in rows:
        one.pk = None
    for start in range(0, len(rows), BATCH):
        ImportRow.objects.bulk_create(rows[start : start + BATCH])
        far(start + BATCH)
    row.counts = dict(counts)


def _shown(line: Line, verdict: Verdict) -> dict[str, object]:
    """What of a verdict is kept and shown, as JSON gives it back."""
    return {
        "fate": verdict.fate,
        "values": {name: value for name, value in line.values.items() if value} | {"email": verdict.email},
        "told": [[note.code, note.about] for note in verdict.notes],
        "before": {name: list(change) for name, change in verdict.before.items()},
        "options": list(verdict.options),
        "email": verdict.email,
        "person_id": verdict.person,
    }


def _differs(one: ImportRow, line: Line, verdict: Verdict) -> bool:
    return any(getattr(one, name) != value for name, value in _shown(line, verdict).items())


def _held(imported: Import) -> Import:
    row = Import.objects.select_for_update(of=("self",)).select_related("unit").get(pk=imported.pk)
    if row.done or row.confirmed or row.asked:
        raise Undecided
    return row


def _reader(row: Import) -> Reader:
    """Rows are compared with whom the one who brought them may know of."""
    if row.operators:
        return Reader.of_system("import")
    return rules.reader_of_person(row.by_id) if row.by_id is not None else STRANGER


def _soon(row: Import, job: str) -> None:
    """At once where it is short, else by a job."""
    if row.rows.count() <= AT_ONCE:
        (try_import if job == "networks.try_import" else run_import)(imported=row)
        row.refresh_from_db()
        return
    row.asked = now()
    row.save(update_fields=["asked"])
    ImportProgress.objects.update_or_create(imported=row, defaults={"rows": 0, "at": now()})
    later(job, once=f"import:{row.key}", imported=row.key)
