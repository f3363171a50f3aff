"""The views of a store, kept at the head of its log."""

import logging
from collections.abc import Iterator, Sized
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic
from typing import Protocol, TypeVar

from projections.catchup import Views, batches, build
from projections.errors import LogInconsistent, NotViews, ViewsError, ViewsOutdated, ViewsTooNew
from tracker.errors import NotOurStore, StoreDamaged, StoreError, StoreTooNew
from tracker.log import ReportLog
from tracker.sqlite import explained

Rows = TypeVar("Rows", bound=Sized)
"""Some rows of the log, or what was made of them; it says how many they are."""


class Watch(Protocol):
    """Gives rows of the log on as they come, some at a time and so many in all, and may show how far they are."""

    def __call__(self, given: Iterator[Rows], total: int, /) -> Iterator[Rows]:
        """The same as is given."""
        ...


_log = logging.getLogger(__name__)

MANY = 10_000
"""From so many rows on, views that are missing are made as they are when they are rebuilt."""


def unwatched(given: Iterator[Rows], _: int, /) -> Iterator[Rows]:
    """The rows, and nobody looks on."""
    return given


def make_anew(path: Path, log: ReportLog, watch: Watch = unwatched) -> int:
    """Make the views anew from all that the log has; return the position."""
    from tracker.ahead import StoredLog, chunks  # noqa: PLC0415  a question does not wait for what begins processes

    head = log.head()
    with closing(chunks(StoredLog(log.store), head)) as made:
        return build(path, watch(made, head))


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


def follow(views: Views, log: ReportLog, watch: Watch = unwatched) -> int:
    """Take in what the log has and the views have not; return the position up to which they have all then.

    Views of another log are rebuilt: those that have a last row which the log does not have, after a backup was put in
    the place of a store, whatever has been added to it since. When a rebuild that began earlier is put in place
    meanwhile, the views are further back than they were, and are followed from there.
    """
    with views_explained(views.path):
        while True:
            (position, recorded), head = views.reached, log.head()
            if position and log.recorded(position) != recorded:
                return make_anew(views.path, log, watch)
            if position >= head:
                return position
            reached = _take_in(views, log, position, head, watch)
            if reached is not None:
                return reached


def _take_in(views: Views, log: ReportLog, position: int, head: int, watch: Watch) -> int | None:
    """Take in what the log has behind a position; how far that was, None when the views went back meanwhile."""
    began, after = monotonic(), position
    for batch in watch(batches(log.rows(after=position)), head - position):
        if views.apply(batch, after=after) < batch[-1].position:
            return None
        after = batch[-1].position
    _log.debug("took %s rows of the log into the views in %.3f s", f"{head - position:,}", monotonic() - began)
    return after


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
