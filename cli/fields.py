"""`FIELD=VALUE` as an analyst writes it → a field of an event in the form in which events are stored."""

import json
from collections.abc import Iterable
from typing import Any, get_args

import typer

_POLITIES = {"source", "target", "judgement.proposition.object"}
_LISTS_OF_POLITIES = {"third_parties"}


def assignments(given: Iterable[str]) -> dict[str, Any]:
    """Read `FIELD=VALUE` pairs.

    A date is written as everywhere (`2022-03`), a polity by code or name, several with commas; `null` and other JSON
    stands for itself, what is no JSON is a text. Raises a usage error for another form.
    """
    return dict(_assignment(one) for one in given)


def _assignment(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    name = name.strip()
    if not equals or not name:
        raise typer.BadParameter(f"{text!r} is not FIELD=VALUE", param_hint="--set")
    return name, stored(name, value.strip())


def stored(name: str, value: str) -> Any:
    """The value of a field in the form in which events are stored."""
    if value == "null":
        return None
    if name in _POLITIES:
        return polity(value)
    if name in _LISTS_OF_POLITIES and not value.startswith("["):
        return [polity(part) for part in value.split(",") if part.strip()]
    if name in _dates() and not value.startswith("{"):
        return when(value, name)
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def when(value: str | None, option: str) -> Any:
    """A date in the form in which events are stored. Raises a usage error for what is none."""
    from events import When  # noqa: PLC0415  building the models takes a moment

    try:
        return When.parse(value).model_dump(mode="json")
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from error


def event_type(name: str, known: Iterable[str], option: str) -> str:
    """The event type of a name, whatever its case. Raises a usage error with those that are like it."""
    types = {topic.lower(): topic for topic in known}
    if name.lower() in types:
        return types[name.lower()]
    from tracker.nearest import did_you_mean  # noqa: PLC0415  only where a name is wrong

    meant = did_you_mean(name, types.values()) or f"there are {', '.join(types.values())}"
    raise typer.BadParameter(f"{name!r} is no event type: {meant}", param_hint=option)


def polity(name: str) -> str:
    """The code of a polity by code or name. Raises UnknownPolity."""
    from tracker.gazetteer import load_gazetteer  # noqa: PLC0415  it loads what `tracker --help` does not need

    return load_gazetteer().resolve(name.strip())


def _dates() -> set[str]:
    from events import POLICY_EVENTS, When  # noqa: PLC0415

    return {
        name
        for kind in POLICY_EVENTS.values()
        for name, field in kind.model_fields.items()
        if field.annotation is When or When in get_args(field.annotation)
    }
