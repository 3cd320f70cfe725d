"""Finnish words by Voikko: the base form and the parts of compounds. Optional: without it everything works, worse.

Needs the library and its dictionary on the machine (Debian: `libvoikko1`, `voikko-fi`), and for Python either
`libvoikko` from PyPI or Debian's `python3-libvoikko`.
"""

import re
import threading
from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

DEBIAN = Path("/usr/lib/python3/dist-packages/libvoikko.py")  # of a package that our own environment does not see
BASE = re.compile(r"\+([^+(]+)\(([^)+][^)]*)\)")  # +käden(käsi)+sija(sija); of endings, as +nta(+ta), nothing
_lock = threading.Lock()  # the library's handle is for one thread at a time


def available() -> bool:
    return _voikko() is not None


@lru_cache(maxsize=100_000)
def parts(word: str) -> tuple[str, ...]:
    """Base forms of the parts, `sopimusseurannan` → `sopimus`, `seuranta`; nothing for words it does not know."""
    voikko = _voikko()
    if voikko is None:
        return ()
    with _lock:
        found = voikko.analyze(word)
        return _bases(min(found, key=_plainness)) if found else ()


def _bases(analysis: dict[str, str]) -> tuple[str, ...]:
    base = analysis.get("BASEFORM", "").strip("-").lower()
    cut = analysis.get("STRUCTURE", "").strip("=").count("=")
    if not cut:
        return (base,) if base else ()
    # The last part's base form is the end of the whole's; those before it stand as they are written.
    lengths = [len(part) for part in analysis["STRUCTURE"].strip("=").split("=")]
    starts = [sum(lengths[:number]) for number in range(len(lengths))]
    pieces = [base[start : start + size] for start, size in zip(starts, lengths[:-1], strict=False)]
    named = {match[1]: match[2] for match in BASE.finditer(analysis.get("WORDBASES", ""))}
    first = [named.get(piece) or _alone(piece) for piece in (one.strip("-") for one in pieces)]
    return tuple(part.strip("-").lower() for part in (*first, base[starts[-1] :]) if len(part.strip("-")) > 1)


def _alone(piece: str) -> str:
    """The base form of a part that is derived, and so is named by what it comes from: `hankinnan` is `hankinta`
    and not `hankkia`.
    """
    found = [one for one in _voikko().analyze(piece) if "=" not in one.get("STRUCTURE", "").strip("=")]
    return min(found, key=_plainness).get("BASEFORM", "").lower() if found else piece


def _plainness(analysis: dict[str, str]) -> tuple[int, int]:
    structure = analysis.get("STRUCTURE", "")
    return structure.count("="), structure.count("p") * -1


@cache
def _voikko() -> Any:
    libvoikko = _library()
    if libvoikko is None:
        return None
    try:
        voikko = libvoikko.Voikko.__new__(libvoikko.Voikko)
        # Where the library is missing, its own clean-up would stumble over a handle that was never made.
        voikko._Voikko__handle = 0
        voikko.__init__("fi")
    except (libvoikko.VoikkoException, OSError):
        return None
    return voikko


def _library() -> Any:
    spec = find_spec("libvoikko") or (spec_from_file_location("libvoikko", DEBIAN) if DEBIAN.exists() else None)
    if spec is None or spec.loader is None:
        return None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
