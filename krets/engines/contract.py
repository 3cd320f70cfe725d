"""What every engine promises about bad input: all faults at once, each with a path a person can find."""

import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

VERSION = "engines-1"


@dataclass(frozen=True, slots=True)
class Fault:
    """`path` is like `candidates[3].budget`; `code` one of not_a_number, negative, out_of_range,
    duplicate, unknown, empty, wrong_type."""

    path: str
    code: str
    message: str


class InputError(ValueError):
    """The input cannot be worked on. `faults` names everything that is wrong, not only the first thing."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("; ".join(f"{fault.path}: {fault.message}" for fault in self.faults))


class Faults:
    """Collects faults while an engine reads its input; `stop()` raises when there are any."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def add(self, path: str, code: str, message: str) -> None:
        self._found.append(Fault(path, code, message))

    def number(self, path: str, value: float, *, least: float = -math.inf, most: float = math.inf) -> None:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.add(path, "wrong_type", "must be a number")
        elif not math.isfinite(value):
            self.add(path, "not_a_number", "must be a finite number")
        elif value < least:
            self.add(path, "negative" if least == 0 else "out_of_range", f"must be at least {least:g}")
        elif value > most:
            self.add(path, "out_of_range", f"must be at most {most:g}")

    def once(self, path: str, values: Iterable[Hashable]) -> None:
        seen: set[Hashable] = set()
        for place, value in enumerate(values):
            if value in seen:
                self.add(f"{path}[{place}]", "duplicate", f"{value!r} is there more than once")
            seen.add(value)

    def stop(self) -> None:
        if self._found:
            raise InputError(self._found)
