"""What a signed-in page costs, beside a bare Django page measured in the same run.

10,000 asks, 50,000 answers and 2,000 people are loaded once, into var/bench. Cost is CPU time of the web process
and of its database backend together, a request, as a median over rounds in which the two are paired. The bare page
has what any signed-in list has: session, user, 20 rows joined to two tables, Django's template engine and middleware.
Bound: at most 2 × the bare page, 15 queries and 40 kB of HTML.
"""

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
os.environ["KRETS_DATA"] = str(ROOT / "var" / "bench")
os.environ["DJANGO_SETTINGS_MODULE"] = "krets.settings"
sys.path.insert(0, str(ROOT))

from krets.db import embedded  # noqa: E402

ASKS, ANSWERS, PEOPLE = 10_000, 50_000, 2_000
BOUND = 2.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--requests", type=int, default=20, help="requests a round")
    options = parser.parse_args()
    with embedded.running():
        import django

        django.setup()
        return measure(options.rounds, options.requests)


def measure(rounds: int, requests: int) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, override_settings

    from krets.home.commands import make_database
    from krets.people.models import Account
    from krets.run import prepare_static

    make_database()
    prepare_static()
    ask_key = load()
    account = Account.objects.get(email="anna@grankoping.example")
    client = Client()
    client.force_login(account)
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        row = cursor.fetchone()
    backend = int(row[0])

    def cost(get: Callable[[], Any]) -> float:
        """CPU milliseconds of web and database for one request."""
        web, database = time.process_time(), _cpu(backend)
        for _ in range(requests):
            get()
        return (time.process_time() - web + _cpu(backend) - database) * 1000 / requests

    bare_settings = override_settings(ROOT_URLCONF="bench.bare", MIDDLEWARE=BARE_MIDDLEWARE)
    pages = {
        "start": "/start/", "asks": "/asks/", "one ask": f"/asks/{ask_key}/", "cases": "/cases/",
        "people": "/people/", "units": "/units/", "one unit": "/units/hallbart-inkop/",
    }  # fmt: skip
    failed = False
    print(f"{'page':10} {'CPU ms':>8} {'bare ms':>8} {'ratio':>6} {'queries':>8} {'kB':>6}")
    for name, path in pages.items():
        answer = client.get(path)
        if answer.status_code != 200:
            print(f"{name:10} answered {answer.status_code}")
            failed = True
            continue
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counted = [q for q in queries.captured_queries if not _is_frame(q["sql"])]
        ours, bare = [], []
        for _ in range(rounds):
            ours.append(cost(lambda path=path: client.get(path)))
            with bare_settings:
                bare_client = _client(client)
                bare_client.get("/")
                bare.append(cost(lambda c=bare_client: c.get("/")))
        ratio = statistics.median(a / b for a, b in zip(ours, bare, strict=True))
        size = len(answer.content) / 1000
        held = ratio <= BOUND and len(counted) <= 15 and size <= 40
        failed |= not held
        print(
            f"{name:10} {statistics.median(ours):8.2f} {statistics.median(bare):8.2f} {ratio:6.2f} "
            f"{len(counted):8} {size:6.1f}{'' if held else '   over the bound'}"
        )
    return int(failed)


BARE_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def _client(signed_in: Any) -> Any:
    """The same cookies under the settings in force now: a client keeps the middleware it began with."""
    from django.test import Client

    client = Client()
    client.cookies = signed_in.cookies
    return client


def _is_frame(sql: str) -> bool:
    return sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")) or "set_config" in sql


def _cpu(pid: int) -> float:
    """CPU seconds of a process, from /proc: resolution 10 ms, so rounds must be long enough."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load() -> str:
    """Fill the database once; the key of an ask with answers."""
    from django.db import connection, transaction

    from krets.asks.models import Answer, Ask
    from krets.db.clock import now
    from krets.home.demo import cast
    from krets.home.demo.content import load_content
    from krets.networks.models import Membership
    from krets.people.models import Account, Availability, Organisation, Person

    chance = random.Random(7)
    if not load_content() and Ask.objects.count() >= ASKS:
        return str(Ask.objects.filter(title__startswith="Bench", answer_count__gt=4).order_by("-posted")[0].key)
    print("Loading …", file=sys.stderr)
    members = cast.load()
    unit = members.units["hallbart-inkop"]
    organisations = list(Organisation.objects.all())
    with transaction.atomic():
        people = Person.objects.bulk_create(
            Person(
                name=f"Bench Person {n}", sort_key=f"bench person {n:05}",
                organisation=chance.choice(organisations), languages=["sv"], readers=["buyers"],
            )
            for n in range(PEOPLE)
        )  # fmt: skip
        Account.objects.bulk_create(
            Account(email=f"bench{n}@example.org", person=person, password="!", last_login=now())
            for n, person in enumerate(people)
        )
        Availability.objects.bulk_create(Availability(person=person) for person in people)
        Membership.objects.bulk_create(Membership(unit=unit, person=person) for person in people)
        asks = Ask.objects.bulk_create(
            Ask(
                title=f"Bench: hur följer ni upp avtal nummer {n}?", body="Vi vill veta vad som fungerar. " * 12,
                writer=(writer := chance.choice(people)), organisation=writer.organisation, language="sv",
                readers=[f"unit:{unit.pk}"], posted=now() - timedelta(minutes=n * 50), answer_count=5,
            )
            for n in range(ASKS)
        )  # fmt: skip
        Ask.units.through.objects.bulk_create(Ask.units.through(ask=ask, unit=unit) for ask in asks)
        for part in range(0, ASKS, 1000):
            Answer.objects.bulk_create(
                Answer(
                    ask=ask, body="Vi gjorde så här och det gick bra. " * 8, language="sv", readers=ask.readers,
                    writer=(writer := chance.choice(people)), organisation=writer.organisation,
                    posted=ask.posted + timedelta(hours=turn + 1),
                )
                for ask in asks[part : part + 1000]
                for turn in range(ANSWERS // ASKS)
            )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    return str(asks[0].key)


if __name__ == "__main__":
    sys.exit(main())
