"""The entries of a feed that are new or changed → reports, and what became of each, remembered."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime

from tracker.errors import EmptyText, InputError, Unreachable, UnreadableFile
from tracker.feeds.book import FeedBook, Followed, Seen
from tracker.fetching.reach import Fetch
from tracker.incoming import IncomingReport
from tracker.outcome import Outcome
from tracker.reading import Overrides
from tracker.reading.addresses import piece_of
from tracker.reading.feed import CHANGED, Entry, Feed
from tracker.reading.fields import Remedies, Source, make_report
from tracker.reading.kinds import SEVERAL
from tracker.reading.publication import Claim
from tracker.reading.readers import READERS


class Entries:
    """One version of a feed on its way into the store.

    `whole` says whether everything in it is done with; `unread` has the reasons why entries became no reports, and
    `remarks` what should be known of those that did.
    """

    def __init__(
        self,
        followed: Followed,
        feed: Feed,
        *,
        seen: datetime,
        today: date,
        book: FeedBook,
        fetch: Fetch,
        stopped: Callable[[], bool],
    ) -> None:
        self._followed = followed
        # Of two entries with one id the upper one is the newer; the oldest goes in first.
        self._entries = list({entry.key: entry for entry in reversed(feed.entries)}.values())
        self._seen = seen
        self._today = today
        self._book = book
        self._fetch = fetch
        self._stopped = stopped
        self._waiting: dict[str, tuple[Entry, date]] = {}
        self.whole = True
        self.unread: list[str] = []
        self.remarks: list[str] = []

    def reports(self) -> Iterator[IncomingReport]:
        """Yield a report for each entry that is new, or not as it was."""
        for number, entry in enumerate(self._entries, start=1):
            if self._stopped():
                self.whole = False
                return
            before = self._book.seen(self._followed.address, entry.key)
            if before is not None and before.digest == entry.digest:
                continue
            label = f"{self._followed.address}[{number}] {entry.url or ''}".rstrip()
            try:
                report = self._report(_first_published(entry, before), label)
            except InputError as error:
                self._refuse(entry, error)
                continue
            self._waiting[label] = entry, report.published
            self.remarks.extend(report.remarks)
            yield report

    def noted(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        """Pass outcomes on, and remember the entries of those that are in the store."""
        for outcome in outcomes:
            entry, published = self._waiting.pop(outcome.label)
            if outcome.status == "refused":
                self.whole = False
            else:
                self._note(entry, published)
            yield outcome

    def _report(self, entry: Entry, label: str) -> IncomingReport:
        source = entry.source(label, seen=self._seen)
        if self._followed.pages and entry.url:
            source = self._page(entry.url, label, source)
        overrides = Overrides(publisher=self._followed.publisher)
        return make_report(source, overrides=overrides, today=self._today, remedies=_remedies(entry))

    def _page(self, url: str, label: str, own: Source) -> Source:
        """The page of an entry: its own words and metadata, then what the feed says of it."""
        piece = piece_of(self._fetch(url), label=label)
        if piece.kind in SEVERAL:
            raise UnreadableFile(
                f"{label}: what the entry leads to is no single report; read it with `tracker add {url}`"
            )
        for found in READERS[piece.kind](piece):
            if isinstance(found, Source):
                # The entry is known by its own address, so that it stays one report whatever its page says.
                values = {**own.values, **{key: value for key, value in found.values.items() if value}, "url": url}
                return found._replace(values=values, claims=(*found.claims, *own.claims))
        raise UnreadableFile(f"{label}: there is nothing to read in its page")

    def _refuse(self, entry: Entry, error: InputError) -> None:
        """Say why; an entry that may be readable another time is tried again, the others when they change."""
        hint = "; follow the feed with --pages to read its pages"
        self.unread.append(f"{error}{hint if isinstance(error, EmptyText) and not self._followed.pages else ''}")
        if isinstance(error, Unreachable):
            self.whole = False
        else:
            self._note(entry, None)

    def _note(self, entry: Entry, published: date | None) -> None:
        self._book.note(self._followed.address, entry.key, Seen(digest=entry.digest, published=published))


def _remedies(entry: Entry) -> Remedies:
    """What can be done about the day of an entry: a feed has no option for it, whoever adds its page has one."""
    if entry.url is None:
        return Remedies("nothing of it is recorded until the feed says one", "as for every entry of a feed")
    how = f"`tracker add {entry.url} --published YYYY-MM-DD`"
    return Remedies(f"{how} records its page", f"{how} records its page with another day")


def _first_published(entry: Entry, before: Seen | None) -> Entry:
    """An entry that only says when it was last changed keeps the day that it had first."""
    if before is None or before.published is None or entry.published is None or entry.published.origin != CHANGED:
        return entry
    return entry._replace(published=Claim(CHANGED, before.published))
