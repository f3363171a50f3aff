"""The chain of digests over a log: each row's digest holds the one before it, so no row can change unseen.

A digest is the SHA-256 of the digest of the row before (32 zero bytes for the first) and the row's canonical bytes:

    position, recorded time in microseconds since 1970 (UTC), version     8 bytes each, big-endian, signed
    id of the report                                                       16 bytes
    length of the topic in bytes                                           2 bytes, big-endian
    topic in UTF-8, then the state as it is stored

Nothing in that depends on the database, so the same log has the same digests wherever it is kept.
"""

import struct
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

START = bytes(32)
"""What stands before the first row."""

HEAD = struct.Struct(">qqq16sH")
"""What stands before the topic in a row's canonical bytes."""

Written = tuple[int, str, int, str, bytes, int, str | None, bytes]
"""A row as its columns have it: position, report, version, topic, state, recorded, event id, digest.

Ids are 32 hexadecimal digits. That it is what it should be has not been looked at.
"""


class Link(NamedTuple):
    """A row of the log with its digest; `recorded` is in microseconds since 1970 (UTC)."""

    position: int
    originator_id: UUID
    originator_version: int
    topic: str
    state: bytes
    recorded: int
    event_id: UUID | None
    digest: bytes

    def written(self) -> Written:
        """The row as its columns have it."""
        event_id = self.event_id.hex if self.event_id else None
        return (self.position, self.originator_id.hex, *self[2:6], event_id, self.digest)


def digest(
    previous: bytes, position: int, originator_id: UUID, version: int, topic: str, state: bytes, recorded: int
) -> bytes:
    """The digest of a row behind the one with the digest `previous`."""
    name = topic.encode()
    head = HEAD.pack(position, recorded, version, originator_id.bytes, len(name))
    return sha256(b"".join((previous, head, name, state))).digest()


def digests(previous: bytes, rows: Iterable[tuple[int, UUID, int, str, bytes, int]]) -> Iterator[bytes]:
    """The digests of rows (position, report, version, topic, state, recorded) that follow one another.

    It is `digest` without a call for each row; the rows of a report mostly stand together, with one and the same id.
    """
    pack, join = HEAD.pack, b"".join
    report, identity = None, b""
    for position, originator_id, version, topic, state, recorded in rows:
        if originator_id is not report:
            report, identity = originator_id, originator_id.bytes
        name = topic.encode()
        previous = sha256(
            join((previous, pack(position, recorded, version, identity, len(name)), name, state))
        ).digest()
        yield previous
