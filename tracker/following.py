"""The views of a store, kept at the head of its log."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TypeAlias

from projections.catchup import Views, rebuild
from projections.errors import LogInconsistent, NotViews, ViewsError, ViewsOutdated, ViewsTooNew
from projections.logrow import LogRow
from tracker.errors import NotOurStore, StoreDamaged, StoreError, StoreTooNew
from tracker.log import ReportLog
from tracker.sqlite import explained

Watch: TypeAlias = Callable[[Iterator[LogRow], int], Iterator[LogRow]]
"""Gives rows on as they are, of which so many will come, and may show how far they are."""

_log = logging.getLogger(__name__)

MANY = 10_000
"""From so many rows on, views that are missing are made as they are when they are rebuilt."""


def unwatched(rows: Iterator[LogRow], _: int) -> Iterator[LogRow]:
    """The rows, and nobody looks on."""
    return rows


def make_anew(path: Path, log: ReportLog, watch: Watch = unwatched) -> int:
    """Make the views anew from all that the log has; return the position."""
    return rebuild(path, watch(log.rows(), log.head()))


def open_views(path: Path, log: ReportLog, watch: Watch = unwatched) -> Views:
    """Open the views with everything in them that the log has; those of an older program are rebuilt first."""
    with views_explained(path):
        if not path.exists() and log.head() >= MANY:
            make_anew(path, log, watch)
        try:
            views = Views.open(path)
        except ViewsOutdated:
            make_anew(path, log, watch)
            views = Views.open(path)
    try:
        follow(views, log, watch)
    except BaseException:
        views.close()
        raise
    return views


def follow(views: Views, log: ReportLog, watch: Watch = unwatched) -> None:
    """Take in what the log has and the views have not. Views ahead of their log are those of another: rebuilt."""
    with views_explained(views.path):
        position, head = views.position, log.head()
        if position > head:
            make_anew(views.path, log, watch)
        elif position < head:
            began = monotonic()
            views.apply(watch(log.rows(after=position), head - position))
            _log.debug("took %s rows of the log into the views in %.3f s", f"{head - position:,}", monotonic() - began)


@contextmanager
def views_explained(path: Path) -> Iterator[None]:
    """Turn what the views say is wrong into an error of the store."""
    try:
        with explained(path):
            yield
    except ViewsError as error:
        kind = next((ours for theirs, ours in _KINDS.items() if isinstance(error, theirs)), StoreError)
        raise kind(str(error)) from error


_KINDS: dict[type[ViewsError], type[StoreError]] = {
    NotViews: NotOurStore,
    ViewsTooNew: StoreTooNew,
    LogInconsistent: StoreDamaged,
}
