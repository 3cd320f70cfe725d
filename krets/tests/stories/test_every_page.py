"""Every page as everybody meets it: light and dark, wide and narrow, right and wrong, nothing from elsewhere."""

import pytest
from playwright.sync_api import Browser

from krets.tests.browser import Visitor, violations
from krets.tests.doors import DOORS
from krets.tests.processes import Demo
from krets.tests.stories.scenes import SCENES
from krets.tests.stories.town import Town, town
from krets.tests.stories.walks import door_of, walk

__all__ = ["town"]
pytestmark = [pytest.mark.browser, pytest.mark.slow]

Walks = dict[str, dict[str, list[str]]]

WALKERS = {"anna": "/start/", "eva": "/start/", "stranger": "/"}
# What axe judges by colours; the rest is the same in the dark.
COLOURS = ["color-contrast", "link-in-text-block"]
# Files, fragments, and verbs that lead back to a page.
NOT_PAGES = {
    "account_set_password", "ask_back", "attached", "codes", "detach", "download", "draft_answer", "draft_ask",
    "withdraw_application",
    "end_first_hour", "end_other_sessions", "end_session", "enough", "export_records", "language", "linkable",
    "look_up",
    "mfa_login_webauthn", "my_data_file", "relieve", "end_mandate", "undo_hand_over",
    "unit_feed", "restart", "come_along",  # the last is led to by a letter alone: networks/tests/test_restart.py
    "verify_domain", "end_domain", "write_for",
    "entry",  # there is one once somebody has typed the code of a letter: home/tests/test_entries.py
    "welcome", "welcome_all", "remind_review", "next_wave", "revoke_token", "similar", "suggest", "thank",
    "write_up",
    "change_topic",
    "join_subgroup", "leave_subgroup", "open_subgroup", "remove_watch", "set_up_subgroups",
    "decide_import", "run_import", "invite_imported", "remove_import", "import_file", "export_members",
    "decide_application",
    "appeal", "reconfirm",  # by who was turned down, and once a year
    "begin_again", "bring", "close_dates", "close_vote", "send_in", "vote",
}  # fmt: skip


@pytest.fixture(scope="module")
def walks(town: Town) -> Walks:
    """Where links lead each walker, by the names of doors. No page may be broken or lead nowhere."""
    walked, wrong = {}, []
    for name, start in WALKERS.items():
        walked[name], faults = walk(town[name], start)
        wrong += [f"{name}: {fault}" for fault in faults]
    assert wrong == []
    return walked


def test_every_door_is_looked_behind(walks: Walks) -> None:
    """A page that is added must be linked, or stand among the scenes."""
    seen = {scene.door for scene in SCENES.values()}.union(*walks.values())
    assert set(DOORS) - NOT_PAGES - seen == set()


@pytest.mark.parametrize("who", WALKERS)
def test_everybody_can_use_the_pages_that_links_lead_to(town: Town, walks: Walks, who: str) -> None:
    visitor, faults = town[who], []
    for door, paths in walks[who].items():
        # What others have seen just so is not looked at again.
        if door not in NOT_PAGES and (who == "anna" or door == "unit" or door not in walks["anna"]):
            visitor.opens(paths[0])
            faults += looked_at(visitor)
    assert faults == []


@pytest.mark.parametrize("name", SCENES)
def test_everybody_can_use_a_page_in_any_state(town: Town, name: str) -> None:
    scene = SCENES[name]
    visitor = town[scene.who]
    scene.act(town, visitor)
    assert door_of(visitor.path) == scene.door
    assert looked_at(visitor) == []


def test_long_words_find_room(demo: Demo, chromium: Browser) -> None:
    """Finnish words are the longest, and 320 px is what 400 % of zoom leave."""
    pirjo = Visitor(chromium, demo.url, locale="fi-FI").signs_in("pirjo")
    walked, wrong = walk(pirjo, "/start/")
    assert wrong == []
    pirjo.page.set_viewport_size({"width": 320, "height": 700})
    wide = []
    for door, paths in walked.items():
        if door not in NOT_PAGES:
            pirjo.opens(paths[0])
            wide += sideways(pirjo)
    assert wide + pirjo.faults == []


def looked_at(visitor: Visitor) -> list[str]:
    """What is wrong with the page that somebody has before them, a line each."""
    page, found = visitor.page, []
    page.evaluate("document.fonts.ready")
    found += violations(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {fault}" for fault in violations(page, COLOURS)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 844})
    found += [f"narrow: {fault}" for fault in violations(page)] + sideways(visitor)
    page.set_viewport_size({"width": 320, "height": 700})
    found += sideways(visitor)
    page.set_viewport_size({"width": 1280, "height": 900})
    found += visitor.faults
    visitor.faults.clear()
    return [f"{visitor.path}: {fault}" for fault in found]


def sideways(visitor: Visitor) -> list[str]:
    """Whether one must scroll sideways, and because of what."""
    too_wide = visitor.page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? null
            : [...document.body.querySelectorAll("*")]
                .filter(one => one.getBoundingClientRect().right > innerWidth)
                .slice(-3).map(one => one.outerHTML.slice(0, 80))"""
    )
    return [] if too_wide is None else [f"{visitor.page.url} is too wide: {too_wide}"]
