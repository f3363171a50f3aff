"""The small pieces of text that all tables are made of: dates, quotes, sources."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from rich.style import Style
from rich.text import Text

from events import When
from events.vocabulary import Precision, Reliability

if TYPE_CHECKING:  # the views take a fifth of a second to load, and `tracker --help` does not wait for them
    from projections.acts import ReportRef
    from projections.marks import Mark

Namer = Callable[[str], str]
"""Gives the name of a polity for its code."""

QUOTE_LENGTH = 140
"""Characters of a quote that a list shows; `tracker show` shows all."""

MATTER_LENGTH = 80
"""Characters of what is judged that a headline shows, where no predicate names it."""

"""Each predicate of an assessment as a clause, and the word that joins the object to it."""

GOOD, BAD, WARN, QUIET, STRONG, QUOTED = "green", "red", "magenta", "dim", "bold", "italic"
"""Styles that can be read on a dark and on a light ground, and that only repeat what the words say."""

MARKS: "dict[Mark, tuple[str, str]]" = {"confirmed": ("✓", GOOD), "corrected": ("✎", WARN), "disputed": ("?", BAD)}
"""What people or readers made of an event: a sign and a style."""

_ADDRESS = re.compile(r"https?://[!-~]{1,2000}")


def dated(when: When) -> str:
    """Write a date as exactly as it is known: `2022-03-18`, `2022-03-14 to 17`, `2022-03`, `2022`, `undated`.

    The end of several days has what differs from their beginning: the day, the month and day, or all of it.
    """
    if when.start is None or when.end is None:
        return "undated"
    if when.precision not in (Precision.RANGE, Precision.DAYS) or when.start == when.end:
        return when.iso or ""
    if when.start.year != when.end.year:
        return f"{when.start} to {when.end}"
    return (
        f"{when.start} to {when.end:%d}" if when.start.month == when.end.month else f"{when.start} to {when.end:%m-%d}"
    )


def said(value: str) -> str:
    """Write a value of a vocabulary as words: `no_evidence` → `no evidence`."""
    return value.replace("_", " ")


def short_id(event_id: UUID) -> str:
    """Give the beginning of an id, enough for `tracker show`."""
    return str(event_id)[:8]


def quoted(quote: str, length: int | None = QUOTE_LENGTH) -> str:
    """Put a quote on one line between quotation marks, cut at a word when it is longer than `length`."""
    return f"“{shortened(quote, length)}”"


def shortened(words: str, length: int | None = MATTER_LENGTH) -> str:
    """Put words on one line, cut at a word where they are longer than `length`."""
    line = " ".join(words.split())
    if length is None or len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


def graded(reliability: Reliability, credibility: int | None = None) -> str:
    """Write the Admiralty code of a source and of what it tells: `B2`, or `B`; nothing where nobody graded it."""
    if reliability is Reliability.F:
        return ""
    return f"{reliability}{credibility or ''}"


def believed(least: Reliability) -> str:
    """Say whose reports alone an answer is made of."""
    return f"from publishers graded {least} or better" if least is not Reliability.A else "from publishers graded A"


def proof(quote: str, length: int | None = QUOTE_LENGTH) -> Text:
    """The words of a report, so that one sees that they are: between quotation marks, and slanted where that is had."""
    return Text(quoted(quote, length), style=QUOTED)


def sourced(
    report: "ReportRef",
    event_ids: Sequence[UUID] = (),
    grade: str = "",
    *,
    witnesses: int = 1,
    mark: "Mark | None" = None,
) -> Text:
    """Say who published a report and when, how that is graded, who else tells the same, and what a review made of it.

    Of the events, the first is the one that has the words; the others tell of the same subject.

    The publisher is a link to the report, in terminals that have links.
    """
    text = linked(Text(f"{report.publisher}, {report.published}", style=QUIET), report.url)
    if grade:
        text.append(f"  {grade}", style=f"not dim {STRONG}")
    if len(event_ids) > 1:
        told = f"{witnesses} witnesses" if witnesses > 1 else f"1 witness, {len(event_ids)} events in all"
        text.append(f" · {told}", style="not dim" if witnesses > 1 else "")
    if mark:
        text.append(f" · {MARKS[mark][0]} {mark}", style=f"not dim {MARKS[mark][1]}")
    if event_ids:
        text.append(f"  {short_id(event_ids[0])}", style="not dim cyan")
    return text


def linked(text: Text, address: str | None) -> Text:
    """A text that leads to an address where a terminal has links; what is no plain web address leads nowhere."""
    if address and _ADDRESS.fullmatch(address):
        text.stylize(Style(link=address))
    return text


def typed(topic: str) -> str:
    """Write an event type as words: `MeetingHeld` → `meeting held`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", topic).lower()
