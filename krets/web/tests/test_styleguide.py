"""The style guide draws every component, whole and harmless."""

import re
from html.parser import HTMLParser

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory, override_settings
from django.utils import translation

from krets.web import views

VOID = {"meta", "link", "input", "br", "hr", "path", "circle", "img"}


class Tree(HTMLParser):
    """Notes tags that close in the wrong order, and ids."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.wanted: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget"):
            self.wanted |= set(given.get(name, "").split())
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")


def page(name: str, language: str) -> str:
    request = RequestFactory().get(f"/web/styleguide/{name}/")
    request.session = {}
    request._messages = FallbackStorage(request)
    with override_settings(ROOT_URLCONF="krets.web.urls"), translation.override(language):
        return views.styleguide(request, name).content.decode()


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize("name", views.PAGES)
def test_a_page_is_well_formed_and_its_ids_meet(name: str, language: str) -> None:
    tree = Tree()
    tree.feed(page(name, language))
    assert (tree.wrong, tree.open) == ([], [])
    assert len(tree.ids) == len(set(tree.ids))
    assert tree.wanted <= set(tree.ids)


@pytest.mark.parametrize("name", views.PAGES)
def test_one_heading_is_the_largest(name: str) -> None:
    assert page(name, "sv").count("<h1>") == 1


def test_the_frame_stays_small() -> None:
    frame = re.sub(r'<main id="main".*?</main>', "", page("start", "sv"), flags=re.S)
    assert len(frame.encode()) < 8_000
