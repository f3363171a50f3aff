"""An interrupt (Ctrl-C) ends work after what is being read, so that what was done is said; a second one at once."""

import os
import signal
import sys
from collections.abc import Generator, Iterator
from contextlib import closing
from multiprocessing import active_children
from select import select
from socket import socketpair
from types import FrameType, TracebackType
from typing import Self, TypeVar

import typer

from cli.render import complain

Thing = TypeVar("Thing")

STOPPED = 130
"""The exit code of a program that was interrupted."""

_SAID = b"tracker: stopping after what is being read; interrupt again to stop at once\n"


class Interruption:
    """Takes these signals, interrupts if none is named, while it is entered; in the main thread only."""

    def __init__(self, *numbers: signal.Signals) -> None:
        self.asked = False
        self._insisted = False
        self._numbers = numbers or (signal.SIGINT,)

    def __enter__(self) -> Self:
        # A signal is written here as it comes, so that who is about to wait cannot miss it, as with an Event, whose
        # lock may even be held by what the signal interrupts.
        self._heard, self._rung = socketpair()
        for end in (self._heard, self._rung):
            end.setblocking(False)
        self._rung_before = signal.set_wakeup_fd(self._rung.fileno(), warn_on_full_buffer=False)
        self._hook_before, sys.unraisablehook = sys.unraisablehook, self._unraisable
        self._before = [signal.signal(number, self._ask) for number in self._numbers]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for number, before in zip(self._numbers, self._before, strict=True):
            signal.signal(number, before)
        signal.set_wakeup_fd(self._rung_before)
        sys.unraisablehook = self._hook_before
        self._heard.close()
        self._rung.close()
        if self._insisted:  # whatever became of the exception on its way
            complain("stopped at once: what was recorded stays; run the same command again to go on")
            raise typer.Exit(STOPPED) from error

    def until(self, things: Generator[Thing, None, None]) -> Iterator[Thing]:
        """Pass things on until an interrupt is there, and close them."""
        with closing(things):
            for thing in things:
                yield thing
                if self.asked:
                    return

    def wait(self, seconds: float) -> bool:
        """Wait so long, less if a signal comes; whether there was an interrupt."""
        if not self.asked and select([self._heard], [], [], seconds)[0]:
            self._heard.recv(4096)
        return self.asked

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            # Who reads for us is not waited for. What was appended is on the disk, and nothing else is theirs.
            for reader in active_children():
                reader.kill()
            self._insisted = True
            signal.default_int_handler(number, frame)
        self.asked = True
        if sys.__stderr__:
            # Nothing else may write here: a write of ours may be under way.
            os.write(sys.__stderr__.fileno(), _SAID)

    def _unraisable(self, unraisable: "sys.UnraisableHookArgs") -> None:
        """Say nothing of an interrupt that came where Python raises none, as in what it clears away; it is noted."""
        if not isinstance(unraisable.exc_value, KeyboardInterrupt):
            self._hook_before(unraisable)
