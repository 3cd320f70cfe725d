"""Every surface compared with every member of the cast: what opens, and that nothing else is said."""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from krets.tests.cast import MEMBERS, Cast, client_of
from krets.tests.doors import DOORS
from krets.tests.searching import CatchUp
from krets.tests.world import World, build

# The API has a table of its own beside it; the style guide is only there in the demo and shows nobody's words.
ELSEWHERE = {"styleguide", "styleguide_page"}


def names(patterns: list[URLPattern | URLResolver], inside: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "api":
                yield from names(pattern.url_patterns)
        else:
            yield str(pattern.name)


def test_every_url_stands_in_the_table() -> None:
    assert set(names(get_resolver().url_patterns)) - ELSEWHERE == set(DOORS)


@pytest.fixture
def world(cast: Cast, searching: CatchUp) -> World:
    built = build(cast)
    searching()
    return built


def body(response: HttpResponse) -> str:
    parts = response.streaming_content if response.streaming else [response.content]  # type: ignore[attr-defined]
    return b"".join(parts).decode(errors="replace") + str(dict(response.headers))


@pytest.mark.parametrize("member", MEMBERS)
def test_doors_open_as_the_table_says_and_tell_no_secret(world: World, member: str) -> None:
    person = None if member == "stranger" else world.cast.people[member]
    client = client_of(person)
    wrong, told = [], []
    for name, doors in DOORS.items():
        for door in doors:
            path = door.path(world)
            response = client.get(path)
            if response.status_code != door.expected(member):
                wrong.append(f"{name} {path}: {response.status_code}, not {door.expected(member)}")
            text = body(response)
            for secret, may in world.secrets.items():
                # A query that somebody typed is theirs to see again.
                if member in may or secret in path or secret in door.tells:
                    continue
                if secret.casefold() in text.casefold():
                    told.append(f"{name} {path} told {member} of {secret}")
            if "Cilla" in text and world.unnamed_ask.key in path:
                told.append(f"{name} {path} names the asker who is unnamed")
    assert wrong == []
    assert told == []


@pytest.mark.parametrize("member", MEMBERS)
def test_each_secret_is_told_to_those_it_is_for(world: World, member: str) -> None:
    """A test for leaks proves nothing where nothing could be seen at all."""
    person = None if member == "stranger" else world.cast.people[member]
    client = client_of(person)
    seen = "".join(body(client.get(door.path(world))) for doors in DOORS.values() for door in doors)
    missing = [secret for secret, may in world.secrets.items() if member in may and secret not in seen]
    assert missing == []


@pytest.mark.parametrize("member", ["stranger", "lea", "ida"])
def test_hidden_and_absent_look_the_same(world: World, member: str) -> None:
    person = None if member == "stranger" else world.cast.people[member]
    client = client_of(person)
    for hidden, absent in (
        (f"/asks/{world.foreign_ask.key}/", "/asks/aaaaaaaaaaaa/"),
        (f"/cases/{world.draft.key}/", "/cases/aaaaaaaaaaaa/"),
        ("/units/security-of-supply/", "/units/finns-inte/"),
    ):
        one, other = client.get(hidden), client.get(absent)
        assert one.status_code == other.status_code
        assert _without_tokens(one, hidden) == _without_tokens(other, absent)


def _without_tokens(response: HttpResponse, path: str) -> str:
    """The page but for what differs at every look: form tokens, and its own address."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode()).replace(path, "")
