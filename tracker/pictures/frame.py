"""What all pictures share: the paper, the title that says what was asked, colours and letters, the legend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import altair as alt

from projections.clocks import Clocks
from tracker.pictures.placing import text_width
from tracker.pictures.words import Namer

Chart = alt.VConcatChart
"""What every picture is: parts one below the other."""

A4 = (794, 1123)
"""A sheet, upright, in CSS pixels (96 to the inch)."""

FONT = "Helvetica, Arial, Liberation Sans, sans-serif"
SIZE, SMALL = 10, 9
INK, FAINT, LINE, GRID = "#222222", "#666666", "#BBBBBB", "#E8E8E8"

# Okabe and Ito, Color Universal Design (2008): told apart by colour-blind readers, and in grey by their lightness.
GOOD, BAD, NEUTRAL = "#56B4E9", "#B34700", "#777777"
BLUE, ORANGE, GREEN, PURPLE, BLACK = "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#000000"
TONES = {"cooperative": GOOD, "conflictual": BAD, "an assessment": NEUTRAL}

_LEGEND_ROW = 16
_LEGEND_GAP = 14


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a picture answers: which two, at which moment, between which days."""

    pair: tuple[str, str]
    clocks: Clocks
    since: date | None
    until: date | None
    name: Namer

    @property
    def names(self) -> str:
        """The two polities: `China – United States`."""
        return " – ".join(self.name(code) for code in self.pair)

    @property
    def moment(self) -> str:
        """The clocks and the stretch of time, in words."""
        clocks = self.clocks
        parts = [f"as of {clocks.as_of}"]
        if clocks.published_by:
            parts.append(f"from reports published by {clocks.published_by}")
        if clocks.recorded_by:
            parts.append(f"as recorded by {clocks.recorded_by:%Y-%m-%d %H:%M}Z")
        if clocks.min_reliability:
            parts.append(f"from publishers graded {clocks.min_reliability} or better")
        if self.since or self.until:
            since = f"from {self.since}" if self.since else ""
            until = f"until {self.until}" if self.until else ""
            parts.append(f"shown {since} {until}".replace("  ", " ").strip())
        return "; ".join(parts)


class Key(NamedTuple):
    """One entry of a legend: a symbol and what it means. `shape` None is a line, so `wide` and with `dash`."""

    text: str
    shape: str | None = "circle"
    stroke: str = INK
    fill: str = "white"
    size: int = 60
    dash: tuple[int, ...] = (1, 0)
    wide: float = 2.5


def data(rows: Iterable[dict[str, Any]]) -> alt.InlineData:
    """Rows as the data of a part of a picture."""
    return alt.InlineData(values=list(rows))


def titled(asked: Asked, what: str, lines: Sequence[str]) -> alt.TitleParams:
    """The title of a picture: the two, what it shows, at which moment; then what else is to be known."""
    return alt.TitleParams(
        text=f"{asked.names}: {what}",
        subtitle=[asked.moment, *lines],
        anchor="start",
        fontSize=15,
        subtitleFontSize=SIZE,
        subtitleColor=FAINT,
        subtitlePadding=4,
        offset=10,
    )


def finished(parts: Sequence[Any], title: alt.TitleParams, words: Sequence[str], *, spacing: int = 8) -> Chart:
    """The parts of a picture, one below the other, with title and letters; `words` say all that it shows."""
    config = alt.Config(font=FONT, background="white", padding=12, view=alt.ViewConfig(stroke=None))
    meta = {"words": list(words)}
    return alt.VConcatChart(vconcat=list(parts), spacing=spacing, title=title, config=config, usermeta=meta)


def legend(keys: Sequence[Key], width: float) -> alt.LayerChart:
    """A legend in rows that are as wide as the picture."""
    x, row = 0.0, 0
    rows: list[dict[str, Any]] = []
    for key in keys:
        wide = 22 + text_width(key.text, SMALL) + _LEGEND_GAP
        if x and x + wide > width:
            x, row = 0.0, row + 1
        place = {"x": x + 9, "begin": x, "end": x + 18, "label": x + 22, "y": _LEGEND_ROW * (row + 0.5)}
        rows.append({**key._asdict(), "dash": list(key.dash), **place})
        x += wide
    paper = Paper(width, _LEGEND_ROW * (row + 1))
    symbols = paper.part(one for one in rows if one["shape"]).mark_point(strokeWidth=1.3, opacity=1, aria=False)
    lines = [
        paper.part([one]).mark_rule(strokeWidth=one["wide"], strokeDash=one["dash"], aria=False)
        for one in rows
        if not one["shape"]
    ]
    return paper.chart(
        symbols.encode(
            x=paper.x("x"),
            y=paper.y("y"),
            **mark_of_row(),
        ),
        *(
            line.encode(x=paper.x("begin"), x2="end:Q", y=paper.y("y"), color=alt.Color("stroke:N", scale=None))
            for line in lines
        ),
        paper.text(rows, size=SMALL).encode(x=paper.x("label"), y=paper.y("y"), text="text:N"),
    )


@dataclass(frozen=True)
class Paper:
    """A part of a picture on which everything is placed in pixels, from the left and down the page."""

    width: float
    height: float

    def part(self, rows: Iterable[dict[str, Any]]) -> alt.Chart:
        """Marks, one for each row."""
        return alt.Chart(data(rows))

    def text(self, rows: Iterable[dict[str, Any]], *, size: float = SIZE, color: str = INK, **how: Any) -> alt.Chart:
        """Words, one for each row; on the left of their place and in its middle unless said otherwise."""
        placed: dict[str, Any] = {"align": "left", "baseline": "middle", "aria": False} | how
        return alt.Chart(data(rows), mark=alt.MarkDef("text", fontSize=size, color=color, **placed))

    def x(self, field: str) -> alt.X:
        """A number of pixels from the left."""
        return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, self.width], nice=False, zero=False))

    def y(self, field: str) -> alt.Y:
        """A number of pixels down the page."""
        return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=[self.height, 0], nice=False, zero=False))

    def chart(self, *parts: alt.Chart) -> alt.LayerChart:
        """Parts upon one another."""
        return alt.LayerChart(layer=list(parts), width=self.width, height=self.height)


def described_by(field: str) -> dict[str, Any]:
    """What makes a mark say the words of a field to whoever points at it, or has the picture read aloud."""
    return {"description": alt.Description(f"{field}:N"), "tooltip": alt.Tooltip(f"{field}:N", title=" ")}


def mark_of_row() -> dict[str, Any]:
    """What makes a point look as its row says: shape, stroke, fill and size, none of them scaled."""
    looks = {"shape": alt.Shape, "stroke": alt.Stroke, "fill": alt.Fill}
    return {name: of(f"{name}:N", scale=None) for name, of in looks.items()} | {"size": alt.Size("size:Q", scale=None)}


def tone(points: float) -> str:
    """The colour of an event by the sign of its points."""
    return GOOD if points > 0 else BAD if points < 0 else NEUTRAL
