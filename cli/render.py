"""The one place that decides in which form an answer is written, and that writes to the terminal."""

import json
import logging
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Sequence, Sized
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from cli.manner import manner
from cli.pager import answering

if TYPE_CHECKING:
    from tracker.tabular import Row

# What a report says must not steer the terminal: control characters (C0, DEL, C1) and marks that turn the direction
# of writing are taken out of everything shown.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_TOLD_APART = re.compile(f"{_STEERING.pattern}|[\u2028\u2029]")

_log = logging.getLogger(__name__)

Result = TypeVar("Result")
Thing = TypeVar("Thing")


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    """Laid out for people."""
    JSON = "json"
    """One document, whole."""
    JSONL = "jsonl"
    """One record a line, whole."""
    CSV = "csv"
    """Flat rows under named columns, for spreadsheets."""
    MD = "md"
    """Flat rows as a table of Markdown."""


class SafeConsole(Console):
    """A console that writes no control characters but its own, and leaves it to `answering` when nobody reads."""

    def on_broken_pipe(self) -> None:
        """Let it be known that nobody reads."""
        raise BrokenPipeError

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Render, and take steering characters out of the text."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=plain(segment.text))


def plain(text: str) -> str:
    """Take out of a text what would steer the terminal."""
    return _STEERING.sub("", text)


def chosen(given: Format | None) -> Format:
    """The format asked for; otherwise a table for a terminal and JSON for a program."""
    return given or (Format.TABLE if sys.stdout.isatty() else Format.JSON)


def render(
    result: Result,
    given: Format | None,
    table: Callable[[Result], Iterable[RenderableType]],
    *,
    of: type[BaseModel] | Sequence[type[BaseModel]] = (),
) -> None:
    """Write a result in the form asked for; as a table it is what `table` makes of it.

    `of` are the kinds of the items of a list: they give the columns of rows, also where there is no item. Of a single
    model they are known.
    """
    form = chosen(given)
    with answering():
        if form is Format.TABLE:
            write_table(table(result))
        elif form is Format.JSON:
            write_json(result)
        else:
            from tracker.tabular import records, rows  # noqa: PLC0415  most answers are no rows

            if form is Format.JSONL:
                write_lines(records(result))
            else:
                write_rows(rows(result), form, of or (type(result) if isinstance(result, BaseModel) else ()))
    _log.debug("wrote %s as %s", f"{len(result)} items" if isinstance(result, Sized) else "the answer", form.value)


def stream(
    items: Iterable[Thing], form: Format, *, of: type[BaseModel], record: Callable[[Thing], Any] = lambda item: item
) -> None:
    """Write items as lines or rows, each when it comes; `record` gives what is written of one as JSON."""
    with answering(paged=False):
        if form in {Format.JSON, Format.JSONL}:
            write_lines(map(record, items))
        else:
            from tracker.tabular import each  # noqa: PLC0415

            write_rows((row for item in items for row in each(item)), form, of)


def write_lines(items: Iterable[Any]) -> None:
    """Write one JSON document a line, each when it comes."""
    for item in items:
        write_json(item, indent=None)
        sys.stdout.flush()  # whoever reads along should not wait for more


def write_rows(rows: "Iterable[Row]", form: Format, of: type[BaseModel] | Sequence[type[BaseModel]]) -> None:
    """Write flat rows as CSV or Markdown, under the columns of some kinds of things; without these, the first row's."""
    from cli.delimited import write_csv, write_markdown  # noqa: PLC0415
    from tracker.tabular import columns  # noqa: PLC0415

    kinds = of if isinstance(of, Sequence) else (of,)
    names = columns(*kinds)
    if not names:
        rows = list(rows)
        names = tuple(rows[0]) if rows else ()
    if names:
        (write_csv if form is Format.CSV else write_markdown)(rows, names, sys.stdout)


def write_table(parts: Iterable[RenderableType]) -> None:
    """Write renderables, one below the other; colours only in a terminal."""
    console = SafeConsole(markup=False, emoji=False, highlight=False)
    for part in parts:
        if isinstance(part, Text):  # printing a text forgets what it says of its own wrapping
            console.print(part, no_wrap=part.no_wrap, overflow=part.overflow)
        else:
            console.print(part)


def write_json(result: Any, *, indent: int | None = 2) -> None:
    """Write one JSON document; models are written as they are defined."""
    sys.stdout.write(_json(result, indent) + "\n")


def write_json_list(name: str, items: Iterable[Any], rest: Callable[[], dict[str, Any]]) -> None:
    """Write one JSON object: a long list under a name, each item when it comes, then what there is to say after it."""
    head = f'{{\n  "{name}": ['  # written with the first item: what fails before it leaves no half document
    separator = head
    for item in items:
        sys.stdout.write(f"{separator}\n{textwrap.indent(_json(item, 2), '    ')}")
        separator = ","
    sys.stdout.write(f"{head}]" if separator == head else "\n  ]")
    for key, value in rest().items():
        sys.stdout.write(f',\n  "{key}": {textwrap.indent(_json(value, 2), "  ").lstrip()}')
    sys.stdout.write("\n}\n")


def _json(result: Any, spaces: int | None) -> str:
    text = json.dumps(result, default=_jsonable, ensure_ascii=False, indent=spaces)
    # JSON escapes C0 itself; the rest is legal in it but steers some terminals, or ends a line for some readers.
    return _TOLD_APART.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def complain(message: str) -> None:
    """Say beside the data what is wrong or doubtful: one line on stderr, always."""
    line = " ".join(plain(message).split())
    sys.stderr.write(f"tracker: {line}\n")


def remark(message: str) -> None:
    """Say beside the data what was done, or is under way: one line on stderr, unless --quiet is asked for."""
    if not manner().quiet:
        complain(message)


def _jsonable(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    raise TypeError(f"{type(value).__name__} has no form in JSON")
