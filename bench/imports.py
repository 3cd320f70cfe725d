"""What a list of 10,000 new members costs from file to members, beside plain `bulk_create` of the same rows.

Both in the same run and database, in transactions that are rolled back. Plain: people, accounts, availability,
memberships, employers, index documents and the report's rows, made from ready values and nothing looked up.
"""

import argparse
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
os.environ["KRETS_DATA"] = str(ROOT / "var" / "bench-imports")
os.environ["DJANGO_SETTINGS_MODULE"] = "krets.settings"
sys.path.insert(0, str(ROOT))

from krets.db import embedded  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with embedded.running():
        import django

        django.setup()
        measure(options.rows, options.rounds)
    return 0


def measure(rows: int, rounds: int) -> None:
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from krets.db.identity import acting_as
    from krets.db.readers import Reader
    from krets.engines.tables import csv_of, read
    from krets.home.commands import make_database
    from krets.networks import actions
    from krets.networks.models import Import, ImportRow, Membership, Unit
    from krets.people.models import Account, Availability, Belonging, Organisation, Person, Proof
    from krets.search.models import Document

    make_database()
    people = [(f"Ny Medlem{n}", f"ny{n}@lista.example", "Listans kommun", "Upphandlare") for n in range(rows)]
    content = csv_of([("Namn", "E-post", "Organisation", "Titel"), *people])

    def ours(unit: Unit) -> None:
        imported = actions.bring_import(by=None, unit=unit, kind="members", name="x", sheet=read(content))
        actions.try_import(imported=imported)
        actions.confirm_import(by=None, imported=imported)
        actions.run_import(imported=imported)

    def plain(unit: Unit) -> None:
        place = Organisation.objects.get(slug="listans")
        kept = Import.objects.create(unit=unit, name="x")
        new = [Person(name=one[0], title=one[3], organisation=place, readers=["buyers"]) for one in people]
        Person.objects.bulk_create(new, batch_size=500)
        Account.objects.bulk_create(
            (Account(email=one[1], person=row, password="!") for one, row in zip(people, new, strict=True)),
            batch_size=500,
        )
        Availability.objects.bulk_create((Availability(person=row) for row in new), batch_size=500)
        Membership.objects.bulk_create((Membership(unit=unit, person=row) for row in new), batch_size=500)
        works = Belonging.objects.bulk_create((Belonging(person=row, organisation=place) for row in new), 500)
        Proof.objects.bulk_create(
            (Proof(belonging=one, person_id=one.person_id, how="before") for one in works), 500
        )
        Document.objects.bulk_create(
            (
                Document(
                    kind="person",
                    key=row.key,
                    title=row.name,
                    body="",
                    readers=["buyers"],
                    at=row.created,
                    changed=1,
                )
                for row in new
            ),
            batch_size=500,
        )
        ImportRow.objects.bulk_create(
            (ImportRow(imported=kept, number=n, cells=list(one), fate="new") for n, one in enumerate(people)), 500
        )

    def timed(act: Callable[[Unit], None]) -> tuple[float, int]:
        with acting_as(Reader.of_system("bench")):
            Organisation.objects.create(slug="listans", name="Listans kommun")
            unit = actions.found(by=None, slug="bench-lista", name="Lista")
            began = time.process_time(), time.perf_counter()
            with CaptureQueriesContext(connection) as asked:
                act(unit)
            took = time.perf_counter() - began[1]
            assert Membership.objects.filter(unit=unit).count() == rows
            transaction.set_rollback(True)
        return took, len(asked)

    times: dict[str, list[float]] = {"ours": [], "plain": []}
    queries = {}
    for _ in range(rounds):
        for name, act in (("plain", plain), ("ours", ours)):
            took, queries[name] = timed(act)
            times[name].append(took)
    best = {name: statistics.median(one) for name, one in times.items()}
    print(f"{rows} rows: ours {best['ours']:.1f} s in {queries['ours']} queries")
    print(f"plain bulk_create {best['plain']:.1f} s in {queries['plain']} queries")
    print(f"ratio {best['ours'] / best['plain']:.2f}")
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    sys.exit(main())
