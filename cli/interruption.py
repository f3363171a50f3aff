"""An interrupt (Ctrl-C) ends a batch after what is being read, so that what was done is said; a second one at once."""

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from multiprocessing import active_children
from types import FrameType, TracebackType
from typing import Self, TypeVar

import typer

from cli.render import complain

Thing = TypeVar("Thing")

STOPPED = 130
"""The exit code of a program that was interrupted."""

_SAID = b"tracker: stopping after what is being read; interrupt again to stop at once\n"


class Interruption:
    """Takes interrupts while it is entered; in the main thread only."""

    def __init__(self) -> None:
        self.asked = False

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        signal.signal(signal.SIGINT, self._before)
        if isinstance(error, KeyboardInterrupt):
            complain("stopped at once: what was recorded stays; run the same command again to go on")
            raise typer.Exit(STOPPED) from error

    def until(self, things: Iterable[Thing]) -> Iterator[Thing]:
        """Pass things on until an interrupt is there."""
        for thing in things:
            yield thing
            if self.asked:
                return

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            # Who reads for us is not waited for. What was appended is on the disk, and nothing else is theirs.
            for reader in active_children():
                reader.kill()
            signal.default_int_handler(number, frame)
        self.asked = True
        os.write(sys.stderr.fileno(), _SAID)  # nothing else may write here: a write of ours may be under way
