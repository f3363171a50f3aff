"""What is watched, one line for each relationship: how it stands, and what is new of it."""

from events import dyad
from events.values import Value
from projections.clocks import Clocks
from projections.news import PairNews, Scope
from projections.overview import Line
from tracker.questions import Questions


class WatchedLine(Value):
    """A relationship that is watched; `line` is None when no act is known of it, `news` when nothing is new."""

    pair: tuple[str, str]
    line: Line | None
    news: PairNews | None


def watched_now(ask: Questions, scope: Scope, after: Clocks, since: Clocks | None) -> list[WatchedLine]:
    """The watched relationships at a moment, with what is new since another one; those with most news first.

    Without that other moment nothing is new. Raises UnknownPolity, and may raise a StoreError.
    """
    lines: dict[tuple[str, str], Line | None] = {}
    for polity in dict.fromkeys([*scope.polities, *(pair[0] for pair in scope.pairs)]):
        found = ask.overview(after, polity=polity).relationships
        lines.update({line.pair: line for line in found if scope.has(dyad(*line.pair))})
    for one, other in scope.pairs:
        lines.setdefault((min(one, other), max(one, other)), None)
    news = {one.pair: one for one in ask.news(since, after, scope=scope).relationships} if since else {}
    watched = [WatchedLine(pair=pair, line=line, news=news.get(pair)) for pair, line in lines.items()]
    return sorted(watched, key=lambda one: (one.news is None, -one.news.moved if one.news else 0.0, one.pair))
