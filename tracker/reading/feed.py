"""RSS and Atom, through feedparser: the entries of a feed as reports."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple
from xml.sax import SAXException, SAXParseException

from events import digest
from tracker.errors import EmptyText, InputError, UnreadableFile
from tracker.reading.address import canonical_url
from tracker.reading.fields import Source
from tracker.reading.piece import Piece, Skipped
from tracker.reading.prose import unwrapped, without_controls, words_of
from tracker.reading.publication import Claim, claim

FEED = "the feed"
CHANGED = "the feed, which only says when it was last changed"
"""Who speaks for a day on which an entry was out already, but maybe not for the first time."""


class Entry(NamedTuple):
    """One entry of a feed: its own id there, and what it says."""

    key: str
    url: str | None
    title: str
    publisher: str
    published: Claim | None
    text: str

    @property
    def digest(self) -> str:
        """Tells two versions of the entry apart."""
        day = self.published.day.isoformat() if self.published else ""
        return digest("\x1f".join((self.url or "", self.title, day, self.text)))

    def source(self, label: str, *, seen: datetime | None = None) -> Source:
        """The entry as a report."""
        return Source(
            label=label,
            values={
                "title": self.title,
                "publisher": self.publisher,
                "url": self.url or "",
                "seen": seen.isoformat() if seen else "",
            },
            text=self.text,
            place=lambda _key: label,
            claims=(self.published,) if self.published else (),
        )


class Feed(NamedTuple):
    """A feed that was read: its title, and its entries in its order."""

    title: str
    entries: tuple[Entry, ...]


def read_feed(piece: Piece) -> Iterator[Source | Skipped | InputError]:
    """Yield each entry of a feed in a file. An `.xml` file that is no feed is passed over.

    Raises UnreadableFile when it is broken, EmptyText when it has no entry.
    """
    feed = parse_feed(piece.whole(), label=piece.label, url=piece.url)
    if feed is None and piece.name.lower().endswith(".xml"):
        yield Skipped(label=piece.label, reason="no RSS or Atom feed")
        return
    if feed is None:
        raise UnreadableFile(f"{piece.label}: this is no RSS or Atom feed")
    if not feed.entries:
        raise EmptyText(f"{piece.label}: the feed has no entry")
    for number, entry in enumerate(feed.entries, start=1):
        yield entry.source(f"{piece.label}[{number}]", seen=piece.seen)


def parse_feed(data: bytes, *, label: str, url: str | None = None) -> Feed | None:
    """Read a feed; None when it is something else.

    Raises EmptyText for nothing at all, and UnreadableFile for a feed that is not well-formed: what is left of it may
    break off in the middle of a sentence, and would be taken for what was published.
    """
    if not data.strip():
        raise EmptyText(f"{label}: the file is empty")
    # A tenth of a second to load, and only feeds need it.
    import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415

    # A parser of hostile feeds may fail in any way; what it cannot read is this one, and the others go on.
    try:
        parsed = feedparser.parse(io.BytesIO(data), response_headers={"content-location": url or ""})
    except Exception as error:
        raise UnreadableFile(f"{label}: cannot be read as a feed ({type(error).__name__}: {error})") from error
    if not parsed.version:
        return None
    if parsed.bozo and isinstance(parsed.bozo_exception, SAXException):
        raise UnreadableFile(f"{label}: the feed is broken{_place(parsed.bozo_exception)}; nothing of it is taken")
    title = _line(parsed.feed.get("title"))
    return Feed(title, tuple(_entry(one, title) for one in parsed.entries))


def _place(error: SAXException) -> str:
    if not isinstance(error, SAXParseException):
        return f" ({error.getMessage()})"
    return f" at line {error.getLineNumber()}, column {error.getColumnNumber()} ({error.getMessage()})"


def _entry(entry: Any, feed_title: str) -> Entry:
    url = canonical_url(_line(entry.get("link")))
    text = max((_text(part) for part in _parts(entry)), key=len, default="")
    title = _line(words_of(entry.get("title") or ""))
    return Entry(
        key=_line(entry.get("id")) or url or digest(f"{title}\n{text}"),
        url=url,
        title=title,
        publisher=_line((entry.get("source") or {}).get("title")) or feed_title,
        published=_published(entry),
        text=text,
    )


def _parts(entry: Any) -> Iterator[Any]:
    yield from entry.get("content") or ()
    if entry.get("summary"):
        yield entry.get("summary_detail") or {"value": entry["summary"]}


def _text(part: Any) -> str:
    value = part.get("value") or ""
    return unwrapped(value) if part.get("type") == "text/plain" else words_of(value)


def _published(entry: Any) -> Claim | None:
    """When the entry came out. Only where it does not say so, when it was last changed: it was out by then."""
    for field, origin in (("published", FEED), ("created", FEED), ("updated", CHANGED)):
        if field in entry and (found := _instant(origin, str(entry[field]), entry.get(f"{field}_parsed"))):
            return found
    return None


def _instant(origin: str, text: str, parsed: Any) -> Claim | None:
    if found := claim(origin, text):
        return found
    try:
        instant = parsedate_to_datetime(text)
        return Claim(origin, instant.date(), instant if instant.tzinfo else None)
    except (ValueError, TypeError, OverflowError):  # another form; the library reads some more, in UTC
        return Claim(origin, date(parsed[0], parsed[1], parsed[2])) if parsed else None


def _line(text: str | None) -> str:
    return " ".join(without_controls(text or "").split())
