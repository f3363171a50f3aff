"""A field of an event that was corrected, in words: what it held, and what it holds."""

from typing import Any

from cli.words import dated
from events import When

_NOTHING = "–"


def change_of_field(field: str, before: Any, after: Any) -> str:
    """`occurred: 2024-03 → 2024-03-18`."""
    said = _date if field == "occurred" else _plain
    return f"{field}: {said(before)} → {said(after)}"


def _date(value: object) -> str:
    return dated(When.model_validate(value)) if isinstance(value, dict) and value.get("start") else _NOTHING


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(part)}" for name, part in value.items() if part is not None) or _NOTHING
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value)) or _NOTHING
    return _NOTHING if value is None else str(value)
