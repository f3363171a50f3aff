"""A real terminal for tests: a program runs in it, keys are pressed, and the screen is read."""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import pyte

_PATIENCE = 180
"""Seconds after which a screen that was waited for is taken as missing: much, since the machine may be busy."""


class Terminal:
    """A program in a pseudo-terminal of some size; use it as a context manager."""

    def __init__(
        self, program: Path, *arguments: str, store: Path, columns: int = 80, rows: int = 24, **environment: str
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        given: Mapping[str, str] = {
            **{name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS", "LINES"}},
            "TERM": "xterm-256color",
            "TRACKER_STORE": str(store),
            **environment,
        }
        self.raw = b""
        self._child = pexpect.spawn(
            str(program), list(arguments), env=dict(given), dimensions=(rows, columns), timeout=_PATIENCE
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._child.close(force=True)

    @property
    def text(self) -> str:
        """What the screen shows, line by line."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def press(self, keys: str) -> None:
        """Press keys."""
        self._child.send(keys)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal, as a person who drags its corner."""
        self._screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)

    def wait_for(self, words: str, *, gone: str | None = None) -> str:
        """Wait until the screen shows some words, and others no more; return what it shows."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            flat = " ".join(self.text.split())
            if words in flat and (gone is None or gone not in flat):
                return self.text
            self._read()
        raise AssertionError(f"no {words!r} on the screen:\n{self.text}")

    def end(self) -> int:
        """Wait for the end of the program; return its exit code."""
        deadline = time.monotonic() + _PATIENCE
        while self._child.isalive() and time.monotonic() < deadline:
            self._read()
        self._read()
        self._child.close()
        return int(self._child.exitstatus if self._child.exitstatus is not None else -(self._child.signalstatus or 0))

    def _read(self) -> None:
        try:
            found: bytes = self._child.read_nonblocking(65536, timeout=0.1)  # type: ignore[assignment]  # no encoding
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        self.raw += found
        self._stream.feed(found)
