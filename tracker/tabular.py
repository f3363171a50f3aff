"""Answers as flat rows of named, plain values: for spreadsheets, data frames and tables.

One rule makes the rows of every answer, from the types of its fields (`tracker.flattening`), so an answer without items
has the same columns as any other of its kind:

- A list has one row for each item. A single thing has one row, and so have names with values. A class may name in
  `SECTIONS` the lists that it is made of: then each item of these has a row, which begins with what is said beside
  them, and with the name of the `section` where there are several. Where both have a column of one name, the item's
  has the section before it: `steps_value`.
- A thing inside a thing gives columns with its name before theirs: `report.url` → `report_url`.
- A date is one text, as exactly as it is known; when an act `occurred` also has the first and last day, and how exact.
- A list of plain values is one text with `; ` between them. A list of things is one text where `LABELS` says how one of
  them is written, and otherwise their number; the JSON forms have them whole.
- A pair has two columns: `pair_1`, `pair_2`. What has no fixed fields is JSON; what may be of several kinds is left
  out.
- The fields that only some types of event have (`details`, `judgement`) are columns without a prefix, the same for all
  types.
- The date comes first, then what a row is about, its proof, its ids.

The state of a relationship has a form of its own (`tracker.statetable`), and statistics are one number a row.
With pandas: `pandas.DataFrame(rows(answer))`; with polars: `polars.DataFrame(rows(answer), infer_schema_length=None)`.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from pydantic import BaseModel

from projections.relationship import RelationshipState
from projections.statistics import Statistics
from tracker.flattening import Scalar, layout, model_in, ordered, scalar, sections_of
from tracker.statetable import STATE_COLUMNS, state_rows

Row: TypeAlias = dict[str, Scalar]
"""One row by the names of its columns; every row of an answer has the same ones, in the same order."""

_FIGURES = ("figure", "of", "value")


def rows(answer: object) -> list[Row]:
    """All rows of an answer: a model, a list of them, or a document with `SECTIONS`."""
    made = list(each(answer))
    names = dict.fromkeys(name for row in made for name in row)
    return [row if len(row) == len(names) else {name: row.get(name) for name in names} for row in made]


def each(answer: object) -> Iterator[Row]:
    """The rows of an answer one by one; where it has things of several kinds, each with the columns of its own."""
    if isinstance(answer, list | tuple):
        for item in answer:
            yield from each(item)
    elif isinstance(answer, RelationshipState):
        yield from (dict(zip(STATE_COLUMNS, row, strict=True)) for row in state_rows(answer))
    elif isinstance(answer, Statistics):
        yield from _figures(answer)
    elif isinstance(answer, BaseModel):
        yield from _of_model(answer)
    elif isinstance(answer, Mapping):
        yield {str(name): scalar(value) for name, value in answer.items()}
    else:
        raise TypeError(f"{type(answer).__name__} has no rows")


def columns(*kinds: type[BaseModel]) -> tuple[str, ...]:
    """The names of the columns of an answer whose items are of some kinds."""
    return tuple(dict.fromkeys(name for kind in kinds for name in _names(kind)))


def records(answer: object) -> Iterator[Any]:
    """The records of an answer, whole, for a form with one a line.

    A list has its items. A document with `SECTIONS` begins with a record of what it says beside them, and each item
    follows; all of these say in `record` what they are (`answer`, or the name of the section).
    """
    if isinstance(answer, list | tuple):
        yield from answer
        return
    sections = sections_of(type(answer))
    if not isinstance(answer, BaseModel) or not sections:
        yield answer
        return
    yield {"record": "answer", **answer.model_dump(mode="json", exclude=set(sections))}
    for name in sections:
        for item in _listed(getattr(answer, name)):
            said = item.model_dump(mode="json") if isinstance(item, BaseModel) else {"value": item}
            yield {"record": name, **said}


def _names(kind: type[BaseModel]) -> tuple[str, ...]:
    if issubclass(kind, RelationshipState):
        return STATE_COLUMNS
    if issubclass(kind, Statistics):
        return _FIGURES
    sections = sections_of(kind)
    own = [column.name for column in layout(kind)]
    found = dict.fromkeys((*(("section",) if len(sections) > 1 else ()), *own))
    for section in sections:
        item = model_in(kind.model_fields[section].annotation)
        found |= dict.fromkeys(_name(name, own, section) for name in (_names(item) if item else ()))
    return ordered(found)


def _of_model(answer: BaseModel) -> Iterator[Row]:
    sections = sections_of(type(answer))
    own: Row = {column.name: column.value(answer) for column in layout(type(answer))}
    if not sections:
        yield own
    for section in sections:
        named: Row = {"section": section} if len(sections) > 1 else {}
        for row in each(getattr(answer, section)):
            joined = {**named, **own, **{_name(name, own, section): value for name, value in row.items()}}
            yield {name: joined[name] for name in ordered(joined)}


def _name(name: str, taken: Container[str], section: str) -> str:
    return f"{section}_{name}" if name in taken else name


def _figures(found: Statistics) -> Iterator[Row]:
    """The numbers of a store one below the other, since what is counted by type has no fixed columns."""
    for name in Statistics.model_fields:
        value = getattr(found, name)
        counted = value.items() if isinstance(value, dict) else [(None, value)]
        for of, number in counted:
            row: Row = dict(zip(_FIGURES, (name, of, number), strict=True))
            yield row


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list | tuple) else (value,)
