"""Pages and operations about what a unit is, how it is reached, how it sleeps and wakes."""

from krets.tests.leaks.looking import ABSENT, Look, Seen, Surface

SLUGS = ("hallbart-inkop", "security-of-supply", "krets-vast", "krets-norr")
WRONG = {"surprise": True}


def of_unit(
    tail: str, *, method: str = "get", data: object = None, slash: str = "/", strangers: bool = False
) -> Surface:
    """A verb is sent what can't be done, so that nothing changes."""

    def looks(seen: Seen) -> list[Look]:
        slug = seen.chance.choice(SLUGS)
        may = () if strangers and slug in seen.model.secret_units else seen.model.knows_unit(slug)
        absent = f"/units/finns-inte/{tail}".rstrip("/") + slash
        return [
            Look(f"/units/{slug}/{tail}".rstrip("/") + slash, may=may, absent=absent, method=method, data=data)
        ]

    return looks


def the_map(seen: Seen) -> list[Look]:
    """Told to its members, and to whoever administers it; here none says that more may see it."""
    slug = seen.chance.choice(("hallbart-inkop", "security-of-supply"))
    may = seen.model.members[slug] | seen.model.administers(slug) & set(seen.model.knows_unit(slug))
    return [Look(f"/units/{slug}/map/", may=may)]


def called(*tails: str, **more: object) -> Surface:
    """The same as an operation."""

    def looks(seen: Seen) -> list[Look]:
        return [look for tail in tails for look in of_unit(tail, slash="", **more)(seen)]  # type: ignore[arg-type]

    return looks


PAGES: dict[str, Surface] = {
    "found": of_unit("found"),
    "edit_unit": of_unit("edit"),
    "contact_card": of_unit("contact"),
    "states": of_unit("states"),
    "unit_map": the_map,
    "unit_feed": of_unit("feed.atom", slash="", strangers=True),
    "quiet_units": of_unit("quiet"),
    "sleep": of_unit("sleep"),
    "restart": of_unit("restart"),
    "restart_step": of_unit("restart/who"),
    "come_along": lambda seen: [Look(f"/restarts/{ABSENT}/", may=())],
}
OPERATIONS: dict[str, Surface] = {
    "found": lambda seen: [Look("/units", method="post", data=WRONG)],
    "edit_unit": called("", method="patch", data={"name": "x" * 161}),
    "states": called("states"),
    "change_state": called("states", method="post", data={"state": "active"}),
}
