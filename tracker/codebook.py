"""The codebook for people: every type of event, what counts and what does not, its fields, and every closed set.

`docs/codebook.md` is written from it. What a type or a value means is said where it is defined, in `events`; what
counts, and an example, in `tracker/data/codebook.toml`.
"""

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from types import UnionType
from typing import Any, get_args, get_origin

from events import POLICY_EVENTS, PolicyEvent, UndirectedEvent
from events.values import Value
from events.vocabulary import Body, Confidence, Likelihood, MeetingFormat, Modality, Precision, Predicate, Stance, Term
from projections.climate import FORMAT_WEIGHTS, HALF_LIFE_DAYS, WEIGHTS

_COMMON = frozenset(PolicyEvent.model_fields)
_SETS_OF_ALL: dict[str, type[Term]] = {
    "How real an act is": Modality,
    "How exactly an act is dated": Precision,
}


class Entry(Value):
    """What counts as an event of a type; an example, read as the rules read it; and one that is none."""

    counts: str
    not_: str
    example: str
    source: str
    target: str
    not_example: str


class Codebook(Value):
    """The entries by type, and the day on which their examples are published."""

    published: date
    entries: dict[str, Entry]


@cache
def codebook() -> Codebook:
    """Read `tracker/data/codebook.toml`. Raises ValidationError, or ValueError where a type has no entry."""
    data = tomllib.loads((files("tracker.data") / "codebook.toml").read_text(encoding="utf-8"))
    published = data.pop("published")
    if set(data) != set(POLICY_EVENTS):
        raise ValueError(f"codebook.toml and the types of events differ in {sorted(set(data) ^ set(POLICY_EVENTS))}")
    entries = {topic: Entry.model_validate(_renamed(entry)) for topic, entry in data.items()}
    return Codebook(published=published, entries=entries)


def page() -> str:
    """The whole codebook as Markdown."""
    return "\n".join(_lines()) + "\n"


def _renamed(entry: dict[str, Any]) -> dict[str, Any]:
    return {"not_" if key == "not" else key: value for key, value in entry.items()}


def _lines() -> Iterator[str]:
    yield _HEAD
    yield "## All types\n"
    yield "| type | PLOVER root | climate | an event of this type says |\n|---|---|---|---|"
    for topic, event in POLICY_EVENTS.items():
        arrow = " ↔" if issubclass(event, UndirectedEvent) else ""
        yield f"| [`{topic}`](#{topic.lower()}){arrow} | {event.ROOT} | {WEIGHTS[topic]:+.1f} | {_about(event)} |"
    yield f"\n{_POINTS}"
    yield "\n## Each type\n"
    for topic, event in POLICY_EVENTS.items():
        yield from _type(topic, event, codebook().entries[topic])
    yield from _modality_and_dates()
    yield "## Bodies\n"
    yield "Besides all countries, by their ISO 3166-1 alpha-3 code (and `XKX`, Kosovo), these bodies are polities.\n"
    yield from _values(Body)


def _type(topic: str, event: type[PolicyEvent], entry: Entry) -> Iterator[str]:
    yield f"### {topic}\n"
    direction = "Of two together; the pair is in alphabetical order. " if issubclass(event, UndirectedEvent) else ""
    yield f"{_about(event)} {direction}Root {event.ROOT}: {_uncapital(event.ROOT.definition)}\n"
    yield f"**Counts.** {entry.counts}\n"
    yield f"**Does not.** {entry.not_}\n"
    arrow = "↔" if issubclass(event, UndirectedEvent) else "→"
    yield f"> {entry.example}\n\n`{topic}` {entry.source} {arrow} {entry.target}\n"
    yield f"> {entry.not_example}\n\nNo `{topic}`.\n"
    own = {name: field.annotation for name, field in event.model_fields.items() if name not in _COMMON}
    if topic == "AssessmentReported":
        yield from _judgement()
        return
    if own:
        yield "Fields of its own: " + ", ".join(f"`{name}`" for name in own) + ".\n"
    for name, annotation in own.items():
        terms = _terms(annotation)
        if terms is None:
            continue
        if (there := _SHOWN_BY.get(topic)) is not None:
            yield f"Values of `{name}`: as of [`{there}`](#{there.lower()}).\n"
            continue
        yield f"Values of `{name}`:\n"
        yield from _values(terms)


_SHOWN_BY = {
    "MeetingHeld": "MeetingScheduled",
    "MeetingCancelled": "MeetingScheduled",
    "RelationsReduced": "RelationsRestored",
    "SanctionsThreatened": "SanctionsImposed",
    "SanctionsEased": "SanctionsImposed",
}
"""Types whose closed sets another type on the page shows."""


def _judgement() -> Iterator[str]:
    yield "Fields of its own: `judgement`, with `proposition` (`predicate`, `object`, `content`), `stance`, "
    yield "`likelihood` and `confidence`. Likelihood and confidence are never mixed, and unknown is not even.\n"
    sets = (("stance", Stance), ("likelihood", Likelihood), ("confidence", Confidence), ("predicate", Predicate))
    for name, terms in sets:
        yield f"Values of `{name}`:\n"
        yield from _values(terms)


def _modality_and_dates() -> Iterator[str]:
    for heading, terms in _SETS_OF_ALL.items():
        yield f"## {heading}\n"
        yield f"{_EXPLAINED[terms]}\n"
        yield from _values(terms)


def _values(terms: type[Term]) -> Iterator[str]:
    yield "| value | meaning |\n|---|---|"
    yield "\n".join(f"| `{term.value}` | {term.definition} |" for term in terms)
    yield ""


def _terms(annotation: Any) -> type[Term] | None:
    """The closed set that a field takes its value from, if it does."""
    choices = get_args(annotation) if isinstance(annotation, UnionType) or get_origin(annotation) else (annotation,)
    return next((one for one in choices if isinstance(one, type) and issubclass(one, Term)), None)


def _about(event: type[PolicyEvent]) -> str:
    return (event.__doc__ or "").split("\n", maxsplit=1)[0]


def _uncapital(text: str) -> str:
    return text[0].lower() + text[1:]


_EXPLAINED: dict[type[Term], str] = {
    Modality: "What is only possible, considered, hoped or denied is no event at all. A promise, a threat or a demand "
    "that was uttered has happened: its content is in the fields of the event.",
    Precision: "`occurred` has a first day, a last day and a precision. Where nobody says when, there is no date, and "
    "none is made up: [concepts](concepts.md#dates-that-are-known-by-halves) says from when such an act counts.",
}

_POINTS = (
    f"The column climate has the points of one such incident on its day; half of them are left after {HALF_LIFE_DAYS} "
    "days ([concepts](concepts.md#climate)). A visit counts "
    f"{FORMAT_WEIGHTS[MeetingFormat.VISIT]:+.1f}, a call {FORMAT_WEIGHTS[MeetingFormat.CALL]:+.1f}."
)

_HEAD = """# Codebook

What the tracker takes for an event, type by type. This page is written by the program from the definitions it works
with (`make docs`); the examples are read by the rules in its tests, and give the event that stands below them.

## What an event is

One act, done or uttered, by one polity (`source`) toward another (`target`), as one report states it. Polities are
countries and the [bodies](#bodies) at the foot of this page.

- Leaders, officials, ministries, armed forces, parliaments and capitals stand for their polity. "We" in the release of
  a government is that government.
- A firm or a person that is acted on stands for the polity that the report gives it. What acts for no state is no
  polity: opposition parties, armed groups, firms, journalists.
- What a polity does at home is no event, nor is an act toward itself.
- Several sources or targets make one event for each pair. Types marked ↔ have no direction.
- The same act told twice in a report is one event; told by several reports it is one
  [incident](concepts.md#incidents) with several witnesses.
- A clause with two acts is two events. Of two types that fit, it is the more specific one.

## What every event has

| field | meaning |
|---|---|
| `event_id` | The same for ever: from report, type, source, target, date and quote. |
| `source`, `target` | Who acts, and toward whom. |
| `third_parties` | Others that the act is about. |
| `occurred` | When, as exactly as the report says. |
| `modality` | How real the report says it is. |
| `background` | Whether the report only mentions it on the way ("its invasion of"). |
| `evidence` | The words that prove it, and where they stand in the text. |
| `coding` | The rule that made it, and the words that set the rule off. |
| `attribution` | Who says so, link by link ("according to the press secretary"). |
"""
