"""Long answers through the user's pager, as one knows it from git: in a terminal only, and none that fits on a screen.

`TRACKER_PAGER`, or else `PAGER`, is the command; empty or `cat` means none. Without both it is `less`, where there is
one, which leaves an answer on the screen, passes colours and ends by itself when all of it fits (`LESS=FRX`).
"""

import errno
import io
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from typing import IO, TextIO

from cli.manner import manner
from tracker.errors import UnwritableFile

GONE = 141
"""The exit code of a program whose reader went away, as shells have it (128 and SIGPIPE)."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
_LESS = "FRX"
_NONE = ("", "cat")


@contextmanager
def answering(*, paged: bool = True) -> Iterator[None]:
    """Write an answer: through a pager where that is wanted and it is long, and no further once nobody reads.

    Quitting the pager early is no fault. When a pipe is closed (`tracker events | head -1`), the program ends quietly.
    """
    command = pager() if paged else None
    if command is None:
        try:
            yield
            sys.stdout.flush()
        except BrokenPipeError:
            _turn_away()
            raise SystemExit(GONE) from None
        except OSError as error:
            if error.errno not in _FULL:
                raise
            _turn_away()
            raise UnwritableFile(f"the answer could not be written whole: {error.strerror}; make room first") from error
        return
    out = Paged(sys.stdout, command)
    try:
        with suppress(BrokenPipeError), redirect_stdout(out):
            yield
    finally:
        out.close()


def pager() -> list[str] | None:
    """The command of the pager; None where nobody looks on, none is wanted, or none is there."""
    if not manner().paged or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return None
    named = os.environ.get("TRACKER_PAGER", os.environ.get("PAGER"))
    if named is None:
        return ["less"] if shutil.which("less") else None
    try:
        command = shlex.split(named)
    except ValueError:  # a quotation mark without its other
        return None
    return None if not command or command[0] in _NONE else command


class Paged(io.TextIOBase):
    """Holds what is written until it is longer than the terminal; then a pager has it, and all that follows."""

    def __init__(self, terminal: TextIO, command: list[str]) -> None:
        self._terminal = terminal
        self._command = command
        size = shutil.get_terminal_size()
        self._width, self._room = max(size.columns, 1), size.lines - 1
        self._held: list[str] = []
        self._to: IO[str] | None = None
        self._process: subprocess.Popen[str] | None = None

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """That of the terminal."""
        return self._terminal.encoding

    def isatty(self) -> bool:
        """It is read in a terminal."""
        return True

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def fileno(self) -> int:
        """The terminal's, for whoever asks how large it is."""
        return self._terminal.fileno()

    def write(self, text: str) -> int:
        """Hold a text, or pass it on. Raises BrokenPipeError when the pager was left."""
        if self._to is not None:
            return self._to.write(text)
        self._held.append(text)
        self._room -= sum(1 + len(line) // self._width for line in text.split("\n")[1:]) + len(text) // self._width
        if self._room < 0:
            self._begin()
        return len(text)

    def flush(self) -> None:
        """Pass on what the pager has not yet."""
        if self._to is not None:
            self._to.flush()

    def close(self) -> None:
        """Write what is still held; wait until the pager is left."""
        if self.closed:
            return
        if self._to is None:
            self._to = self._terminal
            self._to.write("".join(self._held))
        with suppress(BrokenPipeError):
            self._to.flush()
        if self._process is not None and self._process.stdin is not None:
            with suppress(BrokenPipeError):
                self._process.stdin.close()
            while self._process.poll() is None:
                with suppress(KeyboardInterrupt):  # the pager's own business
                    self._process.wait()
        self._to = None
        super().close()

    def _begin(self) -> None:
        """Start the pager; one that cannot be started is none, and the terminal has all."""
        environment = {"LESS": _LESS, **os.environ}
        to: IO[str] = self._terminal
        with suppress(OSError):
            self._process = subprocess.Popen(  # noqa: S603  the user's own choice
                self._command,
                stdin=subprocess.PIPE,
                env=environment,
                encoding=self.encoding,
                errors="backslashreplace",
            )
            to = self._process.stdin or to
        self._to = to
        to.write("".join(self._held))


def _turn_away() -> None:
    """Let what is still in the buffer of stdout go nowhere, so that the end of the program does not fail on it."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
