"""Real data to try things on, which is never part of the product: a test that wants it skips without it.

`KRETS_TRIAL_DATA` names the folder; else `shared/data` beside the checkout.
"""

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def data(*parts: str) -> Path:
    """A file or folder of the real data."""
    path = Path(os.environ.get("KRETS_TRIAL_DATA") or BESIDE, *parts)
    if not path.exists():
        pytest.skip(f"no real data here: {'/'.join(parts)} is missing (KRETS_TRIAL_DATA names the folder)")
    return path
