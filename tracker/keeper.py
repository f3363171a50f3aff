"""A store as a whole: proved, sealed, copied and moved."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.opened import OpenStore
from tracker.outcome import RebuildResult
from tracker.places import backup
from tracker.storage import Place, views_path

if TYPE_CHECKING:  # imported where they are needed: a question does not wait for what proves and moves
    from tracker.moving import Moved
    from tracker.scanning import Seal
    from tracker.verifying import Verification


class Keeper:
    """What can be done with a store whatever is in it."""

    def __init__(self, path: Place, store: OpenStore, clock: Callable[[], datetime]) -> None:
        self._path = path
        self._store = store
        self._clock = clock
        self._log = store.log

    def verify(self, seal: "Seal | None" = None) -> "Verification":
        """Recompute everything that the store says of itself: chain, texts, quotes, views; and hold it to a seal."""
        from tracker.verifying import verify  # noqa: PLC0415

        return verify(self._log(), views_path(self._path), seal=seal)

    def seal(self) -> "Seal":
        """The head of the log: its position and digest, to be kept elsewhere."""
        from tracker.verifying import seal  # noqa: PLC0415

        return seal(self._log(), self._clock())

    def backup(self, file: Path) -> None:
        """Copy the log into a new file while others write; it is a store like any other. Raises StoreError."""
        self._log()
        backup(self._path, file)

    def dump(self) -> Iterator[str]:
        """The log as lines of JSON, to be loaded into any other store. Raises StoreDamaged."""
        from tracker.moving import dump  # noqa: PLC0415

        return dump(self._log())

    def load(self, file: Path) -> "Moved":
        """Append what a dump has beyond this store; nothing is written unless all of it is sound.

        Raises BadRow, naming the line, and Refused when the store holds another log.
        """
        from tracker.moving import check_dump, load  # noqa: PLC0415

        check_dump(file)
        moved = load(self._log(create=True), file)
        if moved.events:
            self._store.follow()
        return moved

    def rebuild(self) -> RebuildResult:
        """Make the views anew from the log; whoever reads the old ones meanwhile goes on with them."""
        path, position = self._store.make_anew()
        return RebuildResult(views=str(path), position=position)
