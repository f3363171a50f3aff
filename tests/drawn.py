"""Pictures for tests: drawn from a log in the making, and what is in them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from logged import Ledger

from projections.catchup import Views
from projections.clocks import Clocks
from tracker.pictures import PictureKind
from tracker.pictures.drawing import draw

PAIR = ("USA", "CHN")


def drawn(ledger: Ledger, kind: str, as_of: str = "2023-01-01", **asked: Any) -> Any:
    """The picture of the United States and China that a log gives."""
    clocks = asked.pop("clocks", Clocks(as_of=date.fromisoformat(as_of)))
    with Views.open(":memory:") as views:
        views.apply(ledger.rows)
        return draw(views.connection, PAIR, PictureKind(kind), clocks, **asked)


def rows(chart: Any, *fields: str) -> list[dict[str, Any]]:
    """The rows of data, in any part of a picture, that have some fields; each once."""
    found: dict[str, dict[str, Any]] = {}
    for part in _parts(chart.to_dict()):
        values = part.get("data", {}).get("values", [])
        found |= {repr(row): row for row in values if all(field in row for field in fields)}
    return list(found.values())


def title(chart: Any) -> str:
    """All lines above a picture."""
    return "\n".join([chart.title.text, *chart.title.subtitle])


def legend(chart: Any) -> list[str]:
    """What the legend of a picture names."""
    return [row["text"] for row in rows(chart, "shape", "label", "wide")]


def _parts(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    # Altair puts what several parts share into `datasets`, and leaves their names in the parts.
    named = spec.get("datasets", {})
    waiting = [spec]
    while waiting:
        part = waiting.pop()
        data = part.get("data") or {}
        yield {**part, "data": {"values": named[data["name"]]}} if "name" in data else part
        waiting += [*part.get("vconcat", ()), *part.get("layer", ())]
