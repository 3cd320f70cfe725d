"""Is a password in a list of breached ones? Read from the file itself, however large: a few dozen lines a look.

The file holds SHA-1 digests in hexadecimal, sorted, one a line, as "Have I Been Pwned" gives them out.
"""

import hashlib
from pathlib import Path
from typing import BinaryIO

_LINE = 40  # hexadecimal digits of SHA-1; what follows, such as ":" and how often it was seen, is not read


def holds(path: Path, password: str) -> bool:
    """Raises OSError where the file can't be read."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, 2)
        while low < high:
            middle = (low + high) // 2
            if (line := _line_from(file, middle)) and line < wanted:
                low = middle + 1
            else:
                high = middle
        return _line_from(file, low) == wanted


def fault_of(path: Path) -> str:
    """What is wrong with the file, and what to do; "" when nothing is."""
    try:
        with path.open("rb") as file:
            lines = [file.readline().strip()[:_LINE].upper() for _number in range(1000)]
    except OSError as wrong:
        return f"It can't be read: {wrong}."
    some = [line for line in lines if line]
    if not some or any(len(line) != _LINE or line.strip(b"0123456789ABCDEF") for line in some):
        return "It must hold SHA-1 digests in hexadecimal, one a line."
    return "" if some == sorted(some) else "It must be sorted: LC_ALL=C sort FILE."


def _line_from(file: BinaryIO, place: int) -> bytes:
    """The first line that begins there or after."""
    if place:
        file.seek(place - 1)
        file.readline()
    else:
        file.seek(0)
    return file.readline()[:_LINE].upper()
