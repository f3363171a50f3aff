"""How events are written and read back, what every log can do, and which address means which store.

A stored event is its topic and its state: canonical JSON (keys sorted, no blanks, UTF-8) of everything but its place
in the stream. Fields that have their default are left out, so a default, like a field, never changes within a class
version. Import paths never enter the store.
"""

import json
from abc import abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, cast
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import ApplicationRecorder, Mapper, StoredEvent, Transcoder

from events import EVENTS, DomainEvent, PolicyEvent
from tracker import server
from tracker.chain import Link, Written
from tracker.errors import StoreDamaged, StoreError, StoreTooNew
from tracker.server import Server

FEEDS_SUFFIX = ".feeds"
"""What the file of the feeds that are followed is called after."""

NOTEBOOK_SUFFIX = ".notebook"
"""What the file of what a user watches, and when he last looked, is called after."""

VIEWS_SUFFIX = ".views"
"""What the file of the views is called after: `tracker.db` has its views in `tracker.db.views`."""

LOCK_TIMEOUT = 15
"""For how many seconds one writer waits for another."""

Place: TypeAlias = Path | Server
"""Where a log is: in a file, or on a server."""

_VERSION = b'"class_version"'
"""The key of a class version as JSON has it; within a string its quotation marks would be escaped."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class LoggedEvent(StoredEvent):
    """A stored event that tells the id of the policy event in it, so that the log can find it and keep it unique."""

    event_id: UUID | None = None


class Row(NamedTuple):
    """A stored event with its position and recorded time."""

    position: int
    recorded: datetime
    stored: StoredEvent


class Head(NamedTuple):
    """The last position that was given, and the last recorded time (in microseconds since 1970, UTC); 0 for none."""

    position: int
    recorded: int


class Record(NamedTuple):
    """What is written of one event, in the order of the columns."""

    position: int
    originator_id: UUID
    originator_version: int
    topic: str
    state: bytes
    recorded: int
    event_id: UUID | None


class LogRecorder(ApplicationRecorder):
    """What the log asks of a store beyond what the library does."""

    @abstractmethod
    def select_rows(self, *, after: int, limit: int) -> list[Row]:
        """At most `limit` rows after a position, in order."""

    @abstractmethod
    def head(self) -> int:
        """The last position; 0 for an empty log."""

    @abstractmethod
    def text(self, sha256: str) -> str:
        """An archived text by its hash. Raises StoreDamaged when it is missing or another."""

    @abstractmethod
    def select_links(self, *, after: int, limit: int) -> list[Link]:
        """At most `limit` rows after a position with their digests. Raises StoreDamaged for what is no row."""

    @abstractmethod
    def select_written(self, *, after: int, limit: int) -> list[Written] | None:
        """At most `limit` rows after a position as their columns have them; None when one cannot be read so."""

    @abstractmethod
    def select_stream(self, report: str) -> list[Written]:
        """The rows of one report, by its id as 32 hexadecimal digits, as their columns have them."""

    @abstractmethod
    def texts(self, sha256s: Collection[str]) -> dict[str, str]:
        """Those of these texts that are archived, by their hashes; whether each has its hash is not looked at."""

    @abstractmethod
    def insert_links(self, links: Sequence[Link], texts: Iterable[str]) -> bool:
        """Write rows of another log as they are; whether they follow the last one here, and so were written."""

    @abstractmethod
    def ends(self) -> tuple[int, int, int]:
        """The last position ever given, the one of the last event, and the one of the last digest; 0 for none."""

    @abstractmethod
    def archived(self) -> Iterator[tuple[bytes, bytes]]:
        """All archived texts in UTF-8, with the hashes under which they lie."""


def number(stored_events: Sequence[StoredEvent], head: Head, clock: Callable[[], datetime] | None) -> list[Record]:
    """Give events the positions behind the head of the log, and one recorded time that is later than its.

    Call it under the write lock: the head must be the last one, and the clock is read now.
    """
    recorded = now(head, clock)
    return [
        Record(
            position,
            identity(one),
            one.originator_version,
            one.topic,
            one.state,
            recorded,
            one.event_id if isinstance(one, LoggedEvent) else None,
        )
        for position, one in enumerate(stored_events, start=head.position + 1)
    ]


def now(head: Head, clock: Callable[[], datetime] | None) -> int:
    """The recorded time of what is written now, in microseconds since 1970 (UTC): always later than the head's.

    Call it under the write lock.
    """
    if clock is None:
        raise TypeError("the log needs a clock to say when it took an event in")
    return max((clock() - _EPOCH) // _MICROSECOND, head.recorded + 1)


def identity(stored: StoredEvent) -> UUID:
    """The id of an event's stream; the library's own tests give it as a text."""
    return stored.originator_id if isinstance(stored.originator_id, UUID) else UUID(stored.originator_id)


def moment(recorded: int) -> datetime:
    """A recorded time as an instant. Raises StoreDamaged for one that is none."""
    try:
        return _EPOCH + timedelta(microseconds=recorded)
    except (OverflowError, TypeError) as error:
        raise StoreDamaged(f"an event was recorded at {recorded!r}, which is no time: see `tracker verify`") from error


_WRITE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


class CanonicalJSON(Transcoder):
    """JSON that is the same bytes for the same content."""

    def encode(self, obj: Any) -> bytes:
        """Write JSON with sorted keys and without blanks."""
        return _WRITE(obj).encode()

    def decode(self, data: bytes) -> Any:
        """Read JSON."""
        return json.loads(data)


class EventMapper(Mapper[UUID]):
    """Turns events into rows and back, by their own topics, through their upcasters."""

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> LoggedEvent:
        """Write an event of ours."""
        event = cast("DomainEvent", domain_event)
        state = event.model_dump(mode="json", exclude_defaults=True, exclude={"originator_id", "originator_version"})
        if event.class_version > 1:
            state["class_version"] = event.class_version
        return LoggedEvent(
            originator_id=event.originator_id,
            originator_version=event.originator_version,
            topic=event.TOPIC,
            state=self.transcoder.encode(state),
            event_id=event.event_id if isinstance(event, PolicyEvent) else None,
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """Read an event; one of an older class version is brought up to date.

        Raises StoreTooNew for a topic or class version that this program does not know, StoreDamaged for a state that
        is not what its topic says.
        """
        kind = EVENTS.get(stored_event.topic)
        if kind is not None and (event := _read_at_once(kind, stored_event)) is not None:
            return cast("DomainEventProtocol[UUID]", event)
        where = f"version {stored_event.originator_version} of report {stored_event.originator_id}"
        if kind is None:
            raise StoreTooNew(f"{where} is a {stored_event.topic!r}, unknown to this program: install a newer one")
        try:
            state = self.transcoder.decode(stored_event.state)
            state = _current(kind, state, where)
            state["originator_id"] = stored_event.originator_id
            state["originator_version"] = stored_event.originator_version
            return cast("DomainEventProtocol[UUID]", kind.model_validate(state))
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            problem = " ".join(str(error).split())
            raise StoreDamaged(f"{where} is no {kind.TOPIC}: {problem}; restore the store from a backup") from error


def _read_at_once(kind: type[DomainEvent], stored: StoredEvent) -> DomainEvent | None:
    """An event of the present class version from its JSON in one step, with its place in the stream put at the end.

    None for what needs more than that; whether anything is wrong with it is found, and said, step by step.
    """
    if kind.class_version > 1 or not isinstance(stored.state, bytes) or _VERSION in stored.state:
        return None  # a damaged row can have a text there
    report = stored.originator_id.hex if isinstance(stored.originator_id, UUID) else stored.originator_id
    place = f',"originator_id":"{report}","originator_version":{stored.originator_version}}}'
    written = stored.state[:-1] + place.encode()
    try:
        return kind.model_validate_json(written)
    except ValueError:
        return None


def _current(kind: type[DomainEvent], state: dict[str, Any], where: str) -> dict[str, Any]:
    version = state.pop("class_version", 1)
    if version == kind.class_version:
        return state
    if version > kind.class_version:
        raise StoreTooNew(
            f"{where} is a {kind.TOPIC} of class version {version}; this program reads up to {kind.class_version}: "
            "install a newer one"
        )
    return kind.upcast(state, version)


def locate(address: str | Path) -> Place:
    """The file, as an absolute path, or the server that an address means. Raises StoreError for any other kind."""
    text = str(address)
    if isinstance(address, str) and server.is_address(text):
        return server.parse(text)
    scheme, separator, _ = text.partition("://")
    if separator:
        raise StoreError(
            f"a store at a {scheme}:// address cannot be opened: give a path, or postgresql://HOST/DATABASE"
        )
    if not text or ":memory:" in text:
        raise StoreError(f"{text!r} is no place for a store: give the path of a file")
    return Path(address).expanduser().absolute()


def views_path(store: Place) -> Path:
    """Where the views of a store lie: beside a file, and for a server in the user's data directory."""
    return store.views if isinstance(store, Server) else store.with_name(store.name + VIEWS_SUFFIX)


def feeds_path(store: Place) -> Path:
    """Where it is kept which feeds are followed for a store: beside its views."""
    return _beside(store, FEEDS_SUFFIX)


def notebook_path(store: Place) -> Path:
    """Where it is kept what is watched of a store, and when somebody last looked: beside its views."""
    return _beside(store, NOTEBOOK_SUFFIX)


def _beside(store: Place, suffix: str) -> Path:
    views = views_path(store)
    return views.with_name(views.name.removesuffix(VIEWS_SUFFIX) + suffix)


def environment(store: Place) -> dict[str, str]:
    """The settings under which the event-sourcing library opens a store; nothing secret is among them."""
    if isinstance(store, Server):
        return {"CREATE_TABLE": "no"}
    return {
        "PERSISTENCE_MODULE": "tracker.sqlite:LogFactory",
        "SQLITE_DBNAME": str(store),
        "SQLITE_LOCK_TIMEOUT": str(LOCK_TIMEOUT),
        "CREATE_TABLE": "no",
    }
