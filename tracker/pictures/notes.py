"""Numbered notes below a chart: the number that a mark has in it, what happened then, and the words that say so."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import altair as alt

from tracker.pictures.frame import FAINT, SIZE, SMALL, Paper, described_by
from tracker.pictures.placing import shortened, text_width

_ROW = 13.0
_NUMBER = 22.0


class Note(NamedTuple):
    """One note: its number, what it says, and after that the words of the report; `whole` for whoever points at it."""

    number: int
    head: str
    quote: str
    whole: str


def height_of(number: int) -> float:
    """How many pixels so many notes take."""
    return _ROW * number


def notes(told: Sequence[Note], width: float) -> alt.LayerChart:
    """Notes in rows of one line each, in their order."""
    rows = [_row(note, place, width) for place, note in enumerate(told)]
    paper, whole = Paper(width, height_of(len(rows))), described_by("whole")
    return paper.chart(
        paper.text(rows, align="right", fontWeight="bold").encode(
            x=paper.x("number_at"), y=paper.y("y"), text="number:N"
        ),
        paper.text(rows, aria=True).encode(x=paper.x("head_at"), y=paper.y("y"), text="head:N", **whole),
        paper.text(rows, size=SMALL, color=FAINT).encode(x=paper.x("quote_at"), y=paper.y("y"), text="quote:N"),
    )


def _row(note: Note, place: int, width: float) -> dict[str, Any]:
    head = shortened(note.head, width - _NUMBER, SIZE)
    quote_at = _NUMBER + text_width(head, SIZE) + 8
    return {
        "y": _ROW * (place + 0.5),
        "number": str(note.number),
        "number_at": _NUMBER - 6,
        "head": head,
        "head_at": _NUMBER,
        "quote": shortened(f"“{note.quote}”", width - quote_at, SMALL) if width - quote_at > 60 else "",
        "quote_at": quote_at,
        "whole": note.whole,
    }
