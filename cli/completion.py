"""What may follow on the command line: polities, ids, publishers, event types, as a shell asks for them.

A shell asks at every press of a key, in the middle of a line. So an answer is quick, comes from the views as they are,
and is nothing at all where anything is wrong: a store that is missing, damaged or locked is no matter here.
"""

import os
import re
import shlex
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import TypeVar

import typer

Offer = tuple[str, str]
"""What can be typed, and what it means; the shells that can, show both."""

Completer = Callable[[typer.Context, str], list[Offer]]
Found = TypeVar("Found")

_SHORT = 8
"""Digits of an id that are offered while no more are needed to tell it apart."""

_SPECIAL = re.compile(r"([^\w@%+=:,./-])")
_QUOTES = ("'", '"')


def _offering(find: Callable[[typer.Context, str], Iterable[Offer]]) -> Completer:
    """Offer what is found and begins as what was typed; in the same case where that is all lower, and never fail."""

    @wraps(find)
    def offered(ctx: typer.Context, incomplete: str) -> list[Offer]:
        try:
            found = dict(find(ctx, incomplete))
        except Exception:  # noqa: BLE001  a shell shows whatever is written here in the middle of the line
            return []
        if incomplete.islower():
            found = {value.lower(): meaning for value, meaning in found.items()}
        return [(value, meaning) for value, meaning in found.items() if value.startswith(incomplete)]

    return offered


@_offering
def polity(ctx: typer.Context, incomplete: str) -> Iterator[Offer]:
    """Codes and names of polities, of which a word is made; before one is typed, those of which the store tells."""
    from events.polity import POLITIES  # noqa: PLC0415  only where it is asked for
    from projections import beginnings  # noqa: PLC0415
    from tracker.gazetteer import load_gazetteer  # noqa: PLC0415

    name = load_gazetteer().name
    told = [] if incomplete else _of_store(ctx, beginnings.polities)
    for code in told or sorted(POLITIES):
        yield code, name(code)
    for code in sorted(POLITIES) if incomplete else ():
        word = name(code).replace(" ", "-")
        if shlex.quote(word) == word or not word.isascii():
            yield word, code


@_offering
def event_id(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Ids of events in the store."""
    from projections import beginnings  # noqa: PLC0415  only where it is asked for

    return _short(_of_store(ctx, lambda views: beginnings.event_ids(views, incomplete)), incomplete)


@_offering
def report_id(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Ids of reports in the store."""
    from projections import beginnings  # noqa: PLC0415  only where it is asked for

    return _short(_of_store(ctx, lambda views: beginnings.report_ids(views, incomplete)), incomplete)


@_offering
def any_id(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Ids of events and of reports in the store."""
    from projections import beginnings  # noqa: PLC0415  only where it is asked for

    found = _of_store(
        ctx, lambda views: beginnings.event_ids(views, incomplete) + beginnings.report_ids(views, incomplete)
    )
    return _short(found, incomplete)


@_offering
def publisher(ctx: typer.Context, incomplete: str) -> Iterator[Offer]:
    """Publishers of reports in the store."""
    del incomplete
    from projections import beginnings  # noqa: PLC0415  only where it is asked for

    for name in _of_store(ctx, beginnings.publishers):
        yield _as_word(name), "publisher"


@_offering
def event_type(ctx: typer.Context, incomplete: str) -> Iterator[Offer]:
    """The types of policy events."""
    del ctx, incomplete
    from events import POLICY_EVENTS  # noqa: PLC0415  only where it is asked for

    yield from ((topic, kind.ROOT.value) for topic, kind in POLICY_EVENTS.items())


def one_of(*values: str) -> Completer:
    """Offer words that are known beforehand."""

    @_offering
    def offered(ctx: typer.Context, incomplete: str) -> Iterator[Offer]:
        del ctx, incomplete
        yield from ((value, "") for value in values)

    return offered


def _of_store(ctx: typer.Context, look: Callable[[sqlite3.Connection], list[Found]]) -> list[Found]:
    """What there is in the views of the store that the line or the environment names; nothing where there are none."""
    from cli.options import store_address  # noqa: PLC0415  only where it is asked for
    from projections import beginnings  # noqa: PLC0415
    from tracker.storage import locate, views_path  # noqa: PLC0415

    place = store_address(ctx.params.get("store") or os.environ.get("TRACKER_STORE"))
    try:
        with beginnings.glance(views_path(locate(place))) as views:
            return look(views)
    except sqlite3.Error:
        return []


def _short(found: list[Offer], incomplete: str) -> list[Offer]:
    """Ids cut to a few digits, but not those that would then be the same, or shorter than what was typed."""
    heads = [id_[:_SHORT] for id_, _ in found]
    return [
        (id_ if heads.count(id_[:_SHORT]) > 1 or len(incomplete) >= _SHORT else id_[:_SHORT], meaning)
        for id_, meaning in found
    ]


def _as_word(value: str) -> str:
    """A value as bash takes it for one word, which puts in what it is given; the other shells quote by themselves."""
    if os.environ.get("_TRACKER_COMPLETE") != "complete_bash":
        return value
    words, place = os.environ.get("COMP_WORDS", "").split("\n"), int(os.environ.get("COMP_CWORD", "0"))
    quoted = place < len(words) and words[place].startswith(_QUOTES)
    return value if quoted else _SPECIAL.sub(r"\\\1", value)
