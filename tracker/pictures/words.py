"""The words of a picture: short lines of what happened, and whole ones for whoever points at them."""

import re
from collections.abc import Callable

from events import (
    POLICY_EVENTS,
    MeetingCancelled,
    MeetingHeld,
    MeetingScheduled,
    SanctionsEased,
    SanctionsImposed,
    When,
)
from events.vocabulary import Precision, Reliability
from projections.happenings import Happening
from projections.items import Item

Namer = Callable[[str], str]
"""Gives the name of a polity for its code."""

# An SVG file is XML, which has no place for most control characters, and marks that turn the direction of writing
# would let a title rearrange the words beside it.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)

_MEETING = {"call": "call", "visit": "visit", "summit": "summit", "virtual": "video meeting"}
_PLANNED = {"held": "", "scheduled": " planned", "proposed": " proposed"}
_DETAILS = ("form", "kind", "step", "instrument")


def plain(text: str) -> str:
    """A text of a report on one line, without what no picture can hold."""
    return " ".join(_STEERING.sub("", text).split())


def said(value: str) -> str:
    """A value of a vocabulary as words: `no_evidence` → `no evidence`."""
    return value.replace("_", " ")


def dated(when: When) -> str:
    """A date as exactly as it is known: `2022-03-18`, `2022-03-14 to 2022-03-17`, `2022-03`, `2022`, `undated`."""
    if when.start is None or when.end is None:
        return "undated"
    if when.precision not in (Precision.RANGE, Precision.DAYS) or when.start == when.end:
        return when.iso or ""
    return f"{when.start} to {when.end}"


def day_or_by(item: Item) -> str:
    """The date of an item; of one without, by when it was told: `by 2022-03-18`."""
    return dated(item.occurred) if item.occurred.start else f"by {item.valid_from}"


def headline(one: Happening) -> str:
    """What happened, without who did it: `export control expanded`, `call: Biden, Xi`, `aid provided: military`."""
    told = one.said
    if one.type in {MeetingScheduled.TOPIC, MeetingHeld.TOPIC, MeetingCancelled.TOPIC}:
        words = _MEETING.get(told.get("format", ""), "meeting") + _PLANNED.get(one.status, f" {one.status}")
        return plain(f"{words}: {told['participants']}" if "participants" in told else words)
    if one.type in {SanctionsImposed.TOPIC, SanctionsEased.TOPIC}:
        measure = "sanctions" if told["measure"] == "other" else said(told["measure"])
        words = f"{measure} {said(told['action'])}"
        rest = told.get("programme") or told.get("designees")
    elif "stance" in told:
        matter = told.get("content") or said(told["predicate"])
        words, rest = f"{said(told['stance'])}: {matter}", None if "content" in told else told.get("object")
    else:
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", one.type).lower()
        rest = next((said(told[name]) for name in _DETAILS if name in told), told.get("demand"))
    status = "" if one.status == "happened" else f" ({one.status})"
    return plain(f"{words}{status}: {rest}" if rest else f"{words}{status}")


def acted(topic: str, source: str, target: str, name: Namer) -> str:
    """Who did what to whom: `China → United States: warning issued`."""
    act = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", topic).lower()
    return f"{ends(source, target, name, directed=POLICY_EVENTS[topic].DIRECTED)}: {act}"


def ends(source: str, target: str, name: Namer, *, directed: bool) -> str:
    """Who acts on whom: `China → United States`, or `China ↔ United States`."""
    return f"{name(source)} {'→' if directed else '↔'} {name(target)}"


def whole(item: Item, head: str) -> str:
    """All that is to be said of an item to whoever points at it: date, what, the words, whose they are."""
    witnesses = f" ({item.corroboration} independent witnesses)" if item.corroboration > 1 else ""
    grade = "" if item.reliability is Reliability.F else f" [{item.reliability}{item.credibility}]"
    source = f"{item.report.publisher}, {item.report.published}{grade}{witnesses}"
    return plain(f"{day_or_by(item)}: {head}. “{item.quote}” {source}")


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 event`, `12 events`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def signed(number: float, form: str = "g") -> str:
    """A number with its sign, as it is printed: `+2.5`, `−6`, `0`."""
    return f"{number:+{form}}".replace("-", "−") if number else "0"
