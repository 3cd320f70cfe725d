"""How one hears, chosen on one page."""

from krets.activity import actions
from krets.activity.rules import choices
from krets.tests.cast import Cast, client_of

PAGE = "/profile/letters/"
AS_GENERAL = {
    f"unit-{slug}": "general" for slug in ("kretsens-inkopare", "krets-mitt", "hallbart-inkop", "uppfoljning")
}


def test_in_general_and_of_one_network(cast: Cast) -> None:
    chosen = {**AS_GENERAL, "general": "daily", "unit-uppfoljning": "never"}
    assert client_of(cast.anna).post(PAGE, chosen)["Location"] == PAGE
    assert choices(cast.anna) == {None: "daily", cast.units["uppfoljning"].pk: "never"}


def test_a_network_follows_the_general_choice_again(cast: Cast) -> None:
    actions.choose(by=cast.anna, person=cast.anna, unit=cast.units["uppfoljning"].pk, how="never")
    client_of(cast.anna).post(PAGE, {**AS_GENERAL, "general": "each"})
    assert choices(cast.anna) == {None: "each"}


def test_what_was_chosen_is_shown(cast: Cast) -> None:
    actions.choose(by=cast.anna, person=cast.anna, how="weekly")
    page = client_of(cast.anna).get(PAGE).content.decode()
    assert 'value="weekly" id="id_general_2" checked' in page


def test_other_networks_can_not_be_chosen(cast: Cast) -> None:
    client_of(cast.anna).post(PAGE, {**AS_GENERAL, "general": "each", "unit-security-of-supply": "never"})
    assert choices(cast.anna) == {None: "each"}
