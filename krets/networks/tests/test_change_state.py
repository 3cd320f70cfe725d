"""A unit changes state: each change is kept, and only what follows is let through."""

import pytest

from krets.networks import actions
from krets.networks.models import Unit
from krets.tests.cast import Cast


@pytest.mark.parametrize("after", Unit.State.values)
@pytest.mark.parametrize("before", Unit.State.values)
def test_only_what_follows_is_let_through(cast: Cast, before: str, after: str) -> None:
    unit = actions.found(by=None, slug="prov", name="Prov", state=before)
    if before != after and after not in actions.FOLLOWS[before]:
        with pytest.raises(actions.NotAfter):
            actions.change_state(by=cast.eva, unit=unit, state=after)
        after = before
    else:
        actions.change_state(by=cast.eva, unit=unit, state=after, why="Så blev det.")
    unit.refresh_from_db()
    assert unit.state == after
    assert [change.state for change in unit.state_changes.all()] == (
        [before] if before == after else [before, after]
    )
