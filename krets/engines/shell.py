"""Runs an engine from the shell: JSON file → frozen dataclass → engine → JSON on standard output."""

import dataclasses
import datetime
import json
import sys
import types
import typing
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from krets.engines.contract import Fault, InputError

Shape = TypeVar("Shape")


def run(shape: type[Shape], solve: Callable[[Shape], Any], arguments: list[str]) -> int:
    """Exit code 0, or 2 when the file or its content cannot be used (faults as JSON on standard error)."""
    if len(arguments) != 1 or arguments[0] in ("-h", "--help"):
        sys.stderr.write(f"usage: python -m krets.engines.<name> FILE.json\n\n{_keys(shape)}\n")
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    try:
        result = solve(read(shape, json.loads(Path(arguments[0]).read_text(encoding="utf-8"))))
    except InputError as error:
        sys.stderr.write(json.dumps({"faults": plain(error.faults)}, ensure_ascii=False, indent=2) + "\n")
        return 2
    except (OSError, ValueError, RecursionError) as error:
        sys.stderr.write(f"{arguments[0]}: {error}\n")
        return 2
    sys.stdout.write(json.dumps(plain(result), ensure_ascii=False, indent=2) + "\n")
    return 0


def read(shape: type[Shape], data: object) -> Shape:
    """`data` (from JSON) as a dataclass; InputError names every key that is missing, unknown or ill-typed."""
    faults: list[Fault] = []
    value = _value(shape, data, "", faults)
    if faults:
        raise InputError(faults)
    return typing.cast(Shape, value)


def plain(value: Any) -> Any:
    """What JSON can hold."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    return value


def _value(shape: Any, data: object, path: str, faults: list[Fault]) -> Any:
    origin, parts = typing.get_origin(shape), typing.get_args(shape)
    if dataclasses.is_dataclass(shape):
        return _record(shape, data, path, faults)
    if origin in (typing.Union, types.UnionType):
        if data is None and type(None) in parts:
            return None
        return _value(next(part for part in parts if part is not type(None)), data, path, faults)
    if origin is typing.Literal:
        return data if data in parts else _wrong(path, f"one of {', '.join(map(str, parts))}", faults)
    if origin in (tuple, list):
        if not isinstance(data, list):
            return _wrong(path, "a list", faults)
        return tuple(_value(parts[0], one, f"{path}[{place}]", faults) for place, one in enumerate(data))
    if shape in (datetime.datetime, datetime.date):
        try:
            return shape.fromisoformat(data)
        except (TypeError, ValueError):
            return _wrong(path, "a date such as 2026-03-01", faults)
    if shape is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, shape) or (isinstance(data, bool) and shape is not bool):
        return _wrong(path, f"of type {shape.__name__}", faults)
    return data


def _record(shape: Any, data: object, path: str, faults: list[Fault]) -> Any:
    if not isinstance(data, dict):
        return _wrong(path, "an object", faults)
    known = typing.get_type_hints(shape)
    before = len(faults)
    for key in data.keys() - known.keys():
        faults.append(Fault(_join(path, key), "unknown", "no such key"))
    values = {key: _value(known[key], data[key], _join(path, key), faults) for key in known if key in data}
    for field in dataclasses.fields(shape):
        needed = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        if needed and field.name not in data:
            faults.append(Fault(_join(path, field.name), "empty", "is missing"))
    return None if len(faults) > before else shape(**values)


def _wrong(path: str, wanted: str, faults: list[Fault]) -> None:
    faults.append(Fault(path or "$", "wrong_type", f"must be {wanted}"))


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else str(key)


def _keys(shape: Any) -> str:
    lines = (f"  {name}: {getattr(kind, '__name__', kind)}" for name, kind in typing.get_type_hints(shape).items())
    return "\n".join(["FILE.json holds an object with the keys:", *lines])
