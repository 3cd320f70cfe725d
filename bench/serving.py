"""Processes that the bench of search starts beside itself. `python -m bench.serving follow`, `… web QUESTIONS`."""

import json
import os
import sys
import threading
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "krets.settings"


def follow() -> None:
    """Keep the index, as `krets jobs` does, until stopped."""
    from krets.search import indexer

    indexer.follow(threading.Event())


def web(asked: str) -> None:
    """All of the web, asked the questions of a file by four readers at once; prints the memory it then holds."""
    from django.conf import settings
    from django.test import Client

    import krets.wsgi  # noqa: F401

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.LIMITS |= {"find": 10**9}
    questions = json.loads(Path(asked).read_text())
    wrong = []

    def read(part: list[str]) -> None:
        client = Client()
        for question in part:
            status = client.get("/find/", {"q": question}).status_code
            if status != 200:
                wrong.append(status)

    readers = [threading.Thread(target=read, args=(questions[place::4],)) for place in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    kilobytes = {name: int(status[name].split()[0]) for name in ("RssAnon", "VmRSS")}
    print(json.dumps(kilobytes | {"wrong": wrong[:3]}))


if __name__ == "__main__":
    import django

    django.setup()
    {"follow": follow, "web": web}[sys.argv[1]](*sys.argv[2:])
