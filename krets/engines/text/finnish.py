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

DEBIAN = Path(
    "/usr/lib/python3/dist-packages/libvoikko.py"
)  # python3-libvoikko, which our environment does not see

BASE = re.compile(r"\+([^+(]+)\(([^)]*)\)")  # +sopimus(sopimus)+seuranta(seuranta), and endings as (+ttömyys)
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
    named = [match[2] for match in BASE.finditer(analysis.get("WORDBASES", "")) if not match[2].startswith("+")]
    first = [_named(piece, named) for piece in pieces]
    return tuple(part.strip("-") for part in (*first, base[starts[-1] :]) if len(part.strip("-")) > 1)


def _named(piece: str, named: list[str]) -> str:
    """The base form of a part: `käden` of `kädensija` is `käsi`."""
    piece = piece.strip("-")
    return next((one for one in named if one[:3] == piece[:3] and abs(len(one) - len(piece)) <= 3), piece)


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
