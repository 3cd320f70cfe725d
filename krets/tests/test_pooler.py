"""400 mixed requests through PgBouncer in transaction mode: everybody gets their own answer, and nobody else's.

Alone: `bin/test krets/tests/test_pooler.py`. Skipped where PgBouncer is not installed (apt-get install pgbouncer).
"""

import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

import pytest

from krets.home.demo.cast import PASSWORD, PEOPLE
from krets.home.demo.visitor import Visitor
from krets.tests.processes import ROOT, Demo, _free_ports, running_demo

PGBOUNCER = shutil.which("pgbouncer") or shutil.which("/usr/sbin/pgbouncer")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PGBOUNCER is None, reason="PgBouncer is not installed"),
]
REQUESTS, AT_ONCE, SERVERS = 400, 12, 4
WHO = ["anna", "bo", "eva", "ida", "nora", "stranger"]
PATHS = ["/start/", "/asks/", "/asks/?show=mine", "/find/?q=avtal", "/cases/", "/people/", "/units/", "/profile/"]
SETTINGS = """
[databases]
krets = host=127.0.0.1 port={postgres} dbname=krets user=krets_app password={password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {servers}
max_client_conn = 200
ignore_startup_parameters = extra_float_digits,options
"""


@contextmanager
def process(*command: str, **environment: str) -> Iterator[None]:
    one = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})
    try:
        yield
    finally:
        one.terminate()
        one.wait(20)


@contextmanager
def pooled(demo: Demo, folder: Path) -> Iterator[str]:
    """The address of another web of the demo's, whose database is reached through the pooler only."""
    pooler = _free_ports(2)
    web = pooler + 1
    postgres, password = demo.database.rsplit(":", 1)[1].split("/")[0], demo.folder / "secrets" / "app_password"
    ini = folder / "pgbouncer.ini"
    ini.write_text(SETTINGS.format(postgres=postgres, password=password.read_text(), port=pooler, servers=SERVERS))
    drop = ["-u", "nobody"] if os.getuid() == 0 else []  # it does not run as root
    if drop:
        for path in (folder, ini):
            shutil.chown(path, "nobody")
    with process(str(PGBOUNCER), "-q", *drop, str(ini)):
        environment = {
            **demo.environment,
            "KRETS_PORT": str(web),
            "KRETS_URL": demo.url,
            "KRETS_DEMO": "1",
            "KRETS_POOL": "12",
            "KRETS_DATABASE_URL": demo.database,
            "KRETS_DATABASE_APP_URL": f"postgresql://krets_app:x@127.0.0.1:{pooler}/krets",
        }
        with process(sys.executable, "-m", "krets.cli", "web", **environment):
            address = f"http://localhost:{web}"
            _wait(address)
            yield address


def _wait(address: str) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            with urlopen(f"{address}/help/", timeout=5):
                return
        except OSError:
            assert time.monotonic() < end, "the web behind the pooler did not start"
            time.sleep(0.3)


def visitor(base: str, who: str) -> Visitor:
    one = Visitor(base)
    if who != "stranger":
        page = one.open("/account/login/")
        one.send(page, page.form("password"), login=PEOPLE[who][1], password=PASSWORD)
    return one


def shown(one: Visitor, path: str) -> str:
    """A page but for form tokens, other addresses of the same web, and how long ago something was."""
    with closing(one.opener.open(one.base + path, timeout=60)) as answer:
        text = answer.read().decode()
    main = text.partition("<body")[2]
    return re.sub(r'value="\w{64}"|http://localhost:\d+|<time.*?</time>', "", main)


def test_everybody_gets_their_own_answer() -> None:
    with TemporaryDirectory() as folder, running_demo() as demo, pooled(demo, Path(folder)) as address:
        right = {who: visitor(demo.url, who) for who in WHO}
        expected = {(who, path): shown(right[who], path) for who in WHO for path in PATHS}
        assert len(set(expected.values())) > len(WHO) * 4, "pages that are all alike would prove nothing"
        # A sign-in through the pooler for each at once: what is written goes the same way.
        with ThreadPoolExecutor(AT_ONCE) as threads:
            visitors = dict(zip(WHO, threads.map(lambda who: visitor(address, who), WHO), strict=True))
            asked = [(random.choice(WHO), random.choice(PATHS)) for _ in range(REQUESTS)]
            given = list(threads.map(lambda one: shown(visitors[one[0]], one[1]), asked))
        wrong = [one for one, text in zip(asked, given, strict=True) if text != expected[one]]
        assert sorted(set(wrong)) == []
