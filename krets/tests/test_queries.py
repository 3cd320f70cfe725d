"""Every list: as many queries with 1, 3 and 10,000 rows, and no more than a page of them."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner
from django.test import Client
from django.urls import get_resolver

from krets.api.tests.calling import Caller
from krets.api.tests.test_doors import operations
from krets.asks.commands import ask as ask_command
from krets.home.commands import find as find_command
from krets.networks.commands import units as units_command
from krets.networks.models import Membership
from krets.networks.rules import forget_counts
from krets.tests.cast import Cast, client_of
from krets.tests.counting import counting
from krets.tests.many import SLUG, Many, copies
from krets.tests.searching import CatchUp
from krets.tests.test_doors import ELSEWHERE, names
from krets.web.paging import SIZE

MANY = 16  # queries; "My data" asks twice for each of its subjects
WEEK = 34  # one to seven for each of the fifteen kinds that may wait for somebody
SOME = 50  # what a page of one thing shows of what belongs to it
ANNA = "anna@grankoping.example"


@dataclass(frozen=True)
class Listing:
    """A page with rows that a pattern finds. `most`: of several lists on it, or of a shorter one."""

    path: str | Callable[[Many], str]
    row: str
    most: int = SIZE
    by: str | None = "anna"

    def read(self, many: Many, client: Client) -> int:
        page = client.get(self.path if isinstance(self.path, str) else self.path(many))
        assert page.status_code == 200, self.path
        return len(set(re.findall(self.row, page.content.decode())))


def of_ask(tail: str, row: str, **more: Any) -> Listing:
    return Listing(lambda many: f"/asks/{many.ask.key}/{tail}", row, **more)


LISTS: dict[str, list[Listing]] = {
    "front": [Listing("/", r"Zetafall \d+ av B", by=None)],
    # What waits: to answer, to close. Then one's own newest, and drafts.
    "start": [Listing("/start/", r"Zetafråga \d+ av B"), Listing("/start/", r"Zetafråga \d+ av A")],
    "first_hour_step": [
        Listing("/first-hour/networks/", r"Zetanät \d+", most=3),
        Listing("/first-hour/ask/", r'class="steps"', most=1),
        Listing("/first-hour/case/", r"Zetafall \d+ av B", most=1),
        Listing("/first-hour/people/", r"Zetaperson \d+", most=8),
    ],
    "find": [Listing("/find/?q=zetafråga", r"Zetafråga"), Listing("/find/?q=zetafråga", r"/asks/\w{12}/")],
    "suggest": [Listing("/find/suggest/?q=zetafr", r"/asks/\w{12}/")],
    "linkable": [Listing("/asks/cases/?case=", r"Zetafall \d+ av A", most=6)],
    "people": [
        Listing(f"/people/{tail}", r"Zetaperson \d+")
        for tail in ("", "?q=zetavaror", "?unit=hallbart-inkop", "?organisation=bjorkfors")
    ],
    "person": [
        Listing(lambda many: f"/people/{many.cast.bo.key}/", r"Zetafall \d+"),
        Listing(lambda many: f"/people/{many.cast.bo.key}/", r"Zetasvar \d+"),
    ],
    "week": [
        Listing("/week/", r"Zetaperson \d+", by="eva"),
        Listing("/week/?unit=hallbart-inkop", r"Zetaperson \d+", by="eva"),
    ],
    "unit": [
        Listing("/units/hallbart-inkop/", row)
        for row in (r"Zetaperson \d+", r"Zetafråga \d+ av \w", r"Zetafall \d+ av \w")
    ],
    "organisation": [
        Listing("/organisations/bjorkfors/", row)
        for row in (r"Zetaköp \d+", r"Zetafall \d+", r"Zetaperson \d+")
    ],
    "organisations": [
        Listing("/organisations/", r"Zetakommun \d+"), Listing("/organisations/?q=zeta", r"Zetakommun \d+")
    ],
    "entries": [Listing("/entries/", r"Zetasökande \d+", by="eva")],
    "employers": [Listing("/profile/employers/", r"Zetatitel \d+")],
    "records": [
        Listing(f"/organisations/grankoping/records/{tail}", r"Zeta(?:fråga|fall|svar) \d+")
        for tail in ("", "?numbers=without", "?since=2020-01-01")
    ],
    "my_data": [
        Listing("/my-data/", row)
        for row in (r"Zetafråga \d+", r"Zetautkast \d+", r"Zetanyckel \d+", r"Zetabrev \d+")
    ],
    "asks": [
        Listing(f"/asks/{tail}", r"Zetafråga \d+ av \w")
        for tail in ("", "?show=open", "?show=unanswered", "?show=mine", "?unit=hallbart-inkop")
    ],
    "ask": [of_ask("", r"Zetasvar \d+")],
    "ask_readers": [of_ask("readers/", r"Zetaperson \d+")],
    "close": [of_ask("close/", r"Zetasvar \d+")],
    "cases": [
        Listing(f"/cases/{tail}", r"Zetafall \d+ av \w")
        for tail in ("", "?order=newest", "?theme=follow_up", "?unit=hallbart-inkop", "?topic=15000000")
    ],
    "my_cases": [Listing("/cases/mine/", r"(?:Zetafall|Zetautkast) \d+")],
    "case": [
        Listing(lambda many: f"/cases/{many.case.key}/", r"Zetafall \d+ av \w"),
        Listing(lambda many: f"/cases/{many.case.key}/", r"Zetabruk \d+", most=SOME),
    ],
    "questions": [Listing(lambda many: f"/cases/{many.case.key}/questions/", r"Zetaundran \d+")],
    "subgroups": [Listing("/units/hallbart-inkop/subgroups/", r"Zetagrupp \d+")],
    "agenda": [Listing("/units/zetagrupp/agenda/", r"Zetapunkt \d+")],
    "watch": [Listing("/units/zetagrupp/watch/", r"Zetaspaning \d+")],
    "mandates": [Listing("/units/hallbart-inkop/mandates/", r"Zetaperson \d+")],
    "mandates_under": [
        Listing(f"/units/hallbart-inkop/mandates/all/{tail}", r"Zetaperson \d+") for tail in ("", "?show=soon")
    ],
    "my_mandates": [Listing("/mandates/", r"Zetanät \d+")],
    "unit_feed": [Listing("/units/hallbart-inkop/feed.atom", r"Zetafall \d+ av")],
    "units": [Listing("/units/", r"Zetanät \d+"), Listing("/units/?q=zeta", r"Zetanät \d+", by=None),
              Listing("/units/?kind=network&state=active", r"Zetanät \d+")],
    "applications": [
        Listing("/units/zeta-lista/applications/", r"Zetasökande \d+"),
        Listing("/units/zeta-lista/applications/?show=decided", r"Zetasökande \d+"),
    ],
    "my_applications": [Listing("/applications/", r"/applications/\w{12}/")],
    "exemptions": [Listing("/units/zeta-lista/exceptions/", r"Zetaundantag \d+")],
    "resting": [Listing("/units/zeta-lista/resting/", r"Zetaperson \d+")],
    "imports": [Listing("/units/hallbart-inkop/imports/", r"Zetalista \d+")],
    "import_report": [
        Listing(lambda many: f"/units/hallbart-inkop/imports/{many.imported.key}/", r"Zetarad \d+"),
        Listing(lambda many: f"/units/hallbart-inkop/imports/{many.imported.key}/?show=unsure", r"Zetarad \d+"),
    ],
    "foundings": [Listing("/units/kretsens-inkopare/foundings/", r"Zetakrets \d+")],
    "decisions": [Listing("/units/kretsens-inkopare/decisions/", r"Zetaärende \d+")],
    "sessions": [Listing("/profile/sessions/", r"Zetaläsare \d+")],
    "tokens": [Listing("/profile/keys/", r"Zetanyckel \d+")],
    "codes": [Listing("/codes/cpv/?q=zetavara", r"99\d{6}"), Listing("/codes/cpv/?q=99", r"99\d{6}")],
}  # fmt: skip

# Pages of one thing, forms, verbs, files.
NO_LISTS = {
    "register_organisation", "change_organisation", "verify_domain", "end_domain", "entry", "new_employer",
    "write_for", "leave_employer",
    "my_data_file", "first_hour", "end_first_hour", "number", "erase",
    "help", "privacy", "accessibility", "draft_ask", "enough", "suggestion", "answer",
    "attached", "thank", "next_wave", "write_up", "draft", "download", "save", "save_part", "attach", "similar",
    "processing",
    "detach", "discard", "award", "withdraw", "ask_back", "let_back", "reuse", "review", "remind_review",
    "invite",
    "ask_writer", "question", "reply",
    "leave", "welcome", "welcome_all", "draft_answer", "withdraw_ask", "withdraw_answer", "record",
    "export_records",
    "found", "edit_unit", "contact_card", "states", "quiet_units", "sleep", "restart", "restart_step",
    "come_along", "unit_map",  # its list is counted in its own test
    "vouching", "relieve", "look_up", "look_behind",
    "propose_subgroup", "set_up_subgroups", "join_subgroup", "leave_subgroup", "open_subgroup", "next_meeting",
    "change_topic", "remove_watch",
    "appoint", "renew_mandate", "end_mandate", "hand_over", "handover", "undo_hand_over",
    "import_columns", "decide_import", "run_import", "invite_imported", "remove_import", "import_file",
    "export_members",
    "propose", "chain", "founding", "change_founding", "sign", "send_in", "take_step", "bring", "begin_again",
    "draft_decision", "decision", "change_decision", "open_vote", "record_count", "vote", "close_vote",
    "start_kit", "plan_meeting", "propose_dates", "budget", "ask_guarantee", "date_poll", "close_dates",
    "guarantee",
    "withdraw_record", "answer_readers", "case_readers", "share", "share_answer", "account_login",
    "account_request_login_code", "account_confirm_login_code", "account_signup", "account_inactive",
    "entry_code", "entry_waits",
    "account_logout", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_change_password",
    "account_reauthenticate", "mfa_activate_totp", "mfa_add_webauthn", "mfa_authenticate", "mfa_deactivate_totp",
    "mfa_generate_recovery_codes", "mfa_index", "mfa_login_webauthn", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_view_recovery_codes", "end_session",
    "end_other_sessions",
    "rule", "apply", "application", "decide_application", "appeal", "withdraw_application", "reconfirm",
    "account_set_password", "language", "profile", "create_token", "revoke_token", "unsubscribe", "confirm",
}  # fmt: skip
# As long as the list of the networks that one is in oneself; `similar` draws a part of `post`.
OF_OWN_NETWORKS = {"notices": "/profile/letters/", "post": "/asks/post/", "publish": "/cases/{}/publish/"}

API_LISTS = {
    "find": ["/find?q=zetafråga"],
    "asks": ["/asks", "/asks?mine=true", "/asks?unit=hallbart-inkop&open=true"],
    "ask": [lambda many: f"/asks/{many.ask.key}"],
    "ask_readers": [lambda many: f"/asks/{many.ask.key}/readers"],
    "suggestions": ["/suggestions", "/suggestions?waiting=true"],
    "cases": ["/cases", "/cases?mine=true", "/cases?outcome=worked_well&unit=hallbart-inkop"],
    "case": [lambda many: f"/cases/{many.case.key}"],
    "questions": [lambda many: f"/cases/{many.case.key}/questions"],
    "units": ["/units?q=zeta"],
    "foundings": ["/units/kretsens-inkopare/foundings"],
    "decisions": ["/units/kretsens-inkopare/decisions"],
    "mandates": ["/units/hallbart-inkop/mandates"],
    "imports": ["/units/hallbart-inkop/imports"],
    "import_report": [lambda many: f"/units/hallbart-inkop/imports/{many.imported.key}"],
    "subgroups": ["/units/hallbart-inkop/subgroups"],
    "agenda": ["/units/zetagrupp/agenda"],
    "watched": ["/units/zetagrupp/watch"],
    "people": ["/people?q=zeta", "/people"],
    "applications": ["/units/zeta-lista/applications"],
    "organisations": ["/organisations?q=zeta"],
}  # fmt: skip
NO_API_LISTS = {
    "register_organisation", "change_organisation", "verify_domain", "end_domain",
    "attached", "preview", "enough", "post", "answer", "thank", "close", "next_wave", "write_up", "pass_on",
    "decline", "document", "draft", "save", "award", "discard", "publish", "reuse", "review", "unit", "me",
    "ask_writer", "question", "reply",
    "week",  # as the page
    "person", "organisation", "export_records", "withdraw", "withdraw_ask", "withdraw_answer",
    "found", "edit_unit", "states", "change_state", "decision", "vote",
    "vouching", "charge", "relieve", "appoint", "renew_mandate", "end_mandate", "hand_over",
    "propose_subgroup", "join_subgroup", "leave_subgroup", "put_forward", "watch",
    "rule", "set_rule", "application", "apply", "exemptions", "decide_application", "appeal",
    "withdraw_application",
    "welcome", "share", "share_answer", "answer_readers", "case_readers",  # as ask_readers
    "bring_import", "run_import",  # as ask_readers
}  # fmt: skip

COMMANDS: dict[str, Any] = {
    "find": (find_command, ["zetafråga", "--as", ANNA, "--json"], SIZE),
    "ask": (ask_command, ["--preview", "zetafråga 0 1 2", "--as", ANNA, "--json"], SIZE),
    "units": (units_command, ["--json"], None),  # all of them, for the host to search in
}


def test_every_url_is_a_list_here_or_said_to_be_none() -> None:
    assert set(names(get_resolver().url_patterns)) - ELSEWHERE == {*LISTS, *NO_LISTS, *OF_OWN_NETWORKS}


def test_every_operation_is_a_list_here_or_said_to_be_none() -> None:
    assert operations() == {*API_LISTS, *NO_API_LISTS}


def test_each_list_takes_the_same_queries_with_one_three_and_ten_thousand_rows(
    cast: Cast, searching: CatchUp
) -> None:
    many = Many(cast)
    seen: dict[Any, list[tuple[int, int]]] = {}  # queries and rows, with 1, 3 and 10,000 in the database
    clients = {None: Client(), "anna": client_of(cast.anna), "eva": client_of(cast.eva)}
    caller = Caller(cast.anna)
    for client in clients.values():
        client.get("/help/")  # the session's first page keeps a form token
    for rows in (1, 3, 10_000):
        many.more(rows)
        searching()
        for name, measure, most in _measured(many, clients, caller):
            measure()  # what a process keeps for the next reader is kept now, and the key's use is noted
            forget_counts()
            with counting() as queries:
                shown = measure()
            seen.setdefault((name, most), []).append((len(queries), shown))
    grown = {name: counted for (name, _), counted in seen.items() if len({queries for queries, _ in counted}) > 1}
    empty = {name: counted for (name, _), counted in seen.items() if not (counted[1][1] and counted[2][1])}
    endless = {name: counted for (name, most), counted in seen.items() if most and counted[2][1] > most}
    asked = {name: counted for (name, _), counted in seen.items() if not name.startswith("my_data")}
    costly = {
        name: counted
        for name, counted in asked.items()
        if counted[2][0] > (WEEK if name.startswith("week") else MANY)
    }
    assert (grown, empty, endless, costly) == ({}, {}, {}, {})


def test_forms_take_the_same_queries_in_one_three_and_a_hundred_networks(cast: Cast) -> None:
    many, client = Many(cast), client_of(cast.anna)
    member = Membership.objects.filter(person=cast.anna).earliest("pk")
    Membership.objects.filter(person=cast.anna).exclude(pk=member.pk).delete()
    for path in OF_OWN_NETWORKS.values():
        client.get(path.format(many.draft.key))  # what is kept for a minute is asked for the first time
    counted: dict[str, list[int]] = {name: [] for name in OF_OWN_NETWORKS}
    for networks in (1, 3, 100):
        have = Membership.objects.filter(person=cast.anna).count()
        copies(member, copies(many.other_unit, list(range(have, networks)), slug=SLUG), unit_id="n")
        for name, path in OF_OWN_NETWORKS.items():
            with counting() as queries:
                page = client.get(path.format(many.draft.key)).content.decode()
            counted[name].append(len(queries))
            assert networks == 1 or f"zeta-{networks - 1}" in page
    assert {name: counts for name, counts in counted.items() if len(set(counts)) > 1} == {}


def _measured(many: Many, clients: Any, caller: Caller) -> Any:
    for name, listings in LISTS.items():
        for n, one in enumerate(listings):
            yield f"{name} {n}", lambda one=one: one.read(many, clients[one.by]), one.most
    for name, paths in API_LISTS.items():
        for n, path in enumerate(paths):
            address = path if isinstance(path, str) else path(many)
            most = SOME if name == "case" else SIZE
            yield f"api {name} {n}", lambda address=address: _rows(caller.get(address)), most
    for name, (command, arguments, most) in COMMANDS.items():
        yield f"krets {name}", lambda command=command, arguments=arguments: _printed(command, arguments), most


def _rows(told: Any) -> int:
    """The longest list in what the API told."""
    if isinstance(told, dict):
        return max((_rows(value) for value in told.values()), default=0)
    return max([len(told), *map(_rows, told)]) if isinstance(told, list) else 0


def _printed(command: Any, arguments: list[str]) -> int:
    done = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return _rows(json.loads(done.stdout))
