"""Where a log can be: a SQLite file or a PostgreSQL server. What each is opened, checked and made with.

PostgreSQL is loaded only when an address means it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from eventsourcing.persistence import InfrastructureFactory
from eventsourcing.utils import Environment

from tracker import format as file
from tracker import sqlite
from tracker.errors import StoreError
from tracker.server import Server
from tracker.storage import Place


def exists(place: Place) -> bool:
    """Whether something is there, be it a store or not."""
    if isinstance(place, Path):
        return place.exists()
    from tracker import postgres_tables  # noqa: PLC0415

    return postgres_tables.exists(place)


def check(place: Place) -> None:
    """Raise a StoreError unless there is a store that this program can read."""
    if isinstance(place, Path):
        file.check(place)
        return
    from tracker import postgres_tables  # noqa: PLC0415

    postgres_tables.check(place)


def make(place: Place) -> None:
    """Make a store unless there is one already; several programs may do so at the same time."""
    if isinstance(place, Path):
        file.make(place)
        return
    from tracker import postgres_tables  # noqa: PLC0415

    postgres_tables.make(place)


def backup(place: Place, target: Path) -> None:
    """Copy a store into a new file, at one moment, while others read and write. Raises StoreError."""
    if isinstance(place, Server):
        raise StoreError(
            f"{place} is backed up by its own server (pg_dump); `tracker dump` and `tracker load` copy it into a file"
        )
    file.backup(place, target)


@contextmanager
def explained(place: Place) -> Iterator[None]:
    """Turn what the database says into what a person can act on. A conflict of two writers passes as it is."""
    if isinstance(place, Path):
        with sqlite.explained(place):
            yield
        return
    from tracker import postgres  # noqa: PLC0415

    with postgres.explained(place):
        yield


def factory(place: Place, env: Environment) -> InfrastructureFactory[Any]:
    """What the event-sourcing library opens the store with."""
    if isinstance(place, Server):
        from tracker import postgres  # noqa: PLC0415

        return postgres.LogFactory(place, env)
    return InfrastructureFactory.construct(env)  # by the module that the environment names
