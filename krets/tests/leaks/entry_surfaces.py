"""Organisations, employers and those who ask to be let in: nobody writes among them in the histories."""

from krets.tests.leaks.looking import ABSENT, Look, Seen, Surface


def the_organisation(*tails: str) -> Surface:
    return lambda seen: [Look(f"/organisations/bjorkfors/{tail}") for tail in tails]


def posted(path: str) -> Surface:
    return lambda seen: [Look(path, method="post", data={"domain": "@"})]


def entry(seen: Seen) -> list[Look]:
    return [Look(f"/entries/{ABSENT}/", may=())]


ENTRY_PAGES: dict[str, Surface] = {
    "organisations": lambda seen: [Look("/organisations/"), Look("/organisations/?q=kommun")],
    "register_organisation": lambda seen: [Look("/organisations/new/")],
    "change_organisation": the_organisation("change/"),
    "verify_domain": posted("/organisations/bjorkfors/domains/"),
    "end_domain": posted("/organisations/bjorkfors/domains/aaaa.example/end/"),
    "entries": lambda seen: [Look("/entries/")],
    "entry": entry,
    "employers": lambda seen: [Look("/profile/employers/")],
    "new_employer": lambda seen: [Look("/profile/employers/new/")],
    "write_for": posted(f"/profile/employers/{ABSENT}/write-for/"),
    "leave_employer": lambda seen: [Look(f"/profile/employers/{ABSENT}/leave/", may=())],
}
WRONG = {"surprise": True}  # 422 wherever it is read
ENTRY_OPERATIONS: dict[str, Surface] = {
    "organisations": lambda seen: [Look("/organisations?limit=100")],
    "register_organisation": lambda seen: [Look("/organisations", method="post", data=WRONG)],
    "change_organisation": lambda seen: [Look("/organisations/bjorkfors", method="patch", data=WRONG)],
    "verify_domain": lambda seen: [Look("/organisations/bjorkfors/domains", method="post", data=WRONG)],
    "end_domain": lambda seen: [Look("/organisations/bjorkfors/domains/aaaa.example", method="delete")],
}
