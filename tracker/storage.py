"""How events are written and read back, and which address means which store.

A stored event is its topic and its state: canonical JSON (keys sorted, no blanks, UTF-8) of everything but its place
in the stream. Fields that have their default are left out, so a default, like a field, never changes within a class
version. Import paths never enter the store.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent, Transcoder

from events import EVENTS, DomainEvent, PolicyEvent
from tracker.errors import StoreDamaged, StoreError, StoreTooNew

VIEWS_SUFFIX = ".views"
"""What the file of the views is called after: `tracker.db` has its views in `tracker.db.views`."""

LOCK_TIMEOUT = 15
"""For how many seconds one writer waits for another."""


@dataclass(frozen=True)
class LoggedEvent(StoredEvent):
    """A stored event that tells the id of the policy event in it, so that the log can find it and keep it unique."""

    event_id: UUID | None = None


class CanonicalJSON(Transcoder):
    """JSON that is the same bytes for the same content."""

    def encode(self, obj: Any) -> bytes:
        """Write JSON with sorted keys and without blanks."""
        return json.dumps(obj, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()

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
        where = f"version {stored_event.originator_version} of report {stored_event.originator_id}"
        kind = EVENTS.get(stored_event.topic)
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


def locate(address: str | Path) -> Path:
    """The file that an address means, as an absolute path. Raises StoreError for an address of another kind."""
    text = str(address)
    scheme, separator, _ = text.partition("://")
    if separator:
        raise StoreError(f"a store at a {scheme}:// address cannot be opened: give the path of a file")
    if not text or ":memory:" in text:
        raise StoreError(f"{text!r} is no place for a store: give the path of a file")
    return Path(address).expanduser().absolute()


def views_path(store: Path) -> Path:
    """Where the views of a store lie."""
    return store.with_name(store.name + VIEWS_SUFFIX)


def environment(store: Path) -> dict[str, str]:
    """The settings under which the event-sourcing library opens a store file."""
    return {
        "PERSISTENCE_MODULE": "tracker.sqlite:LogFactory",
        "SQLITE_DBNAME": str(store),
        "SQLITE_LOCK_TIMEOUT": str(LOCK_TIMEOUT),
        "CREATE_TABLE": "no",
    }
