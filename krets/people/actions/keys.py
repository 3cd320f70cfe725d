"""The host's secret key: what was sealed with a former one is sealed with the present one."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator

from krets.db.identity import verb

_SEALED = ("secret", "seed")


@verb
def reseal(*, by: None) -> int:
    """Seal the second steps of all accounts anew. How many. Raises InvalidToken where no key opens one."""
    adapter: Any = get_adapter()
    rows = list(Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN))
    for row in rows:
        for name in set(_SEALED) & set(row.data):
            row.data[name] = adapter.encrypt(adapter.decrypt(row.data[name]))
        codes = row.data.get("migrated_codes")
        if codes:
            row.data["migrated_codes"] = [adapter.encrypt(adapter.decrypt(code)) for code in codes]
        row.save(update_fields=["data"])
    return len(rows)
