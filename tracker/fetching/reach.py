"""What is asked of a network, and how far it may reach: nothing here opens a connection."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

MOST_BYTES = 16 * 2**20
"""The size of the largest answer that is read, unpacked."""

MOST_SECONDS = 60.0
"""For how long one address is waited for, with all its redirects."""

MOST_SILENCE = 20.0
"""For how many seconds a server may say nothing."""

MOST_REDIRECTS = 5
"""How often a server may point to another address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a server sent: the address in the end, and the body, unpacked; `unchanged` when it has nothing new.

    `etag` and `modified` are the server's marks of this version, given back when it is asked again. `seen` is when.
    """

    url: str
    seen: datetime
    content_type: str = ""
    body: bytes = b""
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False


class Fetch(Protocol):
    """Gets what stands at an address."""

    def __call__(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Ask for it, or for what is newer than a version had before.

        Raises Unreachable, OffLimits or TooLong, with the address and the reason.
        """
        ...
