"""Surfaces of who is trusted with what. As on any page, names stand there of those whose name one may see."""

from krets.tests.leaks.looking import ABSENT, Look, Seen, Surface


def on_unit(tail: str = "", *, api: bool = False, method: str = "get", data: object = None) -> Surface:
    """A page of a unit's mandates: for all who may know of the unit."""

    def looks(seen: Seen) -> list[Look]:
        slug = seen.chance.choice(["hallbart-inkop", "security-of-supply", "security-of-supply"])
        may, end = seen.model.knows_unit(slug), "" if api else "/"
        path = f"mandates{'/' + tail if tail else ''}{end}"
        return [
            Look(f"/units/{slug}/{path}", may=may, absent=f"/units/finns-inte/{path}", method=method, data=data)
        ]

    return looks


def handover(tail: str = "", method: str = "get") -> Surface:
    """Both, and whoever appoints there or above, read the note."""

    def looks(seen: Seen) -> list[Look]:
        done = seen.model.handovers
        if not done:
            return [Look(f"/units/hallbart-inkop/handovers/{ABSENT}/{tail}", may=(), method=method)]
        one = seen.chance.choice(done)
        base = f"/units/{one.unit}/handovers/"
        may = seen.model.reads_handover(one)
        sure = (lambda member: {one.words["note"]}) if not tail else (lambda member: set())
        return [
            Look(f"{base}{one.key}/{tail}", may=may, sure=sure, method=method, absent=f"{base}{ABSENT}/{tail}")
        ]

    return looks


def hand_over(seen: Seen) -> list[Look]:
    """What somebody runs: offered to those who appoint to it, and nothing of it is theirs alone to know."""
    name = seen.chance.choice(sorted(seen.cast.people))
    return [Look(f"/units/hallbart-inkop/hand-over/{seen.cast.people[name].key}/")]


def in_subgroup(tail: str, *, wide: bool = False, end: str = "/") -> Surface:
    """Of a subgroup: found by its members; what it watches, by its network's too."""

    def looks(seen: Seen) -> list[Look]:
        members = seen.model.members
        may = members["uppfoljning"] | (members["hallbart-inkop"] if wide else set())
        return [Look(f"/units/uppfoljning/{tail}{end}", may=may)]

    return looks


def by_post(path: str) -> Surface:
    """With a name that nobody has, so that nothing is changed."""
    return lambda seen: [Look(path, may=(), method="post")]


MANDATE_PAGES: dict[str, Surface] = {
    "subgroups": lambda seen: [Look("/units/hallbart-inkop/subgroups/")],
    "propose_subgroup": lambda seen: [Look("/units/hallbart-inkop/subgroups/propose/")],
    "set_up_subgroups": by_post("/units/finns-inte/subgroups/set-up/"),
    "join_subgroup": by_post("/units/finns-inte/subgroup/join/"),
    "leave_subgroup": by_post("/units/finns-inte/subgroup/leave/"),
    "open_subgroup": by_post("/units/finns-inte/subgroup/open/"),
    "agenda": in_subgroup("agenda"),
    "next_meeting": in_subgroup("agenda/meeting"),
    "change_topic": by_post(f"/units/uppfoljning/agenda/{ABSENT}/"),
    "watch": in_subgroup("watch", wide=True),
    "remove_watch": by_post(f"/units/uppfoljning/watch/{ABSENT}/remove/"),
    "my_mandates": lambda seen: [Look("/mandates/")],
    "mandates": on_unit(),
    "mandates_under": on_unit("all"),
    "appoint": on_unit("appoint"),
    "renew_mandate": on_unit(f"{ABSENT}/renew"),
    "end_mandate": lambda seen: [Look(f"/units/hallbart-inkop/mandates/{ABSENT}/end/", may=(), method="post")],
    "hand_over": hand_over,
    "handover": handover(),
    "undo_hand_over": lambda seen: [
        Look(f"/units/hallbart-inkop/handovers/{ABSENT}/undo/", may=(), method="post")
    ],
}
WRONG = {"surprise": True}  # 422 wherever it is read
MANDATE_OPERATIONS: dict[str, Surface] = {
    "subgroups": lambda seen: [Look("/units/hallbart-inkop/subgroups")],
    "propose_subgroup": lambda seen: [Look("/units/hallbart-inkop/subgroups", method="post", data=WRONG)],
    "join_subgroup": by_post("/units/finns-inte/membership"),
    "leave_subgroup": lambda seen: [Look("/units/finns-inte/membership", method="delete", may=())],
    "agenda": in_subgroup("agenda", end=""),
    "put_forward": lambda seen: [Look("/units/uppfoljning/agenda", method="post", data=WRONG)],
    "watched": in_subgroup("watch", wide=True, end=""),
    "watch": lambda seen: [Look("/units/uppfoljning/watch", method="post", data=WRONG)],
    "mandates": on_unit(api=True),
    "appoint": lambda seen: [Look("/units/hallbart-inkop/mandates", method="post", data=WRONG)],
    "renew_mandate": lambda seen: [
        Look(f"/units/hallbart-inkop/mandates/{ABSENT}", method="patch", data={"until": None}, may=())
    ],
    "end_mandate": lambda seen: [Look(f"/units/hallbart-inkop/mandates/{ABSENT}", method="delete", may=())],
    "hand_over": lambda seen: [Look("/units/hallbart-inkop/handovers", method="post", data=WRONG)],
}
