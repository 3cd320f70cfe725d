"""What codes are called. Everybody may know: the lists are public."""

from collections.abc import Iterable
from dataclasses import dataclass
from time import monotonic

from django.utils.translation import get_language

from krets.codes.models import Code

LATELY = 600  # seconds: labels change only when the host imports again
MOST = 10_000  # labels kept in a process


@dataclass(frozen=True, slots=True)
class Named:
    """A code as a page shows it. `label` is "" where the host has not imported the list."""

    code: str
    label: str


def named(name: str, codes: Iterable[str]) -> list[Named]:
    """These codes of a list ("cpv", "nuts") with labels in the reader's language. One query, mostly none."""
    language, recent = get_language() or "en", monotonic() - LATELY
    kept = {code: _labels.get((name, language, code), _NEVER) for code in codes}
    unknown = [code for code, (asked, _label) in kept.items() if asked < recent]
    if unknown:
        found = Code.objects.labels(name, unknown, language)
        kept |= {code: (monotonic(), found.get(code, "")) for code in unknown}
        if len(_labels) > MOST:
            _labels.clear()
        _labels.update({(name, language, code): kept[code] for code in unknown})
    return [Named(code, label) for code, (_asked, label) in kept.items()]


def forget_labels() -> None:
    """Ask anew from now on."""
    _labels.clear()


_NEVER = (float("-inf"), "")
_labels: dict[tuple[str, str, str], tuple[float, str]] = {}  # when it was asked, and the label
