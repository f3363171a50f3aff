"""`--verbose`: what is done and how long it took, on stderr, one line for each thing that is worth knowing."""

import logging
import sys
from time import monotonic

from cli.render import plain

_LOGGERS = ("tracker", "projections", "cli")


class _Line(logging.Handler):
    """Writes a message as a line, with the seconds since the program was asked."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._began = monotonic()

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line; what a report or a name says does not steer the terminal."""
        words = " ".join(plain(record.getMessage()).split())
        sys.stderr.write(f"tracker: {monotonic() - self._began:7.3f} s  {words}\n")


def tell() -> None:
    """Let our loggers speak on stderr; called again, they begin anew."""
    handler = _Line()
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.DEBUG)
        logger.propagate = False
        logger.handlers = [handler]


def causes(error: BaseException) -> list[str]:
    """What led to an error, one line for each step back."""
    found: list[str] = []
    cause = error.__cause__ or error.__context__
    while cause is not None and len(found) < 20:
        # What the driver of a database says may have its password in it; our own error has said the rest of it.
        words = "" if type(cause).__module__.startswith("psycopg") else f": {cause}"
        found.append(f"because of {type(cause).__name__}{words}")
        cause = cause.__cause__ or cause.__context__
    return found
