"""Walks through the demo from link to link, as a reader does whose browser runs no scripts."""

import re
from collections import defaultdict, deque
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

from krets.tests.browser import Visitor

EACH = 4  # addresses of one door, so that lists of many things don't take all day


def walk(visitor: Visitor, *starts: str) -> tuple[dict[str, list[str]], list[str]]:
    """Doors with the addresses that were opened behind them; and links that led nowhere, a line each."""
    found: dict[str, list[str]] = defaultdict(list)
    wrong: list[str] = []
    known, ahead = set(starts), deque((path, "the start") for path in starts)
    while ahead:
        path, said_on = ahead.popleft()
        door = door_of(path)
        if door is None:
            wrong.append(f"{path}, linked on {said_on}: no such address")
            continue
        if len(found[door]) >= EACH:
            continue
        found[door].append(path)
        answer = visitor.context.request.get(path)
        if answer.status != 200:
            wrong.append(f"{path}, linked on {said_on}: {answer.status}")
        elif answer.headers["content-type"].startswith("text/html"):
            html = answer.text()
            wrong += [f"{path}: {fault}" for fault in faults_of(html)]
            for href in re.findall(r'<a [^>]*?href="([^"#]+)', html):
                link = urlsplit(urljoin(answer.url, unescape(href)))
                if f"{link.scheme}://{link.netloc}" != visitor.base:
                    continue
                address = f"{link.path}?{link.query}" if link.query else link.path
                if address not in known:
                    known.add(address)
                    ahead.append((address, path))
    return dict(found), wrong


def door_of(path: str) -> str | None:
    """The name of the url behind an address."""
    try:
        return resolve(urlsplit(path).path).url_name
    except Resolver404:
        return None


def faults_of(html: str) -> list[str]:
    """What a page lacks that must be there before any script has run."""
    main = html.partition("<main ")[2].partition("</main>")[0]
    faults = [] if len(re.findall("<h1[ >]", html)) == 1 and "<h1" in main else ["not one h1 in its main part"]
    if re.search(r"<script(?![^>]* src=)|<style|\son\w+=\"|\sstyle=\"", html):
        faults.append("a script or style of its own")
    return faults
